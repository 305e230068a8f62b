package org.disputedesk.intake;

import static org.disputedesk.dispute.DisputeFacts.ALSO_KIND;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.FURTHER_KIND;
import static org.disputedesk.dispute.DisputeFacts.PLACEMENT;
import static org.disputedesk.dispute.DisputeFacts.PLACEMENT_CASE;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.dispute.Fact;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.intake.FurtherCases.Fields;
import org.disputedesk.intake.FurtherCases.Opened;
import org.disputedesk.intake.FurtherCases.Problem;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * "Split message": gives each further problem that the reader of a message has named a case of its own (004-15). When the message
 * held one problem only, nothing happens.
 */
@Component
class SplitMessage implements JavaDelegate {

    private static final Fields FURTHER =
            new Fields(FURTHER_KIND.name(), "furtherText", "furtherReason", FURTHER_KIND.name());
    private static final Fields ALSO = new Fields(ALSO_KIND.name(), "alsoText", "alsoReason", ALSO_KIND.name());

    /** Where the message was given to a case. */
    private static final Set<String> PLACED = Set.of("CASE", "NEW_CASE");

    /** Asked for late: the engine is built after the steps it carries out. */
    private final ObjectProvider<FurtherCases> furtherCases;

    private final CaseTexts texts;
    private final EvidenceLog record;

    SplitMessage(ObjectProvider<FurtherCases> furtherCases, CaseTexts texts, EvidenceLog record) {
        this.furtherCases = furtherCases;
        this.texts = texts;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        List<Problem> problems = new ArrayList<>();
        name(execution, caseNumber, FURTHER_KIND, FURTHER, problems);
        name(execution, caseNumber, ALSO_KIND, ALSO, problems);
        if (problems.isEmpty()) {
            return;
        }
        String placement = PLACEMENT.in(execution, "");
        if (placement.isEmpty()) {
            furtherCases.getObject().open(new CaseNumber(caseNumber), problems);
        } else if (PLACED.contains(placement)) {
            ofPlaced(execution, caseNumber, problems);
        } else {
            throw Rejected.because(problems.get(0).fields().kind(), "furtherUnplaced");
        }
    }

    /** What is asked once is not there when it is asked again. */
    private void name(
            DelegateExecution execution, String caseNumber, Fact<String> fact, Fields fields, List<Problem> problems) {
        String kind = fact.in(execution, "");
        if (!kind.isBlank()) {
            problems.add(new Problem(
                    kind,
                    texts.find(caseNumber, fields.text()).orElse(""),
                    texts.find(caseNumber, fields.reason()).orElse(""),
                    null,
                    fields));
            texts.put(caseNumber, fields.text(), "");
            texts.put(caseNumber, fields.reason(), "");
        }
        execution.removeVariable(fact.name());
    }

    /** The message is in the case it was placed in; here only somebody was asked. */
    private void ofPlaced(DelegateExecution execution, String caseNumber, List<Problem> problems) {
        var placedIn = new CaseNumber(PLACEMENT_CASE.requiredIn(execution).strip());
        String all = texts.find(caseNumber, "buyerText").orElse("");
        List<Opened> opened = furtherCases
                .getObject()
                .open(
                        placedIn,
                        problems.stream()
                                .map(one -> one.isOfAll()
                                        ? new Problem(one.kind(), all, one.reason(), null, one.fields())
                                        : one)
                                .toList());
        opened.forEach(one -> {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("kind", one.kind());
            facts.put("linkedCase", one.caseNumber().value());
            record.append(caseNumber, "message-split", "Further problem goes to " + one.caseNumber(), facts);
        });
    }
}
