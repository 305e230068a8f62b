package org.disputedesk.wrongitem;

import static org.disputedesk.dispute.DisputeFacts.ASKED_FOR;
import static org.disputedesk.dispute.DisputeFacts.BUYER_SILENT;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.MESSAGE_RECEIVED_AT;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.POLICY_PACK;

import java.time.Instant;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.policy.PolicyPacks;
import org.disputedesk.wrongitem.WrongItems.Asked;
import org.springframework.stereotype.Component;

/**
 * "Record reminder": counts how often the buyer was reminded of one question. After as many as the policy says his silence is
 * kept in the record, and the case may end without his word (003-22).
 */
@Component
class RecordReminder implements JavaDelegate {

    private final WrongItems items;
    private final PolicyPacks packs;
    private final EvidenceLog record;

    RecordReminder(WrongItems items, PolicyPacks packs, EvidenceLog record) {
        this.items = items;
        this.packs = packs;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        items.of(caseNumber, ORDER_ID.requiredIn(execution));
        String question = ASKED_FOR.in(execution, "");
        Instant since = MESSAGE_RECEIVED_AT.requiredIn(execution).toInstant();
        long most = packs.of(POLICY_PACK.in(execution))
                .count("wrong-item.reminders")
                .value();
        Asked before = items.asked(caseNumber, question, since);
        boolean silent = before.reminders() >= most;
        Asked now = new Asked(silent ? before.reminders() : before.reminders() + 1, silent);
        items.keep(caseNumber, question, since, now);
        BUYER_SILENT.set(execution, silent);
        record.append(
                caseNumber,
                silent ? "buyer-silent" : "buyer-reminded",
                silent
                        ? "No answer from the buyer after reminders: " + now.reminders()
                        : "Reminder to the buyer: " + now.reminders(),
                Map.of("askedFor", question, "reminders", now.reminders()));
    }
}
