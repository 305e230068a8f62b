package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_DECISION;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.FRAUD_SUSPECTED;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Desk.days;
import static org.disputedesk.process.Desk.seconds;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.answers;
import static org.disputedesk.process.Staff.cause;
import static org.disputedesk.process.Staff.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.disputedesk.DeskTest;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.erasure.Erasure;
import org.disputedesk.evidence.CaseTexts.Message;
import org.disputedesk.evidence.RecordEntry;
import org.disputedesk.orders.Order.Person;
import org.disputedesk.tracking.DeliveryState;
import org.disputedesk.vault.Subject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Thirty days after the delivery nobody can read any more who the buyer was, unless there is a reason to keep it (000-17). */
@DeskTest
class ErasureTest {

    private static final String NAME = "山田 花子";
    private static final AtomicInteger BUYERS = new AtomicInteger(1000);

    @Autowired
    private Desk desk;

    @Autowired
    private Erasure erasure;

    @BeforeEach
    void morning() {
        desk.opensInTheMorning();
    }

    @AfterEach
    void night() {
        desk.closesForTheNight();
    }

    /** Another buyer each time, or he would be one who says often that nothing came. */
    private static String postalCode() {
        return "100-" + BUYERS.incrementAndGet();
    }

    private static Opening delivered() {
        return orderNotReceived()
                .delivered("2026-11-23T10:00", "隣の" + NAME + "様")
                .boughtBy(NAME, postalCode())
                .saying(NAME + "です。荷物がまだ届きません。");
    }

    private Dispute closed(Opening opening) {
        return answers(desk.opens(opening))
                .receives("buyer-confirmed")
                .completes("Task_NoteCause", cause("BUYER"))
                .endsAs("End_ParcelArrived");
    }

    private Erasure.Status status(Dispute dispute) {
        return erasure.of(dispute.number().value()).orElseThrow();
    }

    private Instant due(Dispute dispute) {
        return Objects.requireNonNull(status(dispute).due()).toInstant();
    }

    private List<String> kinds(Dispute dispute) {
        return desk.record.entries(dispute.number().value()).stream()
                .map(RecordEntry::kind)
                .toList();
    }

    private void isErased(Dispute dispute) {
        assertThat(status(dispute).erasedAt()).isNotNull();
        assertThat(status(dispute).heldBy()).isEmpty();
        assertThat(kinds(dispute)).containsOnlyOnce("personal-data-erased");
        assertThat(desk.record.verify(dispute.number().value()).intact()).isTrue();
    }

    private void isKept(Dispute dispute, String... reasons) {
        assertThat(status(dispute).erasedAt()).isNull();
        assertThat(status(dispute).heldBy()).containsExactly(reasons);
        assertThat(kinds(dispute)).doesNotContain("personal-data-erased");
    }

    private List<Path> letters(Dispute dispute) throws IOException {
        try (Stream<Path> files = Files.list(desk.home.resolve("outbox"))) {
            return files.filter(
                            file -> file.toString().contains(dispute.number().value()))
                    .toList();
        }
    }

    @Test
    void thirty_days_after_the_delivery_everything_that_says_who_the_buyer_is_goes() throws IOException {
        var dispute = closed(delivered());
        String number = dispute.number().value();
        OrderId order = new OrderId(dispute.orderId());
        assertThat(due(dispute)).isEqualTo(Instant.parse("2026-12-23T01:00:00Z"));
        assertThat(letters(dispute)).isNotEmpty();

        desk.passesUntil("2026-12-23T09:59", TOKYO);
        erasure.run();
        isKept(dispute);
        assertThat(desk.texts.messages(number))
                .noneMatch(Message::erased)
                .anyMatch(m -> m.content().contains(NAME));
        assertThat(desk.orders.find(order).orElseThrow().person().buyerName()).isEqualTo(NAME);

        desk.passes(seconds(60));
        erasure.run();
        isErased(dispute);
        assertThat(desk.texts.messages(number)).hasSizeGreaterThan(1).allSatisfy(message -> {
            assertThat(message.erased()).isTrue();
            assertThat(message.content()).isEmpty();
            assertThat(message.commitment()).hasSize(64);
        });
        assertThat(desk.texts.all(number)).isEmpty();
        assertThat(desk.vault.commitmentKey(Subject.ofCase(number))).isEmpty();
        assertThat(desk.orders.find(order).orElseThrow().person()).isEqualTo(Person.NONE);
        assertThat(letters(dispute)).isEmpty();
        assertThat(desk.cases.find(number).orElseThrow().erasure()).isEqualTo(status(dispute));

        erasure.run();
        isErased(dispute);
    }

