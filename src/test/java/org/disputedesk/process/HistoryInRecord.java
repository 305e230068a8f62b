package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricIncident;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.task.Comment;
import org.disputedesk.evidence.RecordEntry;

/** Holds the engine's history of a case against its record: what the one knows stands in the other, as often. */
final class HistoryInRecord {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Nothing happens in these: what they lead to is written down. */
    private static final Set<String> NOTHING_HAPPENS = Set.of(
            "exclusiveGateway",
            "inclusiveGateway",
            "parallelGateway",
            "eventBasedGateway",
            "subProcess",
            "multiInstanceBody",
            "startEvent",
            "callActivity");

    private final Desk desk;
    private final Deeds deeds;
    private final String number;
    private final List<RecordEntry> record;
    private final List<HistoricProcessInstance> rooms;

    HistoryInRecord(Desk desk, Deeds deeds, String number) {
        this.desk = desk;
        this.deeds = deeds;
        this.number = number;
        this.record = desk.record.entries(number);
        this.rooms = history()
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .list();
    }

    private HistoryService history() {
        return desk.engine.getHistoryService();
    }

    /** Fails with what is missing. */
    void isComplete() {
        assertThat(desk.record.verify(number).intact()).isTrue();
        rooms();
        activities();
        tasks();
        decisions();
        steps();
        incidents();
        operations();
        messages();
        comments();
    }

    private void rooms() {
        Predicate<HistoricProcessInstance> called = room -> room.getSuperProcessInstanceId() != null;
        same(
                "rooms that began",
                count(rooms.stream().filter(called), r -> r.getProcessDefinitionKey()),
                facts("process-began", "process"));
        same(
                "rooms that were cancelled",
                count(
                        rooms.stream().filter(r -> r.getEndTime() != null && !"COMPLETED".equals(r.getState())),
                        r -> r.getProcessDefinitionKey()),
                facts("process-cancelled", "process"));
        assertThat(kind("case-opened")).hasSize(1);
        assertThat(record.get(0).kind()).isEqualTo("case-opened");
        long ended = rooms.stream()
                .filter(called.negate())
                .filter(r -> r.getEndTime() != null)
                .count();
        assertThat(kind("case-closed")).hasSize((int) ended);
    }

    private void activities() {
        List<HistoricActivityInstance> done = all(room -> history()
                        .createHistoricActivityInstanceQuery()
                        .processInstanceId(room)
                        .finished()
                        .list())
                .filter(activity -> !activity.isCanceled())
                .filter(activity -> !NOTHING_HAPPENS.contains(activity.getActivityType()))
                .toList();
        Predicate<HistoricActivityInstance> isTimer = is("boundaryTimer", "intermediateTimer", "startTimerEvent");
        Predicate<HistoricActivityInstance> isEnd = a -> a.getActivityType().endsWith("EndEvent");
        Predicate<HistoricActivityInstance> isWork = is("userTask", "serviceTask", "sendTask", "businessRuleTask");
        same("timers", count(done.stream().filter(isTimer), HistoryInRecord::element), facts("timer", "element"));
        same("ends", count(done.stream().filter(isEnd), HistoryInRecord::element), facts("reached", "element"));
        same(
                "events",
                count(done.stream().filter(isTimer.or(isEnd).or(isWork).negate()), HistoryInRecord::element),
                facts("noticed", "element"));
    }

    private static Predicate<HistoricActivityInstance> is(String... types) {
        return activity -> Set.of(types).contains(activity.getActivityType());
    }

    private static String element(HistoricActivityInstance activity) {
        return activity.getProcessDefinitionKey() + "/" + activity.getActivityId();
    }

