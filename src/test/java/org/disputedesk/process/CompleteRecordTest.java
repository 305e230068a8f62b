package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_DECISION;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.KIND;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Opening.expediteRequest;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.PostShipmentCancellationSpec.cancellation;
import static org.disputedesk.process.WrongItemSpec.wrongItem;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.disputedesk.DeskTest;
import org.disputedesk.RoomsInQuestion;
import org.disputedesk.desk.RecordWords;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Every action is in the record (000-17): random ways through all processes, with news, people and operators who come in
 * between, and after each of them the engine's history is held against the record.
 */
@DeskTest
@Tag("models")
@ExtendWith(RoomsInQuestion.class)
class CompleteRecordTest {

    private static final int PATHS = Integer.getInteger("paths", 24);
    private static final long FIRST = Long.getLong("path", 1);
    private static final int MOST_STEPS = 60;
    /** Where a rule is written, which person or number it was, and names that are the same in every language. */
    private static final Pattern PROPER =
            Pattern.compile("\\[.*?]|（.*?）|\\(.*?\\)|[A-Z]-\\d+-\\d+|https?://\\S+|Seller Central|A-to-z|Amazon");

    private static final Pattern ENGLISH = Pattern.compile("[A-Za-z]{3,} [a-z]{2,}");
    private static final List<String> MEANINGS =
            List.of("STILL_MISSING", "ARRIVED", "ARRIVED_BOTH", "WITHDRAWN", "AGREES", "CANCELS", "REORDERS", "OTHER");

    @Autowired
    private Desk desk;

    @Autowired
    private Deeds deeds;

    @Autowired
    private RecordWords words;

    private final Set<String> seen = new TreeSet<>();

    @BeforeEach
    void morning() {
        deeds.forget();
    }

    @AfterEach
    void tidyUp() {
        desk.closesForTheNight();
    }

    @TestFactory
    Stream<DynamicTest> nothing_in_history_is_missing_in_the_record() {
        return LongStream.range(FIRST, FIRST + PATHS)
                .mapToObj(seed -> DynamicTest.dynamicTest("path " + seed, () -> walk(seed)));
    }

    private void walk(long seed) {
        var dice = new Random(seed);
        desk.opensInTheMorning();
        Dispute dispute = desk.opens(opening(dice));
        for (int step = 0; step < MOST_STEPS && !dispute.isClosed(); step++) {
            switch (dice.nextInt(9)) {
                case 0, 1, 2, 3 -> works(dispute, dice);
                case 4 -> news(dispute, dice);
                case 5 -> interferes(dispute, dice);
                case 6 -> triesTheForbidden(dispute);
                default -> desk.goesOnToWhatIsDueNext();
            }
        }
        new HistoryInRecord(desk, deeds, dispute.number().value()).isComplete();
        if (!dispute.isClosed()) {
            dispute.administratorCancels();
        }
        new HistoryInRecord(desk, deeds, dispute.number().value()).isComplete();
        desk.record.entries(dispute.number().value()).forEach(entry -> {
            seen.add(entry.kind());
            for (String language : List.of("ja", "zh")) {
                assertThat(words.said(dispute.number().value(), entry, Marketplace.JP, language))
                        .as(language + " for " + entry.kind() + ": " + entry.text())
                        .hasValueSatisfying(said -> assertThat(
                                        ENGLISH.matcher(PROPER.matcher(said).replaceAll(""))
                                                .results())
                                .as(said)
                                .isEmpty());
            }
        });
        desk.closesForTheNight();
    }

    private static Opening opening(Random dice) {
        return switch (dice.nextInt(16)) {
            case 0 -> orderNotReceived();
            case 1 -> orderNotReceived().delivered("2026-11-23T10:00", "玄関");
            case 2 -> orderNotReceived().withParcel(DeliveryState.LOST);
            case 3 -> orderNotReceived().withParcel(DeliveryState.LOST).worth("25000");
            case 4 -> orderNotReceived().withoutOrderInTheBook().withoutTracking();
            case 5 -> orderNotReceived().fulfilledBy(Fulfilment.FBA);
            case 6 -> cancellation();
            case 7 -> cancellation().delivered("2026-11-23T10:00", "玄関");
            case 8, 9 -> expediteRequest();
            case 10 -> expediteRequest().beforeBuying();
            case 14 -> Opening.of("feedback-removal").saying("Bad quality.");
            case 11 -> wrongItem().fulfilledBy(Fulfilment.FBA);
            case 12 -> wrongItem().fulfilledBy(Fulfilment.SFP);
            case 13 -> wrongItem();
            default -> Opening.of("feedback-request").saying("").promisedUntil("2026-11-26");
        };
    }

