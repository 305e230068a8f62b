package org.disputedesk.desk;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The reasons of decision tables in the languages of staff ({@code words/reasons.csv}); English stands in the table itself. */
@Component
public class ReasonWords {

    private final Map<String, Map<String, String>> byEnglish = new HashMap<>();

    public ReasonWords() {
        var resource = new ClassPathResource("words/reasons.csv");
        try (var reader = new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8)) {
            CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(reader)
                    .forEach(row -> byEnglish.put(row.get("en"), Map.of("ja", row.get("ja"), "zh", row.get("zh"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The reason in this language, or as it stands when nobody has translated it. */
    public String in(String language, String english) {
        return byEnglish.getOrDefault(english, Map.of()).getOrDefault(language, english);
    }

    /** Whether staff of every language can read this reason. */
    public boolean knows(String english) {
        return byEnglish.containsKey(english);
    }
}
