package org.disputedesk.conventions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.disputedesk.RoomsInQuestion;
import org.disputedesk.dispute.DisputeFacts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a table is true: of small ones that everybody can see through, and of many that nobody has written. */
@Tag("models")
@ExtendWith(RoomsInQuestion.class)
class TableLogicTest {

    private static final long SEED = 20261125;

    @Test
    void a_value_that_no_row_fits_is_a_gap() {
        var table = logic("claimState", "''", "'OPEN', 'GRANTED'");

        assertThat(table.unanswered().size()).isEqualTo(2);
        assertThat(table.gap()).hasValue("small has no row for 2 combinations, for example {claimState='DENIED'}");
    }

    @Test
    void a_combination_that_no_row_fits_is_a_gap() {
        var table = logic("claimState, claimEligible", "'' | true", "not('') | ", " | false, null");

        assertThat(table.gap()).isEmpty();
        assertThat(logic("claimState, claimEligible", "'' | true", "not('') | ", "'OPEN' | false")
                        .gap())
                .hasValue("small has no row for 2 combinations, for example {claimState='', claimEligible=false}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "<= 2; >= 4; 3",
                "< 3; > 3; 3",
                "[0..4]; > 5; 5",
                "[0..4[; >= 5; 4",
                "not([2..4]); [3..4]; 2",
                "not(7); >= 8; 7",
                ">= 1; > 4; 0"
            })
    void a_number_that_is_left_out_is_a_gap(String one, String other, long left) {
        var table = logic("daysWithoutMovement", one, other, "null");

        assertThat(table.unanswered().size()).isEqualTo(1);
        assertThat(table.facts(table.unanswered().first())).isEqualTo(Map.of("daysWithoutMovement", left));
    }

    @Test
    void there_are_amounts_between_two_whole_numbers_but_no_days() {
        assertThat(logic("daysWithoutMovement", "<= 2", ">= 3", "null").gap()).isEmpty();
        assertThat(logic("orderValue", "<= 2", ">= 3", "null").gap())
                .hasValue("small has no row for 1 combinations, for example {orderValue=2.5}");
    }

    @Test
    void a_fact_that_nobody_knows_fits_no_list_and_no_comparison() {
        assertThat(logic("paymentState", "'PENDING', 'PAID', 'REFUNDED', 'CLAIM_OPEN', 'UNKNOWN'")
                        .gap())
                .hasValue("small has no row for 1 combinations, for example {paymentState unknown}");
        assertThat(logic("daysWithoutMovement", "< 3", ">= 3").gap())
                .hasValue("small has no row for 1 combinations, for example {daysWithoutMovement unknown}");
        assertThat(logic("daysWithoutMovement", "< 3", "not(< 3)").gap()).isPresent();
        assertThat(logic("paymentState", "'PENDING'", "not('PENDING')").gap()).isEmpty();
    }

    @Test
    void a_row_that_one_above_it_hides_is_useless() {
        var table = logic("claimState", "'OPEN', 'GRANTED'", "'GRANTED'", "");

        assertThat(table.uselessRows())
                .containsExactly("Rule_2 of small is never the first: [Rule_1] above it take all its 1 combinations,"
                        + " for example Rule_1 that of {claimState='GRANTED'}");
    }

    @Test
    void a_row_that_several_above_it_hide_together_is_useless() {
        var table = logic(
                "serviceOwner, addressFault, claimEligible",
                "'AMAZON' | | ",
                " | 'BUYER' | ",
                "not('AMAZON') | 'NONE' | ",
                " | 'NONE', 'BUYER' | true",
                " | | ");

        assertThat(table.uselessRows())
                .singleElement()
                .asString()
                .startsWith("Rule_4 of small is never the first: [Rule_1, Rule_2, Rule_3] above it take all its 6");
        assertThat(table.row("Rule_5").first().size()).isEqualTo(2 * 2 * 3);
    }

    @Test
    void a_row_for_what_a_case_always_knows_is_useless_when_it_wants_it_unknown() {
        assertThat(logic("claimState", "not(null)", "null").uselessRows())
                .containsExactly("Rule_2 of small fits no case: 'null' is true of no claimState");
        assertThat(logic("paymentState", "not(null)", "null").uselessRows()).isEmpty();
    }

    /** FEEL takes the true in the brackets for the result of a test, and never looks at the fact. */
    @Test
    void a_cell_that_fits_nothing_is_named() {
        assertThat(logic("claimState, fraudSuspected", "'OPEN' | not(true)", " | ")
                        .uselessRows())
                .containsExactly("Rule_1 of small fits no case: 'not(true)' is true of no fraudSuspected");
    }