    @Test
    void comments_in_tasklist_go_with_their_case() {
        var dispute = desk.opens(delivered());
        var tasks = desk.engine.getTaskService();
        tasks.createComment(dispute.taskId("Task_CheckFacts"), null, "Called " + NAME);
        answers(dispute).receives("buyer-confirmed").completes("Task_NoteCause", cause("BUYER"));
        assertThat(comments()).isEqualTo(1);

        desk.passesUntil("2026-12-24T09:00", TOKYO);
        erasure.run();
        isErased(dispute);
        assertThat(comments()).isZero();
    }

    @Test
    void what_operators_typed_goes_with_the_case() {
        var dispute = desk.opens(delivered());
        var runtime = desk.engine.getRuntimeService();
        String room = dispute.room("order-not-received");
        runtime.createProcessInstanceModification(dispute.room("watch-case"))
                .startBeforeActivity(runtime.getActivityInstance(dispute.room("watch-case"))
                        .getChildActivityInstances()[0]
                        .getActivityId())
                .setAnnotation("Called " + NAME)
                .execute();
        runtime.deleteProcessInstance(room, "Opened by " + NAME);
        assertThat(typed()).isPositive();

        desk.passesUntil("2027-02-24T09:00", TOKYO);
        erasure.run();
        isErased(dispute);
        assertThat(typed()).isZero();
    }

    /** Rows of the engine's history in which the name is readable. */
    private long typed() {
        return List.of(
                        "act_hi_procinst where delete_reason_ like :name",
                        "act_hi_taskinst where delete_reason_ like :name or name_ like :name or description_ like :name",
                        "act_hi_op_log where annotation_ like :name or new_value_ like :name or org_value_ like :name",
                        "act_hi_incident where annotation_ like :name")
                .stream()
                .mapToLong(rows -> desk.db
                        .sql("select count(*) from " + rows)
                        .param("name", "%" + NAME + "%")
                        .query(Long.class)
                        .single())
                .sum();
    }

    private long comments() {
        return desk.db
                .sql("select count(*) from act_hi_comment where full_msg_ is not null and message_ like '%" + NAME
                        + "%'")
                .query(Long.class)
                .single();
    }

    @Test
    void a_parcel_that_never_came_is_counted_from_the_end_of_its_case() {
        var dispute = answers(desk.opens(orderNotReceived().promisedUntil("2026-12-01")));
        assertThat(status(dispute).due()).isNull();
        isKept(dispute, "CASE_OPEN");
        dispute.administratorCancels();
        Instant closed = desk.now();
        assertThat(due(dispute)).isEqualTo(closed.plus(days(30)));

        desk.passes(days(30));
        assertThat(due(dispute)).isEqualTo(closed.plus(days(30)));
        erasure.run();
        isErased(dispute);
    }

    @Test
    void an_open_case_of_the_order_keeps_the_others_and_says_so_once() {
        Opening opening = delivered();
        var dispute = closed(opening);
        desk.passesUntil("2026-12-24T09:00", TOKYO);
        var again = desk.opens(opening);

        erasure.run();
        erasure.run();
        isKept(dispute, "CASE_OPEN");
        assertThat(kinds(dispute)).containsOnlyOnce("erasure-held");

        again.administratorCancels();
        erasure.run();
        isErased(dispute);
        isKept(again);
        desk.passes(days(7));
        erasure.run();
        isErased(again);
    }

    /** Otherwise one person could have the data of a case gone at once, or kept for ever. */
    @Test
    void a_delivery_that_cannot_have_been_is_refused() {
        var dispute = desk.opens(orderNotReceived().withParcel(DeliveryState.IN_TRANSIT));
        for (String at : List.of("1970-01-02T00:00:00Z", "2999-01-01T00:00:00Z", "2026-01-05T00:00:00Z")) {
            dispute.isRejected(
                    () -> dispute.receives(
                            "tracking-changed",
                            with(DELIVERY_STATE, "DELIVERED").and("deliveredAt", at)),
                    "facts.deliveredAt");
        }
        assertThat(status(dispute).due()).isNull();
    }

