package org.disputedesk.lint;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a text can be in the language its reader is written to in; in doubt it can. */
final class Languages {

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{IsLatin}]+");
    private static final int ENOUGH_LETTERS = 12;
    private static final int ENOUGH_IDEOGRAPHS = 6;
    private static final int ENOUGH_WORDS = 3;

    private static final Map<String, Set<UnicodeScript>> SCRIPTS = Map.of(
            "ja", Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA),
            "zh", Set.of(UnicodeScript.HAN),
            "ar", Set.of(UnicodeScript.ARABIC));

    private final Map<String, Set<String>> stopWords = new HashMap<>();
    private final Set<Character> onlyChinese;

    Languages(LintRules rules) {
        for (String language : List.of("en", "de", "fr", "es", "it", "nl", "sv", "pl", "tr", "pt")) {
            stopWords.put(language, Set.copyOf(rules.signs("words-" + language)));
        }
        onlyChinese = Set.copyOf(String.join("", rules.signs("only-chinese"))
                .chars()
                .mapToObj(sign -> (char) sign)
                .toList());
    }

    /** Whether a text is certainly in another language than this one. */
    boolean isOther(String text, String language) {
        Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
        int chinese = 0;
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            if (Character.isLetter(sign)) {
                letters.merge(UnicodeScript.of(sign), 1, Integer::sum);
                chinese += onlyChinese.contains(sign) ? 1 : 0;
            }
        }
        int kana = letters.getOrDefault(UnicodeScript.HIRAGANA, 0) + letters.getOrDefault(UnicodeScript.KATAKANA, 0);
        int han = letters.getOrDefault(UnicodeScript.HAN, 0);
        int all = letters.values().stream().mapToInt(Integer::intValue).sum();
        boolean isKnown = SCRIPTS.containsKey(language) || stopWords.containsKey(language);
        if (all < ENOUGH_IDEOGRAPHS || !isKnown) {
            return false;
        }
        if (language.equals("ja") && han >= ENOUGH_IDEOGRAPHS && (kana == 0 || (chinese >= 2 && chinese > kana / 4))) {
            return chinese > 0 || han >= ENOUGH_LETTERS;
        }
        if (language.equals("zh") && kana > 4 && kana * 4 > han) {
            return true;
        }
        if (SCRIPTS.containsKey(language)) {
            int own = SCRIPTS.get(language).stream()
                    .mapToInt(script -> letters.getOrDefault(script, 0))
                    .sum();
            int latin = letters.getOrDefault(UnicodeScript.LATIN, 0);
            int foreign = all - own - latin;
            return (foreign >= ENOUGH_IDEOGRAPHS && foreign > own)
                    || (latin >= ENOUGH_LETTERS && latin > own * 4 && words(text) >= ENOUGH_WORDS);
        }
        int latin = letters.getOrDefault(UnicodeScript.LATIN, 0);
        if (all - latin >= ENOUGH_IDEOGRAPHS && (all - latin) * 2 > latin) {
            return true;
        }
        return isOtherLatin(text, language);
    }

    private long words(String text) {
        Map<String, Integer> hits = hits(text);
        return hits.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private boolean isOtherLatin(String text, String language) {
        Map<String, Integer> hits = hits(text);
        int own = hits.getOrDefault(language, 0);
        int most = hits.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return most >= ENOUGH_WORDS && most > own * 2;
    }

    private Map<String, Integer> hits(String text) {
        Map<String, Integer> hits = new HashMap<>();
        NO_WORD.splitAsStream(text.toLowerCase(Locale.ROOT))
                .forEach(word -> stopWords.forEach((language, words) -> {
                    if (words.contains(word)) {
                        hits.merge(language, 1, Integer::sum);
                    }
                }));
        return hits;
    }
}
