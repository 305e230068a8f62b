package org.disputedesk.pack;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * Text of strangers made fit for print: what no font has or nobody could see is written out, as in
 * {@code [U+202E]} or {@code [grinning face]}, so that nothing on paper hides anything.
 */
final class PrintableText {

    /** Letters of the desk set it beside numbers between Arabic words, whose groups would change places without it. */
    private static final int LEFT_TO_RIGHT_MARK = 0x200e;

    private static final int FIRST_SKIN = 0x1f3fb;
    private static final int LAST_SKIN = 0x1f3ff;
    private static final int FIRST_EMOJI = 0x1f000;
    private static final int LAST_EMOJI = 0x1faff;

    private final IntPredicate printable;

    /** @param printable whether a font has a sign */
    PrintableText(IntPredicate printable) {
        this.printable = printable;
    }

    String of(String text) {
        StringBuilder clean = new StringBuilder();
        String normal = Normalizer.normalize(text.replace("\r\n", "\n").replace('\r', '\n'), Normalizer.Form.NFC);
        int before = 0;
        for (int i = 0; i < normal.length(); ) {
            int c = normal.codePointAt(i);
            i += Character.charCount(c);
            append(clean, c, before);
            before = c;
        }
        return clean.toString();
    }

    private void append(StringBuilder clean, int c, int before) {
        if (c == '\n') {
            clean.append('\n');
        } else if (c == '\t' || Character.getType(c) == Character.SPACE_SEPARATOR) {
            clean.append(c == 0x3000 ? "\u3000" : c == 0xa0 ? "\u00a0" : " ");
        } else if (c == 0x2028 || c == 0x2029) {
            clean.append('\n');
        } else if (isHarmlessUnseen(c, before)) {
            // joins or styles what stands beside it; without it the same can be read
        } else if (c == 0x200c || c == LEFT_TO_RIGHT_MARK) {
            clean.appendCodePoint(c);
        } else if (isUnseen(c) || !printable.test(c)) {
            clean.append(c >= FIRST_EMOJI && c <= LAST_EMOJI ? name(c) : number(c));
        } else {
            clean.appendCodePoint(c);
        }
    }

    /**
     * Variation selectors, joiners, the mark for right to left, soft hyphens, tones of skin, and Arabic vowel signs, which a PDF could only
     * put beside their letters.
     */
    private static boolean isHarmlessUnseen(int c, int before) {
        return (c >= 0xfe00 && c <= 0xfe0f)
                || (c >= 0xe0100 && c <= 0xe01ef)
                || (c >= FIRST_SKIN && c <= LAST_SKIN)
                || (c >= 0x64b && c <= 0x65f)
                || c == 0x670
                || c == 0x200d
                || c == 0x200f
                || c == 0x061c
                || c == 0xad
                || c == 0xfeff
                || (c == 0x200c && !isArabic(before));
    }

    private static boolean isUnseen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> true;
            default -> false;
        };
    }

    private static String name(int c) {
        String name = Character.getName(c);
        return name == null ? number(c) : "[" + name.toLowerCase(Locale.ROOT) + "]";
    }

    private static String number(int c) {
        return String.format(Locale.ROOT, "[U+%04X]", c);
    }

    /** Whether a text runs from right to left: its first letter decides, as browsers do it. */
    static boolean isRightToLeft(String text) {
        return text.codePoints()
                .map(Character::getDirectionality)
                .filter(d -> d == Character.DIRECTIONALITY_LEFT_TO_RIGHT || isRight(d))
                .limit(1)
                .anyMatch(PrintableText::isRight);
    }

    private static boolean isRight(int directionality) {
        return directionality == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || directionality == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    private static boolean isArabic(int c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.ARABIC;
    }
}