    private void works(Dispute dispute, Random dice) {
        List<String> tasks = dispute.openTasks().stream()
                .filter(task ->
                        !Set.of("Task_SendHoldingReply", "Task_TakeOverReply").contains(task))
                .sorted()
                .distinct()
                .toList();
        if (tasks.isEmpty()) {
            desk.goesOnToWhatIsDueNext();
            return;
        }
        String task = tasks.get(dice.nextInt(tasks.size()));
        try {
            new DiligentStaff(desk, dispute, MEANINGS.get(dice.nextInt(MEANINGS.size())), dice.nextLong())
                    .complete(task);
        } catch (Rejected notNow) {
            assertThat(dispute.openTasks()).contains(task);
        }
    }

    private static void news(Dispute dispute, Random dice) {
        try {
            switch (dice.nextInt(7)) {
                case 0 -> dispute.receives("buyer-replied", with("buyerText", "メッセージ"));
                case 1 -> dispute.receives("buyer-confirmed");
                case 2 ->
                    dispute.receives(
                            "tracking-changed",
                            with(DELIVERY_STATE, "DELIVERED").and("deliveredPlace", "玄関"));
                case 3 -> dispute.receives("a-to-z-filed");
                case 4 -> dispute.receives("amazon-decided", with(CLAIM_DECISION, "DENIED"));
                case 5 -> dispute.receives("fraud-suspected");
                default -> dispute.receives("tracking-changed", with(DELIVERY_STATE, "LOST"));
            }
        } catch (Rejected cannotBeTakenNow) {
            assertThat(dispute.isClosed()).isFalse();
        }
    }

    /** Things people do beside the forms. */
    private void interferes(Dispute dispute, Random dice) {
        TaskService tasks = desk.engine.getTaskService();
        List<String> open = dispute.openTasks().stream().sorted().distinct().toList();
        if (open.isEmpty() || dispute.openTasks().size() != open.size()) {
            return;
        }
        String task = dispute.taskId(open.get(dice.nextInt(open.size())));
        List<String> jobs = rooms(dispute)
                .flatMap(room -> jobs(room).stream())
                .map(Job::getId)
                .toList();
        desk.engine.getIdentityService().setAuthentication("lead", List.of("leads", "camunda-admin"));
        try {
            switch (dice.nextInt(7)) {
                case 0 -> tasks.setAssignee(task, "lead");
                case 1 -> tasks.setAssignee(task, null);
                case 2 -> tasks.setPriority(task, dice.nextInt(90));
                case 3 -> {
                    var changed = tasks.createTaskQuery().taskId(task).singleResult();
                    changed.setDueDate(Date.from(Instant.parse("2026-12-24T09:00:00Z")));
                    changed.setFollowUpDate(Date.from(Instant.parse("2026-12-20T09:00:00Z")));
                    tasks.saveTask(changed);
                }
                case 4 -> tasks.addCandidateGroup(task, "leads");
                case 5 -> tasks.createComment(task, null, "She called me");
                default ->
                    jobs.forEach(job -> desk.engine.getManagementService().setJobRetries(job, 2));
            }
        } finally {
            desk.engine.getIdentityService().clearAuthentication();
        }
        desk.doWhatIsDue();
    }

    private Stream<String> rooms(Dispute dispute) {
        return desk
                .engine
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(dispute.number().value())
                .list()
                .stream()
                .map(ProcessInstance::getId);
    }

    private List<Job> jobs(String room) {
        return desk.engine
                .getManagementService()
                .createJobQuery()
                .processInstanceId(room)
                .list();
    }

    private void triesTheForbidden(Dispute dispute) {
        String room = dispute.room(dispute.fact(KIND).orElseThrow());
        try {
            desk.engine.getRuntimeService().setVariable(room, "notAFact", true);
            throw new AssertionError("something that is no fact was taken");
        } catch (Rejected refused) {
            assertThat(refused).hasMessageContaining("notAFact");
        }
    }
}
