package org.disputedesk.process;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.disputedesk.process.OrderInDatabase.Claim;
import org.disputedesk.process.OrderInDatabase.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * What no sequence of commands may lead to, whoever gives them (000-10, 000-13, 000-16, 001-05, 003-07, A7, P13, P23). A state
 * is held against the one before the command, because what was allowed a moment ago stays done.
 */
final class ForbiddenStates {

    /** Above it a second person is needed (refund.second-person-above in yen, where these orders are). */
    static final BigDecimal LIMIT = new BigDecimal("10000");

    /** Who acts when nobody does. */
    private static final String NOBODY = "desk";

    private record Law(String name, BiPredicate<OrderInDatabase, OrderInDatabase> isBroken) {}

    private static final List<Law> LAWS = List.of(
            new Law("two remedies for one line", (before, now) -> {
                List<Remedy> live =
                        now.remedies().stream().filter(Remedy::lives).toList();
                return live.stream()
                        .anyMatch(one ->
                                live.stream().anyMatch(other -> !one.id().equals(other.id()) && one.touches(other)));
            }),
            new Law("a remedy that does not hold its line", (before, now) -> {
                Set<String> live = new HashSet<>();
                now.remedies().stream().filter(Remedy::lives).forEach(remedy -> live.add(remedy.id()));
                return !live.equals(new HashSet<>(now.heldBy()));
            }),
            forEachGiven(
                    "a remedy of the seller for an order that Amazon serves",
                    (before, given) -> isAmazons(before) && !isRefundAfterReturn(before, given)),
            forEachGiven(
                    "a refund of a wrong item that neither came back nor was let go by a second person",
                    (before, given) -> given.type().equals("REFUND")
                            && given.kind().equals("wrong-item")
                            && !given.throughClaim()
                            && given.approvedBy() == null
                            && before.returns().stream()
                                    .noneMatch(state ->
                                            List.of("CHECKED", "WAIVED").contains(state))),
            forEachGiven(
                    "a remedy beside an open claim",
                    (before, given) -> !given.throughClaim() && before.claimIs("OPEN")),
            forEachGiven(
                    "a remedy after Amazon has paid the buyer through a claim",
                    (before, given) -> before.claimIs("GRANTED")),
            forEachGiven(
                    "a remedy while the payment is open or already refunded",
                    (before, given) -> List.of("PENDING", "REFUNDED").contains(before.paymentState())),
            forEachGiven(
                    "a refund through a claim that is not open",
                    (before, given) -> given.throughClaim() && !before.claimIs("OPEN")),
            forEachGiven(
                    "a refund before the cancellation is approved or the goods are settled",
                    (before, given) -> given.type().equals("REFUND")
                            && !given.throughClaim()
                            && given.kind().equals("post-shipment-cancellation")
                            && !before.cancellations().contains("APPROVED")
                            && before.returns().stream()
                                    .noneMatch(state ->
                                            List.of("CHECKED", "WAIVED").contains(state))),
            new Law(
                    "a remedy above the limit without a second person",
                    (before, now) -> now.remedies().stream()
                            .filter(remedy -> isReleased(remedy) || remedy.isCarriedOut())
                            .anyMatch(remedy ->
                                    remedy.line().isEmpty() && isAbove(now.paid()) && !remedy.secondPerson())),
            new Law(
                    "a remedy that needs a second person and has none",
                    (before, now) -> now.remedies().stream()
                            .filter(remedy -> remedy.secondPerson() && (isReleased(remedy) || remedy.isCarriedOut()))
                            .anyMatch(remedy -> remedy.approvedBy() == null
                                    || remedy.approvedBy().equals(remedy.decidedBy())
                                    || remedy.approvedBy().equals(NOBODY))),
            new Law(
                    "a remedy that nobody has decided",
                    (before, now) -> now.remedies().stream()
                            .anyMatch(remedy -> remedy.decidedBy().equals(NOBODY))),
            new Law(
                    "a remedy that nobody has carried out",
                    (before, now) -> now.remedies().stream()
                            .filter(Remedy::isCarriedOut)
                            .anyMatch(remedy ->
                                    remedy.doneBy() == null || remedy.doneBy().equals(NOBODY))),
            new Law(
                    "a remedy carried out that was not released",
                    (before, now) -> now.remedies().stream()
                            .filter(remedy -> remedy.isCarriedOut() && !remedy.throughClaim())
                            .anyMatch(remedy -> state(before, remedy)
                                    .filter(was -> List.of("RELEASED", "IN_DOUBT", "DONE", "SETTLED")
                                            .contains(was))
                                    .isEmpty())),
            new Law(
                    "a remedy carried out whose lines are free again",
                    (before, now) -> now.remedies().stream()
                            .anyMatch(remedy -> remedy.type().equals("REFUND")
                                    && !remedy.lives()
                                    && state(before, remedy)
                                            .filter(was ->
                                                    List.of("DONE", "SETTLED").contains(was))
                                            .isPresent())),
            new Law(
                    "more releases than decisions",
                    (before, now) -> now.wrote("remedy-released") > now.wrote("remedy-decided")),
            new Law(
                    "a claim that ends without a word of Amazon",
                    (before, now) -> before.claims().stream()
                                    .filter(claim -> claim.state().equals("OPEN"))
                                    .anyMatch(claim -> now.claims().stream()
                                            .noneMatch(same -> same.equals(new Claim(claim.id(), "OPEN"))))
                            && words(now) == words(before)),
            new Law(
                    "an approval of Amazon without a word of Amazon",
                    (before, now) -> count(now.cancellations(), "APPROVED") > count(before.cancellations(), "APPROVED")
                            && words(now) == words(before)),
            new Law(
                    "a letter that no person has approved",
                    (before, now) -> now.letters() > before.letters()
                            && now.wrote("task-completed") == before.wrote("task-completed")),
            new Law(
                    "more letters than approvals",
                    (before, now) -> now.letters() > now.wrote("letter-approved") + now.wrote("report-submitted")),
            new Law("two requests for feedback", (before, now) -> now.feedback().size() > 1),
            new Law(
                    "feedback that is asked for again",
                    (before, now) -> before.feedback().contains("ASKED")
                            && !now.feedback().contains("ASKED")),
            new Law(
                    "two open cases of one problem",
                    (before, now) -> new HashSet<>(now.openKinds()).size()
                            < now.openKinds().size()));