    private void tasks() {
        List<HistoricTaskInstance> tasks = all(room -> history()
                        .createHistoricTaskInstanceQuery()
                        .processInstanceId(room)
                        .list())
                .toList();
        Function<HistoricTaskInstance, String> element =
                task -> task.getProcessDefinitionKey() + "/" + task.getTaskDefinitionKey();
        same("tasks", count(tasks.stream(), element), facts("task-opened", "element"));
        same(
                "completed tasks",
                count(
                        tasks.stream().filter(t -> "completed".equals(t.getDeleteReason())),
                        t -> "Task completed: " + t.getName()),
                count(kind("task-completed").stream(), RecordEntry::text));
        same(
                "dropped tasks",
                count(
                        tasks.stream()
                                .filter(t -> t.getDeleteReason() != null && !"completed".equals(t.getDeleteReason())),
                        element),
                facts("task-dropped", "element"));
        assertThat(facts("task-assigned", "element").keySet())
                .as("tasks somebody took")
                .containsAll(tasks.stream()
                        .filter(t -> t.getAssignee() != null)
                        .map(element)
                        .collect(Collectors.toSet()));
    }

    private void decisions() {
        Map<String, Long> taken = count(
                all(room -> history()
                                .createHistoricActivityInstanceQuery()
                                .processInstanceId(room)
                                .activityType("businessRuleTask")
                                .finished()
                                .list())
                        .filter(a -> !a.isCanceled()),
                a -> "Decided: " + a.getActivityName());
        same("decisions", taken, count(kind("decision").stream(), RecordEntry::text));
        assertThat(kind("decision")).allSatisfy(entry -> {
            JsonNode tables = json(entry).path("tables");
            assertThat(tables).as(entry.facts()).isNotEmpty();
            for (JsonNode table : tables) {
                assertThat(table.path("table").asText()).isNotBlank();
                assertThat(table.path("inputs")).as(entry.facts()).isNotEmpty();
                assertThat(table.path("rules")).as(entry.facts()).isNotEmpty();
            }
        });
    }

    private void steps() {
        Map<String, Long> finished = count(
                all(room -> history()
                                .createHistoricActivityInstanceQuery()
                                .processInstanceId(room)
                                .activityType("serviceTask")
                                .finished()
                                .list())
                        .filter(a -> !a.isCanceled()),
                HistoryInRecord::element);
        Map<String, Long> seen = count(deeds.of(number).stream(), Deeds.Deed::element);
        // those of a transaction that failed in the end were seen as well
        finished.forEach((step, times) ->
                assertThat(seen.getOrDefault(step, 0L)).as(step).isGreaterThanOrEqualTo(times));
        Map<String, Long> silent =
                count(deeds.of(number).stream().filter(deed -> deed.before() == deed.after()), Deeds.Deed::element);
        Map<String, Long> written = facts("step", "element");
        finished.forEach((step, times) -> {
            long spoke = seen.getOrDefault(step, 0L) - silent.getOrDefault(step, 0L);
            assertThat(written.getOrDefault(step, 0L) + spoke)
                    .as("lines of step %s", step)
                    .isGreaterThanOrEqualTo(times);
        });
    }

    private void incidents() {
        List<HistoricIncident> incidents = all(room -> history()
                        .createHistoricIncidentQuery()
                        .processInstanceId(room)
                        .list())
                .filter(incident -> incident.getId().equals(incident.getRootCauseIncidentId()))
                .toList();
        same("incidents", count(incidents.stream(), HistoricIncident::getId), facts("incident", "incident"));
        same(
                "resolved incidents",
                count(incidents.stream().filter(HistoricIncident::isResolved), HistoricIncident::getId),
                facts("incident-resolved", "incident"));
        same(
                "dropped incidents",
                count(incidents.stream().filter(HistoricIncident::isDeleted), HistoricIncident::getId),
                facts("incident-dropped", "incident"));
    }

