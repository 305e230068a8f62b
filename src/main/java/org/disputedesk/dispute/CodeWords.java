package org.disputedesk.dispute;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The codes of facts in words, in English, Japanese and Chinese ({@code words/codes.csv}): for letters and for what staff
 * read, so that nobody has to learn codes.
 */
@Component
public class CodeWords {

    private final Map<String, Map<String, String>> words = new HashMap<>();

    public CodeWords() {
        var resource = new ClassPathResource("words/codes.csv");
        try (var reader = new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8)) {
            CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(reader)
                    .forEach(this::keep);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keep(CSVRecord row) {
        words.put(
                key(row.get("fact"), row.get("value")),
                Map.of("en", row.get("en"), "ja", row.get("ja"), "zh", row.get("zh")));
    }

    /** The words for a value of a fact; English unless the language is ja or zh, and the code itself when nobody wrote any. */
    public String of(Fact<String> fact, String value, String language) {
        Map<String, String> languages = words.getOrDefault(key(fact.name(), value), Map.of());
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
