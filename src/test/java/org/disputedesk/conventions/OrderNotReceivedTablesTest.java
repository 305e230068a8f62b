package org.disputedesk.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.impl.juel.ExpressionFactoryImpl;
import org.camunda.bpm.impl.juel.SimpleContext;
import org.camunda.bpm.impl.juel.jakarta.el.ExpressionFactory;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.disputedesk.RoomsInQuestion;
import org.disputedesk.conventions.TableLogic.Row;
import org.disputedesk.policy.Guard;
import org.disputedesk.policy.PolicyPack;
import org.disputedesk.policy.Refused;
import org.disputedesk.policy.TestGuard;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds of the tables of "Order not received", whatever rows an analyst writes. */
@Tag("models")
@ExtendWith(RoomsInQuestion.class)
class OrderNotReceivedTablesTest {

    private static final PolicyPack PACK =
            PolicyPack.of(Repository.read(Repository.ROOT.resolve("src/main/resources/policy/amazon.yml")));

    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");

    private static final Map<String, DmnModelInstance> TABLES =
            Repository.tables().stream().collect(Collectors.toMap(Repository.Table::name, Repository.Table::model));

    private static final Map<String, BpmnModelInstance> ROOMS =
            Repository.rooms().stream().collect(Collectors.toMap(Repository.Room::slug, Repository.Room::model));

    private static final TableEngine ENGINE = new TableEngine();

    /** A parcel on its way and in time, of an order that is paid and that we serve. */
    private static final Map<String, Object> ORDINARY = Map.ofEntries(
            Map.entry("buyerAnswer", ""),
            Map.entry("claimState", ""),
            Map.entry("remedy", ""),
            Map.entry("remedyState", ""),
            Map.entry("paymentState", "PAID"),
            Map.entry("serviceOwner", "SELLER"),
            Map.entry("addressFault", "NONE"),
            Map.entry("deliveryState", "IN_TRANSIT"),
            Map.entry("deliveryProof", "NONE"),
            Map.entry("carrierAnswer", ""),
            Map.entry("daysWithoutMovement", 0L),
            Map.entry("daysPastLatestDelivery", 0L),
            Map.entry("claimsProtected", false),
            Map.entry("claimEligible", false),
            Map.entry("highValue", false),
            Map.entry("earlierNonArrivals", 0L),
            Map.entry("parcelMoved", false),
            Map.entry("cancellationState", ""),
            Map.entry("returnState", ""),
            Map.entry("reportDecision", ""),
            Map.entry("fraudSuspected", false));

    private static DmnModelInstance model(String table) {
        return Objects.requireNonNull(TABLES.get(table), table);
    }

    private static TableLogic table(String name) {
        return TableLogic.of(model(name));
    }

    /** Shared tables also answer cases of another dispute, in which other laws hold (001-05). */
    private static Region ofNonArrival(TableLogic table) {
        Region others = where(table, "cancellationState", "").and(where(table, "returnState", ""));
        if (table.asks("itemState")) {
            others = others.and(where(table, "itemState", ""));
        }
        return table.asks("kind") ? others.and(table.where("kind", kind -> !"wrong-item".equals(kind))) : others;
    }

    private static Region where(TableLogic table, String fact, Object... values) {
        return table.where(fact, value -> Stream.of(values).anyMatch(other -> other.equals(value)));
    }

    /** Fails with an example when one of these rows can answer where it must not. */
    private static void never(TableLogic table, List<Row> rows, Region where, String why) {
        assertThat(where.isEmpty()).as("there is no such case: %s", why).isFalse();
        rows.forEach(row -> {
            Region broken = row.first().and(where);
            assertThat(broken.isEmpty() ? "" : table.words(broken))
                    .as("%s of %s, %s", row, table, why)
                    .isEmpty();
        });
    }

    private static List<Row> except(TableLogic table, List<Row> rows) {
        return table.rows().stream().filter(row -> !rows.contains(row)).toList();
    }

