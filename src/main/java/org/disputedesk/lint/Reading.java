package org.disputedesk.lint;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text as its reader sees it, so that a check cannot be passed by signs that look alike or are not seen at all. Each sign
 * knows where in the written text it stands.
 */
public final class Reading {

    /** Signs without a shape: format characters, and fillers that Unicode counts among the letters. */
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cf}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u3164\\uFFA0\\u2800\\uFE00-\\uFE0F\\u20E3]");

    private static final Pattern SPACED_LETTERS = Pattern.compile(
            "(?<![\\p{IsLatin}\\d])\\p{IsLatin}([ .*_-]{1,2})\\p{IsLatin}(?![\\p{IsLatin}\\d])(?:\\1\\p{IsLatin}(?![\\p{IsLatin}\\d]))++");

    private static final Pattern DIGITS_AS_LETTERS = Pattern.compile("[a-z0-9$@]{2,20}+");

    /** Between ideographs and kana these divide no words. */
    private static final String DIVIDES_NOTHING = " *_~^·・.|/\\+-'\"`★☆♡♥❤=:";

    private static final int[] CIRCLED_ONES = {0x24F5, 0x2776, 0x2780, 0x278A};

    private static final String STRUCK = "̴̵̶̷̸";

    /** Cyrillic and Greek letters that look like Latin ones. */
    private static final Map<Character, Character> LOOK_ALIKE =
            lookAlike("авеёкмнорстухіїѕјһԁԛԝ" + "αβεικνορτυχϲɡı", "abeekmhopctyxiisjhdqw" + "abeikvoptuxcgi");

    private static final Map<Character, Character> LEET = lookAlike("013457$@", "oieastsa");

    private final char[] signs;
    private final int[] starts;
    private final int[] ends;
    private final int length;

    private Reading(char[] signs, int[] starts, int[] ends, int length) {
        this.signs = signs;
        this.starts = starts;
        this.ends = ends;
        this.length = length;
    }

    private static Map<Character, Character> lookAlike(String others, String latin) {
        Map<Character, Character> pairs = new HashMap<>();
        for (int i = 0; i < others.length(); i++) {
            pairs.put(others.charAt(i), latin.charAt(i));
        }
        return pairs;
    }

    /** Without unseen signs, in the compatibility form, spaces as spaces, digits of all scripts as ours, all dashes alike. */
    public static Reading of(String text) {
        var to = new Builder(text.length() + 16);
        int at = 0;
        while (at < text.length()) {
            int end = at + Character.charCount(text.codePointAt(at));
            while (end < text.length() && belongsToBase(text.charAt(end))) {
                end++;
            }
            String seen = UNSEEN.matcher(text.substring(at, end)).replaceAll("");
            if (!seen.isEmpty()) {
                String plain = Normalizer.normalize(seen, Normalizer.Form.NFKC);
                for (int i = 0; i < plain.length(); ) {
                    int sign = plain.codePointAt(i);
                    i += Character.charCount(sign);
                    to.add(plainSign(sign), at, end);
                }
            }
            at = end;
        }
        return to.reading().withDashes();
    }

    private static boolean belongsToBase(char sign) {
        return sign == 'ﾞ' || sign == 'ﾟ' || Character.getType(sign) == Character.NON_SPACING_MARK;
    }

    private static int plainSign(int sign) {
        int type = Character.getType(sign);
        if (type == Character.SPACE_SEPARATOR || sign == '\t') {
            return ' ';
        }
        if (type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR || sign == '\r') {
            return '\n';
        }
        if (type == Character.DASH_PUNCTUATION || sign == '−' || sign == '‐' || sign == '~' || sign == '⁻') {
            return '-';
        }
        int digit = type == Character.DECIMAL_DIGIT_NUMBER ? Character.digit(sign, 10) : circledDigit(sign);
        return digit >= 0 && digit <= 9 ? '0' + digit : sign;
    }

    /** Digits in circles that have no compatibility form; -1 when it is none. */
    private static int circledDigit(int sign) {
        if (sign == 0x24FF) {
            return 0;
        }
        for (int first : CIRCLED_ONES) {
            if (sign >= first && sign < first + 9) {
                return sign - first + 1;
            }
        }
        return -1;
    }

    /** The sign for a long vowel is a dash where it stands between digits. */
    private Reading withDashes() {
        for (int i = 1; i + 1 < length; i++) {
            if (signs[i] == 'ー' && isDigit(signs[i - 1]) && isDigit(signs[i + 1])) {
                signs[i] = '-';
            }
        }
        return this;
    }

    private static boolean isDigit(char sign) {
        return sign >= '0' && sign <= '9';
    }

    /**
     * For looking words up: in lower case, letters that look alike made the same, accents taken off, and nothing within words
     * that only keeps them from being found.
     */
    Reading folded() {
        var to = new Builder(length);
        char kept = ' ';
        for (int i = 0; i < length; i++) {
            char sign = signs[i];
            // stars in a row are a rating
            boolean divides = DIVIDES_NOTHING.indexOf(sign) >= 0
                    && !(i > 0 && signs[i - 1] == sign && sign > 0xFF)
                    && !(i + 1 < length && signs[i + 1] == sign && sign > 0xFF);
            if (divides && i + 1 < length && isCjk(kept) && isCjk(next(i))) {
                continue;
            }
            if ("*_|~^".indexOf(sign) >= 0
                    && i > 0
                    && i + 1 < length
                    && Character.isLetter(signs[i - 1])
                    && Character.isLetter(signs[i + 1])) {
                continue;
            }
            if (STRUCK.indexOf(sign) >= 0) {
                continue;
            }
            kept = sign;
            char low = Character.toLowerCase(sign);
            to.add(LOOK_ALIKE.getOrDefault(low, withoutAccent(low)), starts[i], ends[i]);
        }
        return to.reading().withSpacedLettersJoined();
    }

    /** The next sign that does not divide, among the nearest. */
    private char next(int from) {
        int i = from + 1;
        while (i < length - 1 && i < from + 8 && DIVIDES_NOTHING.indexOf(signs[i]) >= 0) {
            i++;
        }
        return signs[i];
    }

    private static boolean isCjk(char sign) {
        if (sign < 0x2E80) {
            return false;
        }
        UnicodeScript script = UnicodeScript.of(sign);
        return script == UnicodeScript.HAN
                || script == UnicodeScript.HIRAGANA
                || script == UnicodeScript.KATAKANA
                || sign == 'ー';
    }

    private static char withoutAccent(char sign) {
        if (sign < 0xC0 || (sign > 0x24F && (sign < 0x1E00 || sign > 0x1EFF))) {
            return sign;
        }
        return Normalizer.normalize(String.valueOf(sign), Normalizer.Form.NFD).charAt(0);
    }

    private Reading withSpacedLettersJoined() {
        Matcher spaced = SPACED_LETTERS.matcher(text());
        boolean[] drop = new boolean[length];
        boolean any = false;
        while (spaced.find()) {
            for (int i = spaced.start(); i < spaced.end(); i++) {
                drop[i] = !Character.isLetter(signs[i]);
                any |= drop[i];
            }
        }
        if (!any) {
            return this;
        }
        var to = new Builder(length);
        for (int i = 0; i < length; i++) {
            if (!drop[i]) {
                to.add(signs[i], starts[i], ends[i]);
            }
        }
        return to.reading();
    }

    /** A folded reading with digits read as the letters they stand for, as in "r3v1ew". */
    Reading withDigitsAsLetters() {
        char[] read = Arrays.copyOf(signs, length);
        Matcher words = DIGITS_AS_LETTERS.matcher(text());
        while (words.find()) {
            String word = words.group();
            long letters = word.chars().filter(c -> c >= 'a' && c <= 'z').count();
            if (letters >= 2 && letters < word.length() && letters * 2 >= word.length()) {
                for (int i = words.start(); i < words.end(); i++) {
                    read[i] = LEET.getOrDefault(read[i], read[i]);
                }
            }
        }
        return new Reading(read, starts, ends, length);
    }

    /** The same reading with other signs in the same places. */
    Reading with(CharSequence others) {
        return new Reading(others.toString().toCharArray(), starts, ends, length);
    }

    /** What the reader sees. */
    public String text() {
        return new String(signs, 0, length);
    }

    /** Where a sign begins in the written text. */
    int start(int at) {
        return starts[at];
    }

    /** Where what ends before this sign ends in the written text. */
    int end(int at) {
        return ends[at - 1];
    }

    /** Whether a reader sees nothing. */
    public static boolean isEmpty(String text) {
        return of(text).text().isBlank();
    }

    private static final class Builder {

        private char[] signs;
        private int[] starts;
        private int[] ends;
        private int length;

        Builder(int expected) {
            signs = new char[Math.max(16, expected)];
            starts = new int[signs.length];
            ends = new int[signs.length];
        }

        void add(int sign, int start, int end) {
            for (char unit : Character.toChars(sign)) {
                if (length == signs.length) {
                    signs = Arrays.copyOf(signs, length * 2);
                    starts = Arrays.copyOf(starts, length * 2);
                    ends = Arrays.copyOf(ends, length * 2);
                }
                signs[length] = unit;
                starts[length] = start;
                ends[length++] = end;
            }
        }

        Reading reading() {
            return new Reading(signs, starts, ends, length);
        }
    }
}
