package org.disputedesk.page;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.disputedesk.dispute.Rows;
import org.springframework.stereotype.Component;

/** What the pages say ({@code words/page.csv}), and the steps of models ({@code words/steps.csv}), in the languages of staff. */
@Component
class Words {

    private final Map<String, Map<String, String>> byLanguage = new HashMap<>();
    private final Map<String, Map<String, String>> steps = new HashMap<>();
    private final Map<String, Map<String, String>> letters = new HashMap<>();

    Words() {
        Rows.of("words/page.csv")
                .forEach(row -> Rows.languages(row)
                        .forEach((language, text) -> byLanguage
                                .computeIfAbsent(language, l -> new HashMap<>())
                                .put(row.get("word"), text)));
        Rows.of("words/steps.csv").forEach(row -> steps.put(row.get("en"), Rows.languages(row)));
        Rows.of("words/report.csv").forEach(row -> letters.put(row.get("label"), Rows.languages(row)));
    }

    /** What a letter says, in a few words; its name when nobody has written them. */
    String letter(String letter, String language) {
        String name = letter.substring(letter.indexOf('/') + 1);
        return letters.getOrDefault("letter." + name, Map.of()).getOrDefault(language, name);
    }

    /** All words in one language, by name. */
    Map<String, String> in(String language) {
        return byLanguage.getOrDefault(language, Map.of());
    }

    /** One text, with its places filled in. */
    String of(String word, String language, Object... filled) {
        String text = find(word, language)
                .orElseThrow(() -> new IllegalArgumentException("words/page.csv has no '" + word + "' in " + language));
        return filled.length == 0 ? text : text.formatted(filled);
    }

    /** One text, if somebody wrote it. */
    Optional<String> find(String word, String language) {
        return Optional.ofNullable(in(language).get(word));
    }

    /** A step of a model by its English name, or that name when nobody has translated it. */
    String step(String english, String language) {
        return steps.getOrDefault(english, Map.of()).getOrDefault(language, english);
    }

    /** Whether a step of a model has a name in every language. */
    boolean knowsStep(String english) {
        return steps.containsKey(english);
    }
}
