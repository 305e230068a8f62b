package org.disputedesk.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.disputedesk.calendar.DeadlineWords;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.desk.WaysThroughModels.Place;
import org.disputedesk.desk.WaysThroughModels.Timer;
import org.disputedesk.dispute.CodeWords;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.ReasonWords;
import org.disputedesk.dispute.StepWords;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.evidence.RecordEntry;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Why a task lies here, and what happens if nobody does it, told to its reader: the row of the table that led to it, with its
 * reason, and the timers around it. Both are read from the models as they are deployed and from what is armed, so that an
 * analyst has nothing to write for it (000-08, 000-17, 003-23).
 */
@Component
class WhyHere {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** More would not be read. */
    private static final int MOST_TIMERS = 3;

    private static final int MOST_DECISIONS = 20;
    private static final String DECIDED = "Decided: ";
    private static final Set<String> NO_OUTPUTS = Set.of("tables");

    private final EvidenceLog record;
    private final Deadlines deadlines;
    private final ReasonWords reasons;
    private final CodeWords codes;
    private final StepWords steps;
    private final Labels labels;

    WhyHere(
            EvidenceLog record,
            Deadlines deadlines,
            ReasonWords reasons,
            CodeWords codes,
            StepWords steps,
            Labels labels) {
        this.record = record;
        this.deadlines = deadlines;
        this.reasons = reasons;
        this.codes = codes;
        this.steps = steps;
        this.labels = labels;
    }

    /** A line each, a label and a text with a tab between them. */
    String of(TaskEntity task, Marketplace marketplace, String lang) {
        // whoever may do the task may know why it is there, but need not be allowed to look into the engine
        return Context.getCommandContext()
                .runWithoutAuthorization(() -> String.join("\n", lines(task, marketplace, lang)));
    }

    private List<String> lines(TaskEntity task, Marketplace marketplace, String lang) {
        String caseNumber = DisputeFacts.CASE_NUMBER.in(task, "");
        List<Place> places = places(task);
        List<String> lines = new ArrayList<>();
        lines.add(line(labels.of("why", lang), why(caseNumber, places, lang)));
        List<String> ahead = ahead(task, places, marketplace, lang);
        if (ahead.isEmpty()) {
            ahead = List.of(nothing(task, caseNumber, marketplace, lang));
        }
        for (int i = 0; i < ahead.size(); i++) {
            lines.add(line(i == 0 ? labels.of("otherwise", lang) : "", ahead.get(i)));
        }
        return lines;
    }

    private static String line(String label, String text) {
        return label + "\t" + text.replaceAll("\\s+", " ").strip();
    }

    /** The task, the step that called its room, the step that called that one, and so on, each in its model. */
    private static List<Place> places(TaskEntity task) {
        List<Place> places = new ArrayList<>();
        RepositoryService models = task.getProcessEngineServices().getRepositoryService();
        ExecutionEntity at = task.getExecution();
        String element = task.getTaskDefinitionKey();
        while (at != null) {
            BpmnModelInstance model = models.getBpmnModelInstance(at.getProcessDefinitionId());
            places.add(new Place(at.getProcessInstanceId(), model, element));
            at = at.getProcessInstance().getSuperExecution();
            element = at == null ? "" : at.getActivityId();
        }
        return places;
    }

    // --- why it is here

    private String why(String caseNumber, List<Place> places, String lang) {
        List<RecordEntry> decided = record.newest(caseNumber, "decision", MOST_DECISIONS);
        Set<String> leading = WaysThroughModels.decisionsBefore(places);
        Optional<RecordEntry> led = decided.stream()
                .filter(entry -> leading.contains(step(entry)))
                .findFirst()
                // a room that runs beside others was led there by what they have decided
                .or(() -> decided.stream()
                        .filter(entry -> !reason(entry, lang).isEmpty())
                        .findFirst())
                .or(() -> decided.stream().findFirst());
        return led.map(entry -> steps.in(lang, step(entry))
                        + Optional.of(saidBy(entry, lang))
                                .filter(said -> !said.isEmpty())
                                .map(said -> labels.of("whyBecause", lang, said))
                                .orElse(""))
                .orElseGet(() -> labels.of("whyBegan", lang, steps.in(lang, WaysThroughModels.beginning(places))));
    }

