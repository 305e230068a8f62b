package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.dispute.DisputeFacts.ORDER_STATE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Opening.expediteRequest;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.PostShipmentCancellationSpec.cancellation;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.disputedesk.DeskTest;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** 000-08, 000-17, 003-23: each task says which row led to it and why, and what happens by itself if nobody does it. */
@DeskTest
class WhyHereTest {

    private static final int MOST_STEPS = 14;
    private static final List<String> LABELS_EN = List.of("Why this task", "If nobody acts");
    private static final Pattern MOMENT = Pattern.compile(".*\\d{4}.*\\d{1,2}:\\d{2}.*", Pattern.DOTALL);

    /** Names that are the same in every language. */
    private static final Pattern PROPER =
            Pattern.compile("（.*?）|\\(.*?\\)|https?://\\S+|Seller Central|Buy Shipping|A-to-z|Amazon");

    private static final Pattern ENGLISH = Pattern.compile("[A-Za-z]{3,} [a-z]{2,}");

    @Autowired
    private Desk desk;

    @BeforeEach
    void morning() {
        desk.opensInTheMorning();
    }

    @AfterEach
    void night() {
        desk.closesForTheNight();
    }

    private static List<String> lines(Dispute dispute, String task, Locale language) {
        return dispute.form(task, "whyHere", language).lines().toList();
    }

    /** The row of its own room's table, the timers on its border, and what they lead to */
    @Test
    void a_task_with_timers_on_its_border() {
        var dispute = SettleFeedbackSpec.feedback(desk, "Bad quality.")
                .completes("Task_ReadComment", SettleFeedbackSpec.PRODUCT);
        assertThat(lines(dispute, "Task_RequestRemoval", Locale.ENGLISH))
                .satisfiesExactly(
                        why -> assertThat(why)
                                .isEqualTo("Why this task\tWeigh feedback: The whole comment is a product review;"
                                        + " Amazon removes such feedback."),
                        warn -> assertThat(warn)
                                .startsWith("If nobody acts\t")
                                .contains("2027", "09:00")
                                .endsWith(" · Window nearly over (7 days left) → Raise urgency"),
                        over -> assertThat(over)
                                .startsWith("\t")
                                .endsWith(" · Window over (90 days) → Draft public reply · this task closes"));
        assertThat(lines(dispute, "Task_RequestRemoval", Locale.JAPANESE))
                .satisfiesExactly(
                        why -> assertThat(why).startsWith("このタスクの理由\t削除基準に照らす：コメント全体が商品のレビューです。"),
                        warn -> assertThat(warn).startsWith("放置した場合\t").contains("依頼期限間近"),
                        over -> assertThat(over).endsWith("→ 公開返信の下書きを作る · このタスクは閉じる"));
    }

    /** The timers of the box around it, in a room that two others have called; the row that another room has decided */
    @Test
    void a_task_in_a_called_room() {
        var dispute = desk.opens(orderNotReceived().delivered("2026-11-23T10:00", "玄関"))
                .completes("Task_CheckFacts", RIGHT_ADDRESS);
        assertThat(lines(dispute, "Task_AnswerBuyer", Locale.ENGLISH))
                .satisfiesExactly(
                        why -> assertThat(why).startsWith("Why this task\tChoose response: "),
                        half -> assertThat(half)
                                .contains("21:00", "Half the time gone (12 h) → Raise urgency")
                                .doesNotContain("closes"),
                        soon -> assertThat(soon).contains("05:00", "Reply due soon (20 h) → "),
                        missed -> assertThat(missed).contains("09:00", "Reply target missed (24 h) → "));
        // what has passed is not ahead any more
        desk.passesUntil("2026-11-24T21:00", TOKYO);
        assertThat(lines(dispute, "Task_AnswerBuyer", Locale.ENGLISH)).hasSize(3);
    }

