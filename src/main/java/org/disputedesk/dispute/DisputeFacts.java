package org.disputedesk.dispute;

import static org.disputedesk.dispute.Fact.count;
import static org.disputedesk.dispute.Fact.flag;
import static org.disputedesk.dispute.Fact.instant;
import static org.disputedesk.dispute.Fact.number;
import static org.disputedesk.dispute.Fact.text;

import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    public static final Fact<Boolean> STATUS_CHECKED = flag("statusChecked");
    public static final Fact<Date> DELIVERED_AT = instant("deliveredAt");
    public static final Fact<String> DELIVERED_AT_LOCAL = text("deliveredAtLocal");
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
    /** Whether the message has come just now, so that nobody need look for its time. */
    public static final Fact<Boolean> MESSAGE_JUST_CAME = flag("messageJustCame");

    public static final Fact<String> MESSAGE_EXTERNAL_ID = text("messageExternalId");
    public static final Fact<Date> REPLY_DUE = instant("replyDue");
    public static final Fact<Date> REPLY_WARN_AT = instant("replyWarnAt");
    public static final Fact<Date> REPLY_URGENT_AT = instant("replyUrgentAt");
    public static final Fact<Boolean> ANSWER_DECIDED = flag("answerDecided");
    public static final Fact<String> REPLY_ACTION = text("replyAction");
    public static final Fact<Boolean> HOLDING = flag("holding");
    public static final Fact<String> PROMISED_DATE = text("promisedDate");
    public static final Fact<String> LETTER = text("letter");
    /** The letter that was handed over to be drafted; what a table names next does not touch it. */
    public static final Fact<String> ANSWER_LETTER = text("answerLetter");

    /** The letter whose draft lies before staff, or has left. */
    public static final Fact<String> DRAFTED_LETTER = text("draftedLetter");

    public static final Fact<String> LETTER_STATE = text("letterState");
    /** Why the letter has not left, or may not have; empty when it has. */
    public static final Fact<String> LETTER_TROUBLE = text("letterTrouble");

    public static final Fact<Boolean> LETTER_WAS_SENT = flag("letterWasSent");

    // what follows from it
    public static final Fact<String> RESPONSE = text("response");
    public static final Fact<String> RESPONSE_REASON = text("responseReason");
    public static final Fact<String> NEXT_DEADLINE = text("nextDeadline");
    /** Whether a message of the buyer is unanswered: the reply clock runs. */
    public static final Fact<Boolean> BUYER_WAITS = flag("buyerWaits");
    /** Whether an answer is being written, beside which a further message can be laid. */
    public static final Fact<Boolean> ANSWER_IN_WORK = flag("answerInWork");
    /** Whether something has happened after which the decision must be looked at again. */
    public static final Fact<Boolean> LOOK_AGAIN = flag("lookAgain");
    /** Whether the facts of order and parcel must be checked (again) before anything is decided on them. */
    public static final Fact<Boolean> FACTS_STALE = flag("factsStale");
    /** Whether nothing is left to do but to answer what the buyer may have written meanwhile. */
    public static final Fact<Boolean> SETTLED = flag("settled");

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

    // faster shipping, 002
    /** Whether the buyer asks about an order he has placed or before he buys (002-02). */
    public static final Fact<String> REQUEST_SOURCE = text("requestSource");
    /** How far the wish for faster shipping is; the desk keeps it. */
    public static final Fact<String> EXPEDITE_STATE = text("expediteState");
    /** What the capacity of the shop allows, by the table (002-05). */
    public static final Fact<String> EXPEDITE_ADVICE = text("expediteAdvice");
    /** What the shop wants to do; it may always decline (002-04). */
    public static final Fact<String> EXPEDITE_ANSWER = text("expediteAnswer");

    public static final Fact<Boolean> IN_STOCK = flag("inStock");
    /** Whether somebody can pack it by the next dispatch. */
    public static final Fact<Boolean> ROOM_TO_PACK = flag("roomToPack");
    /** Whether the buyer has paid for faster shipping. */
    public static final Fact<String> SPEED_PAID = text("speedPaid");
    /** The first day on which a parcel can leave the shop; a day of the shop's calendar. */
    public static final Fact<String> NEXT_DISPATCH_DATE = text("nextDispatchDate");
    /** The day on which the shop would hand it over without any request. */
    public static final Fact<String> USUAL_DISPATCH_DATE = text("usualDispatchDate");
    /** The last day on which the marketplace wants it shipped. */
    public static final Fact<String> SHIP_BY_DATE = text("shipByDate");
    /** The days until the usual dispatch on which the shop is closed, with commas between them (002-19). */
    public static final Fact<String> CLOSED_DATES = text("closedDates");

    public static final Fact<Boolean> CLOSED_DAYS_BETWEEN = flag("closedDaysBetween");
    /** How many days sooner than usual the parcel could leave. */
    public static final Fact<Long> DAYS_EARLIER = count("daysEarlier");
    /** Days from the next dispatch to the last day promised for it. */
    public static final Fact<Long> DAYS_TO_SHIP_BY = count("daysToShipBy");
    /** The cut-off on the next dispatch day. */
    public static final Fact<Date> DISPATCH_BY = instant("dispatchBy");

    public static final Fact<Date> DISPATCH_DUE = instant("dispatchDue");
    public static final Fact<Date> DISPATCH_WARN_AT = instant("dispatchWarnAt");
    /** What shipping early has cost the shop beyond the usual (002-07). */
    public static final Fact<String> EXPEDITE_COST = text("expediteCost");
    /** Whether a promise that was missed can still be kept a little later. */
    public static final Fact<Boolean> STILL_SHIPS = flag("stillShips");

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
    /** From then on feedback is asked for even while a case of the order is open. */
    public static final Fact<Date> FEEDBACK_LAST_CALL_AT = instant("feedbackLastCallAt");

    public static final Fact<Date> PROACTIVE_CLOSES_AT = instant("proactiveClosesAt");
    public static final Fact<Date> SUPPORT_ASKED_AT = instant("supportAskedAt");
    public static final Fact<Date> SUPPORT_REPLY_DUE = instant("supportReplyDue");
    public static final Fact<Date> CAUSE_DUE = instant("causeDue");
    public static final Fact<Date> CASE_CLOSED_AT = instant("caseClosedAt");
    public static final Fact<Date> ERASE_AT = instant("eraseAt");
    public static final Fact<Date> KEEP_DUE = instant("keepDue");

    // remedies, 000-12..16
    public static final Fact<String> REMEDY_OPTIONS = text("remedyOptions");
    public static final Fact<String> RECOMMENDED_REMEDY = text("recommendedRemedy");
    public static final Fact<String> REMEDY_ADVICE = text("remedyAdvice");
    public static final Fact<String> REMEDY_LINE = text("remedyLine");
    public static final Fact<String> REMEDY_STATE = text("remedyState");
    public static final Fact<Boolean> CARRIER_ALSO_ASKED = flag("carrierAlsoAsked");
    public static final Fact<Boolean> SECOND_PERSON_NEEDED = flag("secondPersonNeeded");
    public static final Fact<String> APPROVAL = text("approval");
    public static final Fact<String> REFUND_EXPECTED_DATE = text("refundExpectedDate");
    public static final Fact<Boolean> REFUND_COMPLETE = flag("refundComplete");
    public static final Fact<Boolean> REMEDY_WAS_DONE = flag("remedyWasDone");
    public static final Fact<String> CARRIER_CASE_NUMBER = text("carrierCaseNumber");
    public static final Fact<String> CARRIER_ANSWER = text("carrierAnswer");
    /** To how much of what was paid a refund is decided, as typed; empty for all of it. */
    public static final Fact<String> REFUND_PART = text("refundPart");
    /** Why less than all is refunded. */
    public static final Fact<String> DEDUCTION_REASON = text("deductionReason");
    /** What the carrier pays with its answer, in the currency of the order, as typed; empty when nothing. */
    public static final Fact<String> CARRIER_PAYS = text("carrierPays");

    public static final Fact<String> DOUBLE_ANSWER = text("doubleAnswer");

    // what came before, and what the value calls for, 000-08
    public static final Fact<Long> EARLIER_NON_ARRIVALS = count("earlierNonArrivals");
    public static final Fact<Long> EARLIER_CASES_OF_ORDER = count("earlierCasesOfOrder");
    public static final Fact<Boolean> HIGH_VALUE = flag("highValue");
    public static final Fact<Boolean> CLAIMS_PROTECTED = flag("claimsProtected");
    public static final Fact<String> LAST_SCAN_DATE = text("lastScanDate");
    public static final Fact<Long> DAYS_WITHOUT_MOVEMENT = count("daysWithoutMovement");
    public static final Fact<Boolean> PARCEL_MOVED = flag("parcelMoved");

    // a cancellation that is asked for, 001-01..10, and the goods that come back, 001-02, 003-17
    /** Whether no parcel of the order has left, so that there is none to look for. */
    public static final Fact<Boolean> NOTHING_SENT = flag("nothingSent");

    /** How far the request at Amazon is; kept by the desk. */
    public static final Fact<String> CANCELLATION_STATE = text("cancellationState");

    public static final Fact<String> FILING_ANSWER = text("filingAnswer");
    public static final Fact<String> CANCELLATION_DECISION = text("cancellationDecision");
    public static final Fact<String> CANCELLATION_REFERENCE = text("cancellationReference");
    public static final Fact<Date> CANCELLATION_FILED_AT = instant("cancellationFiledAt");
    public static final Fact<Date> CANCELLATION_DECIDED_AT = instant("cancellationDecidedAt");
    public static final Fact<Date> CANCELLATION_REMINDER_AT = instant("cancellationReminderAt");
    public static final Fact<Date> CANCELLATION_DUE = instant("cancellationDue");
    /** How often the value of the order pays for getting the goods back. */
    public static final Fact<Double> VALUE_PER_RETURN_COST = number("valuePerReturnCost");

    public static final Fact<String> PARCEL_ADVICE = text("parcelAdvice");
    public static final Fact<String> PARCEL_ADVICE_REASON = text("parcelAdviceReason");
    public static final Fact<String> PARCEL_STEP = text("parcelStep");
    /** How far the return is; kept by the desk. */
    public static final Fact<String> RETURN_STATE = text("returnState");

    public static final Fact<String> RETURN_ANSWER = text("returnAnswer");
    public static final Fact<String> RETURN_TRACKING_NUMBER = text("returnTrackingNumber");
    public static final Fact<String> RETURN_RECEIVED_DATE = text("returnReceivedDate");
    public static final Fact<Date> RETURN_REMINDER_AT = instant("returnReminderAt");
    public static final Fact<Date> RETURN_DUE = instant("returnDue");
    public static final Fact<String> GOODS_CONDITION = text("goodsCondition");
    public static final Fact<String> GOODS_DESTINATION = text("goodsDestination");
    public static final Fact<String> LOSS_AMOUNT = text("lossAmount");
    public static final Fact<String> WITHOUT_GOODS = text("withoutGoods");

    // another item than the one that was ordered, 003-01..22
    /** What photos and a person's look at them have shown; kept by the desk. */
    public static final Fact<String> ITEM_STATE = text("itemState");

    public static final Fact<String> ITEM_ANSWER = text("itemAnswer");
    /** Whether there is something to look at that nobody has looked at yet. */
    public static final Fact<Boolean> PHOTOS_CAME = flag("photosCame");
    /** How many photos a person has seen, be it in the case or only in Seller Central. */
    public static final Fact<String> PHOTOS_SEEN = text("photosSeen");

    public static final Fact<String> BUYER_WISH = text("buyerWish");
    public static final Fact<Boolean> ITEM_DISCARDED = flag("itemDiscarded");
    /** What the buyer has been asked for last. */
    public static final Fact<String> ASKED_FOR = text("askedFor");
    /** Whether he has not answered, however often he was reminded (003-22). */
    public static final Fact<Boolean> BUYER_SILENT = flag("buyerSilent");
    /** By the end of which day the right item leaves, as the buyer was told (003-15). */
    public static final Fact<String> EXCHANGE_PROMISED_DATE = text("exchangePromisedDate");

    public static final Fact<Date> EXCHANGE_DUE = instant("exchangeDue");
    public static final Fact<Boolean> EXCHANGE_PROMISED = flag("exchangePromised");
    public static final Fact<Boolean> EXCHANGE_LATE = flag("exchangeLate");
    /** Whether Amazon was asked to look into its stock; kept by the desk. */
    public static final Fact<String> SUPPORT_STATE = text("supportState");

    public static final Fact<String> SUPPORT_ANSWER = text("supportAnswer");
    public static final Fact<String> SUPPORT_CASE = text("supportCase");

    // a claim at Amazon, A7, A8
    public static final Fact<String> CLAIM_STATE = text("claimState");
    public static final Fact<String> CLAIM_ANSWER = text("claimAnswer");
    public static final Fact<String> CLAIM_DECISION = text("claimDecision");
    /** Whether Amazon has asked once more about a claim that is known. */
    public static final Fact<Boolean> CLAIM_ASKED_AGAIN = flag("claimAskedAgain");

    public static final Fact<String> CLAIM_REFERENCE = text("claimReference");
    public static final Fact<String> APPEAL_ANSWER = text("appealAnswer");

    // suspected fraud, 000-18..20
    public static final Fact<Boolean> FRAUD_SUSPECTED = flag("fraudSuspected");
    public static final Fact<String> FRAUD_REASON = text("fraudReason");
    public static final Fact<String> FRAUD_STATE = text("fraudState");
    public static final Fact<String> REPORT_DECISION = text("reportDecision");
    public static final Fact<String> REPORT_REFERENCE = text("reportReference");

    // why it happened, 000-21..23
    public static final Fact<String> CAUSE_CODE = text("causeCode");
    public static final Fact<Boolean> PARCEL_TRACKED = flag("parcelTracked");
    public static final Fact<Boolean> PACKING_SOUND = flag("packingSound");
    public static final Fact<Boolean> LABEL_SOUND = flag("labelSound");

    // a request for feedback, 002-13; no fact of the buyer's mood belongs here
    public static final Fact<String> FEEDBACK_WINDOW = text("feedbackWindow");
    public static final Fact<Boolean> ORDER_CASE_OPEN = flag("orderCaseOpen");
    public static final Fact<String> FEEDBACK_STEP = text("feedbackStep");
    public static final Fact<String> FEEDBACK_ANSWER = text("feedbackAnswer");

    // negative feedback that was left, 002-26, P25, P26
    /** How many stars the buyer has given, one to three. */
    public static final Fact<Long> FEEDBACK_RATING = count("feedbackRating");

    public static final Fact<Date> FEEDBACK_LEFT_AT = instant("feedbackLeftAt");
    public static final Fact<Date> FEEDBACK_LEAVE_UNTIL = instant("feedbackLeaveUntil");
    /** What the whole comment is about; MIXED when its parts are about different things. */
    public static final Fact<String> COMMENT_ABOUT = text("commentAbout");

    public static final Fact<Boolean> COMMENT_OBSCENE = flag("commentObscene");
    /** Whether it names the seller's person: a full name, a mail address, a telephone number. */
    public static final Fact<Boolean> COMMENT_PERSONAL = flag("commentPersonal");

    public static final Fact<Boolean> COMMENT_ADVERTISES = flag("commentAdvertises");
    /** Whether staff take it for an answer to a wish that was declined. */
    public static final Fact<Boolean> COMMENT_RETALIATES = flag("commentRetaliates");
    /** Whether the parcel left in time with a label of Amazon's Buy Shipping. */
    public static final Fact<Boolean> BUY_SHIPPING_ON_TIME = flag("buyShippingOnTime");

    public static final Fact<Boolean> REMOVAL_REQUESTED_BEFORE = flag("removalRequestedBefore");
    public static final Fact<Boolean> REMOVAL_TOO_LATE = flag("removalTooLate");
    public static final Fact<String> REMOVAL_ROUTE = text("removalRoute");
    /** How likely it is that Amazon grants it, said honestly. */
    public static final Fact<String> REMOVAL_ODDS = text("removalOdds");

    public static final Fact<String> REMOVAL_ANSWER = text("removalAnswer");
    public static final Fact<String> REMOVAL_REFERENCE = text("removalReference");
    public static final Fact<String> REMOVAL_DECISION = text("removalDecision");
    /** How far the request at Amazon is, or that the feedback is gone; kept by the desk. */
    public static final Fact<String> REMOVAL_STATE = text("removalState");

    public static final Fact<Date> REMOVAL_UNTIL = instant("removalUntil");
    public static final Fact<Date> REMOVAL_WARN_AT = instant("removalWarnAt");
    public static final Fact<Date> REMOVAL_STEP_DUE = instant("removalStepDue");
    public static final Fact<Date> REMOVAL_REQUESTED_AT = instant("removalRequestedAt");
    public static final Fact<Date> REMOVAL_REMINDER_AT = instant("removalReminderAt");
    public static final Fact<Date> REMOVAL_DECIDED_AT = instant("removalDecidedAt");
    public static final Fact<String> PUBLIC_REPLY_ANSWER = text("publicReplyAnswer");
    /** Whether staff have told Amazon's own feedback form what they think of its rule (002-25). */
    public static final Fact<Boolean> AMAZON_TOLD = flag("amazonTold");

    // a mail that no rule can place, 004-15
    public static final Fact<String> TRIAGE_REASON = text("triageReason");
    public static final Fact<String> PLACEMENT = text("placement");
    public static final Fact<String> PLACEMENT_CASE = text("placementCase");
    public static final Fact<String> PLACEMENT_KIND = text("placementKind");
    public static final Fact<String> PLACEMENT_ORDER_ID = text("placementOrderId");
    public static final Fact<Boolean> REMEMBER_PLACEMENT = flag("rememberPlacement");

    // further problems of one message, 004-15
    public static final Fact<String> FURTHER_KIND = text("furtherKind");
    public static final Fact<String> ALSO_KIND = text("alsoKind");

    // inputs of single steps, local to them
    public static final Fact<String> DEADLINE = text("deadline");
    public static final Fact<String> URGENCY = text("urgency");
    public static final Fact<String> REMEDY_TYPE = text("remedyType");

    // what proves a case, as the table of needed evidence answers it
    public static final Fact<String> NEEDED_EVIDENCE = text("neededEvidence");
    public static final Fact<String> EVIDENCE_FOUND_IN = text("evidenceFoundIn");
    public static final Fact<String> EVIDENCE_WHY = text("evidenceWhy");

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
                    STATUS_CHECKED,
                    DELIVERED_AT,
                    DELIVERED_AT_LOCAL,
                    DELIVERY_PROOF,
                    EARLIEST_DELIVERY_AT,
                    LATEST_DELIVERY_AT,
                    LATEST_DELIVERY_DATE,
                    DAYS_PAST_LATEST_DELIVERY,
                    BUYER_LANGUAGE,
                    MESSAGE_RECEIVED_AT,
                    FIRST_CONTACT_AT,
                    MESSAGE_RECEIVED_AT_LOCAL,
                    MESSAGE_JUST_CAME,
                    MESSAGE_EXTERNAL_ID,
                    REPLY_DUE,
                    REPLY_WARN_AT,
                    REPLY_URGENT_AT,
                    ANSWER_DECIDED,
                    REPLY_ACTION,
                    HOLDING,
                    PROMISED_DATE,
                    LETTER,
                    ANSWER_LETTER,
                    DRAFTED_LETTER,
                    LETTER_STATE,
                    LETTER_TROUBLE,
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
                    BUYER_WAITS,
                    ANSWER_IN_WORK,
                    LOOK_AGAIN,
                    FACTS_STALE,
                    SETTLED,
                    REMEDY_OPTIONS,
                    RECOMMENDED_REMEDY,
                    REMEDY_ADVICE,
                    REMEDY_LINE,
                    REMEDY_STATE,
                    CARRIER_ALSO_ASKED,
                    SECOND_PERSON_NEEDED,
                    APPROVAL,
                    REFUND_EXPECTED_DATE,
                    REFUND_COMPLETE,
                    REMEDY_WAS_DONE,
                    CARRIER_CASE_NUMBER,
                    CARRIER_ANSWER,
                    CARRIER_PAYS,
                    REFUND_PART,
                    DEDUCTION_REASON,
                    DOUBLE_ANSWER,
                    NOTHING_SENT,
                    CANCELLATION_STATE,
                    FILING_ANSWER,
                    CANCELLATION_DECISION,
                    CANCELLATION_REFERENCE,
                    CANCELLATION_FILED_AT,
                    CANCELLATION_DECIDED_AT,
                    CANCELLATION_REMINDER_AT,
                    CANCELLATION_DUE,
                    VALUE_PER_RETURN_COST,
                    PARCEL_ADVICE,
                    PARCEL_ADVICE_REASON,
                    PARCEL_STEP,
                    RETURN_STATE,
                    RETURN_ANSWER,
                    RETURN_TRACKING_NUMBER,
                    RETURN_RECEIVED_DATE,
                    RETURN_REMINDER_AT,
                    RETURN_DUE,
                    GOODS_CONDITION,
                    GOODS_DESTINATION,
                    LOSS_AMOUNT,
                    WITHOUT_GOODS,
                    EARLIER_NON_ARRIVALS,
                    EARLIER_CASES_OF_ORDER,
                    HIGH_VALUE,
                    CLAIMS_PROTECTED,
                    LAST_SCAN_DATE,
                    DAYS_WITHOUT_MOVEMENT,
                    PARCEL_MOVED,
                    CLAIM_STATE,
                    CLAIM_ANSWER,
                    CLAIM_DECISION,
                    CLAIM_REFERENCE,
                    CLAIM_ASKED_AGAIN,
                    APPEAL_ANSWER,
                    FRAUD_SUSPECTED,
                    FRAUD_REASON,
                    FRAUD_STATE,
                    REPORT_DECISION,
                    REPORT_REFERENCE,
                    CAUSE_CODE,
                    PARCEL_TRACKED,
                    PACKING_SOUND,
                    LABEL_SOUND,
                    REMEDY_DONE_AT,
                    REFUND_EXPECTED_AT,
                    REFUND_VERIFY_DUE,
                    LOOK_AGAIN_AT,
                    INQUIRY_SENT_AT,
                    INQUIRY_REMINDER_AT,
                    INQUIRY_ESCALATION_AT,
                    REQUEST_SOURCE,
                    EXPEDITE_STATE,
                    EXPEDITE_ADVICE,
                    EXPEDITE_ANSWER,
                    IN_STOCK,
                    ROOM_TO_PACK,
                    SPEED_PAID,
                    NEXT_DISPATCH_DATE,
                    USUAL_DISPATCH_DATE,
                    SHIP_BY_DATE,
                    CLOSED_DATES,
                    CLOSED_DAYS_BETWEEN,
                    DAYS_EARLIER,
                    DAYS_TO_SHIP_BY,
                    DISPATCH_BY,
                    DISPATCH_DUE,
                    DISPATCH_WARN_AT,
                    EXPEDITE_COST,
                    STILL_SHIPS,
                    ITEM_STATE,
                    ITEM_ANSWER,
                    PHOTOS_CAME,
                    PHOTOS_SEEN,
                    BUYER_WISH,
                    ITEM_DISCARDED,
                    ASKED_FOR,
                    BUYER_SILENT,
                    EXCHANGE_PROMISED_DATE,
                    EXCHANGE_DUE,
                    EXCHANGE_PROMISED,
                    EXCHANGE_LATE,
                    SUPPORT_STATE,
                    SUPPORT_ANSWER,
                    SUPPORT_CASE,
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
                    FEEDBACK_LAST_CALL_AT,
                    FEEDBACK_WINDOW,
                    ORDER_CASE_OPEN,
                    FEEDBACK_STEP,
                    FEEDBACK_ANSWER,
                    FEEDBACK_RATING,
                    FEEDBACK_LEFT_AT,
                    FEEDBACK_LEAVE_UNTIL,
                    COMMENT_ABOUT,
                    COMMENT_OBSCENE,
                    COMMENT_PERSONAL,
                    COMMENT_ADVERTISES,
                    COMMENT_RETALIATES,
                    BUY_SHIPPING_ON_TIME,
                    REMOVAL_REQUESTED_BEFORE,
                    REMOVAL_TOO_LATE,
                    REMOVAL_ROUTE,
                    REMOVAL_ODDS,
                    REMOVAL_ANSWER,
                    REMOVAL_REFERENCE,
                    REMOVAL_DECISION,
                    REMOVAL_STATE,
                    REMOVAL_UNTIL,
                    REMOVAL_WARN_AT,
                    REMOVAL_STEP_DUE,
                    REMOVAL_REQUESTED_AT,
                    REMOVAL_REMINDER_AT,
                    REMOVAL_DECIDED_AT,
                    PUBLIC_REPLY_ANSWER,
                    AMAZON_TOLD,
                    PROACTIVE_CLOSES_AT,
                    SUPPORT_ASKED_AT,
                    SUPPORT_REPLY_DUE,
                    CAUSE_DUE,
                    CASE_CLOSED_AT,
                    ERASE_AT,
                    KEEP_DUE,
                    TRIAGE_REASON,
                    PLACEMENT,
                    PLACEMENT_CASE,
                    PLACEMENT_KIND,
                    PLACEMENT_ORDER_ID,
                    REMEMBER_PLACEMENT,
                    FURTHER_KIND,
                    ALSO_KIND,
                    DEADLINE,
                    URGENCY,
                    REMEDY_TYPE,
                    NEEDED_EVIDENCE,
                    EVIDENCE_FOUND_IN,
                    EVIDENCE_WHY)
            .stream()
            .collect(Collectors.toUnmodifiableMap(Fact::name, Function.identity()));

    private static final Set<String> SHARED;

    /**
     * What one room alone knows: the letter that its table has named last, which another room's table must not replace before it is
     * handed over, and where a letter stands that "Answer buyer" writes.
     */
    private static final Set<String> OF_ONE_ROOM = Set.of(
            LETTER.name(),
            REPLY_ACTION.name(),
            HOLDING.name(),
            PROMISED_DATE.name(),
            DRAFTED_LETTER.name(),
            LETTER_STATE.name(),
            LETTER_TROUBLE.name(),
            LETTER_WAS_SENT.name(),
            DEADLINE.name(),
            URGENCY.name(),
            REMEDY_TYPE.name(),
            FURTHER_KIND.name(),
            ALSO_KIND.name(),
            NEEDED_EVIDENCE.name(),
            EVIDENCE_FOUND_IN.name(),
            EVIDENCE_WHY.name());

    /**
     * What the desk finds out by itself about whose case and which order it is, and what was given: no model sets these past
     * the steps that do, neither by a mapping nor by a table.
     */
    public static final Set<String> KEPT_BY_DESK = Set.of(
            CASE_NUMBER.name(),
            KIND.name(),
            MARKETPLACE.name(),
            ORDER_ID.name(),
            FULFILMENT.name(),
            SERVICE_OWNER.name(),
            PAYMENT_STATE.name(),
            ORDER_VALUE.name(),
            CURRENCY.name(),
            CLAIMS_PROTECTED.name(),
            CLAIM_STATE.name(),
            REMEDY.name(),
            REMEDY_STATE.name(),
            FRAUD_STATE.name(),
            CANCELLATION_STATE.name(),
            RETURN_STATE.name(),
            REMOVAL_STATE.name(),
            NOTHING_SENT.name(),
            REQUEST_SOURCE.name(),
            EXPEDITE_STATE.name(),
            ITEM_STATE.name(),
            EXCHANGE_PROMISED.name(),
            SUPPORT_STATE.name(),
            POLICY_PACK.name());

    /** What the guard weighs: nobody writes these past the desk's forms, its events and its own steps. */
    public static final Set<String> GUARDED = Stream.concat(
                    KEPT_BY_DESK.stream(),
                    Stream.of(REMEDY_OPTIONS.name(), SECOND_PERSON_NEEDED.name(), EXPEDITE_ADVICE.name()))
            .collect(Collectors.toUnmodifiableSet());

    /**
     * Texts of a case that hold what people wrote. They are kept in the desk's own table and never become engine
     * variables, so that they can be erased with the case's key and are in no history; forms may show and change them.
     */
    public static final Set<String> TEXTS = Set.of(
            "buyerText",
            "receivedItem",
            "letterEmpathy",
            "letterFacts",
            "letterProposal",
            "holdingText",
            "sendReason",
            "noResponseReason",
            "staffNote",
            "doubtNote",
            "addressNote",
            "trackingText",
            "deliveredPlace",
            "carrierWords",
            "approvalNote",
            "furtherText",
            "furtherReason",
            "alsoText",
            "alsoReason",
            "publicReply",
            "reportText",
            "reportNote",
            "orderBuyerName",
            "orderAddress",
            "mailHead");

    /** What may be told when a case is opened; everything else is for the process to find out. */
    public static final Set<String> TOLD_AT_START = Set.of(
            "kind",
            "marketplace",
            "orderId",
            "buyerLanguage",
            "messageReceivedAt",
            "messageReceivedAtLocal",
            "messageJustCame",
            "messageExternalId",
            "fulfilment",
            "orderState",
            "paymentState",
            "orderValue",
            "currency",
            "trackingNumber",
            "carrier",
            "latestDeliveryDate",
            "feedbackRating",
            "triageReason",
            "placementCase",
            "placementKind",
            "placementOrderId");

    /** The values of facts that gateways and decision tables branch on. A value that is not listed is refused. */
    private static final Map<String, Set<String>> VALUES = Map.ofEntries(
            Map.entry("fulfilment", Set.of("FBA", "FBM", "SFP", "MCF", "CSBA")),
            Map.entry("serviceOwner", Set.of("AMAZON", "SELLER")),
            Map.entry(
                    "orderState",
                    Set.of("PENDING", "UNSHIPPED", "PARTIALLY_SHIPPED", "SHIPPED", "CANCELLED", "UNKNOWN")),
            Map.entry("paymentState", Set.of("PENDING", "PAID", "REFUNDED", "CLAIM_OPEN", "UNKNOWN")),
            Map.entry("addressFault", Set.of("NONE", "SELLER", "BUYER")),
            Map.entry("deliveryProof", Set.of("NONE", "SIGNATURE", "PHOTO", "SIGNATURE_AND_PHOTO")),
            Map.entry("replyAction", Set.of("SEND", "NO_RESPONSE_NEEDED")),
            Map.entry("letterState", Set.of("", "SENT", "UNKNOWN", "DEAD", "TAKEN_BACK")),
            Map.entry("remedy", Set.of("", "REPLACEMENT", "REFUND", "CARRIER_INQUIRY")),
            Map.entry("recommendedRemedy", Set.of("REPLACEMENT", "REFUND", "CARRIER_INQUIRY")),
            Map.entry(
                    "remedyState",
                    Set.of(
                            "",
                            "DECIDED",
                            "RELEASED",
                            "IN_DOUBT",
                            "DONE",
                            "ANSWERED",
                            "SETTLED",
                            "FAILED",
                            "WITHDRAWN")),
            Map.entry("approval", Set.of("", "APPROVED", "SENT_BACK")),
            Map.entry("refundBy", Set.of("SELLER", "AMAZON")),
            Map.entry("carrierAnswer", Set.of("", "FOUND", "DELIVERED", "LOST", "RETURNED", "NO_TRACE")),
            Map.entry("doubleAnswer", Set.of("ASK_BACK", "LET_BE")),
            Map.entry(
                    "cancellationState",
                    Set.of("", "FILED", "NOT_OFFERED", "APPROVED", "REFUNDED_BY_AMAZON", "REJECTED")),
            Map.entry("filingAnswer", Set.of("FILED", "NOT_OFFERED")),
            Map.entry("cancellationDecision", Set.of("", "APPROVED", "REFUNDED_BY_AMAZON", "REJECTED")),
            Map.entry("parcelStep", Set.of("INTERCEPT", "ASK_TO_REFUSE", "LET_ARRIVE")),
            Map.entry("returnState", Set.of("", "AWAITED", "ARRIVED", "CHECKED", "WAIVED", "KEPT")),
            Map.entry("returnAnswer", Set.of("ARRIVED", "ON_ITS_WAY", "LOST", "KEPT")),
            Map.entry(
                    "deductionReason",
                    Set.of(
                            "",
                            "GOODS_USED",
                            "GOODS_DAMAGED",
                            "GOODS_INCOMPLETE",
                            "GOODS_OTHER",
                            "GOODS_LATE",
                            "BUYER_AGREED")),
            Map.entry("goodsCondition", Set.of("AS_SENT", "USED", "DAMAGED", "INCOMPLETE", "OTHER_ITEM")),
            Map.entry("goodsDestination", Set.of("RESTOCK", "WRITE_OFF")),
            Map.entry("withoutGoods", Set.of("REFUND", "NO_REFUND")),
            Map.entry("itemState", Set.of("", "CONFIRMED", "AS_ORDERED", "UNCLEAR")),
            Map.entry("itemAnswer", Set.of("CONFIRMED", "AS_ORDERED", "UNCLEAR")),
            Map.entry("photosSeen", Set.of("NONE", "ONE", "SEVERAL")),
            Map.entry("buyerWish", Set.of("", "EXCHANGE", "REFUND")),
            Map.entry("askedFor", Set.of("", "PHOTOS", "AMAZON", "WISH", "CONFIRMATION")),
            Map.entry("supportState", Set.of("", "OFFERED", "OPENED", "NOT_NEEDED")),
            Map.entry("supportAnswer", Set.of("OPENED", "NOT_NEEDED")),
            Map.entry("claimState", Set.of("", "OPEN", "GRANTED", "DENIED")),
            Map.entry("claimAnswer", Set.of("", "DEFENDED", "REFUNDED", "CONCEDED")),
            Map.entry("claimDecision", Set.of("", "GRANTED", "DENIED")),
            Map.entry("appealAnswer", Set.of("", "APPEALED", "ACCEPTED", "EXPIRED")),
            Map.entry("fraudState", Set.of("", "HELD", "REPORTED")),
            Map.entry("reportDecision", Set.of("", "APPROVED", "SENT_BACK", "DROPPED")),
            Map.entry("causeCode", Set.of("PACKING", "LABEL", "ADDRESS", "CARRIER", "BUYER", "MARKETPLACE", "UNKNOWN")),
            Map.entry(
                    "neededEvidence",
                    Set.of(
                            "ORDER_RECORD",
                            "TRACKING_NUMBER",
                            "DELIVERY_ADDRESS",
                            "DELIVERY_RECORD",
                            "DELIVERY_PROOF",
                            "SIGNATURE",
                            "HANDOVER_SCAN",
                            "RETURN_SCAN",
                            "CARRIER_ANSWER",
                            "REFUND_PROOF",
                            "REPLACEMENT_PROOF",
                            "CLAIM_NOTICE",
                            "CANCELLATION_DECISION",
                            "BUY_SHIPPING_LABEL",
                            "CORRESPONDENCE",
                            "ITEM_PHOTOS",
                            "OTHER")),
            Map.entry("feedbackWindow", Set.of("UNKNOWN", "BEFORE", "OPEN", "LAST_CALL", "OVER")),
            Map.entry("feedbackStep", Set.of("ORDER_UNKNOWN", "EARLY", "LATER", "ASK", "TOO_LATE", "NOT_POSSIBLE")),
            Map.entry("feedbackAnswer", Set.of("", "REQUESTED", "NOT_DELIVERED", "NOT_OFFERED")),
            Map.entry("commentAbout", Set.of("PRODUCT", "DELIVERY", "SERVICE", "MIXED", "NO_WORDS")),
            Map.entry("removalRoute", Set.of("REMOVE", "STRIKE_THROUGH", "REPLY")),
            Map.entry("removalOdds", Set.of("GOOD", "FAIR", "NONE")),
            Map.entry("removalAnswer", Set.of("", "REQUESTED", "NOT_OFFERED", "GONE")),
            Map.entry("removalDecision", Set.of("", "REMOVED", "STRUCK_THROUGH", "REFUSED")),
            Map.entry("removalState", Set.of("", "REQUESTED", "REMOVED", "STRUCK_THROUGH", "REFUSED", "WITHDRAWN")),
            Map.entry("publicReplyAnswer", Set.of("", "WRITTEN", "POSTED", "NOT_POSTED", "GONE")),
            Map.entry("placement", Set.of("", "CASE", "NEW_CASE", "NO_RESPONSE", "NOT_OURS", "PHISHING")),
            Map.entry("requestSource", Set.of("ORDER_MESSAGE", "PRODUCT_QUESTION")),
            Map.entry("expediteState", Set.of("", "ACCEPTED", "DECLINED", "DELAYED", "SHIPPED", "MISSED")),
            Map.entry(
                    "expediteAdvice",
                    Set.of(
                            "NOTHING_TO_WEIGH",
                            "NO_STOCK",
                            "CLOSED_DAYS",
                            "ALREADY_FASTEST",
                            "NO_ROOM",
                            "PAID_FOR_SPEED",
                            "DUE_ANYWAY",
                            "POSSIBLE")),
            Map.entry("expediteAnswer", Set.of("", "ACCEPT", "DECLINE")),
            Map.entry("speedPaid", Set.of("STANDARD", "FASTER")),
            Map.entry(
                    "buyerAnswer",
                    Set.of(
                            "",
                            "ARRIVED",
                            "ARRIVED_BOTH",
                            "STILL_MISSING",
                            "WITHDRAWN",
                            "AGREES",
                            "CANCELS",
                            "REORDERS",
                            "SENDS_PHOTOS",
                            "WANTS_EXCHANGE",
                            "WANTS_REFUND",
                            "DISCARDED",
                            "OTHER")));

    /** Texts whose form is checked wherever they come from. */
    private static final Set<String> CODED = Set.of(
            CASE_NUMBER.name(),
            KIND.name(),
            MARKETPLACE.name(),
            ORDER_ID.name(),
            CURRENCY.name(),
            BUYER_LANGUAGE.name());

    /** As wide as the columns they are kept in. */
    private static final Map<String, Integer> LONGEST = Map.of(
            "trackingNumber",
            60,
            "returnTrackingNumber",
            60,
            "carrier",
            40,
            "remedyReference",
            200,
            "cancellationReference",
            200,
            "removalReference",
            200,
            "supportCase",
            60);

    private static final int LONGEST_FACT = 4000;

    /** ISO 639-1. */
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

    static {
        Set<String> shared = new TreeSet<>(ALL.keySet());
        shared.removeAll(OF_ONE_ROOM);
        SHARED = Set.copyOf(shared);
    }

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
            throw Rejected.because(fact, "nothingBelowZero");
        }
        if (fact.equals(CURRENCY.name()) && value instanceof String code && !code.isEmpty() && !isCurrency(code)) {
            throw Rejected.because(fact, "noCurrency");
        }
        if (fact.equals(BUYER_LANGUAGE.name()) && value instanceof String code && !LANGUAGES.contains(code)) {
            throw Rejected.because(fact, "noLanguage");
        }
        Set<String> allowed = VALUES.get(fact);
        if (allowed != null && value instanceof String text && !allowed.contains(text)) {
            throw Rejected.because(
                    fact,
                    "oneOf",
                    String.join(
                            ", ",
                            allowed.stream().filter(v -> !v.isEmpty()).sorted().toList()));
        }
    }

    private static boolean isCurrency(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(currency -> currency.getCurrencyCode().equals(code));
    }

    /** Whether a fact can be any text that somebody typed, so that it may tell who a person is. */
    public static boolean isFreeText(String fact) {
        Fact<?> known = ALL.get(fact);
        return known == null || (known.type() == String.class && !VALUES.containsKey(fact) && !CODED.contains(fact));
    }

    /** The texts a fact may be; none when any text will do. */
    public static Set<String> allowedValues(String fact) {
        return VALUES.getOrDefault(fact, Set.of());
    }

    /** The facts that all rooms of a case know alike. */
    public static Set<String> sharedByRooms() {
        return SHARED;
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
            throw Rejected.because(name, "noSuchFact");
        }
        return fact;
    }
}
