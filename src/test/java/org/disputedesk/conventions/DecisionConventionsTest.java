package org.disputedesk.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.disputedesk.conventions.Repository.Table;
import org.disputedesk.desk.ReasonWords;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.engine.ModelPolicy;
import org.disputedesk.tracking.DeliveryState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every table answers whatever the facts are, with facts, and says why. */
@Tag("models")
class DecisionConventionsTest {

    /** The values worth trying; null is a fact nobody knows. Every input of every table has a line here. */
    private static final Map<String, List<@Nullable Object>> VALUES = Map.of(
            "paymentState", Arrays.asList("PENDING", "PAID", "REFUNDED", "CLAIM_OPEN", null),
            "serviceOwner", Arrays.asList("AMAZON", "SELLER"),
            "deliveryState", Arrays.asList("IN_TRANSIT", "DELIVERED", "LOST", "AVAILABLE_FOR_PICKUP", "UNKNOWN"),
            "buyerAnswer", Arrays.asList("", "STILL_MISSING", "OTHER"),
            "addressCorrect", Arrays.asList(true, false),
            "daysPastLatestDelivery", Arrays.asList(0L, 2L, 3L),
            "remedy", Arrays.asList(null, "REPLACEMENT", "REFUND"));

    private static final Set<String> LETTERS = letters("order-not-received");

    private static final Map<String, String> WORDS = Repository.forms().stream()
            .filter(form -> form.slug().equals("answer-buyer"))
            .collect(Collectors.toMap(
                    form -> "forms/answer-buyer/" + form.task() + ".form",
                    form -> form.components().stream()
                            .map(component -> component.path("content").asText())
                            .filter(content -> content.contains("response = "))
                            .collect(Collectors.joining("\n"))));

