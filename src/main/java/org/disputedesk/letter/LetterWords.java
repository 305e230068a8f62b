package org.disputedesk.letter;

import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.CARRIER_CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.CLOSED_DATES;
import static org.disputedesk.dispute.DisputeFacts.CURRENCY;
import static org.disputedesk.dispute.DisputeFacts.DELIVERED_AT;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_PROOF;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.DISPATCH_BY;
import static org.disputedesk.dispute.DisputeFacts.EARLIER_NON_ARRIVALS;
import static org.disputedesk.dispute.DisputeFacts.EXCHANGE_PROMISED_DATE;
import static org.disputedesk.dispute.DisputeFacts.LATEST_DELIVERY_AT;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.NEXT_DISPATCH_DATE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.PROMISED_DATE;
import static org.disputedesk.dispute.DisputeFacts.REFUND_AMOUNT;
import static org.disputedesk.dispute.DisputeFacts.REFUND_EXPECTED_DATE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_REFERENCE;
import static org.disputedesk.dispute.DisputeFacts.TRACKING_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.USUAL_DISPATCH_DATE;

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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.disputedesk.dispute.AmazonContacts;
import org.disputedesk.dispute.CodeWords;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.terms.PublishedTerms;
import org.disputedesk.terms.Terms;
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
            "cancellationPolicy",
            "dispatchDate",
            "plannedDispatchDate",
            "dispatchCutOff",
            "closedDays",
            "exchangeDate",
            "earlierNonArrivals");

    private static final Map<String, DateTimeFormatter> DAY = Map.ofEntries(
            format("ja", "yyyy年M月d日（E）"),
            format("zh", "yyyy年M月d日（E）"),
            format("en", "EEEE, d MMMM yyyy"),
            format("de", "EEEE, d. MMMM yyyy"),
            format("fr", "EEEE d MMMM yyyy"),
            format("es", "EEEE, d 'de' MMMM 'de' yyyy"),
            format("it", "EEEE d MMMM yyyy"),
            format("nl", "EEEE d MMMM yyyy"),
            format("sv", "EEEE d MMMM yyyy"),
            // the name of a day would have to be declined with the sentence around it
            format("pl", "d MMMM yyyy"),
            format("tr", "d MMMM yyyy EEEE"),
            format("ar", "EEEE، d MMMM yyyy"));
    private static final Map<String, DateTimeFormatter> MOMENT = Map.ofEntries(
            format("ja", "yyyy年M月d日（E）H時mm分"),
            format("zh", "yyyy年M月d日（E）HH:mm"),
            format("en", "EEEE, d MMMM yyyy, HH:mm"),
            format("de", "EEEE, d. MMMM yyyy, HH:mm 'Uhr'"),
            format("fr", "EEEE d MMMM yyyy 'à' HH'\u00a0h\u00a0'mm"),
            format("es", "EEEE, d 'de' MMMM 'de' yyyy, 'a las' HH:mm"),
            format("it", "EEEE d MMMM yyyy, 'ore' HH:mm"),
            format("nl", "EEEE d MMMM yyyy 'om' HH:mm 'uur'"),
            format("sv", "EEEE d MMMM yyyy 'kl.' HH:mm"),
            format("pl", "d MMMM yyyy, 'godz.' HH:mm"),
            format("tr", "d MMMM yyyy EEEE, 'saat' HH:mm"),
            format("ar", "EEEE، d MMMM yyyy، 'الساعة' HH:mm"));

    private static final Map<String, String> BETWEEN_DAYS = Map.of("ja", "、", "zh", "、", "en", "; ");

    /** What a shop calls itself while nobody has set desk.shop-name. */
    private static final Map<String, String> OUR_SHOP = Map.ofEntries(
            Map.entry("ja", "当店"),
            Map.entry("zh", "本店"),
            Map.entry("en", "our shop"),
            Map.entry("de", "Ihr Verkäufer"),
            Map.entry("fr", "Votre vendeur"),
            Map.entry("es", "Su vendedor"),
            Map.entry("it", "Il Suo venditore"),
            Map.entry("nl", "Uw verkoper"),
            Map.entry("sv", "Din säljare"),
            Map.entry("pl", "Państwa sprzedawca"),
            Map.entry("tr", "Satıcınız"),
            Map.entry("ar", "متجرنا"));

    /** Makes numbers beside it run from left to right, as they do anywhere else; nobody sees it. */
    private static final String LEFT_TO_RIGHT = "\u200e";

    private static final Pattern RIGHT_TO_LEFT_LETTER = Pattern.compile("\\p{IsArabic}");

    private final CodeWords codes;
    private final CaseTexts texts;
    private final PublishedTerms terms;
    private final String shopName;

    LetterWords(CodeWords codes, CaseTexts texts, PublishedTerms terms, @Value("${desk.shop-name:}") String shopName) {
        this.terms = terms;
        this.codes = codes;
        this.texts = texts;
        this.shopName = shopName;
    }

    private static Map.Entry<String, DateTimeFormatter> format(String language, String pattern) {
        return Map.entry(language, DateTimeFormatter.ofPattern(pattern, Locale.forLanguageTag(language)));
    }

    /** The word for a name, null when the case does not know it (yet). */
    public @Nullable String word(String name, VariableScope scope, String language) {
        String word = plainWord(name, scope, language);
        return word == null
                        || word.isBlank()
                        || !language.equals("ar")
                        || RIGHT_TO_LEFT_LETTER.matcher(word).find()
                ? word
                // the groups of an order number would stand in the opposite order
                : LEFT_TO_RIGHT + word + LEFT_TO_RIGHT;
    }

    /** A text with places that are still open, for people: beside right-to-left words, "$" and braces stay with their name. */
    static String withOpenPlaces(String text, String language) {
        return language.equals("ar")
                ? Letter.PLACEHOLDER.matcher(text).replaceAll(LEFT_TO_RIGHT + "$0" + LEFT_TO_RIGHT)
                : text;
    }

    private @Nullable String plainWord(String name, VariableScope scope, String language) {
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
            case "helpLink" -> AmazonContacts.of(marketplace).link();
            case "shopName" -> shopName.isBlank() ? OUR_SHOP.getOrDefault(language, "our shop") : shopName;
            case "deliveryStateText" -> codes.of(DELIVERY_STATE, DELIVERY_STATE.in(scope, "UNKNOWN"), language);
            case "deliveryProofText" -> codes.of(DELIVERY_PROOF, DELIVERY_PROOF.in(scope, "NONE"), language);
            case "refundExpectedDate" -> day(REFUND_EXPECTED_DATE.in(scope), language);
            case "carrierCaseNumber" -> CARRIER_CASE_NUMBER.in(scope);
            case "dispatchDate" -> day(NEXT_DISPATCH_DATE.in(scope), language);
            case "plannedDispatchDate" -> day(USUAL_DISPATCH_DATE.in(scope), language);
            case "dispatchCutOff" -> moment(DISPATCH_BY.in(scope), marketplace, language);
            case "exchangeDate" -> day(EXCHANGE_PROMISED_DATE.in(scope), language);
            case "closedDays" -> days(CLOSED_DATES.in(scope, ""), language);
            // that there was none is nothing to say
            case "earlierNonArrivals" ->
                EARLIER_NON_ARRIVALS.in(scope, 0L) == 0 ? null : String.valueOf(EARLIER_NON_ARRIVALS.in(scope));
            case "cancellationPolicy" ->
                terms.current(PublishedTerms.CANCELLATION, language)
                        .map(Terms::quote)
                        .orElse(null);
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

    /** Days with commas between them, as people list them. */
    private static @Nullable String days(String isoDays, String language) {
        return isoDays.isBlank()
                ? null
                : Stream.of(isoDays.split(",", -1))
                        .map(isoDay -> day(isoDay, language))
                        .filter(day -> day != null)
                        .collect(Collectors.joining(BETWEEN_DAYS.getOrDefault(language, "; ")));
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
        if (language.equals("ar")) {
            // the shops of Amazon write amounts in these digits, and the name of a currency turns with the sentence
            NumberFormat number = NumberFormat.getInstance(Locale.ROOT);
            number.setMinimumFractionDigits(unit.getDefaultFractionDigits());
            number.setMaximumFractionDigits(unit.getDefaultFractionDigits());
            return number.format(new BigDecimal(amount)) + "\u00a0" + unit.getDisplayName(Locale.forLanguageTag("ar"));
        }
        if (language.equals("ja") && unit.getCurrencyCode().equals("JPY")) {
            return NumberFormat.getIntegerInstance(Locale.JAPAN).format(new BigDecimal(amount)) + "円";
        }
        NumberFormat format = NumberFormat.getCurrencyInstance(locale(marketplace, language));
        format.setCurrency(unit);
        format.setMinimumFractionDigits(unit.getDefaultFractionDigits());
        format.setMaximumFractionDigits(unit.getDefaultFractionDigits());
        return format.format(new BigDecimal(amount));
    }

    /** A country's own way to write its money, where the letter is in its language: pesos are dollars in Mexico only. */
    private static Locale locale(Marketplace marketplace, String language) {
        return language.equals("es") && marketplace == Marketplace.MX
                ? Locale.forLanguageTag("es-MX")
                : Locale.forLanguageTag(language);
    }
}
