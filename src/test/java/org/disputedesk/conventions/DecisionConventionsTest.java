package org.disputedesk.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.disputedesk.RoomsInQuestion;
import org.disputedesk.conventions.Repository.Table;
import org.disputedesk.conventions.TableLogic.Row;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Fact;
import org.disputedesk.engine.ModelPolicy;
import org.disputedesk.policy.PolicyPack;
import org.disputedesk.policy.PolicyPack.Deadline;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every table answers whatever the facts are, with facts, and says why; no row is in vain. It is worked out from the cells
 * of the table ({@link TableLogic}), and the engine is asked whether it agrees.
 */
@Tag("models")
class DecisionConventionsTest {

    private static final long SEED = 20261125;

    private static final Map<Class<?>, String> TYPES =
            Map.of(String.class, "string", Boolean.class, "boolean", Long.class, "long", Double.class, "double");

    private static final PolicyPack PACK =
            PolicyPack.of(Repository.read(Repository.ROOT.resolve("src/main/resources/policy/amazon.yml")));

    private static final TableEngine ENGINE = new TableEngine();

    static Collection<Table> tables() {
        return Repository.tables().stream()
                .filter(table -> RoomsInQuestion.has(table.room()))
                .toList();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("tables")
    void the_desk_deploys_it(Table table) throws IOException {
        var policy = new ModelPolicy(Repository.delegates(), DisputeFacts.all().keySet());
        assertThat(policy.check(table.file().toString(), Files.readAllBytes(table.file())))
                .isEmpty();
    }

    /** All rooms are deployed together, and the engine keeps tables apart by their id alone. */
    @Test
    void every_table_has_a_name_of_its_own() {
        Map<String, List<String>> rooms = Repository.tables().stream()
                .collect(Collectors.groupingBy(Table::name, Collectors.mapping(Table::room, Collectors.toList())));
        assertThat(rooms)
                .allSatisfy((name, owners) -> assertThat(owners)
                        .as(
                                "rooms with a table %s: rename the newer one, its file, its id and where it is called",
                                name)
                        .hasSize(1));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("tables")
    void it_reads_and_gives_facts_in_their_types_and_says_which_rows_count(Table table) {
        assertThat(table.model().getModelElementsByType(Decision.class))
                .singleElement()
                .satisfies(decision -> assertThat(decision.getId()).isEqualTo(table.name()));
        assertThat(table.model().getModelElementsByType(DecisionTable.class))
                .singleElement()
                .satisfies(rows -> assertThat(rows.getHitPolicy())
                        .as("a decision takes the first row that fits, a list all of them")
                        .isIn(HitPolicy.FIRST, HitPolicy.COLLECT));
        assertThat(table.model().getModelElementsByType(Input.class))
                .allSatisfy(input -> assertThat(input.getInputExpression().getTypeRef())
                        .as("type of the column of %s", TableLogic.fact(input))
                        .isEqualTo(type(TableLogic.fact(input))));
        assertThat(table.model().getModelElementsByType(Output.class))
                .allSatisfy(output -> assertThat(output.getTypeRef())
                        .as("type of the column of %s", output.getName())
                        .isEqualTo(type(output.getName())));
    }

    private static String type(String fact) {
        return TYPES.getOrDefault(DisputeFacts.named(fact).type(), "none that a table can compare");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("tables")
    void every_row_says_which_requirement_it_serves(Table table) {
        assertThat(table.model().getModelElementsByType(Rule.class)).allSatisfy(rule -> {
            assertThat(rule.getId()).matches("Rule_[A-Z][A-Za-z]+");
            assertThat(
                            rule.getDescription() == null
                                    ? ""
                                    : rule.getDescription().getTextContent())
                    .as("why of %s of %s: its annotation names a requirement", rule.getId(), table)
                    .containsPattern("\\b(\\d{3}-\\d{2}|P\\d+|A\\d+)\\b");
        });
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("tables")
    void it_always_answers(Table table) {
        assertThat(TableLogic.of(table.model()).gap()).isEmpty();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("tables")
    void every_row_answers_some_case(Table table) {
        assertThat(TableLogic.of(table.model()).uselessRows()).isEmpty();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("tables")
    void it_names_only_values_that_its_facts_can_have(Table table) {
        assertThat(TableLogic.of(table.model()).impossibleValues()).isEmpty();
        table.model().getModelElementsByType(Input.class).stream()
                .filter(input -> input.getInputValues() != null)
                .filter(input -> !FactValues.texts(TableLogic.fact(input)).isEmpty())
                .forEach(input -> {
                    Set<String> offered = new TreeSet<>(
                            new Cell(input.getInputValues().getText().getTextContent()).texts());
                    Set<String> possible = new TreeSet<>(FactValues.texts(TableLogic.fact(input)));
                    // an empty cell says "any", so Modeler cannot offer the empty text as well
                    offered.remove("");
                    possible.remove("");
                    assertThat(offered)
                            .as("values that Modeler offers for %s in %s", TableLogic.fact(input), table)
                            .isEqualTo(possible);
                });
    }

    /** All combinations where they are few; many at random and some of each row's own where they are millions. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("tables")
    void the_engine_finds_the_same_rows(Table table) {
        var random = new Random(SEED);
        var logic = TableLogic.of(table.model());
        TableEngine.Running running = ENGINE.load(table.model());
        List<String> differing = new ArrayList<>();
        for (List<Integer> combination : logic.sample(20_000, 2_000, 20, random)) {
            Map<String, @Nullable Object> facts = logic.facts(combination);
            if (random.nextBoolean()) {
                // a fact nobody knows may be null or not be there at all
                facts.values().removeIf(Objects::isNull);
            }
            List<String> expected =
                    logic.rowsFor(combination).stream().map(Row::id).toList();
            List<String> found = running.rows(facts);
            if (!found.equals(expected)) {
                differing.add("%s: %s, the engine says %s".formatted(TableLogic.words(facts), expected, found));
            }
        }
        assertThat(differing).isEmpty();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("tables")
    void every_answer_is_a_value_of_its_fact_or_leaves_it_as_it_was(Table table) {
        var logic = TableLogic.of(table.model());
        TableEngine.Running running = ENGINE.load(table.model());
        for (Row row : logic.rows()) {
            if (row.first().isEmpty()) {
                continue;
            }
            row.answers()
                    .forEach((fact, answer) -> assertThat(answer.value() != null || fact.equals(answer.name()))
                            .as("%s of %s: %s for %s is a value, or '%s' for as it was", row, table, answer, fact, fact)
                            .isTrue());
            for (boolean before : List.of(true, false)) {
                Map<String, @Nullable Object> facts = logic.facts(row.first().first());
                row.answers().keySet().forEach(fact -> facts.putIfAbsent(fact, someValue(fact, before)));
                // of a list, that of this row
                int place = running.rows(facts).indexOf(row.id());
                Map<String, Object> answered = running.answers(facts).get(place);
                row.answers().forEach((name, answer) -> {
                    Fact<?> fact = DisputeFacts.named(name);
                    Object given = fact.cast(answered.get(name));
                    assertThat(given)
                            .as("%s of %s gives %s", row, table, name)
                            .isNotNull()
                            .isEqualTo(fact.cast(answer.value() == null ? facts.get(name) : answer.value()));
                    DisputeFacts.checkValue(name, Objects.requireNonNull(given));
                    Set<String> allowed = FactValues.texts(name);
                    if (given instanceof String text && !allowed.isEmpty()) {
                        assertThat(text)
                                .as("%s of %s gives %s", row, table, name)
                                .isIn(allowed);
                    }
                });
            }
        }
    }

    private static Object someValue(String name, boolean one) {
        Class<?> type = DisputeFacts.named(name).type();
        if (type == Boolean.class) {
            return one;
        }
        if (type == Long.class) {
            return one ? 1L : 2L;
        }
        if (type == Double.class) {
            return one ? 1.5 : 2.5;
        }
        List<String> texts = List.copyOf(FactValues.texts(name));
        return texts.isEmpty() ? (one ? "one" : "another") : texts.get(one ? 0 : texts.size() - 1);
    }

    /** The desk puts the room's slug in front of the letter's name. */
    @Test
    void letters_that_tables_name_lie_in_their_room_and_none_lies_there_in_vain() {
        Map<String, Set<String>> named = new HashMap<>();
        answers("letter")
                .forEach((row, letter) -> named.computeIfAbsent(row.table().room(), room -> new TreeSet<>())
                        .add(letter));
        named.forEach((room, letters) -> {
            letters.remove("");
            assertThat(lettersOf(room))
                    .as("letters in src/main/resources/letters/%s, and those its tables name", room)
                    .isEqualTo(letters);
        });
    }

    private static Set<String> lettersOf(String room) {
        return Repository.letters().stream()
                .filter(file -> Repository.slug(file).equals(room))
                .map(Repository::name)
                .map(name -> name.substring(0, name.lastIndexOf('.')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void waiting_times_that_tables_name_are_deadlines_of_the_policy() {
        Set<String> keys = PACK.deadlines().stream().map(Deadline::key).collect(Collectors.toSet());
        answers("nextDeadline").forEach((row, key) -> {
            if (!key.isEmpty()) {
                assertThat(keys).as("deadlines, for %s", row).contains(key);
            }
        });
    }

    /** See {@code attachment/NeededEvidence}: facts that are known, a fact with certain values, or a number of files. */
    @Test
    void what_shows_that_evidence_is_there_is_a_fact_and_what_it_can_be() {
        answers("evidenceFoundIn").forEach((row, conditions) -> {
            for (String condition : conditions.split(",", -1)) {
                if (!condition.isEmpty() && !condition.matches("files=[1-9]")) {
                    String[] parts = condition.split("=", 2);
                    if (parts.length == 1) {
                        assertThat(Stream.concat(DisputeFacts.all().keySet().stream(), DisputeFacts.TEXTS.stream()))
                                .as("facts and texts, for %s", row)
                                .contains(parts[0]);
                    } else {
                        assertThat(DisputeFacts.all()).as("facts, for %s", row).containsKey(parts[0]);
                        assertThat(parts[1].split("\\|", -1))
                                .as("values of %s, for %s", parts[0], row)
                                .isSubsetOf(FactValues.texts(parts[0]));
                    }
                }
            }
        });
    }

    /** The form offers what is between the commas, and the check after it takes nothing else. */
    @Test
    void the_remedy_that_a_row_recommends_is_one_of_those_it_allows() {
        Set<String> remedies = new TreeSet<>(DisputeFacts.allowedValues("remedy"));
        remedies.remove("");
        answers("remedyOptions")
                .forEach((row, options) -> assertThat(options.split(","))
                        .as("remedies that %s allows", row)
                        .doesNotHaveDuplicates()
                        .isSubsetOf(remedies)
                        .contains(row.row().answer("recommendedRemedy").text()));
    }

    @Test
    void every_sentence_of_a_table_is_there_in_every_language_of_staff_and_no_other() {
        Set<String> sentences = new TreeSet<>();
        rows().forEach(of -> of.row().answers().values().stream()
                .map(Answer::text)
                // values have no spaces
                .filter(text -> text.contains(" "))
                .forEach(sentences::add));
        List<CSVRecord> lines = Repository.csv("words/reasons.csv");
        assertThat(lines)
                .as("lines of words/reasons.csv, once each, and the sentences of all tables")
                .extracting(line -> line.get("en"))
                .containsExactlyInAnyOrderElementsOf(sentences);
        assertThat(lines).allSatisfy(line -> assertThat(line.toList()).noneMatch(String::isBlank));
    }

    /** Letters and forms show a code of a fact in words, if one of its codes has words at all. */
    @Test
    void every_code_of_a_fact_is_there_in_words_and_no_other() {
        List<CSVRecord> lines = Repository.csv("words/codes.csv");
        Map<String, List<String>> worded = lines.stream()
                .collect(Collectors.groupingBy(
                        line -> line.get("fact"), Collectors.mapping(line -> line.get("value"), Collectors.toList())));
        worded.forEach((fact, codes) -> {
            Set<String> possible =
                    new TreeSet<>(FactValues.texts(DisputeFacts.named(fact).name()));
            possible.remove("");
            assertThat(codes)
                    .as("codes of %s in words/codes.csv, once each, and those it can have", fact)
                    .containsExactlyInAnyOrderElementsOf(possible);
        });
        assertThat(worded).containsKey("response");
        assertThat(lines).allSatisfy(line -> assertThat(line.toList()).noneMatch(String::isBlank));
    }

    /** A row and the table it stands in. */
    private record RowOf(Table table, Row row) {
        @Override
        public String toString() {
            return row + " of " + table;
        }
    }

    private static Stream<RowOf> rows() {
        return Repository.tables().stream()
                .flatMap(table -> TableLogic.of(table.model()).rows().stream().map(row -> new RowOf(table, row)));
    }

    /** What each row that gives this fact says of it. */
    private static Map<RowOf, String> answers(String fact) {
        return rows().filter(of -> of.row().answers().containsKey(fact))
                .collect(Collectors.toMap(of -> of, of -> of.row().answer(fact).text()));
    }
}