    private ForbiddenStates() {}

    /** The laws there are. */
    static List<String> laws() {
        return LAWS.stream().map(Law::name).toList();
    }

    /** The laws that a command has broken; none, or the desk is. */
    static List<String> brokenBy(OrderInDatabase before, OrderInDatabase now) {
        List<String> broken = new ArrayList<>();
        LAWS.forEach(law -> {
            if (law.isBroken().test(before, now)) {
                broken.add(law.name());
            }
        });
        return broken;
    }

    /** What a remedy that this command has released, or carried out, met before the command. */
    private static Law forEachGiven(String name, BiPredicate<OrderInDatabase, Remedy> isBroken) {
        return new Law(
                name,
                (before, now) -> now.remedies().stream()
                        .filter(remedy -> isGivenNow(before, remedy))
                        .anyMatch(remedy -> isBroken.test(before, remedy)));
    }

    /** What was in doubt was done before somebody looked, and is only told. */
    private static boolean isGivenNow(OrderInDatabase before, Remedy remedy) {
        String was = state(before, remedy).orElse("");
        boolean isReleasedNow = isReleased(remedy) && !isOneOf(was, "RELEASED", "IN_DOUBT");
        boolean isDoneNow = remedy.isCarriedOut() && !isOneOf(was, "DONE", "SETTLED", "IN_DOUBT");
        return isReleasedNow || isDoneNow;
    }

    private static boolean isOneOf(String state, String... states) {
        return List.of(states).contains(state);
    }

    private static boolean isReleased(Remedy remedy) {
        return remedy.state().equals("RELEASED");
    }

    /** A Seller Fulfilled Prime order is refunded by the seller once the goods are back (1.6-1). */
    private static boolean isRefundAfterReturn(OrderInDatabase before, Remedy given) {
        return before.fulfilment().equals("SFP")
                && given.type().equals("REFUND")
                && before.returns().contains("CHECKED");
    }

    private static boolean isAmazons(OrderInDatabase order) {
        return List.of("FBA", "SFP").contains(order.fulfilment());
    }

    private static boolean isAbove(@Nullable BigDecimal paid) {
        return paid != null && paid.compareTo(LIMIT) > 0;
    }

    /** Amazon's word arrives as an event, or is entered at a task. */
    private static long words(OrderInDatabase order) {
        return order.wrote("amazon-decided") + order.wrote("task-completed");
    }

    private static long count(List<String> states, String state) {
        return states.stream().filter(state::equals).count();
    }

    private static java.util.Optional<String> state(OrderInDatabase order, Remedy remedy) {
        return order.remedies().stream()
                .filter(same -> same.id().equals(remedy.id()))
                .map(Remedy::state)
                .findFirst();
    }
}
