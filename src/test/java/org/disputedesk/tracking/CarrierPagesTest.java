package org.disputedesk.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 000-04: one click to the carrier's own page, in the reader's language. */
class CarrierPagesTest {

    private final CarrierPages carriers = new CarrierPages();

    @ParameterizedTest
    @CsvSource({
        "Japan Post, 4055-4842-4886, ja,"
                + " https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1=405548424886&locale=ja",
        "日本郵便, 4055-4842-4886, en,"
                + " https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1=405548424886&locale=en",
        "JAPAN_POST, 405548424886, zh,"
                + " https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1=405548424886&locale=en",
        "ヤマト運輸, 444413758703, ja, https://jizen.kuronekoyamato.co.jp/jizen/servlet/crjz.b.NQ0010?id=444413758703",
        "Yamato, 444413758703, en, https://track.kuronekoyamato.co.jp/english/tracking",
        "UPS, 1Z6V86420323794365, zh, https://www.ups.com/track?loc=zh_CN&tracknum=1Z6V86420323794365",
        "UPS, 1Z6V86420323794365, fr, https://www.ups.com/track?loc=en_US&tracknum=1Z6V86420323794365",
        "SF Express, SF1439919779302, zh,"
                + " https://www.sf-express.com/we/ow/chn/sc/waybill/waybill-detail/SF1439919779302",
        "POSTAL_S10, RB123456785US, en, https://tools.usps.com/go/TrackConfirmAction?tLabels=RB123456785US",
        "POSTAL_S10, EE123456785JP, ja,"
                + " https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1=EE123456785JP&locale=ja"
    })
    void a_carrier_has_a_page_in_each_language(String carrier, String number, String language, String page) {
        assertThat(carriers.page(carrier, number, language)).contains(page);
    }

    @Test
    void a_carrier_nobody_listed_has_none() {
        assertThat(carriers.page("Pigeon Post", "1", "en")).isEmpty();
        assertThat(carriers.page("", "1", "en")).isEmpty();
        assertThat(carriers.page(null, null, "en")).isEmpty();
        assertThat(carriers.page("POSTAL_S10", "RB123456785ZW", "en")).isEmpty();
        assertThat(carriers.page("POSTAL_S10", null, "en")).isEmpty();
    }

    @Test
    void a_number_cannot_lead_elsewhere() {
        assertThat(carriers.page("UPS", "1&loc=x#\"><script>", "en"))
                .hasValueSatisfying(page -> assertThat(page)
                        .startsWith("https://www.ups.com/track?loc=en_US&tracknum=1%26LOC%3DX%23%22%3E%3CSCRIPT%3E"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.ups.com/track?tracknum={number}, true",
        "https://ups.com/{number}, true",
        "http://www.ups.com/{number}, false",
        "https://www.ups.com.example.org/{number}, false",
        "https://evilups.com/{number}, false",
        "https://ups.com@example.org/{number}, false",
        "//www.ups.com/{number}, false",
        "javascript:alert(1), false"
    })
    void only_pages_of_the_carrier_over_https_are_its_own(String page, boolean isOwn) {
        assertThat(CarrierPages.isOwn(page, List.of("ups.com"))).isEqualTo(isOwn);
    }

    @ParameterizedTest
    @CsvSource({
        "Yamato Transport, YAMATO",
        "佐川急便, SAGAWA",
        "USPS Ground Advantage, USPS",
        "UPS Mail Innovations, UPS",
        "sf, SF",
        "SF_EXPRESS, SF",
        "中国郵政, CHINA_POST",
        "Amazon Logistics, AMAZON"
    })
    void a_carrier_is_known_by_what_reports_and_people_call_it(String words, String code) {
        assertThat(carriers.code(words)).contains(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ja", "zh"})
    void every_carrier_has_a_name_in_each_language_of_staff(String language) {
        assertThat(Rows.of("tracking/carriers.csv"))
                .allSatisfy(row -> assertThat(row.get("name_" + language)).isNotBlank());
        assertThat(carriers.name("YAMATO", language)).isNotEqualTo("YAMATO");
        assertThat(carriers.name("PIGEON", language)).isEqualTo("PIGEON");
    }

    @Test
    void carriers_are_at_home_in_marketplaces_there_are() {
        assertThat(Rows.of("tracking/carriers.csv"))
                .flatExtracting(row -> List.of(row.get("home").split("\\|")))
                .filteredOn(code -> !code.isEmpty())
                .allSatisfy(code -> assertThat(Marketplace.find(code)).isPresent());
        assertThat(carriers.isAtHome("YAMATO", Marketplace.JP)).isTrue();
        assertThat(carriers.isAtHome("YAMATO", Marketplace.US)).isFalse();
        assertThat(carriers.isAtHome("YAMATO", null)).isFalse();
    }
}
