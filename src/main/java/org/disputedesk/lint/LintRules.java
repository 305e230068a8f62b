package org.disputedesk.lint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.disputedesk.dispute.Rows;
import org.springframework.stereotype.Component;

/** The tables of the linter, which analysts extend: {@code letters/lint/*.csv}. */
@Component
class LintRules {

    private static final String RULES = "letters/lint/rules.csv";
    private static final List<String> WORDS = List.of(
            "letters/lint/contacts.csv",
            "letters/lint/offers.csv",
            "letters/lint/reviews.csv",
            "letters/lint/blame.csv",
            "letters/lint/manners.csv");
    private static final Pattern KIND = Pattern.compile("\\{([a-z]+-[a-z]+)}");
    private static final Pattern BAR = Pattern.compile("\\|");
    private static final String SIGNS = "letters/lint/signs.csv";

    private final Map<String, LintRule> rules = new LinkedHashMap<>();
    private final List<Words> words = new ArrayList<>();
    private final Map<String, Map<String, String>> parts = new LinkedHashMap<>();
    private final Map<String, List<String>> signs = new LinkedHashMap<>();

    LintRules() {
        for (CSVRecord row : Rows.of(RULES)) {
            String id = row.get("rule");
            rules.put(
                    id,
                    new LintRule(
                            id,
                            Severity.valueOf(row.get("severity")),
                            row.get("guard"),
                            Rows.languages(row),
                            row.get("source")));
        }
        for (CSVRecord row : Rows.of(SIGNS)) {
            signs.computeIfAbsent(row.get("kind"), kind -> new ArrayList<>())
                    .addAll(BAR.splitAsStream(row.get("words")).toList());
        }
        for (String table : WORDS) {
            for (CSVRecord row : Rows.of(table)) {
                LintRule rule = rules.get(row.get("rule"));
                if (rule == null) {
                    throw Rows.wrong(table, row, "there is no rule '" + row.get("rule") + "' in " + RULES);
                }
                words.add(new Words(rule, WordPattern.of(filled(row.get("words")), row.get("unless"))));
            }
        }
        for (CSVRecord row : Rows.of("letters/lint/parts.csv")) {
            parts.put(row.get("part"), Rows.languages(row));
        }
    }

    /** The words of a kind in place of its name in braces. */
    private String filled(String words) {
        return KIND.matcher(words)
                .replaceAll(match -> Matcher.quoteReplacement(String.join("|", signs(match.group(1)))));
    }

    /** Words and the rule they break. */
    record Words(LintRule rule, WordPattern pattern) {}

    List<LintRule> all() {
        return List.copyOf(rules.values());
    }

    /** The rule of this name; the code and the table must agree. */
    LintRule rule(String id) {
        LintRule rule = rules.get(id);
        if (rule == null) {
            throw new IllegalStateException(RULES + " has no rule '" + id + "'");
        }
        return rule;
    }

    List<Words> words() {
        return words;
    }

    /** What staff call a part of a letter; its own name when the table has none. */
    String part(String name, String language) {
        Map<String, String> names = parts.getOrDefault(name, Map.of());
        return names.getOrDefault(language, names.getOrDefault("en", name));
    }

    /** Words of one kind that the code asks for, such as what stands before telephone numbers. */
    List<String> signs(String kind) {
        List<String> found = signs.get(kind);
        if (found == null) {
            throw new IllegalStateException(SIGNS + " has no kind '" + kind + "'");
        }
        return found;
    }
}
