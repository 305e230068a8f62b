package org.disputedesk.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Letters name no way around the marketplace's own messages (000-10). */
class ContactDetailsTest {

    private static final List<String> KNOWN = List.of("028-1234567-1234567", "0312-3456-7890", "");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "お電話は03-1234-5678まで。",
                "ＴＥＬ　０１２０－４４４－１１３",
                "カスタマーセンター0120-444-113へ",
                "TEL0120ー444ー113",
                "携帯は09012345678です。",
                "Call +1 (206) 555-0100.",
                "Ruf an: +49 30 1234567",
                "tel. 020 7946 0018",
                "Write to shop@example.com.",
                "ｓｈｏｐ＠example.com",
                "See https://example.com/track.",
                "www.example.com",
                "https://amazon.co.jp.example.com/"
            })
    void ways_around_are_found(String text) {
        assertThat(ContactDetails.in(text, KNOWN)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "注文番号：028-1234567-1234567、追跡番号：0312-3456-7890、同じく ０３１２－３４５６－７８９０",
                "注文番号：250-1234567-1234567",
                "Das Paket kommt bis zum 05.12.2026 an.",
                "arrivera le 05 12 2026",
                "by 02-14-2026",
                "配達日時：2026年11月23日（月）14時05分",
                "2026-11-23 09:30",
                "〒012-3456 秋田県",
                "We refunded USD 1,299.00, 0.50 of it for shipping.",
                "https://www.amazon.co.jp/gp/help/customer/contact-us",
                "UPS 1Z999AA10123456784"
            })
    void what_letters_rightly_say_is_let_pass(String text) {
        assertThat(ContactDetails.in(text, KNOWN)).isEmpty();
    }
}
