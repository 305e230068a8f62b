package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.dispute.DisputeFacts.CANCELLATION_DECISION;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_DECISION;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.process.Answers.with;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.disputedesk.DeskTest;
import org.disputedesk.desk.DisputeKinds;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.intake.Intake;
import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.orders.Order.PaymentState;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * 000-13, 000-16, 001-05, 003-07, A7, P13, P23: no sequence of commands leads to a state that is forbidden. Random commands of
 * agents, leads, operators, administrators and the world outside, in all kinds of cases that one order can have at once;
 * after each of them everything the database says of the order is held against {@link ForbiddenStates}.
 *
 * <p>{@code -Dpaths=500} walks further, {@code -Dpath=7 -Dpaths=1} walks the seventh again.
 */
@DeskTest
class NoSequenceTest {

    private static final int PATHS = Integer.getInteger("paths", 8);
    private static final int COMMANDS = Integer.getInteger("commands", 45);

    private static final List<String> EVENTS = List.of(
            "buyer-replied",
            "buyer-confirmed",
            "buyer-withdrew",
            "tracking-changed",
            "amazon-decided",
            "buyer-replied",
            "tracking-changed",
            "tracking-changed",
            "a-to-z-filed",
            "carrier-answered",
            "return-received",
            "fraud-suspected",
            "reply-sent",
            "no-response-needed");

    /** Nothing follows from these. */
    private static final Set<String> BY_THE_WAY = Set.of("Task_SendHoldingReply", "Task_TakeOverReply");

    @Autowired
    private Desk desk;

    @Autowired
    private DisputeKinds kinds;

    private final Map<String, Integer> did = new TreeMap<>();
    private final Set<String> reached = new TreeSet<>();

    int paths() {
        return PATHS;
    }

    /** The seed of the first path. */
    long first() {
        return Long.getLong("path", 1);
    }

    @AfterEach
    void night() {
        desk.closesForTheNight();
    }

    @TestFactory
    Stream<DynamicTest> no_sequence_of_commands_reaches_a_forbidden_state() {
        return Stream.concat(
                LongStream.range(first(), first() + paths())
                        .mapToObj(seed -> DynamicTest.dynamicTest("path " + seed, () -> walk(seed))),
                Stream.of(DynamicTest.dynamicTest("the paths went somewhere", this::wentSomewhere)));
    }

    /** A test that is always refused at its first step would prove nothing. */
    private void wentSomewhere() {
        if (paths() >= 8) {
            assertThat(reached)
                    .contains("claim OPEN")
                    .anyMatch(state -> state.matches("(REFUND|REPLACEMENT) (RELEASED|DONE|SETTLED)"))
                    .anyMatch(state -> state.startsWith("kind "))
                    .hasSizeGreaterThan(8);
        }
    }

    private void walk(long seed) {
        var dice = new Random(seed);
        desk.opensInTheMorning();
        var order = new OneOrder(dice);
        List<String> story = new ArrayList<>();
        OrderInDatabase before = order.look();
        for (int n = 0; n < COMMANDS; n++) {
            String command = order.command();
            story.add(command);
            OrderInDatabase now = order.look();
            List<String> broken = ForbiddenStates.brokenBy(before, now);
            assertThat(broken)
                    .as("seed %d, after %d commands:%n%s%n%s", seed, n + 1, String.join("\n", story), now)
                    .isEmpty();
            note(now);
            before = now;
        }
        desk.closesForTheNight();
    }

    private void note(OrderInDatabase now) {
        now.remedies().forEach(remedy -> reached.add(remedy.type() + " " + remedy.state()));
        now.claims().forEach(claim -> reached.add("claim " + claim.state()));
        now.openKinds().forEach(kind -> reached.add("kind " + kind));
        now.cancellations().forEach(state -> reached.add("cancellation " + state));
        now.returns().forEach(state -> reached.add("return " + state));
        now.feedback().forEach(state -> reached.add("feedback " + state));
    }

    /** One order, and all that is done about it. */
    private final class OneOrder {

        private final Random dice;
        private final AnyStaff anyStaff;
        private final String orderId;
        private final String parcel;
        private final Fulfilment fulfilment;
        private final String worth;
        private final boolean hasLines;
        private final List<Dispute> cases = new ArrayList<>();

        OneOrder(Random dice) {
            this.dice = dice;
            this.anyStaff = new AnyStaff(desk, dice);
            Opening first = Opening.orderNotReceived();
            this.orderId = first.orderId;
            this.parcel = first.trackingNumber;
            this.fulfilment = one(List.of(
                    Fulfilment.FBM, Fulfilment.FBM, Fulfilment.FBM, Fulfilment.FBM, Fulfilment.FBA, Fulfilment.SFP));
            this.worth = one(List.of("3980", "3980", "25000"));
            this.hasLines = dice.nextInt(3) == 0;
        }

