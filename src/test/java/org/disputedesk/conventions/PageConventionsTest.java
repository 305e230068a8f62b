package org.disputedesk.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pages of cases: they escape everything, and have a word for whatever a model is called in every language. */
@Tag("models")
class PageConventionsTest {

    private static final Path RESOURCES = Repository.ROOT.resolve("src/main/resources");
    private static final Pattern WORD = Pattern.compile("\\{\\{w\\.(\\w+)}}");
    private static final Pattern IN_TASKLIST =
            Pattern.compile("^ {2}(?:'([^']+)'|\"([^\"]+)\"): \\['([^']+)', '([^']+)'\\],?$", Pattern.MULTILINE);

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES.resolve("pages"))) {
            return files.toList();
        }
    }

    @Test
    void no_page_writes_a_value_unescaped_or_holds_a_script_or_style_of_its_own() throws IOException {
        assertThat(pages()).isNotEmpty();
        for (Path page : pages()) {
            assertThat(Files.readString(page))
                    .as(page.toString())
                    .doesNotContain("{{{", "{{&", " style=", "<style", "javascript:")
                    .doesNotContainPattern("\\son\\w+=")
                    .doesNotContainPattern("<script(?! src=\"/assets/)")
                    // an attribute without quotes is not escaped by what escapes it with them
                    .doesNotContainPattern("\\s[\\w-]+=\\{\\{");
        }
    }

    @Test
    void every_word_of_a_page_is_there_in_every_language() throws IOException {
        List<CSVRecord> rows = Repository.csv("words/page.csv");
        assertThat(rows)
                .allSatisfy(row -> assertThat(List.of(row.get("en"), row.get("ja"), row.get("zh")))
                        .as(row.get("word"))
                        .noneMatch(String::isBlank)
                        .extracting(text -> text.split("%s", -1).length)
                        .containsOnly(row.get("en").split("%s", -1).length));
        Set<String> known = rows.stream().map(row -> row.get("word")).collect(Collectors.toSet());
        assertThat(known).hasSameSizeAs(rows);
        for (Path page : pages()) {
            Matcher used = WORD.matcher(Files.readString(page));
            while (used.find()) {
                assertThat(known).as(page.toString()).contains(used.group(1));
            }
        }
    }

    @Test
    void whatever_a_model_names_on_the_page_has_a_name_in_every_language() {
        Map<String, CSVRecord> steps = steps();
        Set<String> shown = new TreeSet<>();
        Repository.rooms().forEach(room -> {
            var model = room.model();
            model.getModelElementsByType(Process.class).forEach(process -> shown.add(process.getName()));
            // gateways are ways, not places; what they ask is in the diagram only
            model.getModelElementsByType(FlowNode.class).stream()
                    .filter(node -> !(node instanceof Gateway) || followsTimer(node))
                    .map(FlowNode::getName)
                    .filter(name -> name != null && !name.isBlank())
                    .forEach(name -> shown.add(name.replaceAll("\\s+", " ")));
        });
        assertThat(steps.keySet()).as("words/steps.csv").containsAll(shown);
    }

    private static boolean followsTimer(FlowNode node) {
        return node.getPreviousNodes().list().stream()
                .anyMatch(before -> before instanceof CatchEvent event
                        && event.getEventDefinitions().stream().anyMatch(TimerEventDefinition.class::isInstance));
    }

    @Test
    void tasklist_and_the_page_call_a_step_the_same() throws IOException {
        Map<String, CSVRecord> steps = steps();
        Matcher entry = IN_TASKLIST.matcher(Files.readString(
                RESOURCES.resolve("META-INF/resources/webjars/camunda/app/tasklist/scripts/words.js")));
        Map<String, List<String>> differing = new HashMap<>();
        while (entry.find()) {
            String name = entry.group(1) == null ? entry.group(2) : entry.group(1);
            CSVRecord step = steps.get(name);
            if (step != null
                    && !List.of(step.get("ja"), step.get("zh")).equals(List.of(entry.group(3), entry.group(4)))) {
                differing.put(name, List.of(step.get("ja"), step.get("zh")));
            }
        }
        assertThat(differing).isEmpty();
    }

    private static Map<String, CSVRecord> steps() {
        Map<String, CSVRecord> steps = new HashMap<>();
        Repository.csv("words/steps.csv").forEach(row -> steps.put(row.get("en"), row));
        return steps;
    }
}
