package org.disputedesk.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.disputedesk.dispute.CodeWords;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.letter.NativeChecks.State;
import org.disputedesk.letter.NativeChecks.Text;
import org.disputedesk.lint.LetterText;
import org.disputedesk.lint.LetterText.Part;
import org.disputedesk.lint.Linter;
import org.disputedesk.terms.PublishedTerms;
import org.disputedesk.terms.Terms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every letter of the desk in every language, filled with the facts of a case as the buyer gets it (000-10, 003-11, 003-19). */
class ShippedLettersTest {

    private static final String ORDER = "503-1234567-1234567";
    private static final List<String> ALL =
            List.of("en", "ja", "zh", "de", "fr", "es", "it", "nl", "sv", "pl", "tr", "ar");
    private static final Linter LINTER = Linter.ofTables();
    private static final Map<String, Text> TEXTS = texts();

    private static Map<String, Text> texts() {
        Map<String, Text> texts = new HashMap<>();
        NativeChecks.read().values().forEach(text -> texts.put(text.letter() + "." + text.language(), text));
        return texts;
    }

    private static Stream<String> letters() {
        return TEXTS.keySet().stream().sorted();
    }

    private static VariableScope facts(Marketplace marketplace) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("caseNumber", "D-2026-000123");
        facts.put("marketplace", marketplace.name());
        facts.put("orderId", ORDER);
        facts.put("carrier", "UPS");
        facts.put("trackingNumber", "1Z999AA10123456784");
        facts.put("deliveryState", "AVAILABLE_FOR_PICKUP");
        facts.put("deliveredAt", Date.from(Instant.parse("2026-11-28T13:05:00Z")));
        facts.put("latestDeliveryAt", Date.from(Instant.parse("2026-12-01T12:00:00Z")));
        facts.put("promisedDate", "2026-11-30");
        facts.put("exchangePromisedDate", "2026-11-30");
        facts.put("refundAmount", "1234.5");
        facts.put("remedyReference", "1Z999AA10123456792");
        facts.put("refundExpectedDate", "2026-12-04");
        facts.put("carrierCaseNumber", "4711-0815");
        facts.put("earlierNonArrivals", 2L);
        facts.put("nextDispatchDate", "2026-11-30");
        facts.put("usualDispatchDate", "2026-12-01");
        facts.put("dispatchBy", Date.from(Instant.parse("2026-11-30T06:00:00Z")));
        facts.put("closedDates", "2026-11-28,2026-11-29");
        VariableScope scope = mock(VariableScope.class);
        when(scope.getVariable(anyString())).thenAnswer(asked -> facts.get(asked.<String>getArgument(0)));
        return scope;
    }

    private static LetterWords words(String shop) {
        CaseTexts texts = mock(CaseTexts.class);
        when(texts.find(anyString(), anyString())).thenReturn(Optional.of("Gartenhaus"));
        PublishedTerms terms = mock(PublishedTerms.class);
        when(terms.current(anyString(), anyString()))
                .thenReturn(
                        Optional.of(new Terms("cancellation", "en", "1-00000000", "Unshipped orders.", "All of it.")));
        return new LetterWords(new CodeWords(), texts, terms, shop);
    }

    private static Marketplace marketplace(String language) {
        return Stream.of(Marketplace.values())
                .filter(place -> place.language().equals(language))
                .findFirst()
                .orElse(Marketplace.JP);
    }

    private static String filled(String text, String language) {
        LetterWords words = words("");
        VariableScope facts = facts(marketplace(language));
        return Letter.fill(text, name -> words.word(name, facts, language));
    }

    private static List<Part> parts(Text text, String language) {
        List<Part> parts = new ArrayList<>(List.of(new Part("subject", filled(text.subject(), language))));
        text.parts().forEach((part, words) -> parts.add(new Part(part, filled(words, language))));
        return parts;
    }

    /** Nobody has to say why a letter leaves that the desk itself has written. */
    @ParameterizedTest
    @MethodSource("letters")
    void the_linter_finds_nothing_in_a_letter_of_the_desk(String name) {
        Text text = Objects.requireNonNull(TEXTS.get(name));
        List<Part> parts = parts(text, text.language());
        assertThat(parts).allSatisfy(part -> assertThat(part.text()).doesNotContain("${"));
        // a question before buying is about no order, and what everybody reads names none
        boolean isBeforePurchase = name.contains("/before-purchase-")
                || name.contains("-without-order.")
                || name.startsWith("settle-feedback/public-reply.");
        assertThat(String.join(" ", text.parts().values()).contains("${orderId}"))
                .as("order in %s", name)
                .isEqualTo(!isBeforePurchase);
        assertThat(LINTER.check(new LetterText(
                        Set.of(text.language()),
                        isBeforePurchase ? null : ORDER,
                        parts,
                        List.of("1Z999AA10123456784", "1Z999AA10123456792", "4711-0815"),
                        false)))
                .isEmpty();
    }

    @Test
    void the_common_letters_are_there_in_all_twelve_languages() {
        assertThat(ALL)
                .allSatisfy(language -> assertThat(TEXTS.keySet())
                        .contains(Stream.of(
                                        "answer-buyer/holding-reply",
                                        "settle-non-arrival/please-wait",
                                        "settle-non-arrival/please-check-around",
                                        "settle-non-arrival/please-collect",
                                        "settle-non-arrival/contact-amazon",
                                        "settle-non-arrival/claim-open",
                                        "settle-non-arrival/glad-it-arrived",
                                        "settle-non-arrival/address-as-given",
                                        "settle-non-arrival/already-refunded",
                                        "give-remedy/refund-issued",
                                        "give-remedy/replacement-sent",
                                        "give-remedy/carrier-asked")
                                .map(letter -> letter + "." + language)
                                .toArray(String[]::new)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "de | DE | 1.234,50 €          | Montag, 30. November 2026     | Samstag, 28. November 2026, 14:05 Uhr",
                "fr | FR | 1 234,50 €          | lundi 30 novembre 2026        | samedi 28 novembre 2026 à 14 h 05",
                "es | ES | 1.234,50 €          | lunes, 30 de noviembre de 2026 | sábado, 28 de noviembre de 2026, a las 14:05",
                "es | MX | $1,234.50           | lunes, 30 de noviembre de 2026 | sábado, 28 de noviembre de 2026, a las 07:05",
                "it | IT | 1.234,50 €          | lunedì 30 novembre 2026       | sabato 28 novembre 2026, ore 14:05",
                "nl | NL | € 1.234,50          | maandag 30 november 2026      | zaterdag 28 november 2026 om 14:05 uur",
                "sv | SE | 1 234,50 kr         | måndag 30 november 2026       | lördag 28 november 2026 kl. 14:05",
                "pl | PL | 1 234,50 zł         | 30 listopada 2026             | 28 listopada 2026, godz. 14:05",
                "tr | TR | ₺1.234,50           | 30 Kasım 2026 Pazartesi       | 28 Kasım 2026 Cumartesi, saat 16:05",
                "ar | AE | 1,234.50 درهم إماراتي | الاثنين، 30 نوفمبر 2026       | السبت، 28 نوفمبر 2026، الساعة 17:05",
                "ar | EG | 1,234.50 جنيه مصري  | الاثنين، 30 نوفمبر 2026       | السبت، 28 نوفمبر 2026، الساعة 15:05",
                "ja | JP | 1,234円              | 2026年11月30日（月）            | 2026年11月28日（土）22時05分",
                "en | UK | £1,234.50           | Monday, 30 November 2026      | Saturday, 28 November 2026, 13:05"
            })
    void money_and_days_are_written_as_the_buyer_writes_them(
            String language, Marketplace marketplace, String money, String day, String moment) {
        VariableScope facts = facts(marketplace);
        LetterWords words = words("");
        assertThat(spaces(String.valueOf(words.word("refundAmount", facts, language))))
                .isEqualTo(money);
        assertThat(words.word("promisedDate", facts, language)).isEqualTo(day);
        assertThat(spaces(String.valueOf(words.word("deliveredAt", facts, language))))
                .isEqualTo(moment);
    }

    /** Which of the spaces that do not break stands there is the affair of the locale data. */
    private static String spaces(String text) {
        return text.replaceAll("[\\u00a0\\u202f]", " ");
    }

    /** Between Arabic words, what stands left and right of a hyphen would change places. */
    @Test
    void numbers_in_a_letter_from_right_to_left_run_from_left_to_right() {
        LetterWords words = words("Kaze Trading");
        VariableScope facts = facts(Marketplace.AE);
        assertThat(words.word("orderId", facts, "ar")).isEqualTo("\u200e" + ORDER + "\u200e");
        assertThat(words.word("shopName", facts, "ar")).isEqualTo("\u200eKaze Trading\u200e");
        assertThat(words.word("orderId", facts, "de")).isEqualTo(ORDER);
        assertThat(LetterWords.withOpenPlaces("حتى ${promisedDate}.", "ar"))
                .isEqualTo("حتى \u200e${promisedDate}\u200e.");
        assertThat(words.word("deliveryStateText", facts, "ar")).isEqualTo("جاهز للاستلام");
    }

    @Test
    void a_shop_without_a_name_signs_in_the_letters_language() {
        assertThat(ALL.stream().map(language -> words("").word("shopName", facts(Marketplace.DE), language)))
                .doesNotHaveDuplicates()
                .filteredOn("our shop"::equals)
                .hasSize(1);
    }

    /** A confirmation is for the words that were read, however the file's lines end. */
    @Test
    void the_hash_is_that_of_the_words() {
        String text = "Subject: Ja\n[facts]\nSo ist es.\n";
        String hash = NativeChecks.text("a/b", "de", text).hash();
        assertThat(NativeChecks.text("a/b", "de", text.replace("\n", "\r\n")).hash())
                .isEqualTo(hash);
        assertThat(NativeChecks.text("a/b", "de", text.replace("So", "Nicht so"))
                        .hash())
                .isNotEqualTo(hash);
        assertThat(new State(NativeChecks.text("a/b", "de", text), null).needsCheck())
                .isTrue();
        assertThat(new State(NativeChecks.text("a/b", "zh", text), null).needsCheck())
                .isFalse();
    }
}
