package org.disputedesk.letter;

import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.CARRIER_CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.CURRENCY;
import static org.disputedesk.dispute.DisputeFacts.DELIVERED_AT;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_PROOF;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.EARLIER_NON_ARRIVALS;
import static org.disputedesk.dispute.DisputeFacts.LATEST_DELIVERY_AT;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.PROMISED_DATE;
import static org.disputedesk.dispute.DisputeFacts.REFUND_AMOUNT;
import static org.disputedesk.dispute.DisputeFacts.REFUND_EXPECTED_DATE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_REFERENCE;
import static org.disputedesk.dispute.DisputeFacts.TRACKING_NUMBER;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.disputedesk.dispute.CodeWords;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.evidence.CaseTexts;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The facts of a case in the words a buyer reads: dates of the marketplace's zone, money and names in his language. */
@Component
public class LetterWords {

    /** Every name a letter may use. */
    public static final Set<String> NAMES = Set.of(
            "orderId",
            "deliveredAt",
            "deliveredPlace",
            "carrier",
            "trackingNumber",
            "latestDeliveryDate",
            "promisedDate",
            "remedyReference",
            "refundAmount",
            "helpLink",
            "shopName",
            "deliveryStateText",
            "deliveryProofText",
            "refundExpectedDate",
            "carrierCaseNumber",
            "earlierNonArrivals");

    private static final Map<String, DateTimeFormatter> DAY = Map.of(
            "ja", DateTimeFormatter.ofPattern("yyyy年M月d日（E）", Locale.JAPANESE),
            "zh", DateTimeFormatter.ofPattern("yyyy年M月d日（E）", Locale.SIMPLIFIED_CHINESE),
            "en", DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH));
    private static final Map<String, DateTimeFormatter> MOMENT = Map.of(
            "ja", DateTimeFormatter.ofPattern("yyyy年M月d日（E）H時mm分", Locale.JAPANESE),
            "zh", DateTimeFormatter.ofPattern("yyyy年M月d日（E）HH:mm", Locale.SIMPLIFIED_CHINESE),
            "en", DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, HH:mm", Locale.ENGLISH));

    /** What a shop calls itself while nobody has set desk.shop-name. */
    private static final Map<String, String> OUR_SHOP = Map.of("ja", "当店", "zh", "本店", "en", "our shop");

    private final CodeWords codes;
    private final CaseTexts texts;
    private final String shopName;

    LetterWords(CodeWords codes, CaseTexts texts, @Value("${desk.shop-name:}") String shopName) {
        this.codes = codes;
        this.texts = texts;
        this.shopName = shopName;
    }

    /** The word for a name, null when the case does not know it (yet). */
    public @Nullable String word(String name, VariableScope scope, String language) {
        String code = MARKETPLACE.in(scope);
        Marketplace marketplace = code == null ? Marketplace.US : Marketplace.of(code);
        return switch (name) {
            case "orderId" -> ORDER_ID.in(scope);
            case "deliveredAt" -> moment(DELIVERED_AT.in(scope), marketplace, language);
            case "deliveredPlace" -> place(CASE_NUMBER.in(scope));
            case "carrier" -> CARRIER.in(scope);
            case "trackingNumber" -> TRACKING_NUMBER.in(scope);
            case "latestDeliveryDate" -> lastDay(LATEST_DELIVERY_AT.in(scope), marketplace, language);
            case "promisedDate" -> day(PROMISED_DATE.in(scope), language);
            case "remedyReference" -> REMEDY_REFERENCE.in(scope);
            case "refundAmount" -> money(REFUND_AMOUNT.in(scope), CURRENCY.in(scope), marketplace, language);
            case "helpLink" -> "https://www.amazon." + marketplace.topLevelDomain() + "/contact-us";
            case "shopName" -> shopName.isBlank() ? OUR_SHOP.getOrDefault(language, "our shop") : shopName;
            case "deliveryStateText" -> codes.of(DELIVERY_STATE, DELIVERY_STATE.in(scope, "UNKNOWN"), language);
            case "deliveryProofText" -> codes.of(DELIVERY_PROOF, DELIVERY_PROOF.in(scope, "NONE"), language);
            case "refundExpectedDate" -> day(REFUND_EXPECTED_DATE.in(scope), language);
            case "carrierCaseNumber" -> CARRIER_CASE_NUMBER.in(scope);
            // that there was none is nothing to say
            case "earlierNonArrivals" ->
                EARLIER_NON_ARRIVALS.in(scope, 0L) == 0 ? null : String.valueOf(EARLIER_NON_ARRIVALS.in(scope));
            default -> null;
        };
    }

    private @Nullable String place(@Nullable String caseNumber) {
        return caseNumber == null
                ? null
                : texts.find(caseNumber, "deliveredPlace").orElse(null);
    }

    private static @Nullable String moment(@Nullable Date at, Marketplace marketplace, String language) {
        return at == null ? null : format(MOMENT, language, at.toInstant().atZone(marketplace.zone()));
    }

    /** The latest delivery is kept as the end of a day, so the day it names is the one before that instant. */
    private static @Nullable String lastDay(@Nullable Date at, Marketplace marketplace, String language) {
        return at == null
                ? null
                : format(DAY, language, at.toInstant().minusMillis(1).atZone(marketplace.zone()));
    }

    private static @Nullable String day(@Nullable String isoDay, String language) {
        if (isoDay == null || isoDay.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(isoDay).format(DAY.getOrDefault(language, DAY.get("en")));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static String format(Map<String, DateTimeFormatter> formats, String language, ZonedDateTime at) {
        DateTimeFormatter format = formats.getOrDefault(language, formats.get("en"));
        return format == null ? at.toString() : format.format(at);
    }

    private static @Nullable String money(
            @Nullable String amount, @Nullable String currency, Marketplace marketplace, String language) {
        if (amount == null || amount.isBlank()) {
            return null;
        }
        Currency unit =
                currency == null || currency.isBlank() ? marketplace.currency() : Currency.getInstance(currency);
        if (language.equals("ja") && unit.getCurrencyCode().equals("JPY")) {
            return NumberFormat.getIntegerInstance(Locale.JAPAN).format(new BigDecimal(amount)) + "円";
        }
        NumberFormat format = NumberFormat.getCurrencyInstance(Locale.forLanguageTag(language));
        format.setCurrency(unit);
        format.setMinimumFractionDigits(unit.getDefaultFractionDigits());
        format.setMaximumFractionDigits(unit.getDefaultFractionDigits());
        return format.format(new BigDecimal(amount));
    }
}
