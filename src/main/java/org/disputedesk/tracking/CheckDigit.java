package org.disputedesk.tracking;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The rules by which carriers make the last character of a number from those before it. A format names its rule in
 * {@code number-formats.csv}, with its numbers behind it: {@code mod10 1 2}. Every rule takes the checked part of a number
 * with the check character at its end.
 */
final class CheckDigit {

    private static final int LETTERS_AND_DIGITS = 36;
    private static final int[] S10_WEIGHTS = {8, 6, 4, 2, 3, 5, 9, 7};
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private CheckDigit() {}

    /**
     * The rule of this name.
     *
     * @param rule for example {@code mod7}, {@code mod10 4 9}, or {@code gs1 after 92} for digits the carrier counts but does
     *     not print
     * @throws IllegalArgumentException when there is none
     */
    static Predicate<String> named(String rule) {
        String[] parts = rule.strip().split(" after ", 2);
        String[] words = parts[0].split(" ", -1);
        int[] numbers = Arrays.stream(words).skip(1).mapToInt(Integer::parseInt).toArray();
        boolean isWeighted = words[0].equals("mod10") || words[0].equals("mod11");
        if (isWeighted == (numbers.length == 0)) {
            throw new IllegalArgumentException("mod10 and mod11 need weights, the other rules have none: " + rule);
        }
        Predicate<String> check = switch (words[0]) {
            case "mod7" -> CheckDigit::mod7;
            case "mod10" -> checked -> mod10(checked, numbers);
            case "mod11" -> checked -> mod11(checked, numbers);
            case "gs1" -> CheckDigit::gs1;
            case "luhn" -> CheckDigit::luhn;
            case "mod37-36" -> CheckDigit::mod37;
            case "s10" -> CheckDigit::s10;
            default -> throw new IllegalArgumentException("There is no check-digit rule " + rule);
        };
        return parts.length == 1 ? check : checked -> check.test(parts[1] + checked);
    }

    /** The number before the check digit, divided by 7, leaves it ("7DR"); so it is never 7, 8 or 9. */
    static boolean mod7(String checked) {
        int rest = 0;
        for (int i = 0; i < checked.length() - 1; i++) {
            rest = (rest * 10 + digit(checked, i)) % 7;
        }
        return rest == last(checked);
    }

    /** Digits times weights that repeat from the left, and the check digit fills their sum up to a multiple of ten. */
    static boolean mod10(String checked, int... weights) {
        return (weighted(checked, weights) + last(checked)) % 10 == 0;
    }

    /** Digits times weights that repeat from the left; the sum divided by 11 leaves the check digit, ten counts as 0. */
    static boolean mod11(String checked, int... weights) {
        return weighted(checked, weights) % 11 % 10 == last(checked);
    }

    private static int weighted(String checked, int... weights) {
        int sum = 0;
        for (int i = 0; i < checked.length() - 1; i++) {
            sum += digit(checked, i) * weights[i % weights.length];
        }
        return sum;
    }

    /** GS1: the digits before the check digit count 3, 1, 3, 1 … from right to left, and it fills the sum up to ten. */
    static boolean gs1(String checked) {
        int sum = last(checked);
        for (int i = checked.length() - 2, weight = 3; i >= 0; i--, weight = 4 - weight) {
            sum += digit(checked, i) * weight;
        }
        return sum % 10 == 0;
    }

    /** Luhn: every second digit from the right is doubled, nines are cast out, and the check digit fills up to ten. */
    static boolean luhn(String checked) {
        int sum = last(checked);
        for (int i = checked.length() - 2, weight = 2; i >= 0; i--, weight = 3 - weight) {
            int product = digit(checked, i) * weight;
            sum += product > 9 ? product - 9 : product;
        }
        return sum % 10 == 0;
    }

    /** ISO 7064 MOD 37,36: digits and letters count 0 to 35, the check character is one of them. */
    static boolean mod37(String checked) {
        int rest = LETTERS_AND_DIGITS;
        for (int i = 0; i < checked.length() - 1; i++) {
            rest = (rest + Character.digit(checked.charAt(i), LETTERS_AND_DIGITS)) % LETTERS_AND_DIGITS;
            rest = (rest == 0 ? LETTERS_AND_DIGITS : rest) * 2 % (LETTERS_AND_DIGITS + 1);
        }
        int last = Character.digit(checked.charAt(checked.length() - 1), LETTERS_AND_DIGITS);
        return (rest + last) % LETTERS_AND_DIGITS == 1;
    }

    /**
     * UPU S10: two letters, eight digits with weights of their own, the check digit, and the country of the post that gave the
     * number, which must exist.
     */
    static boolean s10(String number) {
        int sum = 0;
        for (int i = 0; i < S10_WEIGHTS.length; i++) {
            sum += digit(number, i + 2) * S10_WEIGHTS[i];
        }
        int check = 11 - sum % 11;
        int expected = check == 10 ? 0 : check == 11 ? 5 : check;
        return digit(number, 10) == expected && COUNTRIES.contains(number.substring(11));
    }

    /** A letter counts as UPS counts it: A is 2, B is 3, and after 9 comes 0. */
    private static int digit(String text, int at) {
        char c = text.charAt(at);
        return c <= '9' ? c - '0' : (c - 3) % 10;
    }

    private static int last(String checked) {
        return digit(checked, checked.length() - 1);
    }
}
