package org.disputedesk.tracking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rows;
import org.disputedesk.tracking.NumberFormat.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whose a tracking number may be (000-04). Several carriers share shapes and even check digits, so this only suggests: whose
 * the parcel is, the order or a person says.
 */
@Component
class TrackingNumbers {

    private final List<NumberFormat> formats;
    private final CarrierPages carriers;

    TrackingNumbers(CarrierPages carriers) {
        this.formats = Rows.of("tracking/number-formats.csv").stream()
                .map(NumberFormat::of)
                .toList();
        this.carriers = carriers;
    }

    /** A carrier whose number it may be. */
    record Candidate(NumberFormat format, Verdict checkDigit) {

        String carrier() {
            return format.carrier();
        }
    }

    private record Found(NumberFormat format, Verdict verdict, boolean isAtHome, boolean isTypical) {

        /** A mistake in a number of a rare shape is likelier than a number of a shape that everything has. */
        int doubt() {
            return switch (verdict) {
                case OK -> 0;
                case NONE -> format.isAnybodys() ? 3 : 1;
                case WRONG -> 2;
            };
        }
    }

    private static final Comparator<Found> LIKELIHOOD = Comparator.comparing(
                    (Found found) -> found.verdict() != Verdict.OK)
            .thenComparing(found -> !found.isAtHome())
            .thenComparing(Found::doubt)
            .thenComparing(found -> !found.isTypical())
            .thenComparing(found -> found.format().rank());

    /** The carriers whose number it may be, the likeliest first, those at home in the marketplace before the others. */
    List<Candidate> candidates(TrackingNumber number, @Nullable Marketplace marketplace) {
        List<Found> found = new ArrayList<>();
        for (NumberFormat format : formats) {
            format.judge(number)
                    .ifPresent(verdict -> found.add(new Found(
                            format,
                            verdict,
                            carriers.isAtHome(format.carrier(), marketplace),
                            format.isTypical(number))));
        }
        found.sort(LIKELIHOOD);
        Set<String> named = new HashSet<>();
        // a carrier whose number it is in one way is not also doubted in another
        return found.stream()
                .filter(one -> named.add(one.format().carrier()) || one.verdict() != Verdict.WRONG)
                .map(one -> new Candidate(one.format(), one.verdict()))
                .toList();
    }

    /** Whether the desk knows what numbers of this carrier look like. */
    boolean knows(String carrier) {
        return formats.stream().anyMatch(format -> format.carrier().equals(carrier));
    }
}
