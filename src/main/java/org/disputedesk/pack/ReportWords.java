package org.disputedesk.pack;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.disputedesk.dispute.Rows;
import org.springframework.stereotype.Component;

/**
 * The words of the report in the languages of staff ({@code words/report.csv}). What kinds of entries and steps of models are
 * called, it takes from where the case page has it.
 */
@Component
class ReportWords {

    private final Map<String, Map<String, String>> words = new HashMap<>();
    private final Map<String, Map<String, String>> kinds = new HashMap<>();
    private final Map<String, Map<String, String>> steps = new HashMap<>();

    ReportWords() {
        Rows.of("words/report.csv").forEach(row -> words.put(row.get("label"), Rows.languages(row)));
        Rows.of("words/page.csv").forEach(row -> {
            String word = row.get("word");
            if (word.startsWith("kind.") || word.startsWith("news.")) {
                kinds.put(word, Rows.languages(row));
            }
        });
        Rows.of("words/steps.csv").forEach(row -> steps.put(row.get("en"), Rows.languages(row)));
    }

    /** A label or sentence with its places filled in. */
    String of(String label, String language, Object... filled) {
        String text = find(label, language).orElse(null);
        if (text == null) {
            throw new IllegalArgumentException("words/report.csv has no '" + label + "' in " + language);
        }
        return filled.length == 0 ? text : text.formatted(filled);
    }

    private Optional<String> find(String label, String language) {
        return Optional.ofNullable(words.getOrDefault(label, Map.of()).get(language));
    }

    /** What an entry of this kind tells; empty when nobody has put it into words. */
    Optional<String> kind(String kind, String language) {
        return find("kind." + kind, language)
                .or(() -> Optional.ofNullable(
                        kinds.getOrDefault("kind." + kind, Map.of()).get(language)))
                .or(() -> Optional.ofNullable(
                        kinds.getOrDefault("news." + kind, Map.of()).get(language)));
    }

    /** A step or an end of a model by its English name, or that name when nobody has translated it. */
    String step(String english, String language) {
        return steps.getOrDefault(english, Map.of()).getOrDefault(language, english);
    }

    /**
     * What a letter says, in a few words; its name when nobody has written them.
     *
     * @param letter as the record names it, with or without its room
     */
    String letter(String letter, String language) {
        String name = letter.substring(letter.indexOf('/') + 1);
        return find("letter." + name, language).orElse(name);
    }
}
