package org.disputedesk.dispute;

import static org.disputedesk.dispute.Fact.count;
import static org.disputedesk.dispute.Fact.flag;
import static org.disputedesk.dispute.Fact.instant;
import static org.disputedesk.dispute.Fact.number;
import static org.disputedesk.dispute.Fact.text;

import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every fact a model may name. A name that is not listed here is refused in models, in forms and from the API, so that
 * a misspelt one is found when it is written and not when a case reaches it.
 */
public final class DisputeFacts {

    // the case
    public static final Fact<String> CASE_NUMBER = text("caseNumber");
    public static final Fact<String> KIND = text("kind");
    public static final Fact<String> MARKETPLACE = text("marketplace");
    public static final Fact<String> ORDER_ID = text("orderId");
    public static final Fact<Long> PRIORITY = count("priority");
    /** The id of the policy pack the case began with. */
    public static final Fact<String> POLICY_PACK = text("policyPack");

    // the order, 000-04..07
    public static final Fact<Boolean> ORDER_KNOWN = flag("orderKnown");
    public static final Fact<String> FULFILMENT = text("fulfilment");
    public static final Fact<String> SERVICE_OWNER = text("serviceOwner");
    public static final Fact<String> ORDER_STATE = text("orderState");
    public static final Fact<String> PAYMENT_STATE = text("paymentState");
    public static final Fact<Double> ORDER_VALUE = number("orderValue");
    public static final Fact<String> CURRENCY = text("currency");
    public static final Fact<Boolean> ADDRESS_CORRECT = flag("addressCorrect");
    public static final Fact<String> ADDRESS_FAULT = text("addressFault");
    public static final Fact<Date> ORDERED_AT = instant("orderedAt");

    // the parcel
    public static final Fact<Boolean> TRACKING_KNOWN = flag("trackingKnown");
    public static final Fact<String> TRACKING_NUMBER = text("trackingNumber");
    public static final Fact<String> CARRIER = text("carrier");
    public static final Fact<String> DELIVERY_STATE = text("deliveryState");
    public static final Fact<Date> DELIVERED_AT = instant("deliveredAt");
    public static final Fact<String> DELIVERED_AT_LOCAL = text("deliveredAtLocal");
    public static final Fact<String> DELIVERED_PLACE = text("deliveredPlace");
    public static final Fact<String> DELIVERY_PROOF = text("deliveryProof");
    public static final Fact<Date> EARLIEST_DELIVERY_AT = instant("earliestDeliveryAt");
    public static final Fact<Date> LATEST_DELIVERY_AT = instant("latestDeliveryAt");
    public static final Fact<String> LATEST_DELIVERY_DATE = text("latestDeliveryDate");
    public static final Fact<Long> DAYS_PAST_LATEST_DELIVERY = count("daysPastLatestDelivery");

    // the buyer's message and the reply to it, 002-24
    public static final Fact<String> BUYER_LANGUAGE = text("buyerLanguage");
    public static final Fact<Date> MESSAGE_RECEIVED_AT = instant("messageReceivedAt");
    /** When the buyer first wrote; messageReceivedAt moves on with every message. */
    public static final Fact<Date> FIRST_CONTACT_AT = instant("firstContactAt");

    public static final Fact<String> MESSAGE_RECEIVED_AT_LOCAL = text("messageReceivedAtLocal");
    public static final Fact<String> MESSAGE_EXTERNAL_ID = text("messageExternalId");
    public static final Fact<Date> REPLY_DUE = instant("replyDue");
    public static final Fact<Date> REPLY_WARN_AT = instant("replyWarnAt");
    public static final Fact<Date> REPLY_URGENT_AT = instant("replyUrgentAt");
    public static final Fact<Boolean> ANSWER_DECIDED = flag("answerDecided");
    public static final Fact<String> REPLY_ACTION = text("replyAction");
    public static final Fact<Boolean> HOLDING = flag("holding");
    public static final Fact<String> PROMISED_DATE = text("promisedDate");
    public static final Fact<String> LETTER = text("letter");
    public static final Fact<String> LETTER_STATE = text("letterState");
    public static final Fact<Boolean> LETTER_WAS_SENT = flag("letterWasSent");

