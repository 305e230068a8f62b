package org.disputedesk.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.disputedesk.lint.LetterText.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the linter finds what, in whatever way it is written (000-10, 000-20, 002-13, 003-21, P24). */
class LinterTest {

    private static final String ORDER = "503-1234567-1234567";

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private final Linter linter = Linter.ofTables();

    private List<String> rules(String language, String text) {
        return linter.check(LetterText.of(language, null, text)).stream()
                .map(finding -> finding.rule().id())
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "お電話は03-1234-5678まで。",
                "ＴＥＬ　０１２０－４４４－１１３",
                "TEL0120ー444ー113",
                "0\u200B3-1234-5678 にどうぞ",
                "0️⃣3️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣",
                "03\n1234\n5678",
                "٠٣-١٢٣٤-٥٦٧٨",
                "𝟎𝟑-𝟏𝟐𝟑𝟒-𝟓𝟔𝟕𝟖",
                "Ruf an: +49 30 1234567",
                "tel. 020 7946 0018"
            })
    void telephone_numbers_are_found_however_they_are_typed(String text) {
        assertThat(rules("xx", text)).contains("phone");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ｓｈｏｐ＠example.com",
                "shop\u200B@\u200Bexample.com",
                "https://amazon.co.jp@example.com/",
                "https://amazon.co.jp.example.com/",
                "https://\u0430mazon.co.jp/", // a Cyrillic a
                "http://192.0.2.7/track",
                "HTTPS://EXAMPLE.COM",
                "https://www.amazon.co.jp/redirect?to=https://example.com",
                "https://amazon.example"
            })
    void ways_around_amazon_are_found(String text) {
        assertThat(rules("xx", text)).containsAnyOf("mail", "link");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.amazon.co.jp/gp/help/customer/contact-us をご覧ください。",
                "https://www.amazon.co.jpをご覧ください。",
                "amazon.de",
                "Das Paket kommt bis zum 05.12.2026 an, arrivera le 05 12 2026, by 02-14-2026",
                "配達日時：2026年11月23日（月）14時05分",
                "Der Betrag von 1.299,00 € wird erstattet.",
                "もうそろそろ届く頃でございます。"
            })
    void what_letters_rightly_say_is_let_pass(String text) {
        assertThat(rules("xx", text)).isEmpty();
    }

    /** 000-20 */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "We think this is FRAUD.",
                "fr\u0430ud",
                "fra\u00ADud",
                "f r a u d",
                "fr4ud",
                "詐 欺です",
                "詐・欺です",
                "ｆｒａｕｄ",
                "Das ist Betrug!",
                "C'est une escroquerie.",
                "Esto es una estafa.",
                "Questa è una truffa."
            })
    void accusations_are_found_in_any_language_and_disguise(String text) {
        assertThat(rules("xx", text)).containsExactly("accusation");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The parcel was delivered on 20 November and signed for.",
                "We are sorry that you did not receive your parcel; we believe you and look into it.",
                "The item is untruenly named", // part of a longer word
                "Der Betrag von 20,00 € wird erstattet."
            })
    void facts_are_no_accusation(String text) {
        assertThat(rules("xx", text)).isEmpty();
    }

    @Test
    void a_finding_says_where_it_stands_in_the_written_text() {
        String text = "ご連絡は ｓｈｏｐ\u200B＠example.com まで。";
        List<Finding> found = linter.check(new LetterText(
                Set.of("ja"),
                null,
                List.of(new Part("letterFacts", "確認しました。"), new Part("letterProposal", text)),
                List.of(),
                false));
        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.rule().id()).isEqualTo("mail");
            assertThat(finding.isHard()).isTrue();
            assertThat(finding.part()).isEqualTo("letterProposal");
            assertThat(text.substring(finding.start(), finding.end()).strip()).isEqualTo("ｓｈｏｐ\u200B＠example.com");
            assertThat(linter.told(finding, "ja")).startsWith("3. 提案 \"").contains("メールアドレス");
            assertThat(linter.told(finding, "zh")).startsWith("3. 解决方案").contains("邮箱");
            assertThat(linter.told(finding, "de")).startsWith("3. Proposal");
        });
    }

    /** P24 */
    @Test
    void the_order_must_be_named_somewhere() {
        assertThat(linter.check(LetterText.of("en", ORDER, "We are checking order 503-7654321-7654321.")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule().id()).isEqualTo("missing-order-id");
                    assertThat(finding.severity()).isEqualTo(Severity.SOFT);
                });
        assertThat(linter.check(LetterText.of("ja", ORDER, "注文番号：５０３－１２３４５６７－１２３４５６７")))
                .isEmpty();
        assertThat(linter.check(LetterText.of("en", null, "We are checking."))).isEmpty();
    }

    /** P23, 1.6-3 */
    @Test
    void feedback_is_asked_for_once() {
        List<Part> asks = List.of(new Part("text", "Please leave feedback."));
        assertThat(linter.check(new LetterText(Set.of("en"), null, asks, List.of(), false)))
                .extracting(finding -> finding.rule().id(), Finding::severity)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("feedback-request", Severity.HARD));
        assertThat(linter.check(new LetterText(Set.of("en"), null, asks, List.of(), true)))
                .extracting(finding -> finding.rule().id(), Finding::severity)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("repeated-request", Severity.HARD));
    }

    /** 000-10: a telephone number is one in whatever language it is offered, and the number of a parcel is none. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | Rufen Sie uns an, Telefon 030 901820.     | Die Sendungsnummer lautet 0612345678.",
                "fr | Appelez-nous au téléphone : 01 23 45 67 89. | Le numéro de suivi est 0612345678.",
                "es | Nuestro teléfono es el 910 123 456.         | El número de seguimiento es 0612345678.",
                "it | Il nostro telefono: 06 6982 1234.           | Il numero di tracciabilità è 0612345678.",
                "nl | Ons telefoonnummer is 020 624 1111.         | Het trackingnummer is 0612345678.",
                "sv | Vårt telefonnummer är 08 508 290 00.        | Ditt spårningsnummer är 0612345678.",
                "pl | Numer telefonu: 22 443 02 00.               | Numer przesyłki to 0612345678.",
                "tr | Telefon numarası: 0212 455 1400.            | Takip numarası 0612345678.",
                "ar | رقم الهاتف ‎04 223 2323‎.          | رقم التتبع ‎0612345678‎."
            })
    void telephone_numbers_and_numbers_of_parcels_are_told_apart(String language, String phone, String parcel) {
        assertThat(rules(language, phone)).containsExactly("phone");
        assertThat(rules(language, parcel)).isEmpty();
    }

    @Test
    void a_letter_may_be_in_any_language_its_reader_understands() {
        String german = "Wir haben Ihre Bestellung geprüft und bitten Sie noch um etwas Geduld.";
        assertThat(rules("en", german)).containsExactly("wrong-language");
        assertThat(rules("de", german)).isEmpty();
        assertThat(linter.check(
                        new LetterText(Set.of("en", "de"), null, List.of(new Part("text", german)), List.of(), false)))
                .isEmpty();
    }

    @Test
    void every_rule_speaks_the_languages_of_staff_and_names_its_source() {
        assertThat(linter.rules()).hasSizeGreaterThan(12).allSatisfy(rule -> {
            assertThat(List.of(rule.said("en"), rule.said("ja"), rule.said("zh")))
                    .doesNotContain("")
                    .doesNotHaveDuplicates();
            assertThat(rule.source()).isNotBlank();
        });
    }

    /** No text takes long, however it is made */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1 ",
                "03-",
                "a",
                "a.",
                "a@",
                "a at ",
                "a.b@",
                "https://",
                "www.",
                "(",
                "一",
                "二の",
                "に",
                "zero ",
                "評価",
                "レビュー",
                "gift ",
                "if you review ",
                "・",
                "評・",
                "詐 ",
                "a ",
                "a*",
                "\u0301",
                "\u200B",
                "ﾞ",
                "1x",
                "1.",
                "¥1",
                "2026-",
                "。",
                "\n",
                ". ",
                "five star ",
                "refund if you ",
                "クーポン",
                "😀",
                "\uD800",
                "f r a ",
                "0️⃣",
                "5tar",
                "[[[",
                "amazon.",
                "a-"
            })
    void hostile_texts_take_no_time(String bit) {
        String text = bit.repeat(20_000 / bit.length());
        long before = CPU.getCurrentThreadCpuTime();
        linter.check(LetterText.of("ja", ORDER, text));
        Duration taken = Duration.ofNanos(CPU.getCurrentThreadCpuTime() - before);
        assertThat(taken).as("processor time for 20,000 signs").isLessThan(Duration.ofSeconds(3));
    }
}
