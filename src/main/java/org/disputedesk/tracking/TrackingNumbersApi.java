package org.disputedesk.tracking;

import java.util.List;
import java.util.Locale;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.tracking.TrackingNumbers.Candidate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whose a tracking number may be, over HTTP (000-04). */
@RestController
@RequestMapping(path = "/api/tracking-numbers", produces = MediaType.APPLICATION_JSON_VALUE)
class TrackingNumbersApi {

    private final TrackingNumbers numbers;
    private final CarrierPages pages;

    TrackingNumbersApi(TrackingNumbers numbers, CarrierPages pages) {
        this.numbers = numbers;
        this.pages = pages;
    }

    /**
     * What the number may be, the likeliest first, and the page of the first carrier that has one. Nothing is assigned: the
     * carrier comes from the order or from a person.
     */
    record Answer(
            String normalized,
            List<CandidateView> candidates,
            @Nullable String link) {}

    record CandidateView(
            String carrier,
            String format,
            String checkDigit,
            @Nullable String link) {}

    /** Suggests carriers; pages are in the language the caller asks for (ja, zh, or English). */
    @GetMapping("/{number}")
    Answer look(
            @PathVariable("number") String number,
            @RequestParam(name = "marketplace", required = false) @Nullable String marketplace,
            Locale locale) {
        TrackingNumber normalized = TrackingNumber.of(number);
        Marketplace of = marketplace == null || marketplace.isBlank() ? null : Marketplace.of(marketplace);
        List<CandidateView> candidates = numbers.candidates(normalized, of).stream()
                .map(candidate -> view(candidate, normalized, locale))
                .toList();
        return new Answer(
                normalized.value(),
                candidates,
                candidates.isEmpty() ? null : candidates.get(0).link());
    }

    private CandidateView view(Candidate candidate, TrackingNumber number, Locale locale) {
        return new CandidateView(
                candidate.carrier(),
                candidate.format().name(),
                candidate.checkDigit().word(),
                pages.page(candidate.carrier(), number.value(), locale.getLanguage())
                        .orElse(null));
    }
}