    static Collection<Table> tables() {
        return Repository.tables();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void the_desk_deploys_it(Table table) throws IOException {
        var policy = new ModelPolicy(Repository.delegates(), DisputeFacts.all().keySet());
        assertThat(policy.check(table.file().toString(), Files.readAllBytes(table.file())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void inputs_and_outputs_are_facts_and_every_row_has_a_reason(Table table) {
        assertThat(table.model().getModelElementsByType(org.camunda.bpm.model.dmn.instance.Decision.class))
                .singleElement()
                .satisfies(decision -> assertThat(decision.getId()).isEqualTo(table.name()));
        assertThat(table.model().getModelElementsByType(Output.class))
                .allSatisfy(output -> DisputeFacts.named(output.getName()));
        assertThat(table.model().getModelElementsByType(Input.class))
                .allSatisfy(input -> DisputeFacts.named(name(input)));
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

    @ParameterizedTest
    @MethodSource("tables")
    void every_reason_is_there_in_every_language_of_staff(Table table) {
        ReasonWords words = new ReasonWords();
        table.model().getModelElementsByType(Rule.class).stream()
                .flatMap(rule -> rule.getOutputEntries().stream())
                .map(entry -> entry.getTextContent().strip())
                // a sentence: values have no spaces
                .filter(text -> text.startsWith("\"") && text.contains(" "))
                .map(text -> text.substring(1, text.length() - 1))
                .forEach(reason -> assertThat(words.knows(reason))
                        .as("\"%s\" of %s: add its Japanese and Chinese to words/reasons.csv", reason, table)
                        .isTrue());
    }

    /** All rooms are deployed together, and the engine keeps tables apart by their id alone. */
    @Test
    void every_table_has_a_name_of_its_own() {
        Map<String, List<String>> rooms = tables().stream()
                .collect(Collectors.groupingBy(Table::name, Collectors.mapping(Table::room, Collectors.toList())));
        assertThat(rooms)
                .allSatisfy((name, owners) -> assertThat(owners)
                        .as(
                                "rooms with a table %s: rename the newer one, its file, its id and where it is called",
                                name)
                        .hasSize(1));
    }

    private static String name(Input input) {
        return input.getInputExpression().getText().getTextContent().strip();
    }

    /** One answer for all combinations, with values the facts may have, and no row that can never answer. */
    @ParameterizedTest
    @MethodSource("tables")
    void it_is_complete_and_every_row_is_of_use(Table table) {
        Set<String> matched = new TreeSet<>();
        DmnEngine engine = engine(matched);
        DmnDecision decision = decision(engine, table);
        List<String> inputs = table.model().getModelElementsByType(Input.class).stream()
                .map(DecisionConventionsTest::name)
                .toList();
        assertThat(VALUES.keySet())
                .as("inputs of %s that this test can try: add a line to VALUES", table)
                .containsAll(inputs);
        Set<String> letters = letters(table.room());
        letters.add("");
        everyState(combinations(inputs)).forEach(facts -> {
            DmnDecisionResult result = engine.evaluateDecision(decision, Variables.fromMap(facts));
            assertThat(result).as("answers for %s", facts).hasSize(1);
            Map<String, Object> answer = result.getSingleResult().getEntryMap();
            answer.forEach((name, value) -> {
                Object fact = DisputeFacts.named(name).cast(value);
                assertThat(fact).as("%s for %s", name, facts).isNotNull();
                DisputeFacts.checkValue(name, Objects.requireNonNull(fact));
            });
            if (answer.containsKey("response")) {
                staffReadItInWords(String.valueOf(answer.get("response")));
            }
            if (answer.containsKey("letter")) {
                assertThat(letters)
                        .as("letters in src/main/resources/letters/%s, for %s", table.room(), facts)
                        .contains(String.valueOf(answer.get("letter")));
            }
            if (table.name().equals("choose-response")) {
                offersNothingTheGuardWouldRefuse(facts, answer);
            }
        });
        assertThat(matched)
                .as("rows of %s that ever answer", table)
                .isEqualTo(table.model().getModelElementsByType(Rule.class).stream()
                        .map(Rule::getId)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** The room that answers the buyer serves every dispute, so its forms have words for the responses of all tables. */
    private static void staffReadItInWords(String response) {
        WORDS.forEach((form, content) -> assertThat(content.isEmpty() || content.contains("\"" + response + "\""))
                .as("%s has words for the response %s in each language", form, response)
                .isTrue());
    }

    /** Where the parcel is stands for all nineteen states in every combination, and each state once by itself. */
    private static List<Map<String, Object>> everyState(List<Map<String, Object>> combinations) {
        List<Map<String, Object>> all = new ArrayList<>(combinations);
        combinations.stream()
                .filter(facts -> "PAID".equals(facts.get("paymentState")) && "SELLER".equals(facts.get("serviceOwner")))
                .findFirst()
                .ifPresent(facts -> Arrays.stream(DeliveryState.values()).forEach(state -> {
                    Map<String, Object> with = new HashMap<>(facts);
                    with.put("deliveryState", state.name());
                    all.add(with);
                }));
        return all;
    }

    /** 000-07, 003-07, P9, A7 */
    private static void offersNothingTheGuardWouldRefuse(Map<String, Object> facts, Map<String, Object> answer) {
        boolean isRemedy = "REMEDY".equals(answer.get("response"));
        if (isRemedy) {
            assertThat(facts.get("serviceOwner")).as("%s", facts).isEqualTo("SELLER");
            assertThat(facts.get("paymentState")).as("%s", facts).isNotIn("PENDING", "REFUNDED", "CLAIM_OPEN");
        }
        if (Boolean.TRUE.equals(answer.get("claimEligible"))) {
            assertThat((Long) facts.get("daysPastLatestDelivery"))
                    .as("%s", facts)
                    .isGreaterThanOrEqualTo(3);
        }
        // the letter of a remedy is chosen when the remedy is done
        assertThat(String.valueOf(answer.get("letter"))).as("%s", facts).isIn(isRemedy ? Set.of("") : LETTERS);
        assertThat(String.valueOf(answer.get("responseReason"))).isNotBlank();
    }

    @Test
    void choose_remedy_letter_names_letters_that_exist() {
        DmnEngine engine = engine(new TreeSet<>());
        Table table = tables().stream()
                .filter(t -> t.name().equals("choose-remedy-letter"))
                .findFirst()
                .orElseThrow();
        for (String remedy : List.of("REPLACEMENT", "REFUND", "CARRIER_INQUIRY")) {
            Object letter = engine.evaluateDecision(decision(engine, table), Variables.putValue("remedy", remedy))
                    .getSingleResult()
                    .getEntry("letter");
            assertThat(LETTERS).contains(String.valueOf(letter));
        }
    }

    private static Set<String> letters(String slug) {
        return Repository.letters().stream()
                .filter(file -> Repository.slug(file).equals(slug))
                .map(Repository::name)
                .map(name -> name.substring(0, name.lastIndexOf('.')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static DmnEngine engine(Set<String> matched) {
        var configuration = new DefaultDmnEngineConfiguration();
        configuration.setCustomPostDecisionTableEvaluationListeners(
                List.of(event -> event.getMatchingRules().forEach(rule -> matched.add(rule.getId()))));
        return configuration.buildEngine();
    }

    private static DmnDecision decision(DmnEngine engine, Table table) {
        try (InputStream in = Files.newInputStream(table.file())) {
            return engine.parseDecision(table.name(), in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Map<String, Object>> combinations(List<String> inputs) {
        List<Map<String, Object>> all = new ArrayList<>(List.of(new HashMap<>()));
        for (String input : inputs) {
            List<Map<String, Object>> more = new ArrayList<>();
            for (Map<String, Object> facts : all) {
                for (Object value : VALUES.getOrDefault(input, List.of())) {
                    Map<String, Object> with = new HashMap<>(facts);
                    with.put(input, value);
                    more.add(with);
                }
            }
            all = more;
        }
        return all;
    }
}
