package org.disputedesk.lint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.disputedesk.lint.WordPattern.Place;
import org.jspecify.annotations.Nullable;

/** Telephone numbers, however they are written, among the dates, amounts and order numbers a letter rightly names (000-10). */
final class Numbers {

    /** In place of what is no telephone number; neither a digit nor what divides digits. */
    private static final char HARMLESS = '\u0001';

    private static final String DIVIDES = "[ \\-.()/・_,、のー*★☆♡♥❤•·|#]{0,3}";

    private static final List<Pattern> NO_TELEPHONE = Stream.of(
                    "(?<!\\d)\\d{3}-\\d{7}-\\d{7}(?!\\d)",
                    "(?<!\\d)(?:19|20)\\d{2} ?[-/.年] ?\\d{1,2} ?[-/.月] ?\\d{1,2}日?(?!\\d)",
                    "(?<!\\d)\\d{1,2}[./ -]\\d{1,2}[./ -](?:19|20)\\d{2}(?!\\d)",
                    "\\d{1,2}月 ?\\d{1,2}日",
                    "(?<!\\d)\\d{1,2}:\\d{2}(?::\\d{2})?(?!\\d)",
                    "\\d{1,2}[時点时]\\d{1,2}分",
                    "[¥￥$€£] ?\\d{1,7}(?:[.,]\\d{2,3}){0,3}(?![\\d-])",
                    "(?<![\\d-])\\d{1,7}(?:[.,]\\d{2,3}){0,3} ?(?:円|元|yen|usd|eur|jpy|cny|dollars?|euros?|cm|mm|kg|mah|厘米|毫安)",
                    "〒 ?\\d{3}-\\d{4}(?!\\d)",
                    "(?<![\\d.])\\d{1,5}(?:\\.\\d{1,3})? ?[x×] ?\\d{1,5}(?:\\.\\d{1,3})?(?: ?[x×] ?\\d{1,5}(?:\\.\\d{1,3})?)?")
            .map(pattern -> Pattern.compile(pattern, Pattern.CASE_INSENSITIVE))
            .toList();

    private static final Pattern CANDIDATE =
            Pattern.compile("(?:\\+|\\(\\+?)? ?\\d(?:" + DIVIDES + "\\d){5,24}+(?![\\dA-Za-z])");

    /** Words made of digits and of letters that look like digits. */
    private static final Pattern LOOKS_LIKE_DIGITS =
            Pattern.compile("(?<![\\p{L}\\d])[\\dOoIlSB]{2,12}(?![\\p{L}\\d])");

    private static final Pattern NEWLINE_WITHIN = Pattern.compile("(?<=\\d)\\n(?=\\d{3,4}(?!\\d))");

