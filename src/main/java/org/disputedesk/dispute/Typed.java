package org.disputedesk.dispute;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people type, as the desk writes it: full-width digits, other separators and blanks around it mean the same, and
 * nobody should have to type twice for their sake. What could mean two things is asked back.
 */
public final class Typed {

    private static final Pattern DAY = Pattern.compile("(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?");
    private static final Pattern MOMENT = Pattern.compile(
            "(\\d{4}[-/.年]\\d{1,2}[-/.月]\\d{1,2}日?)[ T]*(?:\\([^)]*\\))? *(\\d{1,2})[:時时点](\\d{1,2})分?(?::\\d\\d)?");
    private static final Pattern DASHES = Pattern.compile("[\\p{Pd}\u2212ー]");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Z}\\p{Cc}\\p{Cf}\u115F\u1160\u2800\u3164]*");
    private static final Pattern MONEY_WORDS = Pattern.compile("\\p{Sc}|円|元|JPY|USD|EUR|GBP");

    // a decimal comma could mean either, and 1.299 both one and a thousand
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,15}|\\d{1,3}(?:,\\d{3})+)(\\.\\d{1,2})?");

    private Typed() {}

    /** A number or code, such as an order number. */
    public static String code(String text) {
        return DASHES.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll("-")
                .strip();
    }

    /** Whether a text has nothing to read in it: only blanks, or characters that nobody sees. */
    public static boolean saysNothing(String text) {
        return UNSEEN.matcher(text).matches();
    }

    /** A day, in the form 2026-11-25 when it looks like one at all. */
    public static String day(String text) {
        String plain = code(text).replace(" ", "");
        Matcher day = DAY.matcher(plain);
        return day.matches()
                ? "%s-%02d-%02d".formatted(day.group(1), Integer.valueOf(day.group(2)), Integer.valueOf(day.group(3)))
                : plain;
    }

    /** A day and a time, in the form 2026-11-25T14:05 when it looks like them at all. */
    public static String moment(String text) {
        String plain = code(text);
        Matcher moment = MOMENT.matcher(plain);
        return moment.matches()
                ? day(moment.group(1))
                        + "T%02d:%02d".formatted(Integer.valueOf(moment.group(2)), Integer.valueOf(moment.group(3)))
                : plain;
    }

    /**
     * An amount of money; signs of its currency and separators of thousands do not matter.
     *
     * @throws Rejected naming the field when it could mean two amounts, or none
     */
    public static BigDecimal amount(String field, String text) {
        String plain = MONEY_WORDS.matcher(code(text)).replaceAll("").replace(" ", "");
        if (!AMOUNT.matcher(plain).matches()) {
            throw Rejected.because(field, "amountUnclear");
        }
        return new BigDecimal(plain.replace(",", ""));
    }
}
