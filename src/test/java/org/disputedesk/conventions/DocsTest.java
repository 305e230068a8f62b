package org.disputedesk.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Documentation;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.dmn.instance.Description;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.disputedesk.conventions.Repository.Room;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Fact;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.policy.PolicyPack;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two pages of the documentation are written from the models, the code and the tests, and always agree with them. */
@Tag("models")
class DocsTest {

    private static final Path WRITTEN = Repository.ROOT.resolve("target/docs");
    private static final Path COMMITTED = Repository.ROOT.resolve("docs");
    private static final String NOTE =
            "<!-- Written by DocsTest. Change the models or the tests, run it, then: cp target/docs/%s docs/ -->\n\n";
    private static final int MOST_NAMED = 6;

    @Test
    void docs_processes_md_agrees_with_the_models() throws IOException {
        StringBuilder page = new StringBuilder("# Processes\n\n" + NOTE.formatted("processes.md"));
        page.append(
                "Each process is a room: one folder, one file, one story. Called rooms serve several disputes.\n\n");
        page.append("| Room | Starts when | Staff do | Desk does | Decides | Clocks | Letters | Story |\n");
        page.append("|---|---|---|---|---|---|---|---|\n");
        List<Room> rooms = Repository.rooms();
        for (Room room : rooms) {
            page.append(row(room, rooms));
        }
        page.append("\n## How a case can end\n\n| Room | End event | Meaning |\n|---|---|---|\n");
        rooms.stream()
                .filter(DocsTest::isDispute)
                .forEach(room -> all(room, EndEvent.class).stream()
                        .filter(outcomes(room)::contains)
                        .sorted(java.util.Comparator.comparing(BaseElement::getId))
                        .forEach(end -> page.append("| ")
                                .append(room.slug())
                                .append(" | `")
                                .append(end.getId())
                                .append("` | ")
                                .append(name(end))
                                .append(" |\n")));
        page.append(facts());
        agree("processes.md", page.toString());
    }

    /** The ends that the case itself reaches; those of reminders beside it are none of its outcomes. */
    private static Set<FlowNode> outcomes(Room room) {
        Set<FlowNode> reached = new LinkedHashSet<>();
        Deque<FlowNode> open = new ArrayDeque<>();
        all(room, StartEvent.class).stream()
                .filter(start -> start.getParentElement() instanceof Process)
                .forEach(open::add);
        while (!open.isEmpty()) {
            FlowNode node = open.remove();
            if (reached.add(node)) {
                node.getOutgoing().forEach(flow -> open.add(flow.getTarget()));
                all(room, BoundaryEvent.class).stream()
                        .filter(border -> border.cancelActivity()
                                && border.getAttachedTo().equals(node))
                        .forEach(open::add);
            }
        }
        return reached;
    }

    private static String row(Room room, List<Room> rooms) {
        List<String> callers = rooms.stream()
                .filter(other -> all(other, CallActivity.class).stream()
                        .anyMatch(call -> room.slug().equals(call.getCalledElement())))
                .map(Room::slug)
                .toList();
        List<String> starts = all(room, StartEvent.class).stream()
                .filter(start -> start.getParentElement() instanceof Process)
                .map(DocsTest::name)
                .toList();
        List<String> cells = List.of(
                "[" + name(room) + "](../bpmn/" + room.slug() + "/" + room.slug() + ".bpmn)<br>`" + room.slug() + "`",
                String.join("<br>", starts) + (callers.isEmpty() ? "" : "<br>called by " + String.join(", ", callers)),
                names(all(room, UserTask.class).stream()
                        .map(task -> name(task) + " (" + task.getCamundaCandidateGroups() + ")")),
                names(all(room, ServiceTask.class).stream().map(DocsTest::name)),
                names(all(room, BusinessRuleTask.class).stream()
                        .map(task -> "[" + name(task) + "](../bpmn/" + room.slug() + "/" + task.getCamundaDecisionRef()
                                + ".dmn)")),
                names(all(room, TimerEventDefinition.class).stream()
                        .map(timer -> name((FlowElement) timer.getParentElement()))),
                names(Repository.letters().stream()
                        .filter(file -> Repository.slug(file).equals(room.slug()))
                        .map(Repository::name)
                        .map(letter -> letter.substring(0, letter.lastIndexOf('.')))),
                story(room.slug()));
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String story(String slug) {
        String spec = Stream.of(slug.split("-", -1))
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining())
                + "Spec";
        Path file = Repository.ROOT.resolve("src/test/java/org/disputedesk/process/" + spec + ".java");
        assertThat(file).as("the story of %s", slug).exists();
        long stories = Pattern.compile("(?m)^    @Test$")
                .matcher(Repository.read(file))
                .results()
                .count();
        return "[" + spec + "](../src/test/java/org/disputedesk/process/" + spec + ".java), " + stories + " stories";
    }

