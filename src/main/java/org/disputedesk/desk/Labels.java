package org.disputedesk.desk;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.disputedesk.dispute.Rows;
import org.springframework.stereotype.Component;

/** The few words the desk itself puts between facts, in the languages of staff ({@code words/labels.csv}). */
@Component
class Labels {

    /** Up to here people count hours, beyond it days. */
    private static final Duration LONGEST_IN_HOURS = Duration.ofDays(2);

    private final Map<String, Map<String, String>> words = new HashMap<>();

    Labels() {
        Rows.of("words/labels.csv").forEach(row -> words.put(row.get("label"), Rows.languages(row)));
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
