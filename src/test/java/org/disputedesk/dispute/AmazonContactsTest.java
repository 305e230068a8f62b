package org.disputedesk.dispute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 003-09, 003-10: a clean link and a number for each marketplace. */
class AmazonContactsTest {

    @ParameterizedTest
    @EnumSource
    void every_marketplace_has_a_clean_link_to_its_own_shop(Marketplace marketplace) {
        AmazonContacts service = AmazonContacts.of(marketplace);
        assertThat(service.link()).isEqualTo("https://www.amazon." + marketplace.topLevelDomain() + "/contact-us");
        assertThat(service.phone()).matches("[0-9-]{8,}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://www.amazon.com/contact-us",
                "https://www.amazon.com/contact-us?ref=someone",
                "https://www.amazon.com/contact-us#x"
            })
    void a_link_that_tells_where_it_was_found_is_refused(String link) {
        assertThatThrownBy(() -> new AmazonContacts(link, "1", null)).isInstanceOf(IllegalArgumentException.class);
    }
}
