package org.disputedesk.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.disputedesk.dispute.Rows;
import org.disputedesk.intake.EventType;
import org.junit.jupiter.api.Test;

/** Whatever the desk writes into the record is called something in every language of staff. */
class RecordWordsTest {

    private static final Path SOURCES = Path.of("src/main/java/org/disputedesk");
    private static final Pattern WRITES =
            Pattern.compile("\\b(?:record\\s*\\.append(As|DespiteRollback)?|(?<=\\s)write)\\(");
    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern PIECES = Pattern.compile("\\{[a-zA-Z]+}");
    private static final Pattern KIND = Pattern.compile("[a-z]+(-[a-z]+)*");

    private final Words words = new Words();

    @Test
    void every_kind_of_entry_has_words() throws IOException {
        Set<String> kinds = written();
        for (EventType type : EventType.values()) {
            kinds.add(type.type());
        }

        assertThat(kinds)
                .contains("task-opened", "evidence-pack-made", "letter-sent", "claim-filed", "reached", "refused")
                .hasSizeGreaterThan(60);
        for (String language : List.of("en", "ja", "zh")) {
            assertThat(kinds)
                    .as("words/page.csv, kind.* in " + language)
                    .allMatch(kind -> words.find("kind." + kind, language)
                            .or(() -> words.find("news." + kind, language))
                            .isPresent());
        }
    }

    /** Each piece of a sentence the desk writes stands in a row of words/record.csv for that kind. */
    @Test
    void every_sentence_is_known_in_japanese_and_chinese() throws IOException {
        Map<String, List<String>> known = Rows.of("words/record.csv").stream()
                .collect(Collectors.groupingBy(
                        row -> row.get("kind"), Collectors.mapping(row -> row.get("recorded"), Collectors.toList())));
        Set<String> unknown = new TreeSet<>();
        Set<String> checked = new TreeSet<>();
        forEachWritten((kinds, text) -> {
            // a rule and a deadline are told in the words of the policy pack
            if (kinds.isEmpty() || kinds.contains("refused") || kinds.contains("deadline")) {
                return;
            }
            List<String> pieces = TEXT.matcher(text)
                    .results()
                    .map(found -> found.group(1).strip())
                    .filter(piece -> piece.matches(".*[a-z]{2}.*"))
                    .toList();
            checked.addAll(pieces);
            pieces.stream()
                    .filter(piece -> kinds.stream()
                            .flatMap(kind -> known.getOrDefault(kind, List.of()).stream())
                            .flatMap(recorded -> Stream.of(PIECES.split(recorded)))
                            .noneMatch(part -> part.contains(piece)))
                    .forEach(piece -> unknown.add(kinds + ": " + piece));
        });
        for (EventType type : EventType.values()) {
            if (!known.getOrDefault(type.type(), List.of()).contains("Event: " + type.type())) {
                unknown.add("Event: " + type.type());
            }
        }
        Set<String> withSentences = written();
        withSentences.removeAll(Set.of("refused", "deadline"));

        assertThat(checked).hasSizeGreaterThan(50);
        assertThat(unknown).as("words/record.csv").isEmpty();
        assertThat(known.keySet()).as("words/record.csv").containsAll(withSentences);
        assertThat(Rows.of("words/record.csv"))
                .allSatisfy(row -> assertThat(List.of(row.get("ja"), row.get("zh")))
                        .as(row.get("recorded"))
                        .noneMatch(String::isBlank)
                        .noneMatch(said -> said.equals(row.get("recorded"))));
    }

    private interface Found {
        void in(List<String> kinds, String text);
    }

    private static Set<String> written() throws IOException {
        Set<String> kinds = new TreeSet<>();
        forEachWritten((its, text) -> kinds.addAll(its));
        return kinds;
    }

    private static void forEachWritten(Found found) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(SOURCES)) {
            files = all.filter(file -> file.toString().endsWith(".java")).toList();
        }
        for (Path file : files) {
            String source = Files.readString(file);
            boolean isHistory = file.endsWith("RecordHistory.java");
            Matcher writes = WRITES.matcher(source);
            while (writes.find()) {
                if (!isHistory && !writes.group().contains("append")) {
                    continue;
                }
                List<String> arguments = arguments(source, writes.end());
                int place = "As".equals(writes.group(1)) ? 2 : 1;
                if (arguments.size() > place + 1) {
                    found.in(
                            kinds(arguments.get(place).strip(), source),
                            arguments.get(place + 1).strip());
                }
            }
        }
    }

    /** The kinds that an expression can come to. */
    private static List<String> kinds(String expression, String source) {
        Matcher constant = Pattern.compile("String " + Pattern.quote(expression) + " = (\"[^\"]*\");")
                .matcher(source);
        String written = constant.find() ? constant.group(1) : expression;
        return TEXT.matcher(written)
                .results()
                .map(found -> found.group(1))
                .filter(text -> KIND.matcher(text).matches())
                .toList();
    }

    private static List<String> arguments(String source, int from) {
        List<String> arguments = new ArrayList<>();
        StringBuilder argument = new StringBuilder();
        int depth = 0;
        boolean isText = false;
        for (int i = from; i < source.length(); i++) {
            char c = source.charAt(i);
            isText = (c == '"' && source.charAt(i - 1) != '\\') != isText;
            if (!isText && "([{".indexOf(c) >= 0) {
                depth++;
            }
            if (!isText && ")]}".indexOf(c) >= 0 && depth-- == 0) {
                break;
            }
            if (!isText && depth == 0 && c == ',') {
                arguments.add(argument.toString());
                argument.setLength(0);
            } else {
                argument.append(c);
            }
        }
        arguments.add(argument.toString());
        return arguments;
    }
}
