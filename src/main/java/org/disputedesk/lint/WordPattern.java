package org.disputedesk.lint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Words that follow each other within a sentence: {@code gift|refund … for|if you … review*}. Between two groups there may be
 * at most {@link #GAP} signs. Words in Latin letters count only as whole words, unless a star stands for the rest of one.
 * There is nothing in it that takes longer than the text is long, whatever the text.
 */
final class WordPattern {

    private static final int GAP = 60;
    private static final String GAP_OR_NOT = "\u0002";
    private static final int NEAR = 24;

    private final List<Pattern> groups;
    private final BitSet firstSigns;
    private final @Nullable Pattern unless;

    private WordPattern(List<Pattern> groups, BitSet firstSigns, @Nullable Pattern unless) {
        this.groups = groups;
        this.firstSigns = firstSigns;
        this.unless = unless;
    }

    /** Where words stand, in the text that was searched. */
    record Place(int start, int end) {}

    /**
     * @param words groups parted by {@code …}, the words of a group by {@code |}
     * @param unless words that make the sentence harmless; empty when none does
     */
    static WordPattern of(String words, String unless) {
        List<List<String>> groups =
                Arrays.stream(words.split("…")).map(WordPattern::words).toList();
        BitSet firstSigns = new BitSet();
        groups.get(0).forEach(word -> firstSigns.set(word.charAt(0)));
        return new WordPattern(
                groups.stream().map(WordPattern::anyOf).toList(),
                firstSigns,
                unless.isBlank() ? null : anyOf(words(unless)));
    }

    private static List<String> words(String words) {
        return Arrays.stream(words.split("\\|"))
                .map(word -> Reading.of(word.strip()).folded().text())
                .filter(word -> !word.isBlank())
                .toList();
    }

    private static Pattern anyOf(List<String> words) {
        return Pattern.compile(words.stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(WordPattern::word)
                .collect(Collectors.joining("|")));
    }

    private static String word(String word) {
        boolean open = word.endsWith("*");
        String bare = open ? word.substring(0, word.length() - 1) : word;
        String quoted = Pattern.quote(withGaps(bare)).replace(" ", "\\E +\\Q").replace(GAP_OR_NOT, "\\E ?\\Q");
        String begin = isLatin(bare.charAt(0)) ? "(?<![\\p{IsLatin}\\d])" : "";
        String end = !open && isLatin(bare.charAt(bare.length() - 1)) ? "(?![\\p{IsLatin}\\d])" : "";
        return begin + quoted + end;
    }

    /** People put a space between Latin letters and ideographs, or none. */
    private static String withGaps(String word) {
        StringBuilder gaps = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            if (i > 0
                    && isLatin(word.charAt(i - 1)) != isLatin(word.charAt(i))
                    && (word.charAt(i) >= 0x2E80 || word.charAt(i - 1) >= 0x2E80)) {
                gaps.append(GAP_OR_NOT);
            }
            gaps.append(word.charAt(i));
        }
        return gaps.toString();
    }

    private static boolean isLatin(char sign) {
        return sign < 0x250 && Character.isLetterOrDigit(sign);
    }

    /**
     * Where the words stand in a folded text.
     *
     * @param signs those that occur in it; most words can be ruled out by them
     * @param sentences where its sentences are, in order, without gaps
     */
    List<Place> in(String text, BitSet signs, List<Place> sentences) {
        if (!firstSigns.intersects(signs)) {
            return List.of();
        }
        List<Place> found = new ArrayList<>();
        Matcher first = groups.get(0).matcher(text);
        int from = 0;
        int at = 0;
        while (from < text.length() && first.find(from)) {
            while (sentences.get(at).end() <= first.start()) {
                at++;
            }
            Place sentence = sentences.get(at);
            Place place = follow(text, sentence, first.start(), first.end());
            from = Math.max(first.end(), first.start() + 1);
            if (place != null && !isHarmless(text, sentence, place)) {
                found.add(place);
                from = Math.max(from, place.end());
            }
        }
        return found;
    }

    private @Nullable Place follow(String text, Place sentence, int start, int firstEnd) {
        int end = firstEnd;
        for (Pattern group : groups.subList(1, groups.size())) {
            Matcher next = within(group, text, end, Math.min(sentence.end(), end + GAP));
            if (!next.find()) {
                return null;
            }
            end = next.end();
        }
        return new Place(start, end);
    }

    /** Only words close by make it harmless, so that nothing can be hidden behind a friendly beginning. */
    private boolean isHarmless(String text, Place sentence, Place place) {
        return unless != null
                && within(
                                unless,
                                text,
                                Math.max(sentence.start(), place.start() - NEAR),
                                Math.min(sentence.end(), place.end() + NEAR))
                        .find();
    }

    private static Matcher within(Pattern pattern, String text, int start, int end) {
        return pattern.matcher(text).useTransparentBounds(true).region(start, end);
    }
}