    // what follows from it
    public static final Fact<String> RESPONSE = text("response");
    public static final Fact<String> RESPONSE_REASON = text("responseReason");
    public static final Fact<String> NEXT_DEADLINE = text("nextDeadline");
    public static final Fact<Date> BUYER_ANSWER_DUE = instant("buyerAnswerDue");
    public static final Fact<String> BUYER_ANSWER = text("buyerAnswer");
    public static final Fact<Boolean> CLAIM_ELIGIBLE = flag("claimEligible");
    public static final Fact<String> REMEDY = text("remedy");
    public static final Fact<String> REMEDY_REFERENCE = text("remedyReference");
    public static final Fact<String> REFUND_AMOUNT = text("refundAmount");
    public static final Fact<String> REFUND_BY = text("refundBy");
    public static final Fact<Date> REMEDY_DONE_AT = instant("remedyDoneAt");
    public static final Fact<Date> REFUND_EXPECTED_AT = instant("refundExpectedAt");
    public static final Fact<Date> REFUND_VERIFY_DUE = instant("refundVerifyDue");
    public static final Fact<Date> LOOK_AGAIN_AT = instant("lookAgainAt");
    public static final Fact<Date> INQUIRY_SENT_AT = instant("inquirySentAt");
    public static final Fact<Date> INQUIRY_REMINDER_AT = instant("inquiryReminderAt");
    public static final Fact<Date> INQUIRY_ESCALATION_AT = instant("inquiryEscalationAt");

    // claims and chargebacks, P4..P10, P14
    public static final Fact<Date> CONTACT_ANSWER_DUE = instant("contactAnswerDue");
    public static final Fact<Date> CLAIM_OPENS_AT = instant("claimOpensAt");
    public static final Fact<Date> CLAIM_CLOSES_AT = instant("claimClosesAt");
    public static final Fact<Date> CLAIM_FILED_AT = instant("claimFiledAt");
    public static final Fact<Date> CLAIM_ASKED_AT = instant("claimAskedAt");
    public static final Fact<Date> CLAIM_ANSWER_DUE = instant("claimAnswerDue");
    public static final Fact<Date> CLAIM_WARN_AT = instant("claimWarnAt");
    public static final Fact<Date> CLAIM_DECIDED_AT = instant("claimDecidedAt");
    public static final Fact<Date> APPEAL_DUE = instant("appealDue");
    public static final Fact<Date> APPEAL_WARN_AT = instant("appealWarnAt");
    public static final Fact<Date> CHARGEBACK_RECEIVED_AT = instant("chargebackReceivedAt");
    public static final Fact<Date> CHARGEBACK_DUE = instant("chargebackDue");
    public static final Fact<Date> CHARGEBACK_WARN_AT = instant("chargebackWarnAt");

    // returns, P19..P22
    public static final Fact<Date> RETURN_REQUESTED_AT = instant("returnRequestedAt");
    public static final Fact<Date> RETURN_ANSWER_DUE = instant("returnAnswerDue");
    public static final Fact<Date> RETURN_SCANNED_AT = instant("returnScannedAt");
    public static final Fact<Date> RETURN_RECEIVED_AT = instant("returnReceivedAt");
    public static final Fact<Date> LAST_SCAN_AT = instant("lastScanAt");
    public static final Fact<Date> REFUND_DUE = instant("refundDue");
    public static final Fact<Date> SAFET_DUE = instant("safetDue");

    // before shipping and after the end, P15, P23, P24, P27, 004-11
    public static final Fact<Date> SELF_CANCEL_UNTIL = instant("selfCancelUntil");
    public static final Fact<Date> FEEDBACK_OPENS_AT = instant("feedbackOpensAt");
    public static final Fact<Date> FEEDBACK_CLOSES_AT = instant("feedbackClosesAt");
    public static final Fact<Date> PROACTIVE_CLOSES_AT = instant("proactiveClosesAt");
    public static final Fact<Date> SUPPORT_ASKED_AT = instant("supportAskedAt");
    public static final Fact<Date> SUPPORT_REPLY_DUE = instant("supportReplyDue");
    public static final Fact<Date> CAUSE_DUE = instant("causeDue");
    public static final Fact<Date> ERASE_AT = instant("eraseAt");

    // inputs of single steps, local to them
    public static final Fact<String> DEADLINE = text("deadline");
    public static final Fact<String> URGENCY = text("urgency");

