package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.TaskService;
import org.disputedesk.DeskTest;
import org.disputedesk.dispute.Rejected;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.i18n.LocaleContextHolder;

/** Whoever holds a task does it, whatever route another one tries (000-17). */
@DeskTest
@ExtendWith(OutputCaptureExtension.class)
class TaskHoldersTest {

    @Autowired
    private Desk desk;

    private Dispute dispute;
    private String task;
    private TaskService tasks;

    @BeforeEach
    void morning() {
        desk.opensInTheMorning();
        desk.engine
                .getIdentityService()
                .saveUser(desk.engine.getIdentityService().newUser("otheragent"));
        dispute = desk.opens(orderNotReceived());
        task = dispute.taskId("Task_CheckFacts");
        tasks = desk.engine.getTaskService();
    }

    @AfterEach
    void night() {
        LocaleContextHolder.resetLocaleContext();
        desk.engine.getIdentityService().deleteUser("otheragent");
        desk.closesForTheNight();
    }

    @Test
    void nobody_completes_what_somebody_else_holds() {
        as("agent", "agents", () -> tasks.claim(task, "agent"));
        FormService forms = desk.engine.getFormService();
        Map<String, Object> answers = RIGHT_ADDRESS.values();
        for (String person : List.of("otheragent", "lead")) {
            String group = person.equals("lead") ? "leads" : "agents";
            for (ThrowingCallable route : List.<ThrowingCallable>of(
                    () -> tasks.complete(task, answers),
                    () -> tasks.completeWithVariablesInReturn(task, answers, false),
                    () -> forms.submitTaskForm(task, answers),
                    () -> forms.submitTaskFormWithVariablesInReturn(task, answers, false),
                    () -> tasks.resolveTask(task, answers),
                    () -> tasks.delegateTask(task, person))) {
                assertThat(catchThrowable(() -> as(person, group, route)))
                        .as("%s", person)
                        .isInstanceOf(RuntimeException.class);
            }
        }
        assertThat(catchThrowable(() -> as("lead", "leads", () -> tasks.complete(task, answers))))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("agent holds this task");
        LocaleContextHolder.setLocale(Locale.JAPANESE);
        assertThat(catchThrowable(() -> as("lead", "leads", () -> tasks.complete(task, answers))))
                .hasMessageContaining("このタスクはagentが担当しています");
        dispute.waitsAt("Task_SendHoldingReply", "Task_CheckFacts");

        as("lead", "leads", () -> tasks.setAssignee(task, "lead"));
        as("lead", "leads", () -> tasks.complete(task, answers));
        dispute.waitsAt("Task_AnswerBuyer", "Gw_Answered");
    }

    @Test
    void a_task_is_taken_for_oneself_and_from_nobody() {
        assertRejected(() -> as("agent", "agents", () -> tasks.claim(task, "otheragent")), "for oneself only");
        as("agent", "agents", () -> tasks.claim(task, "agent"));
        assertRejected(() -> as("otheragent", "agents", () -> tasks.claim(task, null)), "agent holds this task");
        assertRejected(
                () -> as("agent", "agents", () -> tasks.setAssignee(task, "Mustermann")), "Nobody has this user id");
        assertRejected(
                () -> as("lead", "leads", () -> tasks.setAssignee(task, "Mustermann")), "Nobody has this user id");
        // giving it to a colleague is the holder's right
        as("agent", "agents", () -> tasks.setAssignee(task, "otheragent"));
        as("otheragent", "agents", () -> tasks.claim(task, null));
        as("lead", "leads", () -> tasks.claim(task, "agent"));
        assertThat(holder()).isEqualTo("agent");
        as("lead", "leads", () -> tasks.claim(task, null));
        assertThat(holder()).isNull();
    }

    /** An operator who looks for a failure in the log must not wade through what staff mistyped. */
    @Test
    void a_refusal_is_one_line_in_the_log(CapturedOutput log) {
        as("agent", "agents", () -> tasks.claim(task, "agent"));
        int before = log.getAll().length();
        assertThat(catchThrowable(() -> as("agent", "agents", () -> tasks.complete(task))))
                .isInstanceOf(Rejected.class);
        assertThat(log.getAll().substring(before).strip().lines().filter(line -> !line.contains("INFO")))
                .singleElement()
                .asString()
                .contains("WARN", "Refused: ");
    }

    /** 002-24: whoever reads Chinese is told in Chinese what to do, whichever step refuses. */
    @Test
    void what_a_step_refuses_is_said_in_the_language_of_whoever_asks() {
        for (Locale language : List.of(Locale.JAPANESE, Locale.SIMPLIFIED_CHINESE)) {
            LocaleContextHolder.setLocale(language);
            for (ThrowingCallable attempt : List.<ThrowingCallable>of(
                    () -> as("agent", "agents", () -> tasks.complete(task, Map.of("addressFault", "EVIL"))),
                    () -> as("agent", "agents", () -> tasks.complete(task, Map.of("paymentState", 5))),
                    () -> as("agent", "agents", () -> tasks.complete(task, Map.of("remedy", "REFUND"))),
                    () -> dispute.receives("carrier-answered", Answers.NONE),
                    () -> dispute.receives("tracking-changed", Answers.with("evil", "x")),
                    () -> dispute.receives("no-response-needed"))) {
                assertThat(catchThrowable(attempt)).isInstanceOfSatisfying(Rejected.class, refused -> {
                    assertThat(refused.getMessage()).containsPattern("[\\p{IsHan}\\p{IsHiragana}]");
                    assertThat(refused.errors())
                            .allSatisfy(error ->
                                    assertThat(error.message()).containsPattern("[\\p{IsHan}\\p{IsHiragana}]"));
                });
            }
        }
    }

    private String holder() {
        return tasks.createTaskQuery().taskId(task).singleResult().getAssignee();
    }

    private static void assertRejected(ThrowingCallable attempt, String words) {
        assertThat(catchThrowable(attempt)).isInstanceOf(Rejected.class).hasMessageContaining(words);
    }

    private void as(String person, String group, ThrowingCallable act) {
        desk.engine.getIdentityService().setAuthentication(person, List.of(group));
        try {
            act.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        } finally {
            desk.engine.getIdentityService().clearAuthentication();
        }
    }
}
