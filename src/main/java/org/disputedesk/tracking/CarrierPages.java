package org.disputedesk.tracking;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The carriers, and where each shows the way of a parcel, in the reader's language, so that staff look it up with one click
 * (000-04).
 */
@Component
public class CarrierPages {

    private static final String POSTAL = "POSTAL_S10";
    private static final List<String> LANGUAGES = List.of("en", "ja", "zh");

    /**
     * A row of {@code carriers.csv}.
     *
     * @param home the marketplaces whose country it is at home in
     * @param posts the countries whose international postal numbers are its own
     */
    private record Carrier(
            String code,
            List<String> words,
            List<String> home,
            List<String> posts,
            Map<String, String> names,
            Map<String, String> pages) {

        boolean isCalled(String words) {
            return words.equals(code.toLowerCase(Locale.ROOT))
                    || this.words.stream().anyMatch(words::contains);
        }
    }

    private final List<Carrier> carriers =
            Rows.of("tracking/carriers.csv").stream().map(CarrierPages::carrier).toList();

    private static Carrier carrier(CSVRecord row) {
        List<String> domains = list(row, "domains");
        LANGUAGES.stream()
                .map(language -> row.get("page_" + language))
                .filter(page -> !page.isEmpty() && !isOwn(page, domains))
                .findFirst()
                .ifPresent(page -> {
                    throw Rows.wrong(
                            "tracking/carriers.csv", row, page + " is not a page of " + domains + " over https.");
                });
        return new Carrier(
                row.get("carrier"),
                list(row, "words"),
                list(row, "home"),
                list(row, "posts"),
                inEachLanguage(row, "name_"),
                inEachLanguage(row, "page_"));
    }

    private static List<String> list(CSVRecord row, String column) {
        return Arrays.stream(row.get(column).split("\\|"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** What is said in each language, in English where nothing else is written. */
    private static Map<String, String> inEachLanguage(CSVRecord row, String column) {
        String english = row.get(column + "en");
        String japanese = row.get(column + "ja");
        String chinese = row.get(column + "zh");
        return Map.of(
                "en", english,
                "ja", japanese.isEmpty() ? english : japanese,
                "zh", chinese.isEmpty() ? english : chinese);
    }

    static boolean isOwn(String page, List<String> domains) {
        URI uri = URI.create(page.replace("{number}", ""));
        String host = uri.getHost();
        return "https".equals(uri.getScheme())
                && host != null
                && uri.getUserInfo() == null
                && domains.stream().anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
    }

    /**
     * The page for a number of a carrier, which may be named by code or in words; empty for a carrier nobody listed. For an
     * international postal number it is the page of the post that gave it.
     */
    public Optional<String> page(@Nullable String carrier, @Nullable String trackingNumber, String language) {
        String raw = trackingNumber == null ? "" : trackingNumber.strip();
        String number = TrackingNumber.find(raw).map(TrackingNumber::value).orElse(raw);
        return find(carrier)
                .flatMap(found -> found.code().equals(POSTAL) ? post(number) : Optional.of(found))
                .map(found -> inLanguage(found.pages(), language))
                .filter(page -> !page.isEmpty())
                .map(page -> page.replace("{number}", URLEncoder.encode(number, StandardCharsets.UTF_8)));
    }

    private Optional<Carrier> post(String number) {
        String country = number.substring(Math.max(0, number.length() - 2));
        return carriers.stream().filter(c -> c.posts().contains(country)).findFirst();
    }

    /** The code of a carrier that people name in words. */
    Optional<String> code(@Nullable String carrier) {
        return find(carrier).map(Carrier::code);
    }

    /** What the carrier with this code is called in a language; the code where nobody listed it. */
    String name(String code, String language) {
        return byCode(code).map(c -> inLanguage(c.names(), language)).orElse(code);
    }

    /** Whether the carrier with this code is one of the marketplace's own country. */
    boolean isAtHome(String code, @Nullable Marketplace marketplace) {
        return marketplace != null
                && byCode(code)
                        .filter(c -> c.home().contains(marketplace.name()))
                        .isPresent();
    }

    private Optional<Carrier> find(@Nullable String carrier) {
        if (carrier == null || carrier.isBlank()) {
            return Optional.empty();
        }
        String wanted = carrier.toLowerCase(Locale.ROOT).strip();
        return carriers.stream().filter(c -> c.isCalled(wanted)).findFirst();
    }

    private Optional<Carrier> byCode(String code) {
        return carriers.stream().filter(c -> c.code().equals(code)).findFirst();
    }

    private static String inLanguage(Map<String, String> texts, String language) {
        return texts.getOrDefault(language, texts.getOrDefault("en", ""));
    }
}
