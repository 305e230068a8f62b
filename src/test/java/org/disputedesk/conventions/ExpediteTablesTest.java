package org.disputedesk.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.disputedesk.conventions.TableLogic.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds of the tables of "Faster shipping", whatever rows an analyst writes. */
@Tag("models")
class ExpediteTablesTest {

    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");

    private static final Map<String, DmnModelInstance> TABLES =
            Repository.tables().stream().collect(Collectors.toMap(Repository.Table::name, Repository.Table::model));

    private static final Map<String, BpmnModelInstance> ROOMS =
            Repository.rooms().stream().collect(Collectors.toMap(Repository.Room::slug, Repository.Room::model));

    private static final TableEngine ENGINE = new TableEngine();

    /** An order that we ship, paid, not shipped, with goods and hands, a day sooner than usual. */
    private static final Map<String, Object> ORDINARY = Map.ofEntries(
            Map.entry("buyerAnswer", ""),
            Map.entry("expediteState", ""),
            Map.entry("deliveryState", "UNKNOWN"),
            Map.entry("requestSource", "ORDER_MESSAGE"),
            Map.entry("fulfilment", "FBM"),
            Map.entry("orderState", "UNSHIPPED"),
            Map.entry("paymentState", "PAID"),
            Map.entry("expediteAdvice", "POSSIBLE"),
            Map.entry("closedDaysBetween", false),
            Map.entry("inStock", true),
            Map.entry("roomToPack", true),
            Map.entry("speedPaid", "STANDARD"),
            Map.entry("daysEarlier", 1L),
            Map.entry("daysToShipBy", 3L));