    private static String step(RecordEntry entry) {
        return entry.text().startsWith(DECIDED) ? entry.text().substring(DECIDED.length()) : entry.text();
    }

    /** The reason the row gives; where it gives none, what it answered, as far as there are words for it. */
    private String saidBy(RecordEntry entry, String lang) {
        String reason = reason(entry, lang);
        return reason.isEmpty()
                ? outputs(entry).entrySet().stream()
                        .filter(output -> codes.knows(output.getKey(), output.getValue()))
                        .map(output -> codes.of(output.getKey(), output.getValue(), lang))
                        .distinct()
                        .collect(Collectors.joining(lang.equals("en") ? ", " : "、"))
                : reason;
    }

    private String reason(RecordEntry entry, String lang) {
        return outputs(entry).values().stream()
                .filter(reasons::knows)
                .map(reason -> reasons.in(lang, reason))
                .findFirst()
                .orElse("");
    }

    private static Map<String, String> outputs(RecordEntry entry) {
        try {
            JsonNode facts = JSON.readTree(entry.facts());
            return facts.properties().stream()
                    .filter(fact -> !NO_OUTPUTS.contains(fact.getKey())
                            && fact.getValue().isTextual())
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, fact -> fact.getValue().asText()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The facts of entry " + entry.sequence() + " cannot be read", e);
        }
    }

    // --- what happens by itself

    private record Due(Instant at, Timer timer) {}

    private List<String> ahead(TaskEntity task, List<Place> places, Marketplace marketplace, String lang) {
        List<Due> due = new ArrayList<>();
        for (Place place : places) {
            task
                    .getProcessEngineServices()
                    .getManagementService()
                    .createJobQuery()
                    .processInstanceId(place.instance())
                    .timers()
                    .list()
                    .stream()
                    .filter(job -> job.getDuedate() != null)
                    .forEach(job -> WaysThroughModels.timer(place, activity(job))
                            .ifPresent(timer -> due.add(new Due(job.getDuedate().toInstant(), timer))));
        }
        return due.stream()
                .sorted(Comparator.comparing(Due::at))
                .limit(MOST_TIMERS)
                .map(one -> said(one, marketplace, lang))
                .toList();
    }

    private static String activity(org.camunda.bpm.engine.runtime.Job job) {
        return Objects.requireNonNullElse(((JobEntity) job).getActivityId(), "");
    }

    private String said(Due due, Marketplace marketplace, String lang) {
        Timer timer = due.timer();
        return Stream.of(
                        DeadlineWords.in(lang).moment(due.at(), marketplace.zone()),
                        steps.in(lang, timer.name())
                                + (timer.then().isEmpty() ? "" : " → " + steps.in(lang, timer.then())),
                        timer.endsTask() ? labels.of("endsTask", lang) : "")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    /** No timer is around the task: it waits for a person, and what is missed by that is said. */
    private String nothing(TaskEntity task, String caseNumber, Marketplace marketplace, String lang) {
        Set<String> missed = new LinkedHashSet<>();
        deadlines.of(caseNumber).stream()
                .filter(kept -> kept.rule().startsWith("reply."))
                .findFirst()
                .ifPresent(kept ->
                        missed.add(missed(kept.due().toInstant(), deadlines.name(kept, lang), marketplace, lang)));
        if (missed.isEmpty() && task.getDueDate() != null) {
            missed.add(missed(task.getDueDate().toInstant(), null, marketplace, lang));
        }
        return labels.of("nothingHappens", lang) + String.join("", missed);
    }

    private String missed(Instant at, @Nullable String name, Marketplace marketplace, String lang) {
        String moment = DeadlineWords.in(lang).moment(at, marketplace.zone());
        return name == null ? labels.of("dueThen", lang, moment) : labels.of("missedThen", lang, name, moment);
    }
}