    /** Nothing is armed around it, and what is missed meanwhile is said */
    @Test
    void a_task_without_timers() {
        var dispute = desk.opens(Opening.of("feedback-removal").saying("Late.").withoutOrderInTheBook());
        assertThat(lines(dispute, "Task_EnterOrder", Locale.ENGLISH))
                .satisfiesExactly(
                        why -> assertThat(why).isEqualTo("Why this task\tthe case began with: Negative feedback left"),
                        nothing -> assertThat(nothing)
                                .startsWith("If nobody acts\tNothing happens by itself; the case stays open.")
                                .contains("The task is due on ", "2026", "09:00"));
        var asked = desk.opens(orderNotReceived().withoutOrderInTheBook());
        assertThat(lines(asked, "Task_EnterOrder", Locale.CHINESE))
                .anySatisfy(line -> assertThat(line).contains("未结"));
    }

    /** Every kind of case, done by staff who do what lies there */
    @Test
    void every_task_says_it_in_every_language() {
        Set<String> seen = new TreeSet<>();
        List<Opening> openings = List.of(
                orderNotReceived(),
                orderNotReceived().withParcel(DeliveryState.LOST).worth("25000"),
                orderNotReceived().withoutOrderInTheBook().withoutTracking(),
                orderNotReceived().fulfilledBy(Fulfilment.FBA),
                cancellation(),
                cancellation().delivered("2026-11-23T10:00", "玄関"),
                expediteRequest(),
                expediteRequest().beforeBuying(),
                Opening.of("feedback-removal").saying("Bad quality."),
                Opening.of("feedback-request").saying("").promisedUntil("2026-11-26"));
        for (int i = 0; i < openings.size(); i++) {
            var dispute = desk.opens(openings.get(i));
            var staff = new DiligentStaff(desk, dispute, "STILL_MISSING", i);
            for (int step = 0; step < MOST_STEPS && !dispute.isClosed(); step++) {
                List<String> tasks = dispute.openTasks().stream().distinct().toList();
                tasks.stream().filter(seen::add).forEach(task -> reads(dispute, task));
                List<String> doable = tasks.stream()
                        .filter(task -> !Set.of("Task_SendHoldingReply", "Task_TakeOverReply")
                                .contains(task))
                        .toList();
                if (doable.isEmpty()) {
                    desk.goesOnToWhatIsDueNext();
                } else {
                    attempt(staff, doable.get(step % doable.size()));
                }
            }
            desk.opensInTheMorning();
        }
        assertThat(seen).as("tasks that were looked at").hasSizeGreaterThan(22);
    }

    private void attempt(DiligentStaff staff, String task) {
        try {
            staff.complete(task);
        } catch (Rejected notNow) {
            desk.goesOnToWhatIsDueNext();
        }
    }

    private void reads(Dispute dispute, String task) {
        List<String> english = lines(dispute, task, Locale.ENGLISH);
        assertThat(english)
                .as("why %s of %s", task, dispute.number())
                .hasSizeBetween(2, 4)
                .allSatisfy(line -> assertThat(line).matches("[^\\t]*\\t[^\\t]+"));
        assertThat(english.get(0)).startsWith(LABELS_EN.get(0) + "\t");
        assertThat(english.get(1)).startsWith(LABELS_EN.get(1) + "\t").matches(MOMENT);
        for (Locale other : List.of(Locale.JAPANESE, Locale.CHINESE)) {
            assertThat(lines(dispute, task, other))
                    .as("why %s in %s", task, other)
                    .hasSameSizeAs(english)
                    .allSatisfy(line -> assertThat(
                                    ENGLISH.matcher(PROPER.matcher(line).replaceAll(""))
                                            .results())
                            .as(line)
                            .isEmpty());
        }
    }

    /** A row of a table in a called room that is left behind counts as well */
    @Test
    void a_task_behind_a_called_room() {
        var dispute = desk.opens(cancellation().unshipped());
        assertThat(lines(dispute, "Task_CancelOrder", Locale.ENGLISH).get(0))
                .startsWith("Why this task\tChoose cancellation route: ");
        dispute.completes("Task_CancelOrder", with(ORDER_STATE, "CANCELLED"));
    }
}
