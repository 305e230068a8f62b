package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.FULFILMENT;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY;
import static org.disputedesk.dispute.DisputeFacts.SERVICE_OWNER;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.REFUND;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.RuntimeServiceImpl;
import org.disputedesk.DeskTest;
import org.disputedesk.evidence.RecordEntry;
import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.policy.Refused;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A20, 003-07, 000-13, A7: a refund that is forbidden is tried by every route there is, by people who are logged in and may do
 * in the engine what their group may. Each attempt is refused, and each refusal is in the record of the case.
 */
@DeskTest
class TwelveRoutesTest {

    private static final Answers BENT =
            with(SERVICE_OWNER, "SELLER").and(FULFILMENT, "FBM").and(PAYMENT_STATE, "PAID");
    private static final String CHOOSE = "Task_ChooseRemedy";

    /** An attempt, whose it is, and the rule that refuses it. */
    private record Route(String name, String user, String group, String rule, Attempt attempt) {}

    private interface Attempt {
        void make(Place place) throws Throwable;
    }

    /** Where the case stands, looked up before anybody logs in: not everybody may look. */
    private record Place(
            Dispute dispute,
            String number,
            String task,
            String execution,
            String room,
            String definition,
            HistoricProcessInstance ended) {}

    private Place place(Dispute dispute) {
        String task = dispute.taskId(CHOOSE);
        String room = dispute.room("give-remedy");
        return new Place(
                dispute,
                dispute.number().value(),
                task,
                tasks.createTaskQuery().taskId(task).singleResult().getExecutionId(),
                room,
                runtime.createProcessInstanceQuery()
                        .processInstanceId(room)
                        .singleResult()
                        .getProcessDefinitionId(),
                desk.engine
                        .getHistoryService()
                        .createHistoricProcessInstanceQuery()
                        .processInstanceBusinessKey(dispute.number().value())
                        .processDefinitionKey("check-order")
                        .finished()
                        .listPage(0, 1)
                        .get(0));
    }

    @Autowired
    private Desk desk;

    private RuntimeService runtime;
    private TaskService tasks;

    @BeforeEach
    void morning() {
        desk.opensInTheMorning();
        runtime = desk.engine.getRuntimeService();
        tasks = desk.engine.getTaskService();
    }

    @AfterEach
    void night() {
        desk.closesForTheNight();
    }

