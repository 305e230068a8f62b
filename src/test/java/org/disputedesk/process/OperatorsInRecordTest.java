package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.ORDER_STATE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Opening.orderNotReceived;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.assertj.core.api.AbstractListAssert;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.batch.Batch;
import org.disputedesk.DeskTest;
import org.disputedesk.evidence.RecordEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What operators and leads do past the forms, in Cockpit or over REST, is in the record with who did it (000-17). */
@DeskTest
class OperatorsInRecordTest {

    @Autowired
    private Desk desk;

    @Autowired
    private Deeds deeds;

    private ProcessEngine engine;
    private RuntimeService runtime;
    private Dispute dispute;
    private int before;

    @BeforeEach
    void a_case() {
        engine = desk.engine;
        runtime = engine.getRuntimeService();
        desk.opensInTheMorning();
        deeds.forget();
        dispute = desk.opens(orderNotReceived());
    }

    @AfterEach
    void tidyUp() {
        new HistoryInRecord(desk, deeds, dispute.number().value()).isComplete();
        desk.closesForTheNight();
    }

    private void as(String user, Runnable act) {
        before = entries().size();
        engine.getIdentityService().setAuthentication(user, List.of("camunda-admin"));
        try {
            act.run();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    private List<RecordEntry> entries() {
        return desk.record.entries(dispute.number().value());
    }

    /** What was written since, by this user. */
    private AbstractListAssert<?, List<? extends String>, String, ?> writtenBy(String user) {
        return assertThat(entries().subList(before, entries().size()).stream()
                .filter(entry -> entry.actor().equals("person:" + user))
                .map(entry -> entry.text() + " " + entry.facts())
                .toList());
    }

    @Test
    void a_failed_step_and_its_retry() {
        desk.closesForTheNight();
        desk.opensInTheMorning();
        desk.carrier().goesAway();
        dispute = desk.opens(orderNotReceived());
        desk.passes(Desk.minutes(5));
        dispute.hasIncidentAt("Task_LookUpTracking");
        desk.carrier().comesBack();
        before = entries().size();
        dispute.operatorRetries("Task_LookUpTracking");
        writtenBy("operator")
                .anySatisfy(line -> assertThat(line).contains("set job retries", "\"before\":\"0\"", "\"after\":\"1\""))
                .anySatisfy(line -> assertThat(line).contains("Incident resolved: Look up tracking"));
        dispute.record().reads("Incident, an operator is needed: Look up tracking", "Operation: set job retries");
    }

    @Test
    void a_changed_variable_with_its_value_and_a_removed_one() {
        String room = dispute.room("order-not-received");
        as("operator", () -> runtime.setVariable(room, ORDER_STATE.name(), "CANCELLED"));
        writtenBy("operator")
                .singleElement()
                .satisfies(line -> assertThat(line).contains("variable", "\"values\":{\"orderState\":\"CANCELLED\"}"));
        as(
                "operator",
                () -> runtime.setVariables(room, with(ORDER_STATE, "SHIPPED").values()));
        writtenBy("operator").anySatisfy(line -> assertThat(line).contains("\"orderState\":\"SHIPPED\""));
        as("operator", () -> runtime.removeVariable(room, ORDER_STATE.name()));
        writtenBy("operator").anySatisfy(line -> assertThat(line).contains("remove variable", "\"orderState\":null"));
    }

    @Test
    void a_suspended_and_resumed_case_alone_and_in_a_batch() {
        String room = dispute.room("order-not-received");
        as("operator", () -> runtime.suspendProcessInstanceById(room));
        writtenBy("operator").anySatisfy(line -> assertThat(line).startsWith("Process suspended: "));
        as("operator", () -> runtime.activateProcessInstanceById(room));
        writtenBy("operator").anySatisfy(line -> assertThat(line).startsWith("Process resumed: "));
        as("operator", () -> {
            Batch batch = runtime.updateProcessInstanceSuspensionState()
                    .byProcessInstanceIds(room)
                    .suspendAsync();
            assertThat(batch).isNotNull();
        });
        desk.doWhatIsDue();
        desk.doWhatIsDue();
        assertThat(entries().subList(before, entries().size()))
                .extracting(RecordEntry::kind)
                .contains("process-suspended");
        as("operator", () -> runtime.activateProcessInstanceById(room));
    }

    @Test
    void a_moved_token() {
        String room = dispute.room("watch-case");
        String from =
                runtime.getActivityInstance(room).getChildActivityInstances()[0].getActivityId();
        as(
                "operator",
                () -> runtime.createProcessInstanceModification(room)
                        .startBeforeActivity(from)
                        .execute());
        writtenBy("operator")
                .anySatisfy(line -> assertThat(line).contains("modify process instance (start before " + from + ")"));
        String instance =
                runtime.getActivityInstance(room).getActivityInstances(from)[0].getId();
        as(
                "operator",
                () -> runtime.createProcessInstanceModification(room)
                        .cancelActivityInstance(instance)
                        .setAnnotation("Frau Mustermann rang")
                        .execute());
        writtenBy("operator")
                .anySatisfy(line -> assertThat(line)
                        .contains("modify process instance (cancel " + from + ")", "\"instructions\":[\"cancel ")
                        .containsPattern("\"reasonCommitment\":\"[0-9a-f]{64}\""))
                .noneSatisfy(line -> assertThat(line).contains("Mustermann"));
    }

    @Test
    void a_migrated_case() {
        String room = dispute.room("order-not-received");
        String definition = runtime.createProcessInstanceQuery()
                .processInstanceId(room)
                .singleResult()
                .getProcessDefinitionId();
        as(
                "operator",
                () -> runtime.newMigration(runtime.createMigrationPlan(definition, definition)
                                .mapEqualActivities()
                                .build())
                        .processInstanceIds(room)
                        .execute());
        writtenBy("operator").anySatisfy(line -> assertThat(line).startsWith("Process moved to another version"));
    }

    @Test
    void changes_of_a_task() {
        TaskService tasks = engine.getTaskService();
        String task = dispute.taskId("Task_CheckFacts");
        as("lead", () -> tasks.setAssignee(task, "agent"));
        writtenBy("lead").anySatisfy(line -> assertThat(line).startsWith("Task taken by agent"));
        as("lead", () -> tasks.setPriority(task, 77));
        writtenBy("lead").anySatisfy(line -> assertThat(line).contains("set priority", "\"after\":\"77\""));
        as("lead", () -> {
            var changed = tasks.createTaskQuery().taskId(task).singleResult();
            changed.setDueDate(Date.from(Instant.parse("2026-12-24T09:00:00Z")));
            tasks.saveTask(changed);
        });
        writtenBy("lead").anySatisfy(line -> assertThat(line).contains("due date", "2026-12-24T09:00:00Z"));
        as("lead", () -> tasks.addCandidateGroup(task, "leads"));
        writtenBy("lead").anySatisfy(line -> assertThat(line).contains("add group link", "leads"));
        as("lead", () -> tasks.deleteCandidateUser(task, "agent"));
        writtenBy("lead").anySatisfy(line -> assertThat(line).contains("delete user link", "\"after\":\"agent\""));
        // who is nobody is a text that somebody typed
        as("lead", () -> tasks.addCandidateUser(task, "Mustermann"));
        writtenBy("lead")
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .containsPattern("\"after\":\"[0-9a-f]{64}\"")
                        .doesNotContain("Mustermann"));
    }

    @Test
    void a_comment_is_named_but_not_told() {
        String task = dispute.taskId("Task_CheckFacts");
        as("lead", () -> engine.getTaskService().createComment(task, null, "Frau Mustermann rief an"));
        writtenBy("lead")
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("Comment written")
                        .containsPattern("\"commitment\":\"[0-9a-f]{64}\"")
                        .doesNotContain("Mustermann"));
    }

