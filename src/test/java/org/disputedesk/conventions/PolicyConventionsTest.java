package org.disputedesk.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Period;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.disputedesk.dispute.DisputeFacts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Models and policy pack speak of the same deadlines; every value says where it comes from. */
@Tag("models")
class PolicyConventionsTest {

    private static final Set<String> CERTAINTIES = Set.of("H", "M", "L", "OWN");

    private static final Map<String, List<Map<String, Object>>> PACK = pack();

    @SuppressWarnings("unchecked")
    private static Map<String, List<Map<String, Object>>> pack() {
        try (InputStream in = Files.newInputStream(Repository.ROOT.resolve("src/main/resources/policy/amazon.yml"))) {
            return (Map<String, List<Map<String, Object>>>) new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Map<String, Object>> entries(String list) {
        return PACK.getOrDefault(list, List.of());
    }

    private static Set<String> keys() {
        return entries("deadlines").stream().map(d -> text(d, "key")).collect(Collectors.toSet());
    }

    private static String text(Map<String, Object> entry, String field) {
        return String.valueOf(entry.getOrDefault(field, ""));
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
                assertThat(keys())
                        .as("nextDeadline of %s of %s: deadlines of policy/amazon.yml", rule.getId(), table)
                        .contains(entry.getText()
                                .getTextContent()
                                .replace("\"", "")
                                .strip());
            }
        }
    }

    @Test
    void the_palette_offers_every_deadline_and_no_other() {
        JsonNode template =
                Repository.json(Repository.ROOT.resolve("bpmn/.camunda/element-templates/computeDeadline.json"));
        Set<String> offered = new java.util.TreeSet<>();
        template.path("properties")
                .forEach(property -> property.path("choices")
                        .forEach(choice -> offered.add(choice.path("value").asText())));
        offered.remove("${nextDeadline}");
        assertThat(offered).isEqualTo(keys());
    }

    @Test
    void every_deadline_sets_instants_and_every_value_has_a_source() {
        assertThat(entries("deadlines")).isNotEmpty().allSatisfy(deadline -> {
            assertThat(DisputeFacts.named(text(deadline, "fact")).type()).isEqualTo(Date.class);
            String period = text(deadline, "period");
            if (period.contains("T")) {
                Duration.parse(period);
            } else {
                Period.parse(period);
            }
            ((List<?>) deadline.getOrDefault("anchors", List.of()))
                    .forEach(anchor -> DisputeFacts.named(String.valueOf(anchor)));
            ((Map<?, ?>) deadline.getOrDefault("warnings", Map.of())).forEach((fact, warning) -> {
                assertThat(DisputeFacts.named(String.valueOf(fact)).type()).isEqualTo(Date.class);
                Duration.parse(String.valueOf(warning));
            });
            sourced(deadline);
        });
        assertThat(entries("rules")).isNotEmpty().allSatisfy(rule -> {
            assertThat(text(rule, "instead")).isNotBlank();
            sourced(rule);
        });
    }

    private static void sourced(Map<String, Object> entry) {
        assertThat(text(entry, "rule")).endsWith(".");
        assertThat(text(entry, "source")).isNotBlank();
        assertThat(CERTAINTIES).contains(text(entry, "certainty"));
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