        private <T> T one(List<T> all) {
            return all.get(dice.nextInt(all.size()));
        }

        OrderInDatabase look() {
            return OrderInDatabase.of(desk.db, orderId);
        }

        private Opening opening(String kind) {
            Opening opening = (kind.equals("expedite-request") ? Opening.expediteRequest() : Opening.of(kind))
                    .forOrder(orderId)
                    .fulfilledBy(fulfilment)
                    .withParcel(one(List.of(
                            DeliveryState.LOST, DeliveryState.LOST, DeliveryState.IN_TRANSIT, DeliveryState.DELIVERED)))
                    .worth(worth);
            opening.trackingNumber = parcel;
            return hasLines ? opening.withLine("SKU-1", "3000").withLine("SKU-2", "9000") : opening;
        }

        /** Does one thing and says what. What is refused, by whatever rule, is as good as what is done. */
        String command() {
            cases.removeIf(Dispute::isClosed);
            int what = dice.nextInt(100);
            String name = "";
            try {
                if (cases.isEmpty() || what < 6) {
                    name = "opens " + opens();
                } else if (what < 72) {
                    name = "works: " + works(dice.nextInt(3) > 0 ? cases.get(0) : one(cases));
                } else if (what < 79) {
                    name = "news: " + news(one(cases));
                } else if (what < 86) {
                    name = "time passes";
                    desk.goesOnToWhatIsDueNext();
                } else if (what < 88) {
                    name = "import: " + imports();
                } else if (what < 97) {
                    name = "operator: " + operates(one(cases));
                } else {
                    name = "administrator cancels";
                    one(cases).administratorCancels();
                }
            } catch (Rejected | AuthorizationException refused) {
                name += " – refused";
            } catch (ProcessEngineException notPossible) {
                // a token cannot be moved there, or a step fails with facts that make no sense
                name += " – not possible";
            } finally {
                desk.engine.getIdentityService().clearAuthentication();
                desk.doWhatIsDue();
            }
            did.merge(name.replaceFirst(":.*", ""), 1, Integer::sum);
            return name;
        }

        private String opens() {
            List<String> all = new ArrayList<>(kinds.all());
            if (dice.nextInt(3) == 0) {
                all.add("feedback-request");
            }
            String kind = one(all);
            if (kind.equals("feedback-request")) {
                desk.orders.learn(opening(kind).order(desk.now()));
                var answer = desk.intake.open(new Intake.NewCase(kind, "JP", orderId, null, Map.of()), null);
                desk.doWhatIsDue();
                return keep(kind, answer.caseNumber());
            }
            return keep(kind, desk.opens(opening(kind)).number());
        }

        private String keep(String kind, CaseNumber number) {
            cases.add(new Dispute(desk, number, orderId));
            return kind + " " + number;
        }

        private String works(Dispute dispute) {
            // a moved token may have opened a task twice
            List<String> open = dispute.openTasks();
            List<String> tasks = open.stream()
                    .filter(task -> open.indexOf(task) == open.lastIndexOf(task))
                    .filter(task -> !BY_THE_WAY.contains(task) || dice.nextInt(6) == 0)
                    .sorted()
                    .toList();
            if (tasks.isEmpty()) {
                desk.goesOnToWhatIsDueNext();
                return "nothing to do";
            }
            String task = one(tasks);
            String person = one(List.of("agent", "otheragent", "lead", "otherlead"));
            if (dice.nextInt(10) < 7 && sensibly(dispute, task)) {
                return task + ", sensibly";
            }
            if (dice.nextInt(3) == 0) {
                dispute.by(person).completes(task, anyStaff.answers(dispute, task));
                return task + " by " + person;
            }
            dispute.completes(task, anyStaff.answers(dispute, task));
            return task;
        }

        /** As staff would; false when they have not learned this task, which nothing forbids. */
        private boolean sensibly(Dispute dispute, String task) {
            var staff = new DiligentStaff(
                    desk, dispute, one(List.of("STILL_MISSING", "STILL_MISSING", "ARRIVED", "OTHER")), dice.nextLong());
            if (!staff.knows(task)) {
                return false;
            }
            staff.complete(task);
            return true;
        }

