package org.disputedesk.calendar;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.POLICY_PACK;
import static org.disputedesk.dispute.DisputeFacts.PRIORITY;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.disputedesk.calendar.Deadlines.Computed;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Fact;
import org.disputedesk.dispute.LocalMoment;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.policy.PolicyPack.Deadline;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The clocks of a case: a deadline of the policy pack that the case began with and its reminders are put into the facts the
 * pack names, and why it is then is recorded (002-24).
 */
@Component
public class CaseDeadlines {

    private final Deadlines deadlines;
    private final EvidenceLog record;

    CaseDeadlines(Deadlines deadlines, EvidenceLog record) {
        this.deadlines = deadlines;
        this.record = record;
    }

    /**
     * Computes a deadline from the facts of a case, and keeps it.
     *
     * @param key as the pack names it
     */
    public void compute(DelegateExecution execution, String key) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        Marketplace marketplace = Marketplace.of(MARKETPLACE.requiredIn(execution));
        Computed computed = deadlines.compute(
                key,
                POLICY_PACK.in(execution),
                marketplace,
                fact -> anchor(DisputeFacts.named(fact), execution, marketplace.zone()));
        Deadline deadline = computed.deadline();
        put(execution, deadline.fact(), computed.due());
        computed.warnings().forEach((fact, at) -> put(execution, fact, at));
        Map<String, Object> facts = new LinkedHashMap<>(computed.warnings());
        facts.put(deadline.fact(), computed.due());
        String flag = deadline.reached();
        if (flag != null) {
            execution.setVariable(DisputeFacts.named(flag).name(), computed.reached());
            facts.put(flag, computed.reached());
        }
        String started = deadline.starts();
        if (started != null) {
            execution.setVariable(DisputeFacts.named(started).name(), true);
            facts.put(started, true);
        }
        if (deadline.priority() != null) {
            PRIORITY.set(execution, deadline.priority());
        }
        deadlines.keep(caseNumber, computed);
        facts.put("deadline", deadline.key());
        facts.put("pack", deadline.pack());
        // with these it can be explained in any language once the case has forgotten it
        facts.put("variant", computed.basis().variant());
        facts.put("anchor", computed.basis().anchor());
        facts.put("anchoredAt", computed.basis().at());
        record.append(caseNumber, "deadline", deadline.name().en() + ". " + computed.explanation(), facts);
    }

    private static @Nullable Instant anchor(Fact<?> fact, DelegateExecution execution, ZoneId zone) {
        Object value = fact.in(execution);
        if (value instanceof Date date) {
            return date.toInstant();
        }
        if (value instanceof String day && !day.isBlank()) {
            return LocalMoment.endOf(LocalMoment.day(fact.name(), day), zone);
        }
        return null;
    }

    private static void put(DelegateExecution execution, String fact, Instant at) {
        execution.setVariable(DisputeFacts.named(fact).name(), Date.from(at));
    }
}