    private void operations() {
        List<UserOperationLogEntry> all = all(room -> history()
                        .createUserOperationLogQuery()
                        .processInstanceId(room)
                        .list())
                .toList();
        Predicate<UserOperationLogEntry> hasOwnLine = op -> switch (op.getEntityType() + " " + op.getOperationType()) {
            case "Task Complete",
                    "Task Claim",
                    "Task Assign",
                    "ProcessInstance Create",
                    "ProcessInstance Suspend",
                    "ProcessInstance Activate",
                    "ProcessInstance CorrelateMessage" -> true;
            default -> false;
        };
        same(
                "operations",
                count(
                        all.stream().filter(hasOwnLine.negate()),
                        op -> op.getOperationType() + " " + op.getEntityType() + " " + op.getProperty()),
                count(
                        kind("operation").stream()
                                .map(HistoryInRecord::json)
                                .filter(op -> !op.path("operation").asText().equals("CorrelateMessage")),
                        op -> op.path("operation").asText() + " "
                                + op.path("on").asText() + " "
                                + op.path("property").asText("null")));
        long assigned = all.stream()
                .filter(op -> op.getEntityType().equals("Task"))
                .filter(op -> Set.of("Claim", "Assign").contains(op.getOperationType()))
                .filter(op -> !Objects.equals(op.getOrgValue(), op.getNewValue()))
                .count();
        assertThat(kind("task-assigned").size()).as("changes of assignee").isGreaterThanOrEqualTo((int) assigned);
        long suspended = all.stream()
                .filter(op -> op.getEntityType().equals("ProcessInstance"))
                .filter(op -> op.getOperationType().equals("Suspend"))
                .count();
        assertThat(kind("process-suspended").size()).isGreaterThanOrEqualTo((int) suspended);
        assertThat(kind("process-resumed").size())
                .isLessThanOrEqualTo(kind("process-suspended").size());
        all.stream()
                .filter(op -> "messageName".equals(op.getProperty()))
                .forEach(op -> assertThat(record)
                        .as("message %s", op.getNewValue())
                        .anyMatch(e -> e.kind().equals(op.getNewValue())
                                || e.facts().contains("\"after\":\"" + op.getNewValue() + "\"")
                                || e.kind().startsWith("letter-")));
    }

    private void messages() {
        var messages = desk.texts.messages(number);
        assertThat(messages.isEmpty())
                .as("only a request for feedback begins without a buyer's word")
                .isEqualTo(kind("message-received").isEmpty()
                        && kind("feedback-left").isEmpty());
        assertThat(messages)
                .allSatisfy(message -> assertThat(record)
                        .as("message %s of %s", message.direction(), message.at())
                        .anyMatch(entry -> entry.facts().contains(message.commitment())));
    }

    private void comments() {
        List<Comment> comments = all(room -> history()
                        .createHistoricTaskInstanceQuery()
                        .processInstanceId(room)
                        .list())
                .flatMap(task -> desk.engine.getTaskService().getTaskComments(task.getId()).stream())
                .toList();
        same("comments", count(comments.stream(), Comment::getId), facts("comment", "comment"));
    }

    private <T> Stream<T> all(Function<String, List<T>> ofRoom) {
        return rooms.stream().flatMap(room -> ofRoom.apply(room.getId()).stream());
    }

    private List<RecordEntry> kind(String kind) {
        return record.stream().filter(entry -> entry.kind().equals(kind)).toList();
    }

    private Map<String, Long> facts(String kind, String fact) {
        return count(kind(kind).stream(), entry -> json(entry).path(fact).asText());
    }

    private static JsonNode json(RecordEntry entry) {
        try {
            return JSON.readTree(entry.facts());
        } catch (JsonProcessingException e) {
            throw new AssertionError(entry.facts(), e);
        }
    }

    private static <T> Map<String, Long> count(Stream<T> things, Function<T, String> name) {
        return things.collect(Collectors.groupingBy(name, TreeMap::new, Collectors.counting()));
    }

    private void same(String what, Map<String, Long> inHistory, Map<String, Long> inRecord) {
        assertThat(inRecord).as("%s of %s in the record", what, number).isEqualTo(inHistory);
    }
}