    @Test
    void a_deleted_case() {
        String room = dispute.room("order-not-received");
        as("admin", () -> runtime.deleteProcessInstance(room, "opened by Frau Mustermann"));
        writtenBy("admin")
                .noneSatisfy(line -> assertThat(line).contains("Mustermann"))
                .anySatisfy(line ->
                        assertThat(line).containsPattern("Case cancelled .*\"reasonCommitment\":\"[0-9a-f]{64}"))
                .anySatisfy(line -> assertThat(line).contains("delete of process instance"))
                .anySatisfy(line -> assertThat(line).startsWith("Case cancelled"))
                .anySatisfy(line -> assertThat(line).startsWith("Task dropped"));
    }

    @Test
    void a_deleted_case_without_a_reason() {
        String room = dispute.room("order-not-received");
        as("admin", () -> runtime.deleteProcessInstance(room, null));
        writtenBy("admin")
                .anySatisfy(line -> assertThat(line).startsWith("Case cancelled {"))
                .noneSatisfy(
                        line -> assertThat(line).startsWith("Case cancelled").contains("null\"", "reason"));
    }

    @Test
    void what_somebody_types_into_a_variable_is_named_but_not_told() {
        String room = dispute.room("order-not-received");
        as("operator", () -> runtime.setVariable(room, CARRIER.name(), "Frau Mustermann"));
        writtenBy("operator")
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .containsPattern("\"carrier\":\"[0-9a-f]{64}\"")
                        .doesNotContain("Mustermann"));
    }

    @Test
    void what_belongs_to_no_case_is_not_in_any_record() {
        int all = desk.db
                .sql("select count(*) from record_entry")
                .query(Integer.class)
                .single();
        as("admin", () -> {
            var user = engine.getIdentityService().newUser("newcomer");
            user.setPassword("a-Password-9-of-some-length");
            engine.getIdentityService().saveUser(user);
            engine.getIdentityService().deleteUser("newcomer");
        });
        assertThat(desk.db
                        .sql("select count(*) from record_entry")
                        .query(Integer.class)
                        .single())
                .isEqualTo(all);
    }
}
