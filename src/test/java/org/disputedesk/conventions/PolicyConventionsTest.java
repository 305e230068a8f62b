package org.disputedesk.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.disputedesk.calendar.AnchorWords;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.intake.EventType;
import org.disputedesk.policy.PolicyPack;
import org.disputedesk.policy.PolicyPack.Deadline;
import org.disputedesk.policy.PolicyPack.Texts;
import org.disputedesk.policy.PolicyPack.Variant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Models and policy pack speak of the same deadlines; every value says where it comes from. */
@Tag("models")
class PolicyConventionsTest {

    private static final Set<String> CERTAINTIES = Set.of("H", "M", "L", "OWN");
    private static final Pattern SOURCE =
            Pattern.compile("(P\\d+|00[0-4]-\\d\\d|A\\d+b?)(, (P\\d+|00[0-4]-\\d\\d|A\\d+b?))*((, |; )https://\\S+)*"
                    + "|The desk's own choice.*");

    private static final PolicyPack PACK =
            PolicyPack.of(Repository.read(Repository.ROOT.resolve("src/main/resources/policy/amazon.yml")));

    private static Set<String> keys() {
        return PACK.deadlines().stream().map(Deadline::key).collect(Collectors.toSet());
    }

    @Test
    void deadlines_that_models_and_tables_name_are_in_the_pack() {
        for (Repository.Room room : Repository.rooms()) {
            for (ServiceTask task : room.model().getModelElementsByType(ServiceTask.class)) {
                if ("${computeDeadline}".equals(task.getCamundaDelegateExpression())) {
                    String key = task
                            .getExtensionElements()
                            .getElementsQuery()
                            .filterByType(org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput.class)
                            .singleResult()
                            .getCamundaInputParameters()
                            .stream()
                            .filter(parameter -> parameter.getCamundaName().equals("deadline"))
                            .map(CamundaInputParameter::getTextContent)
                            .findFirst()
                            .orElse("");
                    assertThat(key.equals("${nextDeadline}") || keys().contains(key))
                            .as("deadline '%s' of %s", key, task.getId())
                            .isTrue();
                }
            }
        }
        for (Repository.Table table : Repository.tables()) {
            List<String> outputs = table.model().getModelElementsByType(Output.class).stream()
                    .map(Output::getName)
                    .toList();
            int column = outputs.indexOf("nextDeadline");
            if (column < 0) {
                continue;
            }
            for (Rule rule : table.model().getModelElementsByType(Rule.class)) {
                OutputEntry entry = List.copyOf(rule.getOutputEntries()).get(column);
                // a table may say that nothing is waited for
                assertThat(Stream.concat(keys().stream(), Stream.of("")).toList())
                        .as("nextDeadline of %s of %s: deadlines of policy/amazon.yml", rule.getId(), table)
                        .contains(entry.getText()
                                .getTextContent()
                                .replace("\"", "")
                                .strip());
            }
        }
    }

    /** An analyst sees which facts a choice sets. */
    @Test
    void the_palette_offers_every_deadline_and_no_other() {
        JsonNode template =
                Repository.json(Repository.ROOT.resolve("bpmn/.camunda/element-templates/computeDeadline.json"));
        Map<String, String> offered = new TreeMap<>();
        template.path("properties")
                .forEach(property -> property.path("choices")
                        .forEach(choice -> assertThat(offered.put(
                                        choice.path("value").asText(),
                                        choice.path("name").asText()))
                                .as("a second choice of %s", choice.path("value"))
                                .isNull()));
        offered.remove("${nextDeadline}");
        assertThat(offered.keySet()).isEqualTo(keys());
        assertThat(PACK.deadlines())
                .allSatisfy(deadline -> assertThat(offered.get(deadline.key()))
                        .matches("[A-Z][A-Za-z-]+ · .* \\(.*\\)")
                        .endsWith("(" + String.join(", ", facts(deadline)) + ")"));
    }

    /** The facts a deadline sets, in the order of the pack. */
    private static Set<String> facts(Deadline deadline) {
        Set<String> facts = new LinkedHashSet<>();
        facts.add(deadline.fact());
        facts.addAll(deadline.warnings().keySet());
        if (deadline.reached() != null) {
            facts.add(deadline.reached());
        }
        return facts;
    }

    @Test
    void every_deadline_counts_from_facts_and_sets_facts() {
        AnchorWords words = new AnchorWords();
        assertThat(PACK.deadlines()).isNotEmpty().allSatisfy(deadline -> {
            Set<String> set = facts(deadline);
            assertThat(set).allSatisfy(fact -> {
                assertThat(DisputeFacts.named(fact).type())
                        .isEqualTo(fact.equals(deadline.reached()) ? Boolean.class : Date.class);
                assertThat(EventType.values())
                        .as("what nobody may tell of an open case: EventType")
                        .noneSatisfy(type -> assertThat(type.tells()).contains(fact));
                assertThat(DisputeFacts.TOLD_AT_START).doesNotContain(fact);
            });
            Set<String> counted = new TreeSet<>(deadline.anchors());
            counted.addAll(deadline.notBefore().keySet());
            assertThat(counted).allSatisfy(fact -> {
                assertThat(DisputeFacts.named(fact).type())
                        .isIn(
                                Date.class,
                                Set.of("promisedDate", "exchangePromisedDate").contains(fact)
                                        ? String.class
                                        : Date.class);
                assertThat(words.knows(fact))
                        .as("%s: add its words to words/anchors.csv", fact)
                        .isTrue();
            });
            assertThat(keys()).containsAll(deadline.settled());
        });
    }

