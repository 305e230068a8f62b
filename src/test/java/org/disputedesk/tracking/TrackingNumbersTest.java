package org.disputedesk.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rows;
import org.disputedesk.tracking.TrackingNumbers.Candidate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 000-04: public numbers of many carriers, and the order in which they are suggested. */
class TrackingNumbersTest {

    private static final TrackingNumbers NUMBERS = new TrackingNumbers(new CarrierPages());

    private static List<Candidate> candidates(String number, @Nullable Marketplace marketplace) {
        return NUMBERS.candidates(TrackingNumber.of(number), marketplace);
    }

    private static List<String> carriers(String number, @Nullable Marketplace marketplace) {
        return candidates(number, marketplace).stream().map(Candidate::carrier).toList();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/tracking/numbers.csv", numLinesToSkip = 1)
    void a_public_number_is_judged_as_its_carrier_would(String carrier, String number, String expected) {
        List<String> said = candidates(number, null).stream()
                .filter(candidate -> candidate.carrier().equals(carrier))
                .map(candidate -> candidate.checkDigit().word())
                .distinct()
                .toList();
        assertThat(said.isEmpty() ? "absent" : said.get(0)).isEqualTo(expected);
        if (expected.equals("wrong")) {
            assertThat(said).containsExactly("wrong");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "249711710883, YAMATO",
        "600078420325, SAGAWA",
        "317409136693, JAPAN_POST",
        "790535312317, FEDEX",
        "1Z6V86420323794365, UPS",
        "RB123456785GB, POSTAL_S10",
        "9400111206206406260787, USPS",
        "00340433836442636597, DHL",
        "TBA502887274000, AMAZON"
    })
    void the_likeliest_carrier_comes_first(String number, String carrier) {
        assertThat(carriers(number, null)).startsWith(carrier);
    }

    @Test
    void japanese_carriers_share_their_check_digit_and_none_of_them_is_dropped() {
        assertThat(carriers("249711710883", Marketplace.JP))
                .containsSubsequence("YAMATO", "SAGAWA", "JAPAN_POST")
                .startsWith("YAMATO");
        assertThat(carriers("317409136693", Marketplace.JP)).startsWith("JAPAN_POST", "YAMATO", "SAGAWA");
    }

    @Test
    void carriers_of_the_marketplaces_country_come_first() {
        // passes as a number of three Japanese carriers and of FedEx
        String everybodys = "600078420325";
        String both = numberThatFits("YAMATO", "FEDEX");
        assertThat(carriers(both, Marketplace.JP).subList(0, 3)).containsOnly("YAMATO", "SAGAWA", "JAPAN_POST");
        assertThat(carriers(both, Marketplace.US)).startsWith("FEDEX");
        assertThat(carriers(everybodys, Marketplace.JP)).startsWith("SAGAWA");
        assertThat(carriers("13112383852", null)).startsWith("DHL");
        assertThat(carriers("13112383852", Marketplace.JP)).startsWith("JAPAN_POST");
    }

    private static String numberThatFits(String one, String other) {
        for (long n = 25_000_000_000L; ; n++) {
            String number = String.valueOf(n) + n % 7;
            List<String> good = candidates(number, null).stream()
                    .filter(candidate -> candidate.checkDigit() == NumberFormat.Verdict.OK)
                    .map(Candidate::carrier)
                    .toList();
            if (good.contains(one) && good.contains(other)) {
                return number;
            }
        }
    }

    @Test
    void a_wrong_check_digit_keeps_the_carrier_behind_those_it_fits() {
        List<Candidate> candidates = candidates("790535312317", Marketplace.JP);
        assertThat(candidates.get(0).carrier()).isEqualTo("FEDEX");
        assertThat(candidates.get(0).checkDigit().word()).isEqualTo("ok");
        assertThat(candidates).anySatisfy(candidate -> {
            assertThat(candidate.carrier()).isEqualTo("YAMATO");
            assertThat(candidate.checkDigit().word()).isEqualTo("wrong");
        });
        // a number of twelve digits that fits nobody is rather mistyped than SF's
        assertThat(carriers("249711710884", Marketplace.JP))
                .startsWith("YAMATO")
                .endsWith("SF");
    }

    @Test
    void a_carrier_is_not_doubted_where_its_number_fits_another_way() {
        assertThat(candidates("71969010756003077385", null))
                .filteredOn(candidate -> candidate.carrier().equals("USPS"))
                .singleElement()
                .satisfies(
                        candidate -> assertThat(candidate.checkDigit().word()).isEqualTo("ok"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nope",
                "0",
                "https://example.com/track?n=444413758703",
                "<script>alert(1)</script>",
                "'; drop table dispute_case; --",
                "${7*7}",
                "٤٤٤٤١٣٧٥٨٧٠٣",
                "💩💩💩💩💩💩💩💩💩💩💩💩",
                "\uD83D",
                "ﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺ"
            })
    void what_is_no_number_has_no_candidate(String typed) {
        assertThat(candidates(typed, Marketplace.JP)).isEmpty();
    }

    @Test
    void no_text_keeps_the_desk_busy() {
        List<String> hostile = List.of(
                "1".repeat(100),
                "A".repeat(100),
                "GM" + "A".repeat(98),
                "GM" + "A".repeat(38) + "!",
                "420" + "9".repeat(97),
                "Ａ".repeat(100),
                " ".repeat(99) + "1",
                "番".repeat(99) + "1",
                "ﷺ".repeat(100));
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int n = 0; n < 1000; n++) {
                hostile.forEach(
                        text -> TrackingNumber.find(text).ifPresent(number -> NUMBERS.candidates(number, null)));
            }
        });
        // a repetition within a repetition is what makes a pattern slow
        Pattern nested = Pattern.compile("\\([^()]*[+*}][^()]*\\)[+*{]");
        assertThat(Rows.of("tracking/number-formats.csv"))
                .allSatisfy(row -> assertThat(nested.matcher(row.get("pattern")).find())
                        .as(row.get("pattern"))
                        .isFalse());
    }

    @Test
    void every_format_says_whose_it_is_and_where_it_is_known_from() {
        CarrierPages carriers = new CarrierPages();
        List<CSVRecord> rows = Rows.of("tracking/number-formats.csv");
        assertThat(rows).hasSizeGreaterThan(60).allSatisfy(row -> {
            assertThat(carriers.code(row.get("carrier"))).as(row.toString()).contains(row.get("carrier"));
            assertThat(row.get("format")).isNotBlank();
            assertThat(row.get("source")).isNotBlank();
        });
        assertThat(rows.stream().map(row -> row.get("carrier") + "|" + row.get("format")))
                .doesNotHaveDuplicates();
        assertThat(rows.stream().map(row -> row.get("carrier")))
                .contains(
                        "YAMATO",
                        "SAGAWA",
                        "JAPAN_POST",
                        "UPS",
                        "USPS",
                        "FEDEX",
                        "DHL",
                        "DPD",
                        "POSTAL_S10",
                        "AMAZON",
                        "YUNEXPRESS",
                        "YODEL",
                        "SF");
    }
}
