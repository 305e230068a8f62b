package org.disputedesk.dispute;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.i18n.LocaleContextHolder;

/**
 * What the desk says when it cannot take what somebody typed, in the languages of staff ({@code words/refusals.csv}): a
 * person who reads Japanese is told in Japanese what to do, a program that asks for no language in English.
 */
public final class Refusals {

    private static final Map<String, Map<String, String>> WORDS = new HashMap<>();

    static {
        Rows.of("words/refusals.csv").forEach(row -> WORDS.put(row.get("refusal"), Rows.languages(row)));
    }

    private Refusals() {}

    /**
     * A refusal in the language of whoever asks, with its places filled in.
     *
     * @param refusal its name in the table
     */
    public static String said(String refusal, Object... filled) {
        Map<String, String> languages = WORDS.get(refusal);
        if (languages == null) {
            throw new IllegalArgumentException("words/refusals.csv has no '" + refusal + "'");
        }
        String words = languages.getOrDefault(LocaleContextHolder.getLocale().getLanguage(), languages.get("en"));
        return String.format(Locale.ROOT, words, filled);
    }
}
