package org.disputedesk.desk;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.disputedesk.dispute.Rows;
import org.disputedesk.letter.Letters;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** The few words the desk itself puts between facts, in the languages of staff ({@code words/labels.csv}). */
@Component
public class Labels {

    /** Up to here people count hours, beyond it days. */
    private static final Duration LONGEST_IN_HOURS = Duration.ofDays(2);

    private final Map<String, Map<String, String>> words = new HashMap<>();

    Labels() {
        Rows.of("words/labels.csv").forEach(row -> words.put(row.get("label"), Rows.languages(row)));
    }

    /** A label, with its places filled in. */
    public String of(String label, String lang, Object... filled) {
        String text = words.getOrDefault(label, Map.of()).get(lang);
        if (text == null) {
            throw new IllegalArgumentException("words/labels.csv has no '" + label + "' in " + lang);
        }
        return filled.length == 0 ? text : text.formatted(filled);
    }

    /** How long it is until something is due, or since it was. */
    public String left(Duration time, String lang) {
        return time.isNegative()
                ? of("late", lang, length(time.negated(), lang))
                : of("left", lang, length(time, lang));
    }

    private String length(Duration time, String lang) {
        return time.compareTo(LONGEST_IN_HOURS) <= 0
                ? of("hours", lang, time.toHours(), time.toMinutesPart())
                : of("days", lang, time.toDays(), time.toHoursPart());
    }

    /** What a part of a letter is called; its own name when nobody has translated it. */
    public String part(String part, String lang) {
        return words.getOrDefault("part." + part, Map.of()).getOrDefault(lang, part);
    }

    /**
     * What staff should know of a draft before they send it: that it is in a language nobody has checked it in, or not in the
     * buyer's; empty when there is nothing to know.
     *
     * @param buyers the buyer's language, ISO 639-1
     */
    public String draftNote(Letters.Draft draft, String buyers, String lang) {
        if (!draft.language().equals(buyers)) {
            return of("draftInEnglish", lang, language(buyers, lang));
        }
        return draft.needsCheck() ? of("draftUnchecked", lang, language(buyers, lang)) : "";
    }

    /** The language the person's browser asks for, as far as the desk speaks it: en, ja or zh. */
    public static String staffLanguage() {
        return staffLanguage(LocaleContextHolder.getLocale());
    }

    /** The language of staff for a locale that a browser asks for: ja, zh, or else en. */
    public static String staffLanguage(Locale locale) {
        String language = locale.getLanguage();
        return Set.of("ja", "zh").contains(language) ? language : "en";
    }

    /** What a language is called, as in "Japanese". */
    public static String language(String code, String lang) {
        return Locale.forLanguageTag(code).getDisplayLanguage(Locale.forLanguageTag(lang));
    }
}
