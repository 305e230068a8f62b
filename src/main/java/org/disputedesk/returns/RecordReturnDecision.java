package org.disputedesk.returns;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.RETURN_STATE;
import static org.disputedesk.dispute.DisputeFacts.WITHOUT_GOODS;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.policy.Guard;
import org.disputedesk.returns.Returns.State;
import org.springframework.stereotype.Component;

/** "Record return decision": a lead refunds without the goods, or not at all, and says why (001-05, 003-18). */
@Component
class RecordReturnDecision implements JavaDelegate {

    private static final String REASON = "staffNote";

    private final Returns returns;
    private final Deadlines deadlines;
    private final CaseTexts texts;
    private final EvidenceLog record;
    private final Guard guard;

    RecordReturnDecision(Returns returns, Deadlines deadlines, CaseTexts texts, EvidenceLog record, Guard guard) {
        this.guard = guard;
        this.returns = returns;
        this.deadlines = deadlines;
        this.texts = texts;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String decision = WITHOUT_GOODS.in(execution, "");
        if (decision.isEmpty()) {
            throw Rejected.because("withoutGoods", "noReturnDecision");
        }
        String reason = texts.find(caseNumber, REASON).orElse("");
        if (reason.isBlank()) {
            throw Rejected.because(REASON, "required");
        }
        guard.passWord(caseNumber, WITHOUT_GOODS.name());
        Returns.Kept kept = returns.await(caseNumber, ORDER_ID.requiredIn(execution));
        State state = decision.equals("REFUND") ? State.WAIVED : State.KEPT;
        returns.end(kept, state);
        RETURN_STATE.set(execution, state.name());
        deadlines.met(caseNumber, "return.window");
        deadlines.met(caseNumber, "return.reminder");
        record.append(
                caseNumber,
                "return-decided",
                "Decided without the goods: " + decision,
                Map.of("withoutGoods", decision, "commitment", texts.commitment(caseNumber, reason)));
    }
}