    private List<Route> routes(String law) {
        List<Route> all = new ArrayList<>();
        // at the task
        all.add(agent(
                "the form in Tasklist",
                law,
                d -> desk.engine.getFormService().submitTaskForm(d.task(), REFUND.values())));
        all.add(agent("completing the task over REST", law, d -> tasks.complete(d.task(), REFUND.values())));
        all.add(agent(
                "completing the task with more than its form asks for",
                "form-asks",
                d -> tasks.complete(
                        d.task(), REFUND.and(SERVICE_OWNER, "SELLER").values())));
        all.add(agent(
                "a variable of the task",
                "guarded-facts",
                d -> tasks.setVariable(d.task(), SERVICE_OWNER.name(), "SELLER")));
        all.add(agent(
                "a local variable of the task",
                "guarded-facts",
                d -> tasks.setVariableLocal(d.task(), PAYMENT_STATE.name(), "PAID")));
        all.add(agent("resolving the task", "closed-doors", d -> tasks.resolveTask(d.task(), BENT.values())));
        all.add(agent("delegating the task", "closed-doors", d -> tasks.delegateTask(d.task(), "agent")));
        all.add(agent("an error of the task", "closed-doors", d -> tasks.handleBpmnError(d.task(), "E")));
        all.add(agent("an escalation of the task", "closed-doors", d -> tasks.handleEscalation(d.task(), "E")));
        // at the desk's own doors
        all.add(agent("an event of the API", "event-tells", d -> d.dispute().receives("tracking-changed", BENT)));
        // what the engine lets operators do
        all.add(operator(
                "a variable of the process",
                "guarded-facts",
                d -> runtime.setVariable(d.room(), SERVICE_OWNER.name(), "SELLER")));
        all.add(operator(
                "variables that are changed and removed at once",
                "guarded-facts",
                d -> ((RuntimeServiceImpl) runtime)
                        .updateVariables(d.room(), Map.of(), List.of(SERVICE_OWNER.name()))));
        all.add(operator(
                "a message with variables",
                "guarded-facts",
                d -> runtime.createMessageCorrelation("buyer-confirmed")
                        .processInstanceBusinessKey(d.number())
                        .setVariables(BENT.values())
                        .correlate()));
        all.add(operator(
                "moving the token past the check",
                "decided-first",
                d -> runtime.createProcessInstanceModification(d.room())
                        .cancelAllForActivity(CHOOSE)
                        .startBeforeActivity("Call_Refund")
                        .execute()));
        all.add(operator(
                "moving the token behind the check",
                "decided-first",
                d -> runtime.createProcessInstanceModification(d.room())
                        .startAfterActivity("Task_CheckRemedy")
                        .execute()));
        all.add(operator(
                "moving the token to the check",
                law,
                d -> runtime.createProcessInstanceModification(d.room())
                        .startBeforeActivity("Task_CheckRemedy")
                        .execute()));
        all.add(operator(
                "moving the token with other facts",
                "guarded-facts",
                d -> runtime.createProcessInstanceModification(d.room())
                        .startBeforeActivity("Task_CheckRemedy")
                        .setVariable(SERVICE_OWNER.name(), "SELLER")
                        .execute()));
        all.add(operator("triggering the step", "closed-doors", d -> runtime.signal(d.execution(), REFUND.values())));
        all.add(agent(
                "starting the room that refunds",
                "rooms-by-case",
                d -> runtime.startProcessInstanceByKey(
                        "refund", d.number(), facts(d.dispute()).values())));
        all.add(operator(
                "starting the room in its middle",
                "closed-doors",
                d -> runtime.createProcessInstanceByKey("refund")
                        .businessKey(d.number())
                        .setVariables(facts(d.dispute()).values())
                        .startBeforeActivity("Task_RecordRemedy")
                        .execute()));
        // what it lets administrators do
        all.add(admin("starting a room again that has ended", "closed-doors", d -> {
            runtime.restartProcessInstances(d.ended().getProcessDefinitionId())
                    .processInstanceIds(d.ended().getId())
                    .startBeforeActivity("Task_CheckFacts")
                    .execute();
        }));
        all.add(admin(
                "variables of many cases at once",
                "closed-doors",
                d -> runtime.setVariablesAsync(List.of(d.room()), BENT.values())));
        all.add(admin(
                "moving the tokens of many cases at once",
                "closed-doors",
                d -> runtime.createModification(d.definition())
                        .startBeforeActivity("Call_Refund")
                        .processInstanceIds(d.room())
                        .executeAsync()));
        all.add(admin(
                "moving the tokens of several cases",
                "closed-doors",
                d -> runtime.createModification(d.definition())
                        .startBeforeActivity("Call_Refund")
                        .processInstanceIds(d.room())
                        .execute()));
        all.add(admin(
                "moving a token later",
                "closed-doors",
                d -> runtime.createProcessInstanceModification(d.room())
                        .startBeforeActivity("Call_Refund")
                        .executeAsync()));
        all.add(admin(
                "a message to many cases at once",
                "closed-doors",
                d -> runtime.createMessageCorrelationAsync("buyer-confirmed")
                        .processInstanceIds(List.of(d.room()))
                        .setVariables(BENT.values())
                        .correlateAllAsync()));
        // what it lets nobody else do
        all.add(agent(
                "moving a token as an agent",
                "engine-rights",
                d -> runtime.createProcessInstanceModification(d.room())
                        .startBeforeActivity("Call_Refund")
                        .execute()));
        all.add(new Route(
                "a variable of the process as a lead",
                "lead",
                "leads",
                "engine-rights",
                d -> runtime.setVariable(d.room(), CARRIER.name(), "Yamato")));
        return all;
    }

    private static Route agent(String name, String rule, Attempt attempt) {
        return new Route(name, "agent", "agents", rule, attempt);
    }

    private static Route operator(String name, String rule, Attempt attempt) {
        return new Route(name, "operator", "operators", rule, attempt);
    }

