package org.disputedesk.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.disputedesk.intake.EventType;
import org.junit.jupiter.api.Test;

/** Whatever the desk writes into the record is called something in every language of staff. */
class RecordWordsTest {

    private static final Path SOURCES = Path.of("src/main/java/org/disputedesk");
    private static final Pattern WRITES =
            Pattern.compile("\\b(?:record\\s*\\.append(As|DespiteRollback)?|(?<=\\s)write)\\(");
    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");
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

    private static Set<String> written() throws IOException {
        Set<String> kinds = new TreeSet<>();
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
                if (arguments.size() > place) {
                    kinds.addAll(kinds(arguments.get(place).strip(), source));
                }
            }
        }
        return kinds;
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
