package org.disputedesk.letter;

import static org.disputedesk.dispute.DisputeFacts.ANSWER_DECIDED;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.LETTER;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.stereotype.Component;

/**
 * "Hand over answer": gives the facts and the decided letter to the room "Answer buyer" of the same case, which has kept
 * the reply clock since the message came in. When that room needs no answer any more, nothing is handed over.
 */
@Component
class HandOverAnswer implements JavaDelegate {

    private static final String ROOM = "answer-buyer";

    private final EvidenceLog record;

    HandOverAnswer(EvidenceLog record) {
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        RuntimeService runtime = execution.getProcessEngineServices().getRuntimeService();
        List<ProcessInstance> replies = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(caseNumber)
                .processDefinitionKey(ROOM)
                .list();
        Map<String, Object> facts = new LinkedHashMap<>();
        DisputeFacts.all().values().forEach(fact -> {
            Object value = fact.in(execution);
            if (value != null && !REPLY_STATE.contains(fact.name())) {
                facts.put(fact.name(), value);
            }
        });
        record.append(
                caseNumber,
                "answer-decided",
                replies.isEmpty()
                        ? "Answer decided, but the buyer needs none any more: " + LETTER.in(execution, "")
                        : "Answer decided: " + LETTER.in(execution, ""),
                Map.of("letter", LETTER.in(execution, "")));
        for (ProcessInstance reply : replies) {
            runtime.setVariables(reply.getId(), facts);
            // only now, because this one lets the room go on with what it has
            runtime.setVariable(reply.getId(), ANSWER_DECIDED.name(), true);
        }
    }

    /** What the room knows better than the process that called it: where its own reply stands. */
    private static final List<String> REPLY_STATE = List.of(
            DisputeFacts.REPLY_DUE.name(),
            DisputeFacts.REPLY_WARN_AT.name(),
            DisputeFacts.REPLY_URGENT_AT.name(),
            DisputeFacts.REPLY_ACTION.name(),
            DisputeFacts.HOLDING.name(),
            DisputeFacts.PROMISED_DATE.name(),
            DisputeFacts.LETTER_STATE.name(),
            DisputeFacts.LETTER_WAS_SENT.name(),
            DisputeFacts.PRIORITY.name(),
            DisputeFacts.ANSWER_DECIDED.name());
}