    @Test
    void a_misspelt_value_is_named() {
        assertThat(logic("claimState, deliveryState", "'OPEN' | not('DELIVRED')", " | ")
                        .impossibleValues())
                .singleElement()
                .asString()
                .startsWith("Rule_1 of small: deliveryState is never 'DELIVRED', only one of [");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ">= daysPastLatestDelivery",
                "floor(3)",
                "? + 1 > 3",
                "if true then 1 else 2",
                "> date('2026-11-25')",
                ">"
            })
    void a_cell_that_cannot_be_judged_by_itself_is_refused(String cell) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> logic("daysWithoutMovement", cell, ""))
                .withMessageStartingWith("Rule_1 of small, cell of daysWithoutMovement: '");
    }

    @Test
    void what_a_case_begins_with_is_read_from_the_code_that_begins_it() {
        assertThat(DisputeFacts.all().keySet())
                .filteredOn(FactValues::standsFromTheStart)
                .contains(
                        "buyerAnswer", "claimState", "remedy", "remedyState", "daysPastLatestDelivery", "claimEligible")
                .doesNotContain(
                        "paymentState", "serviceOwner", "addressFault", "deliveryState", "messageReceivedAtLocal");
    }

    @Test
    void a_fact_that_only_tables_give_is_what_they_say() {
        assertThat(FactValues.texts("response")).contains("", "WAIT", "REMEDY");
        assertThat(FactValues.texts("deliveryState")).hasSize(19);
        assertThat(FactValues.texts("carrier")).isEmpty();
        assertThat(logic("carrier", "'YAMATO'", "").columns().get(0).values())
                .containsExactly("", "YAMATO", Domain.ANOTHER_TEXT, null);
    }

    /** The engine is asked about forty tables, written by a die. */
    @Test
    void the_engine_finds_the_same_row_in_any_table() {
        var random = new Random(SEED);
        var engine = new TableEngine();
        int answered = 0;
        int gaps = 0;
        for (int i = 0; i < 40; i++) {
            DmnModelInstance model = randomTable(random);
            var table = TableLogic.of(model);
            TableEngine.Running running = engine.load(model);
            BigInteger counted = table.unanswered().size();
            for (TableLogic.Row row : table.rows()) {
                counted = counted.add(row.first().size());
            }
            assertThat(counted).isEqualTo(table.whole().size());
            List<String> differing = new ArrayList<>();
            for (List<Integer> combination : table.sample(250, 200, 10, random)) {
                String found = running.row(table.facts(combination)).orElse("none");
                String expected = table.rowFor(combination)
                        .map(TableLogic.Row::id)
                        .orElse(table.unanswered().holds(combination) ? "none" : "lost");
                if (!found.equals(expected)) {
                    differing.add(expected + ", the engine says " + found + " for "
                            + TableLogic.words(table.facts(combination)));
                }
                answered++;
            }
            if (!differing.isEmpty()) {
                fail("%s in %s", differing, Dmn.convertToString(model));
            }
            gaps += table.gap().isPresent() ? 1 : 0;
        }
        assertThat(answered).isGreaterThan(5_000);
        assertThat(gaps).isBetween(5, 35);
    }

    private static DmnModelInstance randomTable(Random random) {
        Map<String, Function<Random, String>> columns = Map.of(
                "claimState", TableLogicTest::textCell,
                "claimEligible", r -> pick(r, "", "true", "false", "null", "not(false)", "not(null)"),
                "daysWithoutMovement", TableLogicTest::numberCell,
                "orderValue", TableLogicTest::numberCell);
        List<String> facts = new ArrayList<>(columns.keySet().stream().sorted().toList());
        Collections.shuffle(facts, random);
        facts.remove(0);
        String[] rows = IntStream.range(0, 2 + random.nextInt(5))
                .mapToObj(row -> facts.stream()
                        .map(fact -> random.nextInt(3) == 0
                                ? ""
                                : columns.getOrDefault(fact, r -> "").apply(random))
                        .collect(Collectors.joining(" | ")))
                .toArray(String[]::new);
        return model(String.join(", ", facts), rows);
    }

    private static String textCell(Random random) {
        String list = random.ints(1 + random.nextInt(3), 0, 4)
                .mapToObj(i -> "'" + List.of("", "OPEN", "GRANTED", "DENIED").get(i) + "'")
                .collect(Collectors.joining(", "));
        return pick(random, list, "not(" + list + ")", "null, " + list);
    }

    private static String numberCell(Random random) {
        int low = random.nextInt(4);
        int high = low + random.nextInt(4);
        return pick(
                random,
                pick(random, "<", "<=", ">", ">=", "") + " " + low,
                pick(random, "[", "]") + low + ".." + (high + 1) + pick(random, "[", "]"),
                "not(" + low + ", " + high + ")",
                "< " + low + ", >= " + high,
                low + ".5",
                "not(> " + low + ".5)");
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static TableLogic logic(String facts, String... rows) {
        return TableLogic.of(model(facts, rows));
    }

    /** A table that answers with the number of the row; a cell's apostrophes are its quotes. */
    private static DmnModelInstance model(String facts, String... rows) {
        List<String> inputs = List.of(facts.split(", "));
        List<String> xml = new ArrayList<>();
        for (String fact : inputs) {
            String type = DisputeFacts.named(fact).type().getSimpleName().toLowerCase(java.util.Locale.ROOT);
            xml.add(
                    "<input id='%2$s'><inputExpression id='of_%2$s' typeRef='%1$s'><text>%2$s</text></inputExpression></input>"
                            .formatted(type, fact));
        }
        xml.add("<output id='row' name='letter' typeRef='string'/>");
        for (int i = 1; i <= rows.length; i++) {
            xml.add("<rule id='Rule_%d'>".formatted(i));
            String[] cells = (rows[i - 1] + " ").split("\\|");
            for (String cell : cells) {
                xml.add("<inputEntry id='cell_%d'><text><![CDATA[%s]]></text></inputEntry>"
                        .formatted(xml.size(), cell.strip().replace('\'', '"')));
            }
            assertThat(cells).as("cells of '%s'", rows[i - 1]).hasSameSizeAs(inputs);
            xml.add("<outputEntry id='answer_%1$d'><text>\"%1$d\"</text></outputEntry></rule>".formatted(i));
        }
        String model = """
                <definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' id='d' name='d' namespace='n'>
                <decision id='small' name='small'><decisionTable id='table' hitPolicy='FIRST'>%s</decisionTable></decision>
                </definitions>""".formatted(String.join("", xml));
        return Dmn.readModelFromStream(new ByteArrayInputStream(model.getBytes(StandardCharsets.UTF_8)));
    }
}
