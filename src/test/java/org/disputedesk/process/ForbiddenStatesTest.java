package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.disputedesk.process.OrderInDatabase.Claim;
import org.disputedesk.process.OrderInDatabase.Remedy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each forbidden state is told when it is there: a checker that is content with everything would prove nothing. */
class ForbiddenStatesTest {

    private static final OrderInDatabase CALM = new OrderInDatabase(
            "FBM",
            "PAID",
            new BigDecimal("3980"),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of("order-not-received"),
            0,
            Map.of());

    private record Bent(String law, OrderInDatabase before, OrderInDatabase now) {}

    private static Remedy remedy(String id, String line, String state) {
        return new Remedy(
                id,
                "order-not-received",
                "REFUND",
                line,
                state,
                false,
                "agent",
                null,
                List.of("DONE", "SETTLED").contains(state) ? "agent" : null,
                "R-1");
    }

    private static Remedy second(@Nullable String approvedBy) {
        return new Remedy("a", "order-not-received", "REFUND", "", "RELEASED", true, "agent", approvedBy, null, null);
    }

    private static OrderInDatabase with(OrderInDatabase order, Remedy... remedies) {
        Map<String, Long> written = new LinkedHashMap<>(order.written());
        written.put("remedy-decided", (long) remedies.length);
        written.put("remedy-released", (long) remedies.length);
        List<String> held = new ArrayList<>();
        List.of(remedies).stream().filter(Remedy::lives).forEach(remedy -> held.add(remedy.id()));
        return new OrderInDatabase(
                order.fulfilment(),
                order.paymentState(),
                order.paid(),
                List.of(remedies),
                held,
                order.claims(),
                order.cancellations(),
                order.returns(),
                order.feedback(),
                order.openKinds(),
                order.letters(),
                written);
    }

    private static <T> List<T> list(Object all, Class<T> of) {
        return ((List<?>) all).stream().map(of::cast).toList();
    }

    private static Map<String, Long> counts(Object written) {
        Map<String, Long> counts = new LinkedHashMap<>();
        ((Map<?, ?>) written).forEach((kind, count) -> counts.put(String.valueOf(kind), (Long) count));
        return counts;
    }

    private static OrderInDatabase set(OrderInDatabase o, String what, Object value) {
        return new OrderInDatabase(
                what.equals("fulfilment") ? (String) value : o.fulfilment(),
                what.equals("payment") ? (String) value : o.paymentState(),
                what.equals("paid") ? (BigDecimal) value : o.paid(),
                o.remedies(),
                list(what.equals("held") ? value : o.heldBy(), String.class),
                list(what.equals("claims") ? value : o.claims(), Claim.class),
                list(what.equals("cancellations") ? value : o.cancellations(), String.class),
                o.returns(),
                list(what.equals("feedback") ? value : o.feedback(), String.class),
                list(what.equals("kinds") ? value : o.openKinds(), String.class),
                what.equals("letters") ? (Long) value : (Long) o.letters(),
                counts(what.equals("written") ? value : o.written()));
    }

