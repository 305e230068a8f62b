package org.disputedesk.desk;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.disputedesk.dispute.CaseKinds;
import org.disputedesk.dispute.StepWords;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The disputes a case can be about: whatever processes are deployed, so that a new one is offered as soon as it is there
 * (004-15).
 */
@Component
public class DisputeKinds {

    private static final String TRIAGE = "message-triage";

    /** Cases that are no dispute: one asks where a message belongs, the other asks for feedback. */
    private static final Set<String> NO_DISPUTES = Set.of(TRIAGE, CaseKinds.FEEDBACK_REQUEST);

    /** It cannot be split off a message, as it comes from Amazon's pages; a notice of it can be placed. */
    private static final String FROM_AMAZON = CaseKinds.FEEDBACK_REMOVAL;

    /** Asked for late: the engine is built after the forms that show what it knows. */
    private final ObjectProvider<RepositoryService> repository;

    private final StepWords steps;

    DisputeKinds(ObjectProvider<RepositoryService> repository, StepWords steps) {
        this.repository = repository;
        this.steps = steps;
    }

    /** The slugs of all disputes that a message of a buyer can open now, in order. */
    public List<String> all() {
        return deployed().stream()
                .map(ProcessDefinition::getKey)
                .filter(kind -> !kind.equals(FROM_AMAZON))
                .sorted()
                .toList();
    }

    /** What a kind is called, such as "Order not received". */
    public String name(String kind, String lang) {
        String slug = kind.replace('-', ' ');
        return repository
                .getObject()
                .createProcessDefinitionQuery()
                .processDefinitionKey(kind)
                .latestVersion()
                .list()
                .stream()
                .map(ProcessDefinition::getName)
                .filter(Objects::nonNull)
                .findFirst()
                .map(name -> steps.in(lang, name))
                .orElseGet(() -> slug.substring(0, 1).toUpperCase(Locale.ROOT) + slug.substring(1));
    }

    /** All disputes but one for a form to choose from: a line each, slug and name with a tab between them. */
    String choices(String but, String lang) {
        return deployed().stream()
                .filter(process -> !process.getKey().equals(but))
                .filter(process -> but.equals(TRIAGE) || !process.getKey().equals(FROM_AMAZON))
                .sorted(Comparator.comparing(ProcessDefinition::getKey))
                .map(process -> process.getKey() + "\t"
                        + steps.in(lang, Objects.requireNonNullElse(process.getName(), process.getKey())))
                .collect(Collectors.joining("\n"));
    }

    private List<ProcessDefinition> deployed() {
        return repository
                .getObject()
                .createProcessDefinitionQuery()
                .latestVersion()
                .startableInTasklist()
                .active()
                .list()
                .stream()
                .filter(process -> !NO_DISPUTES.contains(process.getKey()))
                .toList();
    }
}