    @Test
    void a_delivery_told_late_leaves_a_week_to_notice_it() {
        var dispute = closed(orderNotReceived().delivered("2026-11-05T10:00", "玄関"));
        desk.db
                .sql("update tracking_snapshot set delivered_at = ? where case_number = ?")
                .params(
                        OffsetDateTime.parse("2026-06-01T00:00:00Z"),
                        dispute.number().value())
                .update();
        Instant week = desk.now().plus(days(7));
        assertThat(due(dispute)).isEqualTo(week);
        erasure.run();
        isKept(dispute);
        desk.db
                .sql("update tracking_snapshot set delivered_at = ? where case_number = ?")
                .params(
                        OffsetDateTime.parse("2999-01-01T00:00:00Z"),
                        dispute.number().value())
                .update();
        assertThat(due(dispute)).isBefore(desk.now().plus(days(31)));
        desk.passes(days(31));
        erasure.run();
        isErased(dispute);
    }

    @Test
    void a_doubt_keeps_the_records_until_it_is_lifted() {
        var dispute = desk.opens(delivered())
                .completes(
                        "Task_CheckFacts",
                        RIGHT_ADDRESS.and(FRAUD_SUSPECTED, true).and("doubtNote", "signed"));
        dispute.administratorCancels();
        desk.passes(days(60));
        erasure.run();
        isKept(dispute, "SUSPECTED_FRAUD");
        assertThat(kinds(dispute)).containsOnlyOnce("erasure-held");
    }

    @Test
    void a_claim_keeps_the_records_while_it_is_open_and_while_the_bank_can_be_asked() {
        var dispute = checks(desk.opens(orderNotReceived().withParcel(DeliveryState.LOST)))
                .receives("a-to-z-filed")
                .completes("Task_AnswerBuyer", SEND)
                .completes("Task_AnswerClaim", with(CLAIM_ANSWER, "DEFENDED"));
        assertThat(status(dispute).heldBy()).containsExactly("CASE_OPEN", "CLAIM_OPEN");
        dispute.completes("Task_EnterClaimDecision", with(CLAIM_DECISION, "DENIED"))
                .completes("Task_NoteCause", cause("CARRIER"))
                .endsAs("End_ClaimDecided");
        Instant decided = desk.now();

        desk.passes(days(120).minus(seconds(1)));
        erasure.run();
        isKept(dispute, "CHARGEBACK_WINDOW");
        desk.passes(seconds(1));
        assertThat(desk.now()).isEqualTo(decided.plus(days(120)));
        erasure.run();
        isErased(dispute);
    }

    @Test
    void an_order_without_a_case_is_forgotten_too_and_no_report_brings_it_back() {
        Opening opening = orderNotReceived().boughtBy(NAME, postalCode()).promisedUntil("2026-11-20");
        var order = opening.order(desk.now());
        desk.orders.learn(order);
        desk.passesUntil("2026-12-20T23:59:58", TOKYO);
        erasure.run();
        assertThat(desk.orders.find(order.id()).orElseThrow().person().buyerName())
                .isEqualTo(NAME);

        desk.passes(seconds(1));
        erasure.run();
        assertThat(desk.orders.find(order.id()).orElseThrow().person()).isEqualTo(Person.NONE);

        desk.orders.learn(order);
        assertThat(desk.orders.find(order.id()).orElseThrow().person()).isEqualTo(Person.NONE);
    }

    @Test
    void a_case_of_an_erased_order_goes_its_way_without_the_name() {
        Opening opening = delivered();
        closed(opening);
        desk.passesUntil("2026-12-24T09:00", TOKYO);
        erasure.run();

        var again = desk.opens(opening.delivered("2026-12-22T10:00", "玄関"));
        assertThat(again.form("Task_CheckFacts", "caseFacts")).asString().doesNotContain(NAME);
        answers(again).receives("buyer-confirmed").completes("Task_NoteCause", cause("BUYER"));
        again.endsAs("End_ParcelArrived");
    }
}
