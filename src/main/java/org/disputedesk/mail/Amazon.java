package org.disputedesk.mail;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.disputedesk.dispute.Marketplace;
import org.jspecify.annotations.Nullable;

/** Which hosts and addresses are the marketplace's own, and which only look so. */
final class Amazon {

    private static final String ENDINGS = Arrays.stream(Marketplace.values())
            .map(Marketplace::topLevelDomain)
            .sorted((a, b) -> b.length() - a.length())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));

    private static final Pattern HOST = Pattern.compile("(?:[a-z0-9-]+\\.)*amazon\\.(" + ENDINGS + ")");

    /** Anchored, so that amazon.com.evil.example is none; with the number of the thread behind the plus. */
    private static final Pattern RELAY = Pattern.compile(
            "([a-z0-9]{8,32})(?:\\+([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))?@(?:m\\.)?marketplace\\.amazon\\.("
                    + ENDINGS + ")");

    private static final Set<String> SELLER_CENTRAL_OF_REGIONS =
            Set.of("sellercentral-europe.amazon.com", "sellercentral-japan.amazon.com", "sellercentral-na.amazon.com");
    private static final Pattern SELLER_CENTRAL = Pattern.compile("sellercentral\\.amazon\\.(" + ENDINGS + ")");

    /** As people are deceived: letters that look alike, or the name inside another one. */
    private static final Pattern LOOKS_ALIKE =
            Pattern.compile("[a4]m[a4]z[o0]n|[a4]rn[a4]z[o0]n|xn--[a-z0-9-]*m[a-z0-9-]*z");

    private Amazon() {}

    /**
     * An address by which the marketplace passes mails on between buyer and seller.
     *
     * @param alias stands for one buyer at one marketplace
     * @param thread the number of the conversation in Seller Central, when the address has it
     */
    record Relay(String alias, @Nullable String thread, Marketplace marketplace) {}

    static Optional<Relay> relay(String address) {
        Matcher relay = RELAY.matcher(address.toLowerCase(Locale.ROOT));
        if (!relay.matches()) {
            return Optional.empty();
        }
        return Marketplace.ofSalesChannel("amazon." + relay.group(3))
                .map(marketplace -> new Relay(relay.group(1), relay.group(2), marketplace));
    }

    static boolean isOwn(String host) {
        return HOST.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    /** Whether a host is not the marketplace's but wants to be taken for it. */
    static boolean isLookAlike(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return !isOwn(lower)
                && (LOOKS_ALIKE.matcher(lower).find() || lower.codePoints().anyMatch(sign -> sign > 0x7f));
    }

    /** Whether links to this host lead to Seller Central. */
    static boolean isSellerCentral(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return SELLER_CENTRAL_OF_REGIONS.contains(lower)
                || SELLER_CENTRAL.matcher(lower).matches();
    }

    static Optional<Marketplace> marketplaceOf(String marketplaceId) {
        return Arrays.stream(Marketplace.values())
                .filter(marketplace -> marketplace.marketplaceId().equals(marketplaceId.strip()))
                .findFirst();
    }

    /** What stands behind the last at sign, in lower case; empty when there is none. */
    static String host(String address) {
        return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }
}
