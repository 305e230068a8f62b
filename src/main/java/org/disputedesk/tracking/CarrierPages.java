package org.disputedesk.tracking;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Where a carrier shows the way of a parcel, so that staff look it up with one click (000-04). */
@Component
public class CarrierPages {

    private record Carrier(String code, List<String> words, String page) {}

    private final List<Carrier> carriers = new ArrayList<>();

    CarrierPages() {
        var resource = new ClassPathResource("tracking/carriers.csv");
        try (var reader = new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8)) {
            CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(reader)
                    .forEach(row -> carriers.add(new Carrier(
                            row.get("carrier"), List.of(row.get("words").split("\\|")), row.get("page"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page for a number of a carrier, which may be named by code or in words; empty for a carrier nobody listed. */
    public Optional<String> page(@Nullable String carrier, @Nullable String trackingNumber) {
        if (carrier == null || carrier.isBlank()) {
            return Optional.empty();
        }
        String wanted = carrier.toLowerCase(Locale.ROOT).strip();
        String number = trackingNumber == null ? "" : URLEncoder.encode(trackingNumber.strip(), StandardCharsets.UTF_8);
        return carriers.stream()
                .filter(c -> wanted.equals(c.code().toLowerCase(Locale.ROOT))
                        || c.words().stream().anyMatch(wanted::contains))
                .findFirst()
                .map(c -> c.page().replace("{number}", number));
    }
}