    private static Route admin(String name, String rule, Attempt attempt) {
        return new Route(name, "admin", "camunda-admin", rule, attempt);
    }

    private static Answers facts(Dispute dispute) {
        return BENT.and(CASE_NUMBER, dispute.number().value())
                .and(MARKETPLACE, "JP")
                .and(ORDER_ID, dispute.orderId())
                .and(REMEDY, "REFUND");
    }

    /** Facts are bent before the table reads them, as nobody can from outside, so that the task "Choose remedy" opens. */
    private Dispute ofAmazon(Fulfilment fulfilment) {
        Dispute dispute = desk.opens(orderNotReceived().fulfilledBy(fulfilment).withParcel(DeliveryState.LOST));
        return dispute.operatorSets("check-order", BENT)
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_SendHoldingReply", CHOOSE)
                .operatorSets("give-remedy", REFUND);
    }

    private Dispute claimed() {
        Dispute dispute = desk.opens(orderNotReceived().withParcel(DeliveryState.LOST))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_SendHoldingReply", CHOOSE)
                .operatorSets("give-remedy", REFUND);
        desk.db
                .sql("insert into a_to_z_claim (id, case_number, order_id, state, filed_at)"
                        + " values (?, ?, ?, 'OPEN', current_timestamp)")
                .params(java.util.UUID.randomUUID().toString(), dispute.number().value(), dispute.orderId())
                .update();
        return dispute;
    }

    @TestFactory
    Stream<DynamicTest> every_route_is_refused_and_recorded() {
        return Stream.of(
                DynamicTest.dynamicTest(
                        "an order that Amazon fulfils", () -> all(ofAmazon(Fulfilment.FBA), "refund-is-amazons")),
                DynamicTest.dynamicTest(
                        "an order of Seller Fulfilled Prime",
                        () -> all(ofAmazon(Fulfilment.SFP), "refund-after-return")),
                DynamicTest.dynamicTest("an order with an open claim", () -> all(claimed(), "nothing-beside-a-claim")));
    }

    private void all(Dispute dispute, String law) {
        List<Route> routes = routes(law);
        assertThat(routes).extracting(Route::name).hasSizeGreaterThan(12).doesNotHaveDuplicates();
        List<String> wrong = new ArrayList<>();
        int before = refusals(dispute).size();
        for (Route route : routes) {
            try {
                tried(dispute, route);
            } catch (AssertionError e) {
                wrong.add(route.name() + ": " + e.getMessage());
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(refusals(dispute)).as("one record for each of the routes").hasSize(before + routes.size());
        assertThat(dispute.record().entries()).isNotEmpty();
        dispute.record().reads("Case opened").has("Remedy decided", 0);
    }

    private List<RecordEntry> refusals(Dispute dispute) {
        return desk.record.entries(dispute.number().value()).stream()
                .filter(entry -> entry.kind().equals("refused"))
                .toList();
    }

    private void tried(Dispute dispute, Route route) {
        int before = refusals(dispute).size();
        List<String> stations = dispute.stations();
        if (route.user().equals("agent")) {
            tasks.setAssignee(dispute.taskId(CHOOSE), "agent");
        }
        Place place = place(dispute);
        desk.engine.getIdentityService().setAuthentication(route.user(), List.of(route.group()));
        Throwable refusal;
        try {
            refusal = catchThrowable(() -> route.attempt().make(place));
        } finally {
            desk.engine.getIdentityService().clearAuthentication();
        }
        desk.doWhatIsDue();
        if (route.rule().equals("engine-rights")) {
            assertThat(refusal).isInstanceOf(AuthorizationException.class);
        } else {
            assertThat(refusal)
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.rule().id()).isEqualTo(route.rule()));
        }
        List<RecordEntry> after = refusals(dispute);
        assertThat(after).as("entries of refusals").hasSize(before + 1);
        RecordEntry entry = after.get(before);
        assertThat(entry.text()).contains("[" + route.rule() + ";");
        assertThat(entry.actor()).isEqualTo("person:" + route.user());
        assertThat(dispute.stations()).containsExactlyInAnyOrderElementsOf(stations);
        assertThat(desk.db
                        .sql("select count(*) from remedy where order_id = ? and type <> 'CARRIER_INQUIRY'")
                        .param(dispute.orderId())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private void isRefusedTo(String user, String group, Dispute dispute, String rule, Runnable attempt) {
        int before = refusals(dispute).size();
        desk.engine.getIdentityService().setAuthentication(user, List.of(group));
        try {
            assertThat(catchThrowable(attempt::run))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.rule().id()).isEqualTo(rule));
        } finally {
            desk.engine.getIdentityService().clearAuthentication();
        }
        assertThat(refusals(dispute))
                .hasSize(before + 1)
                .last()
                .satisfies(entry -> assertThat(entry.text()).contains("[" + rule + ";"));
    }

