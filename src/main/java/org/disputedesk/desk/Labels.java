package org.disputedesk.desk;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The few words the desk itself puts between facts, in the languages of staff ({@code words/labels.csv}). */
@Component
class Labels {

    /** Up to here people count hours, beyond it days. */
    private static final Duration LONGEST_IN_HOURS = Duration.ofDays(2);

    private final Map<String, Map<String, String>> words = new HashMap<>();

    Labels() {
        var resource = new ClassPathResource("words/labels.csv");
        try (var reader = new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8)) {
            CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(reader)
                    .forEach(row -> words.put(
                            row.get("label"), Map.of("en", row.get("en"), "ja", row.get("ja"), "zh", row.get("zh"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A label, with its places filled in. */
    String of(String label, String lang, Object... filled) {
        String text = words.getOrDefault(label, Map.of()).get(lang);
        if (text == null) {
            throw new IllegalArgumentException("words/labels.csv has no '" + label + "' in " + lang);
        }
        return filled.length == 0 ? text : text.formatted(filled);
    }

    /** How long it is until something is due, or since it was. */
    String left(Duration time, String lang) {
        return time.isNegative()
                ? of("late", lang, length(time.negated(), lang))
                : of("left", lang, length(time, lang));
    }

    private String length(Duration time, String lang) {
        return time.compareTo(LONGEST_IN_HOURS) <= 0
                ? of("hours", lang, time.toHours(), time.toMinutesPart())
                : of("days", lang, time.toDays(), time.toHoursPart());
    }

    /** What a language is called, as in "Japanese". */
    static String language(String code, String lang) {
        return Locale.forLanguageTag(code).getDisplayLanguage(Locale.forLanguageTag(lang));
    }
}
