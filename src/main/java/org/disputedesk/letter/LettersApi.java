package org.disputedesk.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.dispute.Refusals;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.dispute.Rejected.FieldError;
import org.disputedesk.dispute.Storable;
import org.disputedesk.lint.Finding;
import org.disputedesk.lint.LetterText;
import org.disputedesk.lint.Reading;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What speaks against a letter, before anybody sends it; nothing is kept (000-10, 003-19). */
@RestController
@RequestMapping(path = "/api/letters", produces = MediaType.APPLICATION_JSON_VALUE)
class LettersApi {

    private static final int LONGEST = 20_000;
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");

    private final LetterCheck check;

    LettersApi(LetterCheck check) {
        this.check = check;
    }

    /**
     * A letter to look at.
     *
     * @param language ISO 639-1; that of the marketplace when it is left out
     * @param orderId the order it is about; left out when it is about none
     */
    record Letter(
            @Nullable String text,
            @Nullable String language,
            @Nullable String marketplace,
            @Nullable String orderId) {}

    /**
     * @param verdict {@code SEND}, {@code NEEDS_REASON}, or {@code REFUSED}
     */
    record Answer(String verdict, List<FindingView> findings) {}

    /**
     * One finding.
     *
     * @param start where it begins in the text, in UTF-16 units; with {@code end} 0 the whole letter is meant
     * @param says what the rule says, in the language the caller asks for (ja, zh, or English)
     */
    record FindingView(
            String rule,
            String severity,
            String part,
            int start,
            int end,
            String excerpt,
            String says,
            String source) {}

    /** Looks at a letter as "Send letter" does; what a case knows besides, such as the number of its parcel, is not known here. */
    @PostMapping(path = "/check", consumes = MediaType.APPLICATION_JSON_VALUE)
    Answer check(@RequestBody Letter letter, Locale locale) {
        List<FieldError> errors = new ArrayList<>();
        String text = letter.text() == null ? "" : letter.text();
        if (Reading.isEmpty(text.substring(0, Math.min(text.length(), LONGEST)))) {
            errors.add(new FieldError("text", Refusals.said("noLetterText")));
        } else if (text.length() > LONGEST) {
            errors.add(new FieldError("text", Refusals.said("letterTooLong", LONGEST)));
        } else {
            String problem = Storable.problem(text, LONGEST);
            if (problem != null) {
                errors.add(new FieldError("text", problem));
            }
        }
        String orderId = letter.orderId() == null || letter.orderId().isBlank() ? null : letter.orderId();
        if (orderId != null && !OrderId.isOrderId(orderId)) {
            errors.add(new FieldError("orderId", Refusals.said("noOrderId")));
        }
        String language = language(letter, errors);
        if (!errors.isEmpty()) {
            throw new Rejected(Refusals.said("someFacts"), errors);
        }
        List<Finding> found = check.findings(LetterText.of(language, orderId, text));
        String verdict =
                found.stream().anyMatch(Finding::isHard) ? "REFUSED" : found.isEmpty() ? "SEND" : "NEEDS_REASON";
        return new Answer(
                verdict,
                found.stream()
                        .map(finding -> view(finding, locale.getLanguage()))
                        .toList());
    }

    private static String language(Letter letter, List<FieldError> errors) {
        String fallback = "en";
        String code = letter.marketplace();
        if (code != null && !code.isBlank()) {
            try {
                fallback = Marketplace.of(code).language();
            } catch (Rejected e) {
                errors.addAll(e.errors());
            }
        }
        String language = letter.language();
        if (language == null || language.isBlank()) {
            return fallback;
        }
        if (!LANGUAGE.matcher(language).matches()) {
            errors.add(new FieldError("language", Refusals.said("noLanguage")));
        }
        return language;
    }

    private static FindingView view(Finding finding, String language) {
        return new FindingView(
                finding.rule().id(),
                finding.severity().name(),
                finding.part(),
                finding.start(),
                finding.end(),
                finding.excerpt(),
                finding.rule().said(language),
                finding.rule().source());
    }
}