    private static final Map<String, Fact<?>> ALL = List.<Fact<?>>of(
                    CASE_NUMBER,
                    KIND,
                    MARKETPLACE,
                    ORDER_ID,
                    PRIORITY,
                    POLICY_PACK,
                    ORDER_KNOWN,
                    FULFILMENT,
                    SERVICE_OWNER,
                    ORDER_STATE,
                    PAYMENT_STATE,
                    ORDER_VALUE,
                    CURRENCY,
                    ADDRESS_CORRECT,
                    ADDRESS_FAULT,
                    ORDERED_AT,
                    TRACKING_KNOWN,
                    TRACKING_NUMBER,
                    CARRIER,
                    DELIVERY_STATE,
                    DELIVERED_AT,
                    DELIVERED_AT_LOCAL,
                    DELIVERED_PLACE,
                    DELIVERY_PROOF,
                    EARLIEST_DELIVERY_AT,
                    LATEST_DELIVERY_AT,
                    LATEST_DELIVERY_DATE,
                    DAYS_PAST_LATEST_DELIVERY,
                    BUYER_LANGUAGE,
                    MESSAGE_RECEIVED_AT,
                    FIRST_CONTACT_AT,
                    MESSAGE_RECEIVED_AT_LOCAL,
                    MESSAGE_EXTERNAL_ID,
                    REPLY_DUE,
                    REPLY_WARN_AT,
                    REPLY_URGENT_AT,
                    ANSWER_DECIDED,
                    REPLY_ACTION,
                    HOLDING,
                    PROMISED_DATE,
                    LETTER,
                    LETTER_STATE,
                    LETTER_WAS_SENT,
                    RESPONSE,
                    RESPONSE_REASON,
                    NEXT_DEADLINE,
                    BUYER_ANSWER_DUE,
                    BUYER_ANSWER,
                    CLAIM_ELIGIBLE,
                    REMEDY,
                    REMEDY_REFERENCE,
                    REFUND_AMOUNT,
                    REFUND_BY,
                    REMEDY_DONE_AT,
                    REFUND_EXPECTED_AT,
                    REFUND_VERIFY_DUE,
                    LOOK_AGAIN_AT,
                    INQUIRY_SENT_AT,
                    INQUIRY_REMINDER_AT,
                    INQUIRY_ESCALATION_AT,
                    CONTACT_ANSWER_DUE,
                    CLAIM_OPENS_AT,
                    CLAIM_CLOSES_AT,
                    CLAIM_FILED_AT,
                    CLAIM_ASKED_AT,
                    CLAIM_ANSWER_DUE,
                    CLAIM_WARN_AT,
                    CLAIM_DECIDED_AT,
                    APPEAL_DUE,
                    APPEAL_WARN_AT,
                    CHARGEBACK_RECEIVED_AT,
                    CHARGEBACK_DUE,
                    CHARGEBACK_WARN_AT,
                    RETURN_REQUESTED_AT,
                    RETURN_ANSWER_DUE,
                    RETURN_SCANNED_AT,
                    RETURN_RECEIVED_AT,
                    LAST_SCAN_AT,
                    REFUND_DUE,
                    SAFET_DUE,
                    SELF_CANCEL_UNTIL,
                    FEEDBACK_OPENS_AT,
                    FEEDBACK_CLOSES_AT,
                    PROACTIVE_CLOSES_AT,
                    SUPPORT_ASKED_AT,
                    SUPPORT_REPLY_DUE,
                    CAUSE_DUE,
                    ERASE_AT,
                    DEADLINE,
                    URGENCY)
            .stream()
            .collect(Collectors.toUnmodifiableMap(Fact::name, Function.identity()));

    /**
     * Texts of a case that hold what people wrote. They are kept in the desk's own table and never become engine
     * variables, so that they can be erased with the case's key and are in no history; forms may show and change them.
     */
    public static final Set<String> TEXTS = Set.of(
            "buyerText",
            "letterEmpathy",
            "letterFacts",
            "letterProposal",
            "holdingText",
            "noResponseReason",
            "staffNote",
            "addressNote",
            "orderBuyerName",
            "orderAddress");

    /** What may be told when a case is opened; everything else is for the process to find out. */
    public static final Set<String> TOLD_AT_START = Set.of(
            "kind",
            "marketplace",
            "orderId",
            "buyerLanguage",
            "messageReceivedAt",
            "messageReceivedAtLocal",
            "messageExternalId",
            "fulfilment",
            "orderState",
            "paymentState",
            "orderValue",
            "currency",
            "trackingNumber",
            "carrier",
            "latestDeliveryDate");

