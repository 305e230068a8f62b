package org.disputedesk.letter;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A text as its reader sees it, so that a check cannot be passed by signs that look alike or are not seen at all. */
final class PlainText {

    /** Signs without a shape: format characters, and fillers that Unicode counts among the letters. */
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cf}\\u115F\\u1160\\u3164\\uFFA0\\u2800\\uFE00-\\uFE0F]");

    private static final Pattern SPACES_BETWEEN_IDEOGRAPHS = Pattern.compile(
            "(?<=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}])\\s+(?=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}])");

    /** Cyrillic and Greek letters that look like Latin ones. */
    private static final Map<Integer, String> LOOK_ALIKE =
            lookAlike("авеёкмнорстухіїѕјһԁԛԝ" + "αβεικνορτυχϲ", "aBeekMHopcTyxiisjhdqw" + "aBeiKvopTuxc");

    private PlainText() {}

    /** Without unseen signs, in the compatibility form, spaces as spaces. */
    static String of(String text) {
        String seen = UNSEEN.matcher(text).replaceAll("");
        return Normalizer.normalize(seen, Normalizer.Form.NFKC).replaceAll("[\\p{Zs}\\t]", " ");
    }

    /** As {@link #of}, in lower case, with letters that look alike made the same and no spaces within Japanese and Chinese. */
    static String forSearch(String text) {
        String plain = of(text).toLowerCase(Locale.ROOT);
        String folded = plain.codePoints()
                .mapToObj(sign -> LOOK_ALIKE.getOrDefault(sign, Character.toString(sign)))
                .collect(Collectors.joining());
        return SPACES_BETWEEN_IDEOGRAPHS.matcher(folded).replaceAll("");
    }

    /** Whether a reader sees nothing. */
    static boolean isEmpty(String text) {
        return of(text).isBlank();
    }

    private static Map<Integer, String> lookAlike(String others, String latin) {
        return IntStream.range(0, others.length())
                .boxed()
                .collect(Collectors.toMap(
                        i -> (int) others.charAt(i),
                        i -> latin.substring(i, i + 1).toLowerCase(Locale.ROOT)));
    }
}
