package org.disputedesk.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.disputedesk.dispute.Rows;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 000-04, 000-06: what carriers and gateways say, in nineteen states. */
class StatusWordsTest {

    private static final StatusWords WORDS = new StatusWords(new CarrierPages());

    @Test
    void every_state_is_said_by_people_and_by_interfaces() {
        Set<String> all =
                Set.of(DeliveryState.values()).stream().map(Enum::name).collect(Collectors.toSet());
        assertThat(states("")).containsAll(all);
        for (String language : Set.of("en", "ja", "zh")) {
            assertThat(states(language)).as(language).containsAll(all);
        }
    }

    private static Set<String> states(String language) {
        return Rows.of("tracking/status-words.csv").stream()
                .filter(row -> row.get("language").equals(language))
                .map(row -> row.get("state"))
                .collect(Collectors.toSet());
    }

    @Test
    void every_word_stands_once_in_its_vocabulary_and_says_where_it_is_from() {
        assertThat(Rows.of("tracking/status-words.csv"))
                .hasSizeGreaterThan(1000)
                .allSatisfy(row -> assertThat(row.get("source")).isNotBlank())
                .extracting(StatusWordsTest::key)
                .doesNotHaveDuplicates();
        assertThat(Rows.of("tracking/status-words.csv"))
                .allSatisfy(row -> assertThat(WORDS.of(row.get("vocabulary"), row.get("word")))
                        .as(key(row))
                        .isEqualTo(DeliveryState.find(row.get("state"))));
    }

    private static String key(CSVRecord row) {
        return row.get("vocabulary") + ": " + row.get("word").toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @CsvSource({
        "spapi-fba-event, EVENT_301, DELIVERED",
        "spapi-orders, REJECTED_BY_BUYER, REFUSED",
        "17track, DeliveryFailure_InvalidAddress, ADDRESS_PROBLEM",
        "aftership, outfordelivery, OUT_FOR_DELIVERY",
        "easypost, pre_transit, INFO_RECEIVED",
        "yamato, 持戻(ご不在), ATTEMPT_FAILED",
        "sf, 已签收, DELIVERED"
    })
    void a_word_of_a_vocabulary_has_one_state(String vocabulary, String word, DeliveryState state) {
        assertThat(WORDS.of(vocabulary, word)).contains(state);
    }

    /** They hide lost, damaged and sent back behind one word. */
    @ParameterizedTest
    @CsvSource({
        "aftership, Exception",
        "easypost, failure",
        "easypost, return_to_sender",
        "17track, Exception",
        "shippo, FAILURE",
        "ship24, exception",
        "karrio, on_hold",
        "ups, Exception",
        "sagawa, 保管中",
        "nobody, DELIVERED",
        "easypost, delighted"
    })
    void a_word_that_says_too_little_is_left_to_a_person(String vocabulary, String word) {
        assertThat(WORDS.of(vocabulary, word)).isEmpty();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/tracking/copied-lines.csv", numLinesToSkip = 1)
    void a_copied_line_means_what_it_says(@Nullable String carrier, String line, @Nullable DeliveryState state) {
        if (state == null) {
            assertThat(WORDS.inText(carrier, line)).isEmpty();
        } else {
            assertThat(WORDS.inText(carrier, line)).contains(state);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u0000", "\uD83D", "${7*7}", "<script>alert(1)</script>", "💩"})
    void what_is_no_status_says_nothing(String text) {
        assertThat(WORDS.inText(null, text)).isEmpty();
    }

    @Test
    void a_long_text_is_read_quickly() {
        String longest = "配達中 not delivered ".repeat(120);
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(WORDS.inText("Yamato", longest)).isEmpty());
    }
}