    private static DmnModelInstance model(String table) {
        return Objects.requireNonNull(TABLES.get(table), table);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "002-05 | weigh-capacity        |                                          | expediteAdvice=POSSIBLE",
                "002-05 | weigh-capacity        | inStock=false                            | expediteAdvice=NO_STOCK",
                "002-05 | weigh-capacity        | roomToPack=false                         | expediteAdvice=NO_ROOM",
                "002-05 | weigh-capacity        | daysEarlier=0                            | expediteAdvice=ALREADY_FASTEST",
                "A16    | weigh-capacity        | daysEarlier=0, closedDaysBetween=true    | expediteAdvice=CLOSED_DAYS",
                "002-05 | weigh-capacity        | closedDaysBetween=true                   | expediteAdvice=POSSIBLE",
                "002-05 | weigh-capacity        | speedPaid=FASTER, roomToPack=false       | expediteAdvice=PAID_FOR_SPEED",
                "002-05 | weigh-capacity        | daysToShipBy=0, roomToPack=false         | expediteAdvice=DUE_ANYWAY",
                "002-05 | weigh-capacity        | daysToShipBy=1, roomToPack=false         | expediteAdvice=NO_ROOM",
                "A18    | weigh-capacity        | fulfilment=FBA                           | expediteAdvice=NOTHING_TO_WEIGH",
                "002-17 | weigh-capacity        | orderState=SHIPPED                       | expediteAdvice=NOTHING_TO_WEIGH",
                "A18    | choose-expedite-reply | fulfilment=FBA                           | response=GUIDE_TO_AMAZON",
                "002-01 | choose-expedite-reply | fulfilment=MCF                           | response=WAREHOUSE_SHIPS",
                "002-01 | choose-expedite-reply | fulfilment=SFP                           | response=WEIGH",
                "A17    | choose-expedite-reply | expediteState=ACCEPTED                   | response=SHIP_EARLY",
                "A16    | choose-expedite-reply | expediteState=DECLINED, closedDaysBetween=true | letter=decline-closed-days",
                "002-05 | choose-expedite-reply | expediteState=DECLINED, expediteAdvice=ALREADY_FASTEST | letter=decline-already-fastest",
                "002-06 | choose-expedite-reply | expediteState=DECLINED                   | letter=decline",
                "002-02 | choose-expedite-reply | expediteState=ACCEPTED, requestSource=PRODUCT_QUESTION | response=OFFERED",
                "002-15 | choose-expedite-reply | expediteState=ACCEPTED, buyerAnswer=CANCELS | response=CANCELS",
                "002-21 | choose-expedite-reply | expediteState=ACCEPTED, buyerAnswer=AGREES | response=SHIP_EARLY",
                "002-21 | choose-expedite-reply | expediteState=DECLINED, buyerAnswer=AGREES | response=AGREED"
            })
    void the_scenarios_of_the_mission_are_answered_as_they_say(
            String scenario, String table, @Nullable String given, String expected) {
        Map<String, Object> facts = new HashMap<>(ORDINARY);
        Stream.of(given == null ? new String[0] : given.split(", "))
                .map(fact -> fact.split("="))
                .forEach(fact -> facts.put(fact[0], value(facts.get(fact[0]), fact[1])));
        String[] fact = expected.split("=", 2);
        assertThat(String.valueOf(ENGINE.load(model(table)).answer(facts).get(fact[0])))
                .as("%s, %s", scenario, facts)
                .isEqualTo(fact[1]);
    }

    private static Object value(@Nullable Object like, String text) {
        return like instanceof Long ? Long.valueOf(text) : like instanceof Boolean ? Boolean.valueOf(text) : text;
    }

    /** A yes that the desk then refuses, or a no where there is room, would be a task that nobody can do. */
    @Test
    void the_way_to_the_decision_asks_for_what_the_table_gives() {
        Set<String> given = said("weigh-capacity", "expediteAdvice");
        assertThat(asked("weigh-capacity", "Gw_Possible")).isSubsetOf(given).contains("POSSIBLE", "NOTHING_TO_WEIGH");
    }

    /** A misspelt response in a condition would never be true, and the default flow would be taken without a word. */
    @Test
    void gateways_ask_for_responses_that_the_table_gives() {
        Set<String> given = said("choose-expedite-reply", "response");
        Stream.of(asked("settle-expedite", "Gw_Due"), asked("expedite-request", "Gw_HowEnded"))
                .forEach(asked -> assertThat(asked).isNotEmpty().isSubsetOf(given));
    }

    @Test
    void what_is_not_waited_for_has_an_end_of_its_own() {
        TableLogic table = TableLogic.of(model("choose-expedite-reply"));
        Set<String> ends = asked("expedite-request", "Gw_HowEnded");
        Set<String> goesOn = new TreeSet<>(Set.of("WEIGH"));
        table.rowsWith("nextDeadline", answer -> answer.is("")).stream()
                .map(row -> row.answer("response").text())
                .filter(response -> !goesOn.contains(response))
                .forEach(response -> assertThat(ends)
                        .as("an end for %s; it would end as if the buyer had kept silent", response)
                        .contains(response));
    }

    /** Whoever asks before he buys has no order that a letter could name. */
    @Test
    void a_question_before_buying_gets_letters_of_its_own() {
        TableLogic table = TableLogic.of(model("choose-expedite-reply"));
        Region question = table.where("requestSource", "PRODUCT_QUESTION"::equals);
        // what only an order can be
        Region possible = table.where(
                        "expediteState",
                        state -> !Set.of("DELAYED", "SHIPPED", "MISSED").contains(String.valueOf(state)))
                .and(table.where("orderState", state -> state == null))
                .and(table.where("paymentState", state -> state == null))
                .and(table.where("fulfilment", shipper -> "FBM".equals(shipper) || "FBA".equals(shipper)));
        List<Row> wrong = table.rows().stream()
                .filter(row -> !row.answer("letter").text().isEmpty())
                .filter(row -> !row.answer("letter").text().startsWith("before-purchase-"))
                .filter(row -> !row.first().and(question).and(possible).isEmpty())
                .toList();
        assertThat(wrong).isEmpty();
    }

    private static Set<String> said(String table, String fact) {
        return TableLogic.of(model(table)).rows().stream()
                .map(row -> row.answer(fact).text())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> asked(String slug, String gateway) {
        ExclusiveGateway question =
                Objects.requireNonNull(ROOMS.get(slug), slug).getModelElementById(gateway);
        return question.getOutgoing().stream()
                .map(SequenceFlow::getConditionExpression)
                .filter(condition -> condition != null)
                .flatMap(condition -> QUOTED.matcher(condition.getTextContent()).results())
                .map(quoted -> quoted.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
