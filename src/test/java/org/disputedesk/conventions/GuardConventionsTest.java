package org.disputedesk.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.disputedesk.policy.PolicyPack;
import org.disputedesk.policy.PolicyPack.Pass;
import org.disputedesk.policy.PolicyPack.Rule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rules of the policy pack are the law: what the desk refuses stands there, and what stands there is refused and tried. */
@Tag("models")
class GuardConventionsTest {

    private static final Path SOURCES = Repository.ROOT.resolve("src/main/java");
    private static final Path TESTS = Repository.ROOT.resolve("src/test/java");

    /** Where code refuses something by the name of a rule. */
    private static final Pattern REFUSES = Pattern.compile(
            "(?:refuse|refusal|Forbidden\\.by|Forbidden\\.because|feedback)\\((?:[\\w.()]+,\\s*)*\\s*\"([a-z]+(?:-[a-z]+)+)\"");

    private static final PolicyPack PACK =
            PolicyPack.of(Repository.read(Repository.ROOT.resolve("src/main/resources/policy/amazon.yml")));

    private static Set<String> ids() {
        return PACK.rules().stream().map(Rule::id).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The files in which a rule is named, by rule; this package speaks of rules in general. */
    private static Map<String, Set<String>> named(Path folder) {
        Map<String, Set<String>> found = new TreeMap<>();
        Repository.files(folder, ".java").stream()
                .filter(file -> !Repository.slug(file).equals("conventions"))
                .forEach(file -> {
                    String text = Repository.read(file);
                    ids().stream()
                            .filter(id -> text.contains("\"" + id + "\""))
                            .forEach(id -> found.computeIfAbsent(id, i -> new TreeSet<>())
                                    .add(Repository.name(file)));
                });
        return found;
    }

    /** The tests that name a rule. */
    static Set<String> testsOf(String rule) {
        return named(TESTS).getOrDefault(rule, Set.of());
    }

    @Test
    void what_the_desk_refuses_is_a_rule_of_the_pack() {
        Set<String> refused = new TreeSet<>();
        Repository.files(SOURCES, ".java")
                .forEach(file ->
                        REFUSES.matcher(Repository.read(file)).results().forEach(found -> refused.add(found.group(1))));
        assertThat(refused).as("refusals found in the code").hasSizeGreaterThan(20);
        assertThat(ids()).as("rules of policy/amazon.yml").containsAll(refused);
        assertThat(ids()).containsAll(lint());
    }

    /** Letters are refused by what the linter finds. */
    private static Set<String> lint() {
        return Repository.csv("letters/lint/rules.csv").stream()
                .map((CSVRecord row) -> row.get("guard"))
                .filter(id -> !id.isBlank())
                .collect(Collectors.toSet());
    }

    @Test
    void every_rule_is_enforced_and_a_test_fails_without_it() {
        Set<String> enforced = new TreeSet<>(named(SOURCES).keySet());
        enforced.addAll(lint());
        assertThat(enforced).as("rules that some code or the linter refuses by").isEqualTo(ids());
        assertThat(named(TESTS).keySet())
                .as("rules that a test names: isRefused(…, \"rule\")")
                .isEqualTo(ids());
    }

    @Test
    void every_rule_says_since_when_it_holds_and_who_may_let_pass_what_it_forbids() {
        JsonNode written = yaml();
        written.path("rules").forEach(rule -> {
            String id = rule.path("id").asText();
            assertThat(rule.path("since").asText()).as("since of %s", id).matches("20\\d\\d-\\d\\d-\\d\\d");
            JsonNode override = rule.path("override");
            assertThat(override.asText().equals("nobody") || override.isObject())
                    .as("override of %s: nobody, or who", id)
                    .isTrue();
        });
    }

    private static JsonNode yaml() {
        return new com.fasterxml.jackson.databind.ObjectMapper()
                .valueToTree(new org.yaml.snakeyaml.Yaml(new org.yaml.snakeyaml.constructor.SafeConstructor(
                                new org.yaml.snakeyaml.LoaderOptions()))
                        .load(Repository.read(Repository.ROOT.resolve("src/main/resources/policy/amazon.yml"))
                                .replaceAll("(since|version): (20\\d\\d-\\d\\d-\\d\\d)", "$1: \"$2\"")));
    }

    /** Who may let something pass does it at a task of his, says why where that is asked, and the record keeps it. */
    @Test
    void who_may_let_something_pass_does_it_at_a_task_and_it_is_kept() {
        String code = Repository.files(SOURCES, ".java").stream()
                .map(Repository::read)
                .collect(Collectors.joining("\n"));
        PACK.rules().stream().filter(rule -> rule.pass() != null).forEach(rule -> {
            Pass pass = java.util.Objects.requireNonNull(rule.pass());
            UserTask task = task(pass);
            assertThat(task.getCamundaCandidateGroups()).as(rule.id()).isEqualTo(pass.by());
            if (!pass.reason().isEmpty()) {
                String form = Repository.read(Repository.ROOT.resolve(
                        "forms/" + task.getCamundaFormRef().replace('.', '/') + ".form"));
                assertThat(form).as("%s asks why", task.getId()).contains("\"key\": \"" + pass.reason() + "\"");
            }
            assertThat(code).as("entries of the record").contains("\"" + pass.kept() + "\"");
        });
    }

    private static UserTask task(Pass pass) {
        String[] parts = pass.at().split("/", 2);
        return Repository.rooms().stream()
                .filter(room -> room.slug().equals(parts[0]))
                .flatMap(room -> room.model().getModelElementsByType(UserTask.class).stream())
                .filter(task -> task.getId().equals(parts[1]))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No task " + pass.at()));
    }
}
