package org.disputedesk.mail;

/** Why a person is asked where a mail belongs, as {@code words/triage.csv} has it in the languages of staff. */
enum TriageReason {
    NO_RULE("No rule can tell what this message is about."),
    NO_ORDER("The buyer names no order."),
    NO_MARKETPLACE("The mail does not tell from which marketplace it comes."),
    SEVERAL_CASES("The order has several open cases; the message may belong to any of them."),
    CASE_CANNOT_TAKE_IT("The case this message belongs to cannot take it now."),
    NO_PROCESS("The desk has no process yet for what this message is about."),
    CLAIM_WITHOUT_CASE("Amazon writes about a claim, and the order has no open case."),
    CLAIM_DECIDED("Amazon has decided a claim: read how, and tell it on the page of the case."),
    BOUNCED("A message of the shop did not reach the buyer: answer in Seller Central."),
    OPTED_OUT(
            "The buyer takes no messages that are not needed for the order; answer in his own conversation in Seller Central."),
    REPLY_WITHOUT_CASE("This is a copy of an answer given in Seller Central, and no open case fits it."),
    AUTO_REPLY("A machine answered for the buyer."),
    OTHER_SENDER("This mail is neither from the marketplace nor from a buyer."),
    PHISHING("Warning: the sender only pretends to be Amazon. Follow no link and open no file of this mail."),
    SAME_ID("Another mail with other words came under the same number. One of the two may be forged."),
    UNREADABLE("The mail cannot be read. It is kept as it came.");

    private final String text;

    TriageReason(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
