package org.disputedesk.policy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.disputedesk.dispute.CaseKinds;
import org.disputedesk.dispute.Forbidden;
import org.disputedesk.engine.PersonsWord;
import org.disputedesk.evidence.EvidenceLog;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * The door that every remedy and every letter passes, whatever route it came by (form, REST, import, an analyst's model).
 * A refusal says what to do instead and stays in the record although the step that tried is rolled back.
 */
@Component
public class Guard {

    private static final Set<String> PAYMENT_OPEN = Set.of("PENDING", "REFUNDED");
    /** The fact of a refusal that names who asked for a refund through a claim and needs a second person. */
    public static final String CLAIM_REFUND_ASKED_BY = "claimRefundAskedBy";

    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z", Locale.ENGLISH);

    private static final String INQUIRY = "CARRIER_INQUIRY";
    private static final String REFUND = "REFUND";

    private final PolicyPack policy;
    private final EvidenceLog record;

    Guard(PolicyPack policy, EvidenceLog record) {
        this.policy = policy;
        this.record = record;
    }

    /**
     * A refund or replacement that an order has, or is about to get, in any case.
     *
     * @param line the line of the order; empty for all of them
     */
    public record Given(String type, String line, String state, String caseNumber) {

        boolean touches(String other) {
            return line.isEmpty() || other.isEmpty() || line.equals(other);
        }
    }

    /**
     * What is known of an order when a remedy is asked for.
     *
     * @param serviceOwner AMAZON or SELLER
     * @param held what holds lines of the order; a remedy that was withdrawn or did not arrive holds none
     * @param waits what the money or the goods of the order have to wait for, in whichever case it lies (001-05)
     * @param kept the rule that keeps a remedy of a kind back in this case, by that kind (003-15 to 003-18, 1.6-1)
     * @param sellerRefunds whether the seller refunds himself although Amazon serves the order (1.6-1)
     * @param secondPerson whether a refund needs a second person whatever it is worth (003-18)
     */
    public record Standing(
            String caseNumber,
            String orderId,
            String serviceOwner,
            String paymentState,
            boolean claimOpen,
            boolean claimsProtected,
            List<Given> held,
            List<Wait> waits,
            Map<String, String> kept,
            boolean sellerRefunds,
            boolean secondPerson) {

        /** Makes it unchangeable. */
        public Standing {
            held = List.copyOf(held);
            waits = List.copyOf(waits);
            kept = Map.copyOf(kept);
        }

        /** An order whose remedies wait for nothing. */
        public Standing(
                String caseNumber,
                String orderId,
                String serviceOwner,
                String paymentState,
                boolean claimOpen,
                boolean claimsProtected,
                List<Given> held) {
            this(caseNumber, orderId, serviceOwner, paymentState, claimOpen, claimsProtected, held, List.of());
        }

        /** An order that waits for something, and whose case keeps nothing back. */
        public Standing(
                String caseNumber,
                String orderId,
                String serviceOwner,
                String paymentState,
                boolean claimOpen,
                boolean claimsProtected,
                List<Given> held,
                List<Wait> waits) {
            this(
                    caseNumber,
                    orderId,
                    serviceOwner,
                    paymentState,
                    claimOpen,
                    claimsProtected,
                    held,
                    waits,
                    Map.of(),
                    false,
                    false);
        }

        /** Who pays for a remedy of this kind: AMAZON or SELLER (003-06, 1.6-1). */
        public String payer(String type) {
            return type.equals(REFUND) && sellerRefunds ? "SELLER" : serviceOwner;
        }

        private String waitingFor(Predicate<Wait> which) {
            return waits.stream()
                    .filter(which)
                    .map(wait -> wait.why() + " (" + wait.caseNumber() + ")")
                    .collect(Collectors.joining(", "));
        }
    }

    /**
     * Something an order waits for before its money goes back.
     *
     * @param why CANCELLATION_ASKED, CANCELLATION_FILED, or RETURN_AWAITED
     * @param caseNumber the case in which it lies
     */
    public record Wait(String why, String caseNumber) {

        /** A cancellation was asked for: neither Amazon's approval nor the goods are there yet. */
        public static final String ASKED = "CANCELLATION_ASKED";
        /** Amazon decides about a cancellation; it may refund by itself. */
        public static final String FILED = "CANCELLATION_FILED";
        /** Goods are on their way back, or here and not checked yet. */
        public static final String RETURN = "RETURN_AWAITED";

        boolean isFiled() {
            return why.equals(FILED);
        }
    }

    /**
     * Lets a remedy be decided, or refuses it.
     *
     * @param type REPLACEMENT, REFUND or CARRIER_INQUIRY
     * @param line the line of the order it is for; empty for all of them
     * @throws Refused naming the rule (003-07, 000-07, 000-13, 000-16, A7)
     */
    public void passRemedy(Standing order, String type, String line) {
        if (type.equals(INQUIRY)) {
            return;
        }
        passOrder(order, type);
        passLines(order, type, line);
    }

    private void passLines(Standing order, String type, String line) {
        List<Given> before = order.held().stream().filter(g -> g.touches(line)).toList();
        if (!before.isEmpty()) {
            refuse(
                    order,
                    type,
                    "one-remedy",
                    "This order already has: "
                            + before.stream()
                                    .map(g -> g.type() + " (" + g.state() + ", " + g.caseNumber() + ")")
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
    }

    /**
     * Lets a decided remedy be carried out, or kept as carried out: the order may have changed since it was decided.
     *
     * @param type REPLACEMENT, REFUND or CARRIER_INQUIRY
     * @param needsSecond whether a second person has to approve
     * @param approvedBy who has, null when nobody
     * @throws Refused naming the rule
     */
    public void passRelease(Standing order, String type, boolean needsSecond, @Nullable String approvedBy) {
        if (type.equals(INQUIRY)) {
            return;
        }
        passOrder(order, type);
        if (needsSecond && approvedBy == null) {
            refuse(order, type, "second-person", "");
        }
    }

    /**
     * Lets a refund pass that goes through an open claim, the one way that is left beside it.
     *
     * @param grantedBefore whether Amazon has granted a claim of this order already
     * @throws Refused naming the rule (003-07, 000-16, A7)
     */
    public void passClaimRefund(Standing order, boolean grantedBefore) {
        if (order.serviceOwner().equals("AMAZON")) {
            refuse(order, REFUND, "refund-is-amazons", "");
        }
        if (!order.claimOpen()) {
            refuse(order, REFUND, "decided-first", "No claim of the order is open.");
        }
        if (grantedBefore || PAYMENT_OPEN.contains(order.paymentState())) {
            refuse(order, REFUND, "nothing-while-payment-is-open", grantedBefore ? "Amazon has paid the buyer." : "");
        }
        passLines(order, REFUND, "");
    }

    /**
     * Lets a refund through a claim pass that needs two persons, once another one has asked for it.
     *
     * @param who the person who asks now
     * @param othersAsked whether another person asked before; the refusal of that attempt is kept in the record
     * @throws Refused (000-13, P13)
     */
    public void passSecondOfClaim(Standing order, String who, boolean othersAsked) {
        if (!othersAsked) {
            refuse(
                    order.caseNumber(),
                    "claim-refund-second-person",
                    "",
                    Map.of("remedy", REFUND, "orderId", order.orderId(), CLAIM_REFUND_ASKED_BY, who));
        }
    }

    private void passOrder(Standing order, String type) {
        if (order.payer(type).equals("AMAZON")) {
            refuse(order, type, "refund-is-amazons", "");
        }
        if (order.claimOpen() || order.paymentState().equals("CLAIM_OPEN")) {
            refuse(order, type, "nothing-beside-a-claim", "");
        }
        if (PAYMENT_OPEN.contains(order.paymentState())) {
            refuse(order, type, "nothing-while-payment-is-open", "The payment is " + order.paymentState() + ".");
        }
        String keptBy = order.kept().get(type);
        if (keptBy != null) {
            refuse(order, type, keptBy, "");
        }
        if (type.equals(REFUND) && !order.waits().isEmpty()) {
            refuse(
                    order,
                    type,
                    "refund-after-approval-or-return",
                    "It waits for: " + order.waitingFor(wait -> true) + ".");
        }
        if (order.waits().stream().anyMatch(Wait::isFiled)) {
            refuse(order, type, "no-goods-while-cancelling", "It waits for: " + order.waitingFor(Wait::isFiled) + ".");
        }
    }

    /**
     * Lets a buyer be promised that the right item is sent: what could not be sent is not promised either.
     *
     * @param serviceOwner AMAZON or SELLER
     * @param isConfirmed whether somebody has seen that another item came
     * @throws Refused (003-14, 003-16)
     */
    public void passExchange(String caseNumber, String orderId, String serviceOwner, boolean isConfirmed) {
        Map<String, String> facts = Map.of("remedy", "REPLACEMENT", "orderId", orderId);
        if (serviceOwner.equals("AMAZON")) {
            refuse(caseNumber, "refund-is-amazons", "", facts);
        }
        if (!isConfirmed) {
            refuse(caseNumber, "wrong-item-verified", "", facts);
        }
    }

    /**
     * Lets a part of a refund be kept back for the state of the goods.
     *
     * @param reason the code of what is wrong with them
     * @param wasFound whether goods of the order came back and were found so
     * @throws Refused (001-15, 003-16)
     */
    public void passDeduction(Standing order, String reason, boolean wasFound) {
        if (!wasFound) {
            refuse(
                    order.caseNumber(),
                    "deduction-for-checked-goods",
                    "",
                    Map.of("remedy", REFUND, "orderId", order.orderId(), "deductionReason", reason));
        }
    }

    /**
     * Lets a person approve a remedy, unless it is the one who chose it.
     *
     * @throws Refused (000-13, P13)
     */
    public void passApproval(String caseNumber, String decidedBy, String approver) {
        if (decidedBy.equals(approver)) {
            refuse(caseNumber, "second-person", "It was chosen by " + decidedBy + ".", Map.of("decidedBy", decidedBy));
        }
    }

    /**
     * Lets a person approve a report on a buyer, unless it is the one who wrote it.
     *
     * @throws Refused (000-20)
     */
    public void passReport(String caseNumber, String writtenBy, String approver) {
        if (writtenBy.equals(approver)) {
            refuse(
                    caseNumber,
                    "report-second-person",
                    "It was written by " + writtenBy + ".",
                    Map.of("writtenBy", writtenBy));
        }
    }

    /**
     * Lets a remedy be given up, and its lines with it, when it is a replacement that is known not to have arrived.
     *
     * @throws Refused (000-16)
     */
    public void passFailure(String caseNumber, String type, boolean didNotArrive) {
        if (!didNotArrive) {
            refuse(caseNumber, "one-remedy", "No replacement is known not to have arrived.", Map.of("remedy", type));
        }
    }

    /**
     * Refuses a step that would carry out, or keep, a remedy nobody has decided: it was reached past the process.
     *
     * @return the refusal, recorded, to be thrown (000-13)
     */
    public Refused undecided(String caseNumber, String what) {
        return refusal(caseNumber, "decided-first", "", Map.of("remedy", what));
    }

    /**
     * Lets a step pass that carries a person's decision on, when the person has just given it at a task, or an event told it
     * at one of the desk's own doors. Neither a variable nor a moved token is anybody's word.
     *
     * @param field the field in which it is given
     * @param events the kinds of events that may tell it
     * @throws Refused (000-13, 003-07)
     */
    public void passWord(String caseNumber, String field, String... events) {
        boolean isTold = List.of(events).stream()
                .anyMatch(event -> record.kindsWrittenHere(caseNumber).contains(event));
        if (!isTold && !PersonsWord.isGiven(caseNumber, field)) {
            refuse(caseNumber, "persons-word", "", Map.of("field", field));
        }
    }

    /**
     * The refusal of what was tried past remedies and letters, recorded, to be thrown.
     *
     * @param caseNumber the case it was tried in; null when nobody knows, and then only the log tells
     * @param facts what is known of the attempt
     */
    public Refused attempt(@Nullable String caseNumber, Forbidden attempt, Map<String, String> facts) {
        Refused refused = refusal(caseNumber, attempt.ruleId(), "", "", facts);
        return refused.because(attempt);
    }

    /** Writes down that the engine itself has refused what the rights of a group do not allow. */
    public void noted(String caseNumber, Map<String, String> facts) {
        refusal(caseNumber, "engine-rights", "", facts);
    }

    /**
     * Lets a factual letter pass only when the initial checks are made; a holding reply needs none.
     *
     * @param unchecked the facts nobody has established yet
     * @throws Refused (000-03)
     */
    public void passFactualLetter(String caseNumber, String letter, List<String> unchecked) {
        if (!unchecked.isEmpty()) {
            refuse(
                    caseNumber,
                    "facts-need-checks",
                    "Not established yet: " + String.join(", ", unchecked) + ".",
                    Map.of("letter", letter));
        }
    }

    /**
     * Lets a letter pass once for each time a person said at a task that it may leave.
     *
     * @param approved whether somebody has, since the last letter
     * @throws Refused (000-10, 000-19)
     */
    public void passApprovedLetter(String caseNumber, String letter, boolean approved) {
        if (!approved) {
            refuse(caseNumber, "letter-once", "", Map.of("letter", letter));
        }
    }

    /**
     * Lets a letter pass only when it is complete.
     *
     * @param missing what is empty or open, in words; empty when nothing is
     * @throws Refused (000-10)
     */
    public void passCompleteLetter(String caseNumber, String letter, String missing) {
        if (!missing.isEmpty()) {
            refuse(caseNumber, "letter-complete", missing, Map.of("letter", letter));
        }
    }

    /**
     * Refuses a letter that says what no letter to a buyer may say.
     *
     * @param rule the rule of the policy pack that forbids it
     * @param found what it says, for the person who wrote it; it may name somebody
     * @param recorded the same without the words, for the record, which cannot be erased
     * @return the refusal, recorded, to be thrown (000-10, 000-20, 002-13, 003-21)
     */
    public Refused letter(String caseNumber, String letter, String rule, String found, String recorded) {
        Refused refused = refusal(caseNumber, rule, found, recorded, Map.of("letter", letter));
        return refused.withFound(found, LocaleContextHolder.getLocale().getLanguage());
    }

    /**
     * What is known of an order of which feedback is to be asked for. Nothing in it says how the buyer feels.
     *
     * @param recordIn the case whose record keeps a refusal; null when there is none
     * @param askedIn the case in which the buyer is asked, or has been; null when in none but this one
     * @param opensAt from when he may be asked (UTC); null while that is not known
     * @param closesAt until when (UTC); null while that is not known
     * @param zone in which the marketplace tells its dates
     */
    public record Feedback(
            @Nullable String recordIn,
            String orderId,
            @Nullable String askedIn,
            @Nullable Instant opensAt,
            @Nullable Instant closesAt,
            ZoneId zone) {

        private String told(Instant moment) {
            return DAY_AND_TIME.format(moment.atZone(zone));
        }
    }

    /**
     * Lets a request for feedback be planned for an order; it may have to wait.
     *
     * @throws Refused when the buyer has been asked, or the time to ask is over (002-13, P23)
     */
    public void passFeedbackPlan(Feedback asked, Instant now) {
        String before = asked.askedIn();
        if (before != null) {
            throw feedback(asked, "feedback-once", "See case " + before + ".");
        }
        Instant closesAt = asked.closesAt();
        if (closesAt != null && !now.isBefore(closesAt)) {
            throw feedback(asked, "feedback-window", "Its time ended on " + asked.told(closesAt) + ".");
        }
    }

    /**
     * Lets feedback be asked for now.
     *
     * @throws Refused when the buyer has been asked, or it is too early or too late (002-13, P23)
     */
    public void passFeedbackRequest(Feedback asked, Instant now) {
        passFeedbackPlan(asked, now);
        Instant opensAt = asked.opensAt();
        if (opensAt == null || asked.closesAt() == null || now.isBefore(opensAt)) {
            throw feedback(
                    asked, "feedback-window", opensAt == null ? "" : "Its time begins on " + asked.told(opensAt) + ".");
        }
    }

    /**
     * What is known when Amazon is to be asked to remove feedback.
     *
     * @param requestedIn the case in which it was asked for, or may have been; null when in none
     * @param meetsCriterion whether the table of criteria has found one
     * @param closesAt until when it may be asked for (UTC); null while that is not known
     * @param zone in which the marketplace tells its dates
     */
    public record Removal(
            String caseNumber,
            String orderId,
            @Nullable String requestedIn,
            boolean meetsCriterion,
            @Nullable Instant closesAt,
            ZoneId zone) {}

    /**
     * Lets Amazon be asked to remove or strike through feedback.
     *
     * @throws Refused when it was asked before, no criterion is met, or the time for it is over (002-26, P26)
     */
    public void passRemoval(Removal asked, Instant now) {
        Map<String, String> facts = Map.of("orderId", asked.orderId());
        String before = asked.requestedIn();
        if (before != null) {
            refuse(asked.caseNumber(), "removal-once", "See case " + before + ".", facts);
        }
        if (!asked.meetsCriterion()) {
            refuse(asked.caseNumber(), "removal-needs-criterion", "", facts);
        }
        Instant closesAt = asked.closesAt();
        if (closesAt == null || !now.isBefore(closesAt)) {
            String ended = closesAt == null
                    ? ""
                    : "Its time ended on " + DAY_AND_TIME.format(closesAt.atZone(asked.zone())) + ".";
            refuse(asked.caseNumber(), "removal-window", ended, facts);
        }
    }

    /**
     * Lets a letter leave from a case of this kind: in a case of negative feedback nobody is written to.
     *
     * @throws Refused (002-26)
     */
    public void passLetterOf(String caseNumber, String kind, String letter) {
        if (kind.equals(CaseKinds.FEEDBACK_REMOVAL)) {
            refuse(caseNumber, "feedback-is-not-answered-by-letter", "", Map.of("letter", letter));
        }
    }

    private Refused feedback(Feedback asked, String rule, String detail) {
        Map<String, String> facts = Map.of("orderId", asked.orderId());
        return refusal(asked.recordIn(), rule, detail, detail, facts);
    }

    private void refuse(Standing order, String type, String rule, String detail) {
        refuse(order.caseNumber(), rule, detail, Map.of("remedy", type, "orderId", order.orderId()));
    }

    private void refuse(String caseNumber, String ruleId, String detail, Map<String, String> facts) {
        throw refusal(caseNumber, ruleId, detail, facts);
    }

    private Refused refusal(String caseNumber, String ruleId, String detail, Map<String, String> facts) {
        return refusal(caseNumber, ruleId, detail, detail, facts);
    }

    private Refused refusal(
            @Nullable String caseNumber,
            String ruleId,
            String detail,
            String recordedDetail,
            Map<String, String> facts) {
        PolicyPack.Rule rule = policy.rule(ruleId);
        // the record is read by anyone, the refusal by the person whose browser asked
        String recorded = rule.said("en", recordedDetail) + " [" + rule.id() + "; " + rule.source() + "]";
        if (caseNumber != null) {
            record.appendDespiteRollback(caseNumber, "refused", "Refused by the guard: " + recorded, facts);
        }
        return new Refused(
                rule, detail, recorded, LocaleContextHolder.getLocale().getLanguage());
    }
}
