package org.disputedesk.dispute;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where buyers of a marketplace reach Amazon's own customer service, as data: {@code amazon/customer-service.csv} (003-09,
 * 003-10). The link goes into letters; the telephone number is for staff only (1.6-5).
 *
 * @param link an https address of the marketplace itself, without anything that tells where it was found
 * @param phone as it is dialled
 * @param verifiedOn the day on which somebody found the number to be Amazon's; null while it is only the source's word
 */
public record AmazonContacts(
        String link, String phone, @Nullable LocalDate verifiedOn) {

    private static final Map<Marketplace, AmazonContacts> ALL = load();

    /** @throws IllegalArgumentException when the link is not a clean one */
    public AmazonContacts {
        URI address = URI.create(link);
        if (!"https".equals(address.getScheme()) || address.getQuery() != null || address.getFragment() != null) {
            throw new IllegalArgumentException("Not a clean https link: " + link);
        }
    }

    /** Amazon's customer service of a marketplace. */
    public static AmazonContacts of(Marketplace marketplace) {
        return Objects.requireNonNull(ALL.get(marketplace), () -> "No customer service of " + marketplace);
    }

    private static Map<Marketplace, AmazonContacts> load() {
        Map<Marketplace, AmazonContacts> all = new EnumMap<>(Marketplace.class);
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (var in = Objects.requireNonNull(AmazonContacts.class.getResourceAsStream("/amazon/customer-service.csv"));
                var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            List<CSVRecord> rows = format.parse(reader).getRecords();
            for (CSVRecord row : rows) {
                String day = row.get("verified");
                all.put(
                        Marketplace.of(row.get("marketplace")),
                        new AmazonContacts(
                                row.get("link"), row.get("phone"), day.isBlank() ? null : LocalDate.parse(day)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }
}
