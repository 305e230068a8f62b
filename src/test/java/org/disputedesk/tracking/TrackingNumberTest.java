package org.disputedesk.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.disputedesk.dispute.Rejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 000-04: numbers as people type and paste them. */
class TrackingNumberTest {

    @ParameterizedTest
    @CsvSource({
        "4444-1375-8703, 444413758703",
        "' 4444 1375 8703 ', 444413758703",
        "４４４４－１３７５－８７０３, 444413758703",
        "4444‐1375–8703, 444413758703",
        "4444ー1375ー8703, 444413758703",
        "4444　1375　8703, 444413758703",
        "4444.1375.8703, 444413758703",
        "'\u200B4444\u00A01375\uFEFF8703', 444413758703",
        "1z 6v8 642 03 2379 4365, 1Z6V86420323794365",
        "No.4444-1375-8703, 444413758703",
        "№: 4444-1375-8703, 444413758703",
        "#444413758703, 444413758703",
        "追跡番号：4444-1375-8703, 444413758703",
        "お問い合わせ送り状No.4444-1375-8703, 444413758703",
        "运单号 SF1439919779302, SF1439919779302",
        "Tracking No.: RB123456785GB, RB123456785GB",
        "NO123456785NO, NO123456785NO",
        "1LS7119013618127-1, 1LS71190136181271"
    })
    void what_stands_between_and_before_the_digits_does_not_matter(String typed, String number) {
        assertThat(TrackingNumber.of(typed).value()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "---", "。", "No.", "\u200B"})
    void nothing_is_no_number(String typed) {
        assertThatThrownBy(() -> TrackingNumber.of(typed))
                .isInstanceOf(Rejected.class)
                .hasMessageStartingWith("number: is empty");
        assertThat(TrackingNumber.find(typed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4444\u00001375", "\u0007", "4444\u001b[31m1375", "4444\u00851375\u0090"})
    void control_characters_are_refused(String typed) {
        assertThatThrownBy(() -> TrackingNumber.of(typed))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("control character");
    }

    @Test
    void a_novel_is_no_number() {
        assertThatThrownBy(() -> TrackingNumber.of("1".repeat(101)))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("longer than 100");
        assertThat(TrackingNumber.find("1".repeat(101))).isEmpty();
    }
}
