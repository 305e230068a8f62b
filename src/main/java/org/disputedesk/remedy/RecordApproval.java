package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.APPROVAL;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_STATE;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.policy.Guard;
import org.disputedesk.remedy.Remedies.Remedy;
import org.disputedesk.remedy.Remedies.State;
import org.springframework.stereotype.Component;

/** "Record approval": keeps the second person's word; what is sent back is free to be chosen anew (000-13, P13). */
@Component
class RecordApproval implements JavaDelegate {

    static final String NOTE = "approvalNote";

    private final Remedies remedies;
    private final Guard guard;
    private final CaseTexts texts;
    private final EvidenceLog record;

    RecordApproval(Remedies remedies, Guard guard, CaseTexts texts, EvidenceLog record) {
        this.remedies = remedies;
        this.guard = guard;
        this.texts = texts;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        List<Remedy> decided = remedies.all(caseNumber, State.DECIDED);
        String approval = APPROVAL.in(execution, "");
        guard.passWord(caseNumber, APPROVAL.name());
        if (approval.equals("APPROVED")) {
            decided.forEach(remedy -> guard.passApproval(caseNumber, remedy.decidedBy(), remedies.who()));
            decided.forEach(remedies::approve);
        } else if (approval.equals("SENT_BACK")) {
            if (texts.find(caseNumber, NOTE).isEmpty()) {
                throw Rejected.because(NOTE, "noSendBackNote");
            }
            decided.forEach(remedy -> remedies.end(remedy, State.WITHDRAWN));
            REMEDY_STATE.set(execution, State.WITHDRAWN.name());
        } else {
            throw Rejected.because("approval", "noApproval");
        }
        record.append(
                caseNumber,
                approval.equals("APPROVED") ? "remedy-approved" : "remedy-sent-back",
                approval.equals("APPROVED") ? "Remedy approved by a second person" : "Remedy sent back",
                Map.of(
                        "approval",
                        approval,
                        "remedies",
                        decided.stream().map(Remedy::type).toList()));
    }
}