    private static List<Bent> bent() {
        Remedy released = remedy("a", "", "RELEASED");
        Remedy done = remedy("a", "", "DONE");
        Remedy claimed = new Remedy(
                "a", "order-not-received", "REFUND", "", "SETTLED", false, "lead", null, "lead", "A-to-z claim");
        Remedy cancelled = new Remedy(
                "a", "post-shipment-cancellation", "REFUND", "", "RELEASED", false, "agent", null, null, null);
        Remedy wrongItem = new Remedy("a", "wrong-item", "REFUND", "", "RELEASED", false, "agent", null, null, null);
        Remedy nobodys =
                new Remedy("a", "order-not-received", "REFUND", "", "DECIDED", false, "desk", null, null, null);
        Remedy doneByNobody =
                new Remedy("a", "order-not-received", "REFUND", "", "DONE", false, "agent", null, "desk", "R");
        OrderInDatabase open = set(CALM, "claims", List.of(new Claim("c", "OPEN")));
        OrderInDatabase granted = set(CALM, "claims", List.of(new Claim("c", "GRANTED")));
        OrderInDatabase filed = set(CALM, "cancellations", List.of("FILED"));
        OrderInDatabase asked = set(CALM, "feedback", List.of("ASKED"));
        OrderInDatabase dear = set(CALM, "paid", new BigDecimal("25000"));
        return List.of(
                new Bent(
                        "two remedies for one line",
                        with(CALM, remedy("a", "X", "DECIDED"), remedy("b", "", "DECIDED")),
                        with(CALM, remedy("a", "X", "DECIDED"), remedy("b", "", "DECIDED"))),
                new Bent(
                        "a remedy that does not hold its line",
                        CALM,
                        set(with(CALM, remedy("a", "", "DECIDED")), "held", List.of())),
                new Bent(
                        "a remedy of the seller for an order that Amazon serves",
                        set(CALM, "fulfilment", "SFP"),
                        set(with(CALM, released), "fulfilment", "SFP")),
                new Bent(
                        "a refund of a wrong item that neither came back nor was let go by a second person",
                        CALM,
                        with(CALM, wrongItem)),
                new Bent("a remedy beside an open claim", open, with(open, released)),
                new Bent("a remedy after Amazon has paid the buyer through a claim", granted, with(granted, released)),
                new Bent(
                        "a remedy while the payment is open or already refunded",
                        set(CALM, "payment", "REFUNDED"),
                        with(set(CALM, "payment", "REFUNDED"), released)),
                new Bent("a refund through a claim that is not open", CALM, with(CALM, claimed)),
                new Bent(
                        "a refund before the cancellation is approved or the goods are settled",
                        filed,
                        with(filed, cancelled)),
                new Bent("a remedy above the limit without a second person", dear, with(dear, released)),
                new Bent("a remedy that needs a second person and has none", CALM, with(CALM, second(null))),
                new Bent("a remedy that needs a second person and has none", CALM, with(CALM, second("agent"))),
                new Bent("a remedy that needs a second person and has none", CALM, with(CALM, second("desk"))),
                new Bent("a remedy that nobody has decided", CALM, with(CALM, nobodys)),
                new Bent("a remedy that nobody has carried out", with(CALM, released), with(CALM, doneByNobody)),
                new Bent("a remedy carried out that was not released", CALM, with(CALM, done)),
                new Bent(
                        "a remedy carried out whose lines are free again",
                        with(CALM, done),
                        with(CALM, remedy("a", "", "FAILED"))),
                new Bent(
                        "more releases than decisions",
                        CALM,
                        set(CALM, "written", Map.of("remedy-decided", 1L, "remedy-released", 2L))),
                new Bent(
                        "a claim that ends without a word of Amazon",
                        open,
                        set(CALM, "claims", List.of(new Claim("c", "DENIED")))),
                new Bent(
                        "an approval of Amazon without a word of Amazon",
                        filed,
                        set(CALM, "cancellations", List.of("APPROVED"))),
                new Bent(
                        "a letter that no person has approved",
                        CALM,
                        set(set(CALM, "letters", 1L), "written", Map.of("letter-approved", 1L))),
                new Bent(
                        "more letters than approvals",
                        CALM,
                        set(set(CALM, "letters", 1L), "written", Map.of("task-completed", 1L))),
                new Bent("two requests for feedback", asked, set(CALM, "feedback", List.of("ASKED", "PLANNED"))),
                new Bent("feedback that is asked for again", asked, set(CALM, "feedback", List.of("PLANNED"))),
                new Bent(
                        "two open cases of one problem",
                        CALM,
                        set(CALM, "kinds", List.of("order-not-received", "order-not-received"))));
    }

    @Test
    void what_is_allowed_breaks_no_law() {
        assertThat(ForbiddenStates.brokenBy(CALM, CALM)).isEmpty();
        OrderInDatabase released = with(CALM, remedy("a", "", "RELEASED"));
        assertThat(ForbiddenStates.brokenBy(CALM, released)).isEmpty();
        assertThat(ForbiddenStates.brokenBy(released, with(CALM, remedy("a", "", "DONE"))))
                .isEmpty();
        assertThat(ForbiddenStates.brokenBy(CALM, with(CALM, second("lead")))).isEmpty();
    }

    @Test
    void each_forbidden_state_is_told_by_its_name() {
        assertThat(bent())
                .allSatisfy(state -> assertThat(ForbiddenStates.brokenBy(state.before(), state.now()))
                        .as(state.law())
                        .contains(state.law()));
    }

    @Test
    void no_law_is_left_untried() {
        assertThat(bent()).extracting(Bent::law).containsAll(ForbiddenStates.laws());
    }
}
