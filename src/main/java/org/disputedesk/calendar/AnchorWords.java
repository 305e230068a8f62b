package org.disputedesk.calendar;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** What deadlines count from, in the languages of staff ({@code words/anchors.csv}). */
@Component
public class AnchorWords {

    private final Map<String, Map<String, String>> byFact = new HashMap<>();

    public AnchorWords() {
        var resource = new ClassPathResource("words/anchors.csv");
        try (var reader = new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8)) {
            CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(reader)
                    .forEach(row -> byFact.put(
                            row.get("fact"), Map.of("en", row.get("en"), "ja", row.get("ja"), "zh", row.get("zh"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fact in words; its bare name when nobody has put it into words. */
    public String in(String language, String fact) {
        return byFact.getOrDefault(fact, Map.of()).getOrDefault(language, fact);
    }

    /** Whether staff of every language can read what this fact is. */
    public boolean knows(String fact) {
        return byFact.containsKey(fact);
    }
}
