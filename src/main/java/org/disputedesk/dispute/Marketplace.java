package org.disputedesk.dispute;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;

/**
 * The 18 marketplaces named by the source on Seller Support (004-04) and the five newer ones. Identifiers are Amazon's
 * own (developer-docs.amazon.com, marketplace-ids); the zone is the one the marketplace states its dates in.
 */
public enum Marketplace {
    US("ATVPDKIKX0DER", "com", "en", "America/Los_Angeles", "USD"),
    CA("A2EUQ1WTGCTBG2", "ca", "en", "America/Toronto", "CAD"),
    MX("A1AM78C64UM0Y8", "com.mx", "es", "America/Mexico_City", "MXN"),
    BR("A2Q3Y263D00KWC", "com.br", "pt", "America/Sao_Paulo", "BRL"),
    UK("A1F83G8C2ARO7P", "co.uk", "en", "Europe/London", "GBP"),
    ES("A1RKKUPIHCS9HS", "es", "es", "Europe/Madrid", "EUR"),
    FR("A13V1IB3VIYZZH", "fr", "fr", "Europe/Paris", "EUR"),
    PL("A1C3SOZRARQ6R3", "pl", "pl", "Europe/Warsaw", "PLN"),
    DE("A1PA6795UKMFR9", "de", "de", "Europe/Berlin", "EUR"),
    IT("APJ6JRA9NG5V4", "it", "it", "Europe/Rome", "EUR"),
    SE("A2NODRKZP88ZB9", "se", "sv", "Europe/Stockholm", "SEK"),
    NL("A1805IZSGTT6HS", "nl", "nl", "Europe/Amsterdam", "EUR"),
    BE("AMEN7PMS3EDWL", "com.be", "nl", "Europe/Brussels", "EUR"),
    IE("A28R8C7NBKEWEA", "ie", "en", "Europe/Dublin", "EUR"),
    IN("A21TJRUUN4KGV", "in", "en", "Asia/Kolkata", "INR"),
    AE("A2VIGQ35RCS4UG", "ae", "ar", "Asia/Dubai", "AED"),
    SA("A17E79C6D8DWNP", "sa", "ar", "Asia/Riyadh", "SAR"),
    TR("A33AVAJ2PDY3EV", "com.tr", "tr", "Europe/Istanbul", "TRY"),
    EG("ARBP9OOSHTCHU", "eg", "ar", "Africa/Cairo", "EGP"),
    ZA("AE08WJ6YKNBMC", "co.za", "en", "Africa/Johannesburg", "ZAR"),
    SG("A19VAU5U5O7RUS", "sg", "en", "Asia/Singapore", "SGD"),
    JP("A1VC38T7YXB528", "co.jp", "ja", "Asia/Tokyo", "JPY"),
    AU("A39IBJ37TRP1C6", "com.au", "en", "Australia/Sydney", "AUD");

    private final String marketplaceId;
    private final String topLevelDomain;
    private final String language;
    private final ZoneId zone;
    private final Currency currency;

    Marketplace(String marketplaceId, String topLevelDomain, String language, String zone, String currency) {
        this.marketplaceId = marketplaceId;
        this.topLevelDomain = topLevelDomain;
        this.language = language;
        this.zone = ZoneId.of(zone);
        this.currency = Currency.getInstance(currency);
    }

    /**
     * The marketplace with this two-letter code.
     *
     * @throws Rejected when there is none
     */
    public static Marketplace of(String code) {
        return find(code)
                .orElseThrow(() -> Rejected.field(
                        "marketplace",
                        "Unknown marketplace. Use one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(values()).map(Enum::name).toList()) + "."));
    }

    /** The marketplace with this two-letter code, if there is one; GB is read as UK. */
    public static Optional<Marketplace> find(String code) {
        String wanted = code.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(m -> m.name().equals(wanted) || (m == UK && wanted.equals("GB")))
                .findFirst();
    }

    /** The marketplace whose shop stands at this domain, as order reports name it in "sales-channel" ("Amazon.co.jp"). */
    public static Optional<Marketplace> ofSalesChannel(String salesChannel) {
        String wanted = salesChannel.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(m -> wanted.equals("amazon." + m.topLevelDomain))
                .findFirst();
    }

    /** Amazon's own identifier, as in {@code A1VC38T7YXB528}. */
    public String marketplaceId() {
        return marketplaceId;
    }

    /** What follows {@code amazon.} in the marketplace's domain. */
    public String topLevelDomain() {
        return topLevelDomain;
    }

    /** ISO 639-1 code of the language buyers are answered in unless they wrote in another. */
    public String language() {
        return language;
    }

    /** ISO 3166 code of the country it serves, whose weekends and holidays its business days leave out. */
    public String country() {
        return this == UK ? "GB" : name();
    }

    /** The zone in which the marketplace's dates are meant. */
    public ZoneId zone() {
        return zone;
    }

    /** The currency of the marketplace's prices. */
    public Currency currency() {
        return currency;
    }
}