    private static final Map<String, String> SPOKEN = spoken();
    private static final String SPOKEN_WORD = SPOKEN.keySet().stream()
            .sorted((a, b) -> b.length() - a.length())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    private static final Pattern SPOKEN_NUMBER = Pattern.compile(
            "(?:(?:" + SPOKEN_WORD + "|\\d)(?:[ ,、・\\-のー.()/と]|ハイフン|横杠|杠|dash|hyphen){0,3}){7,40}+",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SPOKEN_DIGIT = Pattern.compile(SPOKEN_WORD, Pattern.CASE_INSENSITIVE);

    private final List<String> cues;
    private final List<String> others;

    Numbers(LintRules rules) {
        cues = lower(rules.signs("telephone"));
        others = lower(rules.signs("reference"));
    }

    private static List<String> lower(List<String> words) {
        return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    }

    private static Map<String, String> spoken() {
        return Arrays.stream(("zero=0 oh=0 nought=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 "
                                + "〇=0 零=0 一=1 二=2 三=3 四=4 五=5 六=6 七=7 八=8 九=9 幺=1 两=2 壹=1 贰=2 叁=3 肆=4 伍=5 陆=6 柒=7 捌=8 玖=9 壱=1 弐=2 参=3 ゼロ=0 ぜろ=0 れい=0 レイ=0 まる=0 マル=0 "
                                + "いち=1 イチ=1 ニー=2 にー=2 に=2 ニ=2 さん=3 サン=3 よん=4 ヨン=4 し=4 ごー=5 ゴー=5 ご=5 ゴ=5 "
                                + "ろく=6 ロク=6 なな=7 ナナ=7 しち=7 シチ=7 はち=8 ハチ=8 きゅう=9 キュウ=9 キュー=9 きゅー=9")
                        .split(" "))
                .map(pair -> pair.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    /**
     * The telephone numbers in a text.
     *
     * @param known numbers the letter rightly names
     */
    List<Place> in(Reading reading, Collection<String> known) {
        String text = without(reading.text(), known);
        List<Place> found = new ArrayList<>();
        spoken(text).forEach(found::add);
        String read = NEWLINE_WITHIN.matcher(withLettersAsDigits(text)).replaceAll(" ");
        Matcher candidates = CANDIDATE.matcher(read);
        while (candidates.find()) {
            int start = candidates.start() + (read.charAt(candidates.start()) == ' ' ? 1 : 0);
            if (!isPartOfWord(read, start) && isTelephone(read, candidates.toMatchResult())) {
                found.add(new Place(start, candidates.end()));
            }
        }
        return found;
    }

    private static String without(String text, Collection<String> known) {
        String rest = text;
        for (String number : known) {
            String plain = Reading.of(number).text();
            if (plain.length() > 3) {
                rest = rest.replace(plain, String.valueOf(HARMLESS).repeat(plain.length()));
            }
        }
        for (Pattern pattern : NO_TELEPHONE) {
            rest = pattern.matcher(rest)
                    .replaceAll(match ->
                            String.valueOf(HARMLESS).repeat(match.group().length()));
        }
        return rest;
    }

    private static String withLettersAsDigits(String text) {
        return LOOKS_LIKE_DIGITS.matcher(text).replaceAll(match -> {
            String word = match.group();
            return word.chars().anyMatch(Character::isDigit)
                    ? word.replace('O', '0')
                            .replace('o', '0')
                            .replace('I', '1')
                            .replace('l', '1')
                            .replace('S', '5')
                            .replace('B', '8')
                    : word;
        });
    }

    private static Stream<Place> spoken(String text) {
        return SPOKEN_NUMBER
                .matcher(text)
                .results()
                .filter(match -> {
                    List<String> words = SPOKEN_DIGIT
                            .matcher(match.group())
                            .results()
                            .map(MatchResult::group)
                            .toList();
                    // some are particles as well
                    long certain = words.stream()
                            .filter(word -> word.length() > 1 || word.charAt(0) > 'ヿ' || word.charAt(0) == '〇')
                            .count();
                    long digits = words.size()
                            + match.group().chars().filter(Character::isDigit).count();
                    return digits >= 7 && (words.size() >= 3 || (certain >= 1 && digits >= 9 && digits <= 15));
                })
                .map(match -> new Place(match.start(), match.end()));
    }

    /** Numbers that go on from letters belong to a model or a parcel; a word for the telephone may touch its number. */
    private boolean isPartOfWord(String text, int start) {
        if (start == 0) {
            return false;
        }
        int at = text.charAt(start - 1) == '-' && start > 1 ? start - 2 : start - 1;
        char before = text.charAt(at);
        boolean isLetter =
                (before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z') || Character.isDigit(before);
        String line = text.substring(Math.max(0, at - 12), at + 1).toLowerCase(Locale.ROOT);
        return isLetter && cues.stream().noneMatch(line::endsWith);
    }

    private boolean isTelephone(String text, MatchResult match) {
        String[] groups = Arrays.stream(match.group().split("\\D+"))
                .filter(group -> !group.isEmpty())
                .toArray(String[]::new);
        String digits = String.join("", groups);
        String shape = Arrays.stream(groups)
                .map(group -> String.valueOf(group.length()))
                .collect(Collectors.joining("-"));
        int count = digits.length();
        if (match.group().contains("+") && count >= 8 && count <= 15) {
            return true;
        }
        String cue = nearestCue(text, match.start());
        if ("telephone".equals(cue) && count <= 15) {
            return true;
        }
        if (count < 7 || count > 15) {
            return false;
        }
        boolean isGrouped = groups.length > 1;
        boolean isReference = "reference".equals(cue);
        if (groups.length == count) {
            return true;
        }
        if (digits.startsWith("00")) {
            return isGrouped && count >= 11 && !isReference;
        }
        if (digits.startsWith("0") && count >= 9 && count <= 11) {
            return isGrouped || !isReference;
        }
        if (count == 10 && !isGrouped && !isReference && digits.matches("[2-9]\\d{2}[2-9]\\d{6}")) {
            return true;
        }
        if (shape.equals("3-3-4") || shape.equals("1-3-3-4") || (shape.equals("3-4-3") && !isReference)) {
            return true;
        }
        String withoutCountry = count == 13 && digits.startsWith("86") ? digits.substring(2) : digits;
        if (withoutCountry.length() == 11 && withoutCountry.matches("1[3-9]\\d{9}")) {
            return isGrouped || !isReference;
        }
        return false;
    }

    /** Which kind of word stands nearest before a number, in its line; null when none does. */
    private @Nullable String nearestCue(String text, int start) {
        String before = text.substring(Math.max(0, start - 32), start).toLowerCase(Locale.ROOT);
        int line = Math.max(before.lastIndexOf('\n'), Math.max(before.lastIndexOf('。'), before.lastIndexOf("! ")));
        String near = before.substring(line + 1);
        int telephone = last(near, cues);
        int other = last(near, others);
        if (telephone < 0 && other < 0) {
            return null;
        }
        return telephone >= other ? "telephone" : "reference";
    }

    /** Where the last of these words ends; words in Latin letters count as whole words only. */
    private static int last(String text, List<String> words) {
        int last = -1;
        for (String word : words) {
            int at = text.lastIndexOf(word);
            while (at >= 0) {
                int end = at + word.length();
                boolean isWhole = word.charAt(0) > 'z' || (!isLatin(text, at - 1) && !isLatin(text, end));
                if (isWhole) {
                    last = Math.max(last, end);
                    break;
                }
                at = at == 0 ? -1 : text.lastIndexOf(word, at - 1);
            }
        }
        return last;
    }

    private static boolean isLatin(String text, int at) {
        return at >= 0 && at < text.length() && text.charAt(at) <= 'z' && Character.isLetter(text.charAt(at));
    }
}
