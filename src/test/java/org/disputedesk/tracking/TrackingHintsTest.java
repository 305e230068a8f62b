package org.disputedesk.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.disputedesk.dispute.CodeWords;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.tracking.TrackingHints.Hint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 000-04, 000-06: what staff are told while they enter number and status. */
class TrackingHintsTest {

    private final CarrierPages pages = new CarrierPages();
    private final CodeWords codes = new CodeWords();
    private final TrackingHints hints =
            new TrackingHints(new TrackingNumbers(pages), pages, new StatusWords(pages), codes);

    private Hint about(@Nullable String carrier, String number, String language) {
        return hints.about(carrier, number, Marketplace.JP, language);
    }

    @Test
    void without_a_carrier_it_says_whose_the_number_may_be() {
        Hint hint = about(null, "2497-1171-0883", "en");
        assertThat(hint.text()).isEqualTo("The number fits: Yamato, Sagawa, Japan Post, DHL.");
        assertThat(hint.link()).startsWith("https://track.kuronekoyamato.co.jp/");
        assertThat(about("", "249711710883", "ja").text()).isEqualTo("この番号に合う配送会社：ヤマト運輸、佐川急便、日本郵便、DHL。");
        assertThat(about(" ", "249711710883", "zh").text()).isEqualTo("该号码符合：雅玛多运输、佐川急便、日本邮政、DHL。");
    }

    @Test
    void a_wrong_check_digit_is_doubted_in_the_language_of_staff() {
        // twelve digits are SF's as well, as they are everybody's: not worth a suggestion
        assertThat(about("Yamato", "249711710884", "en"))
                .isEqualTo(new Hint("The check digit is wrong for a number of Yamato; please check the number.", ""));
        assertThat(about("ヤマト運輸", "249711710884", "ja").text())
                .startsWith("ヤマト運輸の番号としては検査数字（チェックデジット）が合いません。番号を確認してください。");
        assertThat(about("YAMATO", "249711710884", "zh").text()).startsWith("作为雅玛多运输的号码，校验位不正确，请核对号码。");
    }

    @Test
    void a_number_of_another_carrier_is_named_with_that_carrier() {
        Hint hint = about("Yamato", "1Z6V86420323794365", "en");
        assertThat(hint.text())
                .isEqualTo(
                        "Numbers of Yamato usually look different; please check carrier and number. The number fits: UPS.");
        assertThat(hint.link()).startsWith("https://www.ups.com/");
    }

    @ParameterizedTest
    @CsvSource({
        "Yamato, 249711710883",
        "Sagawa, 249711710883",
        "Pigeon Post, 249711710883",
        "Pigeon Post, nope",
        "Yamato, ''",
        "'', nope",
        "Amazon, TBA502887274000"
    })
    void where_nothing_is_to_be_said_nothing_is(String carrier, String number) {
        assertThat(about(carrier, number, "en")).isEqualTo(Hint.NONE);
    }

    @Test
    void a_text_that_is_no_number_is_doubted_for_a_carrier_whose_numbers_are_known() {
        assertThat(about("Yamato", "<script>alert(1)</script>", "en"))
                .isEqualTo(new Hint("Numbers of Yamato usually look different; please check carrier and number.", ""));
    }

    @Test
    void words_and_choice_that_disagree_are_both_named() {
        assertThatThrownBy(() -> hints.mustAgree(DeliveryState.LOST, "Yamato", "配達完了 11/23", "en"))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("\"delivered\"")
                .hasMessageContaining("\"lost\"");
        assertThatThrownBy(() -> hints.mustAgree(DeliveryState.LOST, "Yamato", "配達完了 11/23", "ja"))
                .hasMessageContaining("「配達完了」")
                .hasMessageContaining("「紛失」");
        assertThatThrownBy(() -> hints.mustAgree(DeliveryState.LOST, "Yamato", "配達完了 11/23", "zh"))
                .hasMessageContaining("“已送达”")
                .hasMessageContaining("“丢失”");
    }

    @Test
    void words_that_agree_or_say_nothing_pass() {
        for (String words : List.of("", "配達完了", "???", "Exception", "配達完了していません")) {
            assertThatCode(() -> hints.mustAgree(DeliveryState.DELIVERED, "Yamato", words, "en"))
                    .doesNotThrowAnyException();
        }
    }

    /** The message names the states as the form does. */
    @Test
    void states_are_called_as_in_the_form() throws IOException {
        JsonNode form =
                new ObjectMapper().readTree(Files.readString(Path.of("forms/track-parcel/enter-tracking.form")));
        String choices = "";
        for (JsonNode component : form.path("components")) {
            if (component.path("key").asText().equals("deliveryState")) {
                choices = component.path("valuesExpression").asText();
            }
        }
        for (DeliveryState state : DeliveryState.values()) {
            for (String language : List.of("en", "ja", "zh")) {
                assertThat(choices)
                        .containsIgnoringCase(
                                "{label: \"" + codes.of(DisputeFacts.DELIVERY_STATE, state.name(), language)
                                        + "\", value: \"" + state + "\"}");
            }
        }
    }
}
