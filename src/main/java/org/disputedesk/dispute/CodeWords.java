package org.disputedesk.dispute;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The codes of facts in words, in English, Japanese and Chinese ({@code words/codes.csv}): for letters and for what staff
 * read, so that nobody has to learn codes. Those that letters name are there in the other languages of buyers as well
 * ({@code words/codes-for-buyers.csv}).
 */
@Component
public class CodeWords {

    private final Map<String, Map<String, String>> words = new HashMap<>();

    public CodeWords() {
        Rows.of("words/codes.csv")
                .forEach(row -> words.put(key(row.get("fact"), row.get("value")), new HashMap<>(Rows.languages(row))));
        Rows.of("words/codes-for-buyers.csv").forEach(row -> {
            Map<String, String> others = new HashMap<>(row.toMap());
            String code = key(row.get("fact"), row.get("value"));
            others.keySet().removeAll(Set.of("fact", "value"));
            words.computeIfAbsent(code, none -> new HashMap<>()).putAll(others);
        });
    }

    /** The words for a value of a fact; English when nobody wrote any in this language, and the code itself when nobody wrote any. */
    public String of(Fact<String> fact, String value, String language) {
        return of(fact.name(), value, language);
    }

    /** The same for a fact that is only known by its name. */
    public String of(String fact, String value, String language) {
        Map<String, String> languages = words.getOrDefault(key(fact, value), Map.of());
        return languages.getOrDefault(language, languages.getOrDefault("en", value));
    }

    /** Whether there are words for a value of a fact. */
    public boolean knows(String fact, String value) {
        return words.containsKey(key(fact, value));
    }

    private static String key(String fact, String value) {
        return fact + "|" + value;
    }
}