    private static String names(Stream<String> names) {
        String joined = names.distinct().sorted().collect(Collectors.joining("<br>"));
        return joined.isEmpty() ? "–" : joined;
    }

    private static String facts() {
        StringBuilder text = new StringBuilder("\n## Facts\n\nWhat models, tables and forms may name. Those marked with"
                + " ● may be told when a case is opened.\n\n| Fact | Type | Values | Told |\n|---|---|---|---|\n");
        new TreeMap<>(DisputeFacts.all())
                .forEach((name, fact) -> text.append("| `")
                        .append(name)
                        .append("` | ")
                        .append(type(fact))
                        .append(" | ")
                        .append(values(name))
                        .append(" | ")
                        .append(DisputeFacts.TOLD_AT_START.contains(name) ? "●" : "")
                        .append(" |\n"));
        text.append("\nTexts, kept apart from the engine; forms may name them, expressions may not: ")
                .append(new TreeSet<>(DisputeFacts.TEXTS)
                        .stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")))
                .append(".\n");
        return text.toString();
    }

    private static String type(Fact<?> fact) {
        return switch (fact.type().getSimpleName()) {
            case "Boolean" -> "true or false";
            case "Long" -> "whole number";
            case "Double" -> "number";
            case "Date" -> "instant";
            default -> "text";
        };
    }

    /** The desk itself says what a value must be. */
    private static String values(String fact) {
        if (fact.equals("deliveryState")) {
            return Stream.of(DeliveryState.values()).map(Enum::name).collect(Collectors.joining(", "));
        }
        try {
            DisputeFacts.checkValue(fact, "?");
            return "";
        } catch (Rejected rejected) {
            return rejected.errors()
                    .get(0)
                    .message()
                    .replace("must be one of ", "")
                    .replaceAll("\\.$", "");
        }
    }

    @Test
    void docs_requirements_md_agrees_with_models_and_tests() throws IOException {
        Map<String, String> titles = new LinkedHashMap<>();
        try (Reader csv = Files.newBufferedReader(Repository.ROOT.resolve("src/test/resources/requirements.csv"))) {
            for (CSVRecord line : CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(csv)) {
                titles.put(line.get("id"), line.get("title"));
            }
        }
        Map<String, Set<String>> models = new TreeMap<>();
        Repository.rooms()
                .forEach(room -> room.model()
                        .getModelElementsByType(Documentation.class)
                        .forEach(text -> mention(
                                models,
                                titles.keySet(),
                                text.getTextContent(),
                                ((BaseElement) text.getParentElement()).getId())));
        Repository.tables()
                .forEach(table -> table.model()
                        .getModelElementsByType(Description.class)
                        .forEach(text -> mention(
                                models,
                                titles.keySet(),
                                text.getTextContent(),
                                ((DmnElement) text.getParentElement()).getId())));
        Map<String, Set<String>> code = files(titles.keySet(), "src/main/java");
        mentionFile(code, titles.keySet(), Repository.ROOT.resolve("src/main/resources/policy/amazon.yml"));
        Map<String, Set<String>> tests = files(titles.keySet(), "src/test/java");

        StringBuilder page = new StringBuilder("# Requirements\n\n" + NOTE.formatted("requirements.md"));
        page.append("What the five sources ask (000 to 004), the scenarios that prove it (A) and the marketplace's")
                .append(
                        " rules (P), and what mentions each. Tested: a test names it. Built: only a model or code names")
                .append(" it. Open: nothing does yet.\n\n");
        StringBuilder rows = new StringBuilder();
        Map<String, Integer> totals = new TreeMap<>();
        titles.forEach((id, title) -> {
            String state = tests.containsKey(id)
                    ? "tested"
                    : models.containsKey(id) || code.containsKey(id) ? "built" : "**open**";
            totals.merge(state.replace("*", ""), 1, Integer::sum);
            rows.append("| ")
                    .append(id)
                    .append(" | ")
                    .append(title)
                    .append(" | ")
                    .append(state)
                    .append(" | ")
                    .append(list(models.get(id)))
                    .append(" | ")
                    .append(list(code.get(id)))
                    .append(" | ")
                    .append(list(tests.get(id)))
                    .append(" |\n");
        });
        page.append("**")
                .append(titles.size())
                .append(" requirements: ")
                .append(totals.getOrDefault("tested", 0))
                .append(" tested, ")
                .append(totals.getOrDefault("built", 0))
                .append(" built, ")
                .append(totals.getOrDefault("open", 0))
                .append(" open.**\n\n")
                .append("| ID | Short | State | Models | Code | Tests |\n|---|---|---|---|---|---|\n")
                .append(rows);
        agree("requirements.md", page.toString());
    }

    /** The law of the desk: what is refused, where that is written, who may let it pass, and which tests try it. */
    @Test
    void docs_guard_md_agrees_with_the_policy_pack() throws IOException {
        PolicyPack pack =
                PolicyPack.of(Repository.read(Repository.ROOT.resolve("src/main/resources/policy/amazon.yml")));
        StringBuilder page = new StringBuilder("# What the desk refuses\n\n" + NOTE.formatted("guard.md"));
        page.append(
                        "Every rule by which something is refused, from `policy/amazon.yml`. A refusal names its rule, tells staff in")
                .append(
                        " English, Japanese or Chinese what to do instead, and stays in the record of the case with who tried.")
                .append(
                        " Certainty: H read on an Amazon page, M consistent third-party reports, L a single or old one, OWN the")
                .append(" desk's own choice.\n\n")
                .append("| Rule | Forbids | Instead | Who may let it pass | Source | Certainty | Since | Tried in |\n")
                .append("|---|---|---|---|---|---|---|---|\n");
        pack.rules()
                .forEach(rule -> page.append("| ")
                        .append(String.join(
                                " | ",
                                "`" + rule.id() + "`",
                                rule.rule(),
                                rule.instead(),
                                letsPass(rule.pass()),
                                rule.source(),
                                rule.certainty(),
                                rule.since().toString(),
                                list(GuardConventionsTest.testsOf(rule.id()))))
                        .append(" |\n"));
        page.append("\n## The same for staff who read Japanese or Chinese\n\n| Rule | 日本語 | 中文 |\n|---|---|---|\n");
        pack.rules()
                .forEach(rule -> page.append("| ")
                        .append(String.join(" | ", "`" + rule.id() + "`", rule.ja(), rule.zh()))
                        .append(" |\n"));
        agree("guard.md", page.toString());
    }

    private static String letsPass(PolicyPack.@org.jspecify.annotations.Nullable Pass pass) {
        return pass == null
                ? "nobody"
                : pass.by() + " at `" + pass.at() + "`"
                        + (pass.reason().isEmpty() ? "" : ", saying why (`" + pass.reason() + "`)")
                        + "; kept as `" + pass.kept() + "`";
    }

    private static String list(@org.jspecify.annotations.Nullable Set<String> names) {
        if (names == null) {
            return "";
        }
        String shown = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return names.size() > MOST_NAMED ? shown + " and " + (names.size() - MOST_NAMED) + " more" : shown;
    }

    private static Map<String, Set<String>> files(Set<String> ids, String folder) {
        Map<String, Set<String>> found = new TreeMap<>();
        Repository.files(Repository.ROOT.resolve(folder), ".java").forEach(file -> mentionFile(found, ids, file));
        return found;
    }

    private static void mentionFile(Map<String, Set<String>> found, Set<String> ids, Path file) {
        // the conventions speak of requirements in general
        if (!Repository.slug(file).equals("conventions")) {
            boolean isTest = file.startsWith(Repository.ROOT.resolve("src/test"));
            String text = Repository.read(file);
            mention(
                    found,
                    ids,
                    COMMENT.matcher(text).results().map(MatchResult::group).collect(Collectors.joining("\n")),
                    Repository.name(file),
                    isTest);
            // "A4" in code is a size of paper; a source's number can be nothing else
            Set<String> numbers = ids.stream().filter(id -> id.startsWith("00")).collect(Collectors.toSet());
            mention(found, numbers, text, Repository.name(file), isTest);
        }
    }

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*|(?m)^\\s*source: .*$");

    private static final Pattern RANGE = Pattern.compile(
            "\\b(00[0-4])-(\\d\\d)(?: to |\\.\\.)(?:\\1-)?(\\d\\d)\\b|\\b([AP])(\\d+)\\.\\.\\4?(\\d+)\\b");
    private static final Pattern ONE = Pattern.compile("(?<![\\w-])(00[0-4]-\\d\\d|[AP]\\d+b?)(?![\\w-])");

    private static void mention(Map<String, Set<String>> found, Set<String> ids, String text, String where) {
        mention(found, ids, text, where, false);
    }

    private static void mention(
            Map<String, Set<String>> found, Set<String> ids, String text, String where, boolean isTest) {
        Collection<String> named = new ArrayList<>();
        Matcher one = ONE.matcher(text);
        while (one.find()) {
            named.add(one.group(1));
        }
        Matcher range = RANGE.matcher(text);
        // a test that names a range has hardly tested all of it
        while (!isTest && range.find()) {
            boolean isSource = range.group(1) != null;
            int from = Integer.parseInt(range.group(isSource ? 2 : 5));
            int to = Integer.parseInt(range.group(isSource ? 3 : 6));
            for (int n = from; n <= to; n++) {
                named.add(isSource ? String.format(Locale.ROOT, "%s-%02d", range.group(1), n) : range.group(4) + n);
            }
        }
        named.stream()
                .filter(ids::contains)
                .forEach(id -> found.computeIfAbsent(id, i -> new TreeSet<>()).add(where));
    }

    private static void agree(String name, String expected) throws IOException {
        Files.createDirectories(WRITTEN);
        Files.writeString(WRITTEN.resolve(name), expected);
        Path committed = COMMITTED.resolve(name);
        List<String> found = (Files.exists(committed) ? Files.readString(committed) : "")
                .lines()
                .toList();
        List<String> wanted = expected.lines().toList();
        int same = 0;
        while (same < Math.min(found.size(), wanted.size()) && found.get(same).equals(wanted.get(same))) {
            same++;
        }
        // the whole pages would bury what else was found
        assertThat(found.equals(wanted))
                .as("docs/%s is out of date from line %d on: cp target/docs/%s docs/", name, same + 1, name)
                .isTrue();
    }

    private static boolean isDispute(Room room) {
        return all(room, Process.class).stream().allMatch(Process::isCamundaStartableInTasklist);
    }

    private static String name(Room room) {
        return all(room, Process.class).iterator().next().getName();
    }

    private static String name(FlowElement element) {
        return element.getName();
    }

    private static <T extends ModelElementInstance> Collection<T> all(Room room, Class<T> type) {
        return room.model().getModelElementsByType(type);
    }
}
