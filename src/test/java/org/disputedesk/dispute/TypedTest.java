package org.disputedesk.dispute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.i18n.LocaleContextHolder;

/** What people type means what they mean, or is asked back in their language (000-12, 000-13). */
class TypedTest {

    @AfterEach
    void nobodyAsks() {
        LocaleContextHolder.resetLocaleContext();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "128,000|128000",
                "１２８，０００円|128000",
                "¥6980|6980",
                "$1,299.00|1299.00",
                "USD 19.9|19.9",
                "3 980|3980",
                "19.80 €|19.80"
            })
    void an_amount_is_what_was_typed(String typed, String amount) {
        assertThat(Typed.amount("refundAmount", typed)).isEqualTo(amount);
    }

    @ParameterizedTest
    @ValueSource(strings = {"19,80", "1.299", "1.299,00", "12,80", "-5", "1e3", "twenty", "", "1,00,000"})
    void an_amount_that_could_mean_something_else_is_asked_back(String typed) {
        assertThatThrownBy(() -> Typed.amount("refundAmount", typed))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("refundAmount");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-05", "2026/11/5", " ２０２６／１１／０５　", "2026.11.05", "2026年11月5日"})
    void a_day_is_what_was_typed(String typed) {
        assertThat(LocalMoment.day("lastScanDate", typed)).hasToString("2026-11-05");
    }

    @ParameterizedTest
    @CsvSource({
        "ja, 実在する日付を 2026-11-25 の形式で入力してください。",
        "zh, 请按 2026-11-25 的格式填写实际存在的日期。",
        "en, must be a date such as 2026-11-25.",
        "de, must be a date such as 2026-11-25."
    })
    void what_cannot_be_taken_is_said_in_the_language_of_who_typed_it(String language, String said) {
        LocaleContextHolder.setLocale(Locale.forLanguageTag(language));
        assertThatThrownBy(() -> LocalMoment.day("lastScanDate", "2026-02-30")).hasMessage("lastScanDate: " + said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-25 14:05|2026-11-25T14:05",
                "2026-11-25T14:05|2026-11-25T14:05",
                "2026/11/5 9:05|2026-11-05T09:05",
                "２０２６年１１月２５日　１４：０５|2026-11-25T14:05",
                "2026年11月25日(水) 14時05分|2026-11-25T14:05",
                "2026年11月25日 14时05分|2026-11-25T14:05",
                "tomorrow|tomorrow"
            })
    void a_moment_is_what_was_typed(String typed, String moment) {
        assertThat(Typed.moment(typed)).isEqualTo(moment);
    }

    @Test
    void every_refusal_fills_the_same_places_in_all_languages() {
        Rows.of("words/refusals.csv")
                .forEach(row -> assertThat(Rows.languages(row).values())
                        .as(row.get("refusal"))
                        .allSatisfy(words -> assertThat(words).isNotBlank())
                        .extracting(words -> words.split("%s", -1).length)
                        .containsOnly(row.get("en").split("%s", -1).length));
    }
}