    /**
     * What nobody outside may tell of a case that is open: what the desk found out, decided or computed. Facts that a
     * deadline is put into belong here.
     */
    public static final Set<String> NOT_TOLD_LATER = Set.of(
            "caseNumber",
            "kind",
            "marketplace",
            "orderId",
            "priority",
            "policyPack",
            "replyDue",
            "replyWarnAt",
            "replyUrgentAt",
            "buyerAnswerDue",
            "answerDecided",
            "holding",
            "letter",
            "letterState",
            "response",
            "responseReason",
            "nextDeadline",
            "serviceOwner",
            "claimEligible",
            "daysPastLatestDelivery",
            "refundBy",
            "messageReceivedAt",
            "messageExternalId",
            "firstContactAt",
            "orderedAt",
            "earliestDeliveryAt",
            "remedyDoneAt",
            "refundExpectedAt",
            "refundVerifyDue",
            "lookAgainAt",
            "inquiryReminderAt",
            "inquiryEscalationAt",
            "contactAnswerDue",
            "claimOpensAt",
            "claimClosesAt",
            "claimAnswerDue",
            "claimWarnAt",
            "appealDue",
            "appealWarnAt",
            "chargebackDue",
            "chargebackWarnAt",
            "returnAnswerDue",
            "refundDue",
            "safetDue",
            "selfCancelUntil",
            "feedbackOpensAt",
            "feedbackClosesAt",
            "proactiveClosesAt",
            "supportReplyDue",
            "causeDue",
            "eraseAt");

    /** The values of facts that gateways and decision tables branch on. A value that is not listed is refused. */
    private static final Map<String, Set<String>> VALUES = Map.ofEntries(
            Map.entry("fulfilment", Set.of("FBA", "FBM", "SFP", "MCF")),
            Map.entry("serviceOwner", Set.of("AMAZON", "SELLER")),
            Map.entry(
                    "orderState",
                    Set.of("PENDING", "UNSHIPPED", "PARTIALLY_SHIPPED", "SHIPPED", "CANCELLED", "UNKNOWN")),
            Map.entry("paymentState", Set.of("PENDING", "PAID", "REFUNDED", "CLAIM_OPEN", "UNKNOWN")),
            Map.entry("addressFault", Set.of("NONE", "SELLER", "BUYER")),
            Map.entry("deliveryProof", Set.of("NONE", "SIGNATURE", "PHOTO", "SIGNATURE_AND_PHOTO")),
            Map.entry("replyAction", Set.of("SEND", "NO_RESPONSE_NEEDED")),
            Map.entry("letterState", Set.of("", "SENT", "UNKNOWN", "DEAD")),
            Map.entry("remedy", Set.of("REPLACEMENT", "REFUND", "CARRIER_INQUIRY")),
            Map.entry("refundBy", Set.of("SELLER", "AMAZON")),
            Map.entry("buyerAnswer", Set.of("", "ARRIVED", "STILL_MISSING", "OTHER")));

    /** As wide as the columns they are kept in. */
    private static final Map<String, Integer> LONGEST =
            Map.of("trackingNumber", 60, "carrier", 40, "deliveredPlace", 400, "remedyReference", 200);

    private static final int LONGEST_FACT = 4000;

    private DisputeFacts() {}

    /**
     * Lets a value of a fact pass when the fact may have it.
     *
     * @throws Rejected naming the values it may have
     */
    public static void checkValue(String fact, Object value) {
        if (value instanceof String text) {
            Storable.text(fact, text, LONGEST.getOrDefault(fact, LONGEST_FACT));
        }
        if (value instanceof Double number && !(number >= 0 && Double.isFinite(number))) {
            throw Rejected.field(fact, "must be a number from 0.");
        }
        Set<String> allowed = VALUES.get(fact);
        if (allowed != null && value instanceof String text && !allowed.contains(text)) {
            throw Rejected.field(
                    fact,
                    "must be one of "
                            + String.join(
                                    ", ",
                                    allowed.stream()
                                            .filter(v -> !v.isEmpty())
                                            .sorted()
                                            .toList()) + ".");
        }
    }

    /** All facts by name. */
    public static Map<String, Fact<?>> all() {
        return ALL;
    }

    /**
     * The fact of this name.
     *
     * @throws Rejected when there is none
     */
    public static Fact<?> named(String name) {
        Fact<?> fact = ALL.get(name);
        if (fact == null) {
            throw Rejected.field(name, "is not a fact the desk knows. The names are listed in docs/processes.md.");
        }
        return fact;
    }
}
