package org.disputedesk.letter;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Why a letter has not left, or may not have; {@code words/labels.csv} has it in the languages of staff. */
public enum LetterTrouble {
    /** The desk stopped at the one moment of which nobody can say whether the letter had left. */
    STOPPED,
    /** The mail server took the whole letter and never said what it did with it. */
    NO_ANSWER,
    /** The mail server refused the letter for good. */
    REFUSED,
    /** There is no address to which it may go. */
    NO_RELAY_ADDRESS,
    /** The mail server does not accept the shop's user name or password. */
    LOGIN_REFUSED,
    /** The mail provider gives the desk no access to the shop's mailbox, or its server does not accept what it gave. */
    NO_TOKEN,
    /** The mail server does not accept the shop's address as a sender. */
    SENDER_REFUSED,
    /** The mail server could not be reached, or took nothing now. */
    NOT_REACHED,
    /** Nobody has told the desk, or not any more, how to send mails. */
    SWITCHED_OFF,
    OTHER;

    /** As the outbox keeps it: this, and what exactly happened, without personal data. */
    public String why(String detail) {
        return name() + ": " + detail;
    }

    /** What was put into a sentence by {@link #why}; OTHER for any other sentence. */
    public static LetterTrouble of(@Nullable String why) {
        return Arrays.stream(values())
                .filter(trouble -> why != null && why.startsWith(trouble.name() + ": "))
                .findFirst()
                .orElse(OTHER);
    }

    /** What exactly happened; empty when nothing more is known. */
    public static String detail(@Nullable String why) {
        LetterTrouble trouble = of(why);
        return why == null
                ? ""
                : trouble == OTHER ? why : why.substring(trouble.why("").length());
    }
}
