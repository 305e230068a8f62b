package org.disputedesk.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Currency;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** 001-15: money in the decimals of the currency, in every marketplace. */
class RefundPartsTest {

    @ParameterizedTest
    @EnumSource(Marketplace.class)
    void an_amount_has_as_many_decimals_as_its_currency(Marketplace marketplace) {
        Currency currency = marketplace.currency();
        int decimals = currency.getDefaultFractionDigits();
        assertThat(decimals).isEqualTo(currency.getCurrencyCode().equals("JPY") ? 0 : 2);
        assertThat(RefundParts.exact("refundPart", "1,234", currency)).hasToString("1234");
        String finest = decimals == 0 ? "7" : "7.89";
        assertThat(RefundParts.exact("refundPart", finest, currency)).hasToString(finest);
        String tooFine = decimals == 0 ? "7.5" : "7.895";
        assertThatThrownBy(() -> RefundParts.exact("refundPart", tooFine, currency))
                .isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> RefundParts.exact("refundPart", "0", currency)).isInstanceOf(Rejected.class);
    }
}
