package org.disputedesk.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 000-04: what each rule sees, and what it cannot see. */
class CheckDigitTest {

    private static final String DIGITS = "0123456789";
    private static final String DIGITS_AND_LETTERS = DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int NUMBERS = 300;

    private final Random random = new Random(7);

    @ParameterizedTest
    @CsvSource({
        "mod7, 444413758703",
        "mod7, 3318810025",
        "mod10 1 2, 5R89390357567127",
        "mod10 1 2, 879E930346834440",
        "mod10 1 2 after 4, 11031500001879",
        "mod10 4 9, 201298452277",
        "mod11 3 1 7, 986578788855",
        "mod11 1 7 3, 00300617767839437",
        "gs1, 9400111206206406260787",
        "gs1, 568283610012734",
        "gs1 after 91, 71969010756003077385",
        "luhn, 320595463938",
        "mod37-36, 0081827099800000200333502" + "76C",
        "s10, RB123456785GB"
    })
    void public_numbers_pass(String rule, String checked) {
        // the last 14 of a FedEx number of 34 digits
        String part = rule.equals("mod11 1 7 3") ? checked.substring(checked.length() - 14) : checked;
        assertThat(CheckDigit.named(rule).test(part)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"gs1, 15", "gs1, 22", "luhn, 12", "gs1 after 92, 20"})
    void one_wrong_digit_is_always_seen(String rule, int length) {
        assertThat(unseen(rule, DIGITS, length)).isEmpty();
    }

    @Test
    void one_wrong_character_of_letters_and_digits_is_always_seen() {
        assertThat(unseen("mod37-36", DIGITS_AND_LETTERS, 15)).isEmpty();
    }

    @Test
    void seven_cannot_see_a_digit_that_is_seven_off_and_sees_every_other() {
        List<String> unseen = unseen("mod7", DIGITS, 12);
        assertThat(unseen).isNotEmpty().allSatisfy(pair -> {
            String[] numbers = pair.split(" ", -1);
            int off = 0;
            for (int i = 0; i < numbers[0].length(); i++) {
                off += Math.abs(numbers[0].charAt(i) - numbers[1].charAt(i));
            }
            assertThat(off).as(pair).isEqualTo(7);
        });
    }

    @Test
    void of_the_ten_endings_one_is_right_and_it_is_never_seven_eight_or_nine() {
        Predicate<String> rule = CheckDigit.named("mod7");
        for (int n = 0; n < NUMBERS; n++) {
            String body = any(DIGITS, 11);
            assertThat(DIGITS.chars()
                            .filter(last -> rule.test(body + (char) last))
                            .mapToObj(last -> (char) last))
                    .as(body)
                    .singleElement()
                    .satisfies(last -> assertThat(last).isLessThan('7'));
        }
    }

    /** Two remainders share a digit, and even weights hide a digit that is five off: most errors are seen, not all. */
    @ParameterizedTest
    @CsvSource({"mod11 3 1 7, 12", "mod11 1 7 3, 14", "mod10 1 2, 16", "mod10 4 9, 12"})
    void most_wrong_digits_are_seen(String rule, int length) {
        assertThat(unseen(rule, DIGITS, length)).hasSizeLessThan(NUMBERS * length * 9 / 10);
    }

    @Test
    void a_postal_number_needs_its_check_digit_and_a_country_that_exists() {
        Predicate<String> rule = CheckDigit.named("s10");
        assertThat(rule.test("RB123456785US")).isTrue();
        assertThat(rule.test("RB123456786US")).isFalse();
        assertThat(rule.test("RB123456785XX")).isFalse();
        for (int n = 0; n < NUMBERS; n++) {
            String body = "RR" + any(DIGITS, 8);
            assertThat(DIGITS.chars().filter(last -> rule.test(body + (char) last + "JP")))
                    .as(body)
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mod8", "mod7 3", "mod10", "mod11 x", "after 92", "MOD7"})
    void a_rule_nobody_wrote_is_refused_when_the_desk_starts(String rule) {
        assertThatThrownBy(() -> CheckDigit.named(rule)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Right numbers beside their neighbours with one other character that pass as well. */
    private List<String> unseen(String rule, String alphabet, int length) {
        Predicate<String> check = CheckDigit.named(rule);
        List<String> unseen = new ArrayList<>();
        int right = 0;
        while (right < NUMBERS) {
            String number = any(alphabet, length);
            if (!check.test(number)) {
                continue;
            }
            right++;
            for (int at = 0; at < length; at++) {
                for (int other = 0; other < alphabet.length(); other++) {
                    String wrong = number.substring(0, at) + alphabet.charAt(other) + number.substring(at + 1);
                    if (!wrong.equals(number) && check.test(wrong)) {
                        unseen.add(number + " " + wrong);
                    }
                }
            }
        }
        return unseen;
    }

    private String any(String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
