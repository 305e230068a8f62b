package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.APPROVAL;
import static org.disputedesk.dispute.DisputeFacts.CARRIER_ALSO_ASKED;
import static org.disputedesk.dispute.DisputeFacts.DEDUCTION_REASON;
import static org.disputedesk.dispute.DisputeFacts.REFUND_BY;
import static org.disputedesk.dispute.DisputeFacts.REFUND_PART;
import static org.disputedesk.dispute.DisputeFacts.REMEDY;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_LINE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_OPTIONS;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_STATE;
import static org.disputedesk.dispute.DisputeFacts.SECOND_PERSON_NEEDED;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.Forbidden;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.orders.Order;
import org.disputedesk.policy.Guard;
import org.disputedesk.policy.Guard.Standing;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * "Check remedy": has the guard look at the chosen remedy and, when it passes, keeps the decision and says whether a second
 * person must approve it (000-12..16, 003-07, P13).
 */
@Component
class CheckRemedy implements JavaDelegate {

    private static final String REFUND = "REFUND";
    private static final String INQUIRY = "CARRIER_INQUIRY";
    private static final List<String> KNOWN = List.of("REPLACEMENT", "REFUND", INQUIRY);

    private final OrderStanding standing;
    private final OrderLines lines;
    private final RefundLimit limit;
    private final RefundParts parts;
    private final Guard guard;
    private final Remedies remedies;
    private final CaseTexts texts;
    private final EvidenceLog record;

    CheckRemedy(
            OrderStanding standing,
            OrderLines lines,
            RefundLimit limit,
            RefundParts parts,
            Guard guard,
            Remedies remedies,
            CaseTexts texts,
            EvidenceLog record) {
        this.standing = standing;
        this.lines = lines;
        this.limit = limit;
        this.parts = parts;
        this.guard = guard;
        this.remedies = remedies;
        this.texts = texts;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String remedy = REMEDY.in(execution, "");
        if (!KNOWN.contains(remedy)) {
            throw Rejected.because("remedy", "noRemedy");
        }
        String line = lines.checked(execution, REMEDY_LINE.in(execution, "").strip());
        Standing order = standing.of(execution);
        // what the marketplace forbids comes before what a table of the shop allows
        guard.passRemedy(order, remedy, line);
        checkOptions(order.caseNumber(), REMEDY_OPTIONS.in(execution, ""), remedy);
        guard.passWord(order.caseNumber(), REMEDY.name());
        boolean isMoney = !remedy.equals(INQUIRY);
        Remedies.Part part =
                remedy.equals(REFUND) ? parts.chosen(execution, order, line).orElse(null) : null;
        boolean second = isMoney
                && (order.claimsProtected()
                        || limit.isExceeded(execution, order.orderId(), line, part)
                        || (remedy.equals(REFUND) && order.secondPerson()));
        decide(
                order,
                remedy,
                isMoney ? line : Remedies.ALL_LINES,
                second,
                isMoney ? lines.money(execution, line).orElse(null) : null,
                part);
        if (isMoney && CARRIER_ALSO_ASKED.in(execution, false)) {
            decide(order, INQUIRY, Remedies.ALL_LINES, false, null, null);
        }
        REMEDY_STATE.set(execution, Remedies.State.DECIDED.name());
        REFUND_PART.set(execution, "");
        DEDUCTION_REASON.set(execution, "");
        REFUND_BY.set(execution, remedy.equals(REFUND) ? order.payer(remedy) : null);
        SECOND_PERSON_NEEDED.set(execution, second);
        APPROVAL.set(execution, "");
        // the word why an earlier choice was sent back says nothing of this one
        texts.put(order.caseNumber(), RecordApproval.NOTE, "");
    }

    private static void checkOptions(String caseNumber, String options, String remedy) {
        if (!options.isBlank() && !List.of(options.split(",")).contains(remedy)) {
            throw Forbidden.because(
                    "remedy-fits-facts", caseNumber, "remedy", "remedyNotAllowed", options.replace(",", ", "));
        }
    }

    private void decide(
            Standing order,
            String type,
            String line,
            boolean second,
            Order.@Nullable Money paid,
            Remedies.@Nullable Part part) {
        remedies.decide(
                order.caseNumber(),
                order.orderId(),
                new Remedies.Choice(type, line, order.payer(type), second, order.claimsProtected(), paid, part));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("remedy", type);
        facts.put("orderId", order.orderId());
        facts.put("remedyLine", line.isEmpty() ? null : line);
        facts.put("secondPersonNeeded", second);
        if (part != null) {
            facts.put("refundPart", part.amount().amount().toPlainString());
            facts.put("currency", part.amount().currency().getCurrencyCode());
            facts.put("deductionReason", part.reason());
        }
        record.append(order.caseNumber(), "remedy-decided", "Remedy decided: " + type, facts);
    }
}