        private String news(Dispute dispute) {
            String type = one(EVENTS);
            Answers facts = switch (type) {
                case "buyer-replied" -> with("buyerText", "メッセージ");
                case "tracking-changed" ->
                    with(DELIVERY_STATE, one(List.of("DELIVERED", "LOST", "IN_TRANSIT", "RETURNED")));
                case "amazon-decided" ->
                    dice.nextBoolean()
                            ? with(CLAIM_DECISION, one(List.of("GRANTED", "DENIED")))
                            : with(CANCELLATION_DECISION, one(List.of("APPROVED", "REJECTED", "REFUNDED_BY_AMAZON")));
                case "carrier-answered" -> with(DisputeFacts.CARRIER_ANSWER, "NO_TRACE");
                case "fraud-suspected" -> with("staffNote", "2026-11-23 signed for.");
                case "no-response-needed" -> with("noResponseReason", "done");
                default -> Answers.NONE;
            };
            dispute.receives(type, facts);
            return type + " " + facts.values().values();
        }

        private String imports() {
            Opening told = opening("order-not-received")
                    .fulfilledBy(one(
                            List.of(Fulfilment.FBM, Fulfilment.FBA, fulfilment, fulfilment, fulfilment, fulfilment)))
                    .withPayment(one(
                            List.of(PaymentState.PAID, PaymentState.PAID, PaymentState.PAID, PaymentState.PENDING)));
            desk.orders.learn(told.order(desk.now().plusSeconds(dice.nextInt(60))));
            return "another report";
        }

        private String operates(Dispute dispute) {
            RuntimeService runtime = desk.engine.getRuntimeService();
            List<ProcessInstance> rooms =
                    runtime
                            .createProcessInstanceQuery()
                            .processInstanceBusinessKey(dispute.number().value())
                            .list()
                            .stream()
                            .sorted(java.util.Comparator.comparing(ProcessInstance::getProcessDefinitionId)
                                    .thenComparing(ProcessInstance::getId))
                            .toList();
            ProcessInstance room = one(rooms);
            BpmnModelInstance model =
                    desk.engine.getRepositoryService().getBpmnModelInstance(room.getProcessDefinitionId());
            List<String> steps = Objects.requireNonNull(model).getModelElementsByType(Activity.class).stream()
                    .map(Activity::getId)
                    .sorted()
                    .toList();
            String step = one(steps);
            Map<String, Object> bent = bent();
            String execution = one(runtime.createExecutionQuery().processInstanceId(room.getId()).list().stream()
                    .map(org.camunda.bpm.engine.runtime.Execution::getId)
                    .sorted()
                    .toList());
            // most of them are known to the engine as somebody; the desk itself and its tests are not
            if (dice.nextInt(4) != 0) {
                desk.engine.getIdentityService().setAuthentication("operator", List.of("operators"));
            }
            switch (dice.nextInt(6)) {
                case 0 -> runtime.setVariables(room.getId(), bent);
                case 1 ->
                    runtime.createProcessInstanceModification(room.getId())
                            .startAfterActivity(step)
                            .execute();
                case 2 ->
                    runtime.createProcessInstanceModification(room.getId())
                            .startBeforeActivity(step)
                            .setVariables(bent)
                            .execute();
                case 3 ->
                    runtime.createMessageCorrelation(one(EVENTS))
                            .processInstanceBusinessKey(dispute.number().value())
                            .setVariables(bent)
                            .correlateAll();
                case 4 -> runtime.signal(execution, bent);
                default ->
                    runtime.createProcessInstanceModification(room.getId())
                            .startBeforeActivity(step)
                            .execute();
            }
            return step + " with " + bent.keySet();
        }

        /** One or two facts with values they may have. */
        private Map<String, Object> bent() {
            Map<String, Object> facts = new TreeMap<>();
            List<String> names = List.of(
                    "serviceOwner",
                    "paymentState",
                    "remedy",
                    "remedyState",
                    "approval",
                    "claimAnswer",
                    "claimDecision",
                    "cancellationDecision",
                    "withoutGoods",
                    "remedyWasDone",
                    "remedyReference",
                    "refundAmount",
                    "remedyOptions",
                    "deliveryState");
            for (int n = 0; n <= dice.nextInt(2); n++) {
                String name = one(names);
                facts.put(name, value(name));
            }
            return facts;
        }

        private Object value(String name) {
            return switch (name) {
                case "serviceOwner" -> "SELLER";
                case "paymentState" -> "PAID";
                case "remedy", "remedyOptions" -> "REFUND";
                case "remedyState" -> one(List.of("", "DECIDED", "RELEASED", "DONE"));
                case "approval" -> "APPROVED";
                case "claimAnswer" -> "REFUNDED";
                case "claimDecision" -> "DENIED";
                case "cancellationDecision" -> "APPROVED";
                case "withoutGoods" -> "REFUND";
                case "remedyWasDone" -> dice.nextBoolean();
                case "deliveryState" -> one(List.of("LOST", "DELIVERED"));
                case "refundAmount" -> "100";
                default -> "R-" + dice.nextInt(100);
            };
        }
    }
}