    /** 000-13, P13: nobody is the second person by a variable and a moved token, an operator as little as anybody. */
    @Test
    void nobody_approves_past_the_task() {
        Dispute dispute = desk.opens(
                        orderNotReceived().withParcel(DeliveryState.LOST).worth("25000"))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes(CHOOSE, REFUND)
                .waitsAt("Task_SendHoldingReply", "Task_ApproveRemedy");
        String room = dispute.room("give-remedy");
        for (String group : List.of("operators", "camunda-admin")) {
            isRefusedTo(
                    "operator",
                    group,
                    dispute,
                    "persons-word",
                    () -> runtime.createProcessInstanceModification(room)
                            .cancelAllForActivity("Task_ApproveRemedy")
                            .startAfterActivity("Task_ApproveRemedy")
                            .setVariable("approval", "APPROVED")
                            .execute());
        }
        dispute.waitsAt("Task_SendHoldingReply", "Task_ApproveRemedy").hasRemedies("REFUND DECIDED");
    }

    /** A7: while a claim is open nobody says for Amazon that it is over. */
    @Test
    void nobody_ends_a_claim_past_its_task_and_the_desks_door() {
        Dispute dispute =
                desk.opens(orderNotReceived().withParcel(DeliveryState.LOST)).receives("a-to-z-filed");
        String room = dispute.room("a-to-z-claim");
        isRefusedTo(
                "operator",
                "operators",
                dispute,
                "persons-word",
                () -> runtime.createProcessInstanceModification(room)
                        .startBeforeActivity("Task_RecordClaimDecision")
                        .setVariable("claimDecision", "DENIED")
                        .execute());
        isRefusedTo(
                "operator",
                "operators",
                dispute,
                "persons-word",
                () -> runtime.createProcessInstanceModification(room)
                        .startAfterActivity("Task_AnswerClaim")
                        .setVariable("claimAnswer", "REFUNDED")
                        .execute());
        assertThat(desk.db
                        .sql("select state from a_to_z_claim where order_id = ?")
                        .param(dispute.orderId())
                        .query(String.class)
                        .list())
                .containsExactly("OPEN");
        dispute.hasRemedies();
    }

    /** 000-17, 000-18: what may not be written at all, with who tried. */
    @Test
    void what_no_variable_may_say() {
        Dispute dispute = desk.opens(orderNotReceived());
        String other = desk.opens(orderNotReceived()).orderId();
        String room = dispute.room("order-not-received");
        isRefusedTo(
                "operator", "operators", dispute, "guarded-facts", () -> runtime.setVariable(room, "orderId", other));
        isRefusedTo("operator", "operators", dispute, "texts-apart", () -> runtime.setVariable(room, "buyerText", "x"));
        isRefusedTo(
                "operator",
                "operators",
                dispute,
                "doubt-by-event",
                () -> runtime.setVariable(room, "fraudSuspected", true));
        // past every login, as a model of the desk itself might
        dispute.isRefused(() -> dispute.operatorSets("order-not-received", with(ORDER_ID, other)), "case-identity");
    }

    /** 000-16: only a replacement that is known not to have arrived sets its lines free. */
    @Test
    void nobody_gives_up_a_replacement_that_is_on_its_way() {
        Dispute dispute = desk.opens(orderNotReceived().withParcel(DeliveryState.LOST))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes(CHOOSE, Staff.REPLACE)
                .completes("Task_SendReplacement", Staff.sent("5555-00000009", "2026-11-28"));
        dispute.isRefused(() -> dispute.operatorStartsBefore("replacement", "Task_FailRemedy"), "one-remedy")
                .hasRemedies("REPLACEMENT DONE");
    }