    /** What is written below a variant that always fits first would never hold. */
    @Test
    void every_variant_holds_somewhere_at_some_time() {
        PACK.deadlines().forEach(deadline -> {
            Set<Integer> held = new TreeSet<>();
            for (Marketplace marketplace : Marketplace.values()) {
                deadline.variants().stream()
                        .map(Variant::since)
                        .filter(Objects::nonNull)
                        .flatMap(since -> Stream.of(since, since.minusDays(1)))
                        .forEach(day -> held.add(deadline.inForce(marketplace, day)));
                held.add(deadline.inForce(marketplace, LocalDate.of(2100, 1, 1)));
            }
            assertThat(held).as("variants of %s", deadline.key()).hasSameSizeAs(deadline.variants());
        });
    }

    @Test
    void every_value_says_in_three_languages_what_it_is_and_where_it_is_written() {
        assertThat(PACK.deadlines())
                .extracting(deadline -> deadline.name().en())
                .doesNotHaveDuplicates();
        PACK.deadlines().forEach(deadline -> {
            named(deadline.name());
            deadline.variants()
                    .forEach(variant -> sourced(deadline.key(), variant.rule(), variant.source(), variant.certainty()));
        });
        LocalDate written = LocalDate.parse(PACK.version());
        assertThat(PACK.amounts()).isNotEmpty().allSatisfy(amount -> {
            named(amount.name());
            sourced(amount.key(), amount.rule(), amount.source(), amount.certainty());
            assertThat(amount.since()).as("a pack says what holds now").isBeforeOrEqualTo(written);
            assertThat(amount.in().keySet())
                    .as("currencies of %s, one for each marketplace", amount.key())
                    .containsExactlyInAnyOrderElementsOf(Stream.of(Marketplace.values())
                            .map(Marketplace::currency)
                            .collect(Collectors.toSet()));
            assertThat(amount.in().values())
                    .allSatisfy(value -> assertThat(value).isPositive());
        });
        assertThat(PACK.counts()).isNotEmpty().allSatisfy(count -> {
            named(count.name());
            sourced(count.key(), count.rule(), count.source(), count.certainty());
            assertThat(count.since()).isBeforeOrEqualTo(written);
        });
        assertThat(PACK.rules()).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.rule()).endsWith(".");
            assertThat(rule.instead()).isNotBlank();
            assertThat(rule.ja()).endsWith("。");
            assertThat(rule.zh()).endsWith("。");
            assertThat(rule.source()).as(rule.id()).matches(SOURCE);
            assertThat(CERTAINTIES).contains(rule.certainty());
        });
    }

    private static void named(Texts name) {
        assertThat(List.of(name.en(), name.ja(), name.zh()))
                .doesNotHaveDuplicates()
                .allSatisfy(text -> assertThat(text).isNotBlank().doesNotEndWith("."));
    }

    /** A sentence for each reader; what Amazon says has an address. */
    private static void sourced(String key, Texts rule, String source, String certainty) {
        assertThat(rule.en()).as(key).matches("[A-Z].*\\.");
        assertThat(rule.ja()).as(key).endsWith("。").matches(".*\\p{IsHiragana}.*");
        assertThat(rule.zh()).as(key).endsWith("。").matches("[^\\p{IsHiragana}\\p{IsKatakana}]*");
        assertThat(source).as(key).matches(SOURCE);
        assertThat(CERTAINTIES).as(key).contains(certainty);
        if (Set.of("H", "M").contains(certainty)) {
            assertThat(source).as(key).startsWith("P").contains("https://");
        }
    }

    /** Analysts choose from the palette exactly what the desk can do. */
    @Test
    void element_templates_and_delegates_pair_one_to_one() {
        Set<String> templates =
                Repository.templates().stream().map(Repository::name).collect(Collectors.toSet());
        assertThat(templates).isEqualTo(Repository.delegates());
        Repository.templates().forEach(file -> {
            JsonNode template = Repository.json(file);
            assertThat(template.path("id").asText()).isEqualTo(Repository.name(file));
            assertThat(template.path("name").asText()).isNotBlank();
            assertThat(template.toString()).contains("${" + Repository.name(file) + "}");
        });
        Repository.rooms()
                .forEach(room -> room.model()
                        .getModelElementsByType(ServiceTask.class)
                        .forEach(task -> assertThat("${"
                                        + task.getAttributeValueNs(
                                                "http://camunda.org/schema/1.0/bpmn", "modelerTemplate")
                                        + "}")
                                .as(task.getId())
                                .isEqualTo(task.getCamundaDelegateExpression())));
    }
}