    // --- anchors

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A1  | choose-response    | deliveryState=DELIVERED        | response=CHECK_AROUND",
                "A2  | choose-response    |                                | response=WAIT",
                "A2b | choose-response    | daysPastLatestDelivery=3       | response=REMEDY",
                "A3  | choose-response    | daysWithoutMovement=5          | response=REMEDY",
                "A3  | choose-remedy      | daysWithoutMovement=5          | recommendedRemedy=CARRIER_INQUIRY",
                "A4  | choose-response    | addressFault=SELLER            | response=REMEDY",
                "A4  | choose-remedy      | addressFault=SELLER            | recommendedRemedy=REPLACEMENT",
                "A4  | choose-response    | addressFault=BUYER             | response=EXPLAIN_ADDRESS",
                "A5  | choose-response    | paymentState=PENDING           | response=PAYMENT_OPEN",
                "A5  | choose-response    | paymentState=PENDING           | nextDeadline=",
                "A6  | find-fraud-signals | earlierNonArrivals=3, deliveryState=DELIVERED, deliveryProof=SIGNATURE"
                        + " | fraudSuspected=true",
                "A6  | find-fraud-signals | earlierNonArrivals=2, deliveryState=DELIVERED, deliveryProof=SIGNATURE"
                        + " | fraudSuspected=false",
                "A7  | choose-response    | claimState=OPEN                | response=CLAIM_OPEN",
                "003-04 | choose-response | serviceOwner=AMAZON            | response=GUIDE_TO_AMAZON"
            })
    void the_scenarios_of_the_mission_are_answered_as_they_say(
            String scenario, String table, @Nullable String given, String expected) {
        Map<String, Object> facts = new HashMap<>(ORDINARY);
        Stream.of(given == null ? new String[0] : given.split(", "))
                .map(fact -> fact.split("="))
                .forEach(fact ->
                        facts.put(fact[0], facts.get(fact[0]) instanceof Long ? Long.valueOf(fact[1]) : fact[1]));
        String[] fact = expected.split("=", 2);
        assertThat(String.valueOf(ENGINE.load(model(table)).answer(facts).get(fact[0])))
                .as("%s, %s", scenario, TableLogic.words(new HashMap<>(facts)))
                .isEqualTo(fact[1]);
    }

    // --- choose-response

    /** Of the guard's answers, each for the facts that a table knows of an order (003-07, 000-07, A7). */
    @Test
    void no_remedy_is_due_while_the_guard_would_refuse_any() {
        var response = table("choose-response");
        Guard guard = TestGuard.of(PACK);
        List<Row> remedies = response.rowsWith("response", answer -> answer.is("REMEDY"));
        Set<Boolean> said = new TreeSet<>();
        for (Object owner : values(response, "serviceOwner")) {
            for (Object payment : values(response, "paymentState")) {
                for (Object claim : values(response, "claimState")) {
                    boolean refused = refuses(guard, owner, payment, claim);
                    said.add(refused);
                    if (refused) {
                        Region where = response.where("serviceOwner", owner::equals)
                                .and(response.where("paymentState", payment::equals))
                                .and(response.where("claimState", claim::equals))
                                // what was given already is only followed
                                .and(response.where("remedyState", state -> !"DONE".equals(state)));
                        never(response, remedies, where, "while the guard refuses a refund and a replacement");
                    }
                }
            }
        }
        assertThat(said).containsExactly(false, true);
    }

    private static List<Object> values(TableLogic table, String fact) {
        return table.columns().stream()
                .filter(column -> column.fact().equals(fact))
                .flatMap(column -> column.values().stream())
                .filter(value -> value != null)
                .toList();
    }

    private static boolean refuses(Guard guard, Object owner, Object payment, Object claim) {
        var order = new Guard.Standing(
                "D-2026-000001",
                "250-1234567-1234567",
                owner.toString(),
                payment.toString(),
                claim.equals("OPEN"),
                false,
                List.of());
        return Stream.of("REFUND", "REPLACEMENT").allMatch(remedy -> {
            try {
                guard.passRemedy(order, remedy, "");
                return false;
            } catch (Refused e) {
                return true;
            }
        });
    }

    @Test
    void while_a_claim_is_open_nothing_else_is_answered() {
        var response = table("choose-response");
        never(
                response,
                response.rowsWith("response", answer -> !answer.is("CLAIM_OPEN")),
                where(response, "claimState", "OPEN"),
                "while a claim is open (A7)");
    }

    /** The letter of a remedy is chosen when it has been given. */
    @Test
    void a_remedy_that_is_due_has_no_letter_and_every_response_has_a_reason() {
        var response = table("choose-response");
        assertThat(response.rows()).allSatisfy(row -> {
            assertThat(row.answer("responseReason").text())
                    .as("reason of %s", row)
                    .isNotBlank();
            if (row.answer("response").is("REMEDY")) {
                assertThat(row.answer("letter").text()).as("letter of %s", row).isEmpty();
            }
        });
    }

    @Test
    void what_is_not_waited_for_has_an_end_of_its_own() {
        var response = table("choose-response");
        List<String> ends = conditions("order-not-received", "Gw_HowEnded");
        response.rowsWith("nextDeadline", answer -> answer.is("")).forEach(row -> {
            String given = row.answer("response").text();
            assertThat(ends)
                    .as("ends of which one is for %s of %s; it would end as if the buyer had kept silent", given, row)
                    .anyMatch(condition -> isTrue(condition, given));
        });
    }

    /** A misspelt response in a condition would never be true, and the default flow would be taken without a word. */
    @Test
    void gateways_ask_for_responses_that_the_table_gives() {
        Set<String> given = table("choose-response").rows().stream()
                .map(row -> row.answer("response").text())
                .collect(Collectors.toCollection(TreeSet::new));
        Stream.of(
                        conditions("order-not-received", "Gw_HowEnded"),
                        conditions("settle-non-arrival", "Gw_Due"),
                        conditions("settle-non-arrival", "Gw_WaitedFor"))
                .flatMap(List::stream)
                .forEach(condition -> assertThat(
                                QUOTED.matcher(condition).results().map(quoted -> quoted.group(1)))
                        .as("what %s asks for, and what choose-response gives", condition)
                        .isNotEmpty()
                        .isSubsetOf(given));
    }

    /** Those of the flows that are not the default one. */
    private static List<String> conditions(String slug, String gateway) {
        ExclusiveGateway question =
                Objects.requireNonNull(ROOMS.get(slug), slug).getModelElementById(gateway);
        return question.getOutgoing().stream()
                .map(SequenceFlow::getConditionExpression)
                .filter(condition -> condition != null)
                .map(condition -> condition.getTextContent().strip())
                .toList();
    }

    private static boolean isTrue(String condition, String response) {
        ExpressionFactory expressions = new ExpressionFactoryImpl();
        var context = new SimpleContext();
        context.setVariable("response", expressions.createValueExpression(response, String.class));
        return Boolean.TRUE.equals(expressions
                .createValueExpression(context, condition, Boolean.class)
                .getValue(context));
    }

    /** Another one would be computed and not waited for: the timer counts to one fact. */
    @Test
    void the_waiting_time_of_a_response_is_the_one_that_is_waited_for() {
        var response = table("choose-response");
        IntermediateCatchEvent timer =
                Objects.requireNonNull(ROOMS.get("settle-non-arrival")).getModelElementById("Timer_DeadlinePassed");
        String date = timer.getEventDefinitions().stream()
                .map(definition -> ((TimerEventDefinition) definition)
                        .getTimeDate()
                        .getTextContent()
                        .strip())
                .findFirst()
                .orElseThrow();
        Stream.of(response, TableLogic.of(model("choose-double-benefit-letter")))
                .flatMap(table -> table.rowsWith("nextDeadline", answer -> !answer.is("")).stream())
                .forEach(row -> assertThat("${"
                                + PACK.deadline(row.answer("nextDeadline").text())
                                        .fact() + "}")
                        .as("what the deadline of %s sets", row)
                        .isEqualTo(date));
    }

    // --- choose-remedy

    private static Predicate<Answer> recommends(String... remedies) {
        return answer -> List.of(remedies).contains(answer.text());
    }

    /** Proof of delivery wins a claim; who gives something before he has it, loses both (P12, 000-14). */
    @Test
    void
            nothing_is_recommended_for_a_delivered_parcel_before_the_carrier_is_asked_unless_the_address_was_our_mistake() {
        var remedy = table("choose-remedy");
        never(
                remedy,
                remedy.rowsWith("recommendedRemedy", recommends("REFUND", "REPLACEMENT")),
                where(remedy, "deliveryState", "DELIVERED")
                        .and(where(remedy, "carrierAnswer", ""))
                        .and(remedy.where("addressFault", fault -> !"SELLER".equals(fault)))
                        .and(ofNonArrival(remedy)),
                "before the carrier has said where the delivered parcel is");
    }

    @Test
    void nothing_is_offered_for_a_delivered_parcel_to_a_buyer_of_many_reports_before_the_carrier_is_asked() {
        var remedy = table("choose-remedy");
        long many = PACK.count("fraud.non-arrivals-of-buyer").value();
        never(
                remedy,
                remedy.rowsWith(
                        "remedyOptions",
                        answer -> answer.text().contains("REFUND")
                                || answer.text().contains("REPLACEMENT")),
                where(remedy, "deliveryState", "DELIVERED")
                        .and(where(remedy, "carrierAnswer", ""))
                        .and(remedy.where("addressFault", fault -> !"SELLER".equals(fault)))
                        .and(remedy.where("earlierNonArrivals", number -> number instanceof Long n && n >= many))
                        .and(ofNonArrival(remedy)),
                "before the carrier has confirmed it (A6)");
    }

    /** Amazon does not reimburse what the seller refunds himself (P13). */
    @Test
    void no_refund_is_recommended_under_a_claims_protected_label_before_the_carrier_is_asked() {
        var remedy = table("choose-remedy");
        never(
                remedy,
                remedy.rowsWith("recommendedRemedy", recommends("REFUND")),
                where(remedy, "claimsProtected", true)
                        .and(where(remedy, "carrierAnswer", ""))
                        .and(remedy.where(
                                "deliveryState",
                                // those that come back are not protected
                                state -> !Set.of("REFUSED", "UNDELIVERABLE", "RETURNING", "RETURNED", "CANCELLED")
                                        .contains(String.valueOf(state))))
                        .and(ofNonArrival(remedy)),
                "although Amazon would pay a claim");
    }

    @Test
    void every_recommendation_says_why() {
        var remedy = table("choose-remedy");
        assertThat(remedy.rows())
                .allSatisfy(row -> assertThat(row.answer("remedyAdvice").text())
                        .as("advice of %s", row)
                        .isNotBlank());
    }

    // --- find-fraud-signals

    /** What a person doubted is not doubted less because a table knows no signal (000-18). */
    @Test
    void a_doubt_stays_a_doubt() {
        var fraud = table("find-fraud-signals");
        never(
                fraud,
                fraud.rowsWith("fraudSuspected", answer -> !answer.is(true)),
                where(fraud, "fraudSuspected", true),
                "once a person has doubted the report");
    }

    @Test
    void the_desk_doubts_a_report_only_with_a_signature_and_as_many_reports_as_the_policy_says() {
        var fraud = table("find-fraud-signals");
        long many = PACK.count("fraud.non-arrivals-of-buyer").value();
        Region signal = fraud.where("earlierNonArrivals", number -> number instanceof Long n && n >= many)
                .and(where(fraud, "deliveryState", "DELIVERED"))
                .and(where(fraud, "deliveryProof", "SIGNATURE", "SIGNATURE_AND_PHOTO"))
                // what a person has dropped stays dropped
                .and(fraud.where("reportDecision", decision -> !"DROPPED".equals(decision)));
        List<Row> doubts = fraud.rowsWith("fraudSuspected", answer -> answer.is(true));
        never(fraud, except(fraud, doubts), signal, "although there is a signal (A6)");
        never(
                fraud,
                doubts,
                fraud.whole().without(signal).without(where(fraud, "fraudSuspected", true)),
                "without a signal (A6)");
    }

    /** The policy says how many reports are many, and how long ago they may be; the tables repeat its number. */
    @Test
    void tables_count_reports_as_the_policy_does() {
        var remedy = table("choose-remedy");
        var fraud = table("find-fraud-signals");
        Set<BigDecimal> numbers = new TreeSet<>();
        for (TableLogic table : List.of(remedy, fraud)) {
            for (int i = 0; i < table.columns().size(); i++) {
                if (table.columns().get(i).fact().equals("earlierNonArrivals")) {
                    int column = i;
                    table.rows()
                            .forEach(row ->
                                    numbers.addAll(row.cells().get(column).numbers()));
                }
            }
        }
        numbers.removeIf(number -> number.signum() < 0);
        assertThat(numbers)
                .containsExactly(BigDecimal.valueOf(
                        PACK.count("fraud.non-arrivals-of-buyer").value()));
    }

    // --- weigh-message and weigh-tracking

    @Test
    void an_arrival_is_always_looked_at() {
        var message = table("weigh-message");
        never(
                message,
                message.rowsWith("lookAgain", answer -> !answer.is(true)),
                where(message, "buyerAnswer", "ARRIVED", "ARRIVED_BOTH"),
                "although the buyer has the parcel (000-11)");
    }

    /** While a remedy is being carried out, its letter answers. */
    @Test
    void no_message_of_the_buyer_is_neither_answered_nor_looked_at() {
        var message = table("weigh-message");
        never(
                message,
                message.rows().stream()
                        .filter(row -> !row.answer("lookAgain").is(true)
                                && row.answer("letter").is(""))
                        .toList(),
                message.where(
                        "remedyState",
                        state -> !Set.of("DECIDED", "RELEASED", "IN_DOUBT").contains(String.valueOf(state))),
                "and nothing else will answer the buyer (002-03)");
    }

    @Test
    void a_refunded_parcel_that_is_delivered_is_always_looked_at() {
        var tracking = table("weigh-tracking");
        never(
                tracking,
                tracking.rowsWith("lookAgain", answer -> !answer.is(true)),
                where(tracking, "parcelMoved", true)
                        .and(where(tracking, "remedy", "REFUND"))
                        .and(where(tracking, "remedyState", "DONE"))
                        .and(where(tracking, "deliveryState", "DELIVERED"))
                        .and(ofNonArrival(tracking)),
                "although the buyer has both now (000-16)");
    }

    @Test
    void a_parcel_that_has_not_moved_is_no_news() {
        var tracking = table("weigh-tracking");
        never(
                tracking,
                tracking.rowsWith("lookAgain", answer -> answer.is(true)),
                where(tracking, "parcelMoved", false),
                "although nothing has changed (000-04)");
    }
}