    /** 000-13: an analyst leaves the check out of the model; a case is opened on it, and another is moved to it. */
    @Test
    void not_by_a_model_that_leaves_out_the_check() throws IOException {
        String checked = "sourceRef=\"Task_ChooseRemedy\" targetRef=\"Task_CheckRemedy\"";
        Dispute moved = ofAmazon(Fulfilment.FBA);
        String room = moved.room("give-remedy");
        String before = place(moved).definition();
        try (var edited = SecondDispute.deploy(
                desk.engine.getRepositoryService(),
                text -> text.replace(checked, "sourceRef=\"Task_ChooseRemedy\" targetRef=\"Gw_SecondPerson\""))) {
            assertThat(edited).isNotNull();
            String after = desk.engine
                    .getRepositoryService()
                    .createProcessDefinitionQuery()
                    .processDefinitionKey("give-remedy")
                    .latestVersion()
                    .singleResult()
                    .getId();
            assertThat(after).isNotEqualTo(before);
            desk.engine.getIdentityService().setAuthentication("operator", List.of("operators"));
            try {
                runtime.newMigration(runtime.createMigrationPlan(before, after)
                                .mapActivities(CHOOSE, CHOOSE)
                                .build())
                        .processInstanceIds(room)
                        .execute();
            } finally {
                desk.engine.getIdentityService().clearAuthentication();
            }
            moved.isRefused(() -> moved.completes(CHOOSE, REFUND), "decided-first")
                    .hasRemedies();
            Dispute opened = desk.opens(
                    Opening.of(SecondDispute.KIND).fulfilledBy(Fulfilment.FBA).withParcel(DeliveryState.LOST));
            opened.operatorSets("check-order", BENT)
                    .completes("Task_CheckFacts", RIGHT_ADDRESS)
                    .waitsAt("Task_SendHoldingReply", CHOOSE)
                    .isRefused(() -> opened.completes(CHOOSE, REFUND), "decided-first")
                    .hasRemedies();
            desk.closesForTheNight();
        }
    }

    /** A20: two persons at once, both ways, with everything the facts can be bent to. */
    @Test
    void not_by_two_at_once() throws Exception {
        Dispute dispute = ofAmazon(Fulfilment.FBA);
        String task = dispute.taskId(CHOOSE);
        int before = refusals(dispute).size();
        var together = new CyclicBarrier(2);
        ExecutorService people = Executors.newFixedThreadPool(2);
        try {
            List<Future<Throwable>> both = Stream.of(REFUND, Staff.REPLACE)
                    .map(answer -> people.submit(() -> {
                        together.await();
                        return catchThrowable(() -> tasks.complete(task, answer.values()));
                    }))
                    .toList();
            for (Future<Throwable> one : both) {
                assertThat(one.get()).isInstanceOf(Refused.class);
            }
        } finally {
            people.shutdownNow();
        }
        assertThat(refusals(dispute)).hasSize(before + 2);
        dispute.waitsAt("Task_SendHoldingReply", CHOOSE).hasRemedies();
    }

    /** A batch is made of cases; each of them is told. */
    @Test
    void an_attempt_at_several_cases_is_in_the_record_of_each() {
        List<Dispute> both = List.of(
                desk.opens(orderNotReceived().fulfilledBy(Fulfilment.FBA)),
                desk.opens(orderNotReceived().fulfilledBy(Fulfilment.FBA)));
        List<String> rooms =
                both.stream().map(d -> d.room("order-not-received")).toList();
        desk.engine.getIdentityService().setAuthentication("admin", List.of("camunda-admin"));
        try {
            assertThat(catchThrowable(() -> runtime.setVariablesAsync(rooms, BENT.values())))
                    .isInstanceOf(Refused.class);
        } finally {
            desk.engine.getIdentityService().clearAuthentication();
        }
        assertThat(both).allSatisfy(dispute -> assertThat(refusals(dispute)).hasSize(1));
    }
}
