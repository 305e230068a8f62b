package org.disputedesk.tracking;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.disputedesk.dispute.CodeWords;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.tracking.NumberFormat.Verdict;
import org.disputedesk.tracking.TrackingNumbers.Candidate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the desk tells staff about a tracking number and a status while they enter them, in their language (000-04, 000-06). A
 * number is only ever doubted, never refused: sandboxes and shops use numbers that no carrier made.
 */
@Component
public class TrackingHints {

    private static final int MOST_NAMED = 4;

    private final TrackingNumbers numbers;
    private final CarrierPages carriers;
    private final StatusWords words;
    private final CodeWords codes;

    TrackingHints(TrackingNumbers numbers, CarrierPages carriers, StatusWords words, CodeWords codes) {
        this.numbers = numbers;
        this.carriers = carriers;
        this.words = words;
        this.codes = codes;
    }

    /** A sentence, and the page of the carrier it suggests; both empty when there is nothing to say. */
    public record Hint(String text, String link) {

        static final Hint NONE = new Hint("", "");
    }

    /**
     * What can be said of a number: whose it may be while no carrier is known, that its check digit is wrong, or that it is
     * rather another carrier's. Nothing while number and carrier fit.
     */
    public Hint about(
            @Nullable String carrier, String trackingNumber, @Nullable Marketplace marketplace, String language) {
        Optional<TrackingNumber> number = TrackingNumber.find(trackingNumber);
        if (number.isEmpty()) {
            return Hint.NONE;
        }
        List<Candidate> candidates = numbers.candidates(number.get(), marketplace);
        Hint suggestion = suggestion(candidates, number.get(), language);
        Optional<String> chosen = carriers.code(carrier);
        if (chosen.isEmpty()) {
            // a carrier the desk does not know may have numbers of any shape
            return carrier == null || carrier.isBlank() ? suggestion : Hint.NONE;
        }
        Optional<Verdict> verdict = candidates.stream()
                .filter(candidate -> candidate.carrier().equals(chosen.get()))
                .map(Candidate::checkDigit)
                .findFirst();
        boolean isDoubtful = verdict.map(Verdict.WRONG::equals).orElse(numbers.knows(chosen.get()));
        if (!isDoubtful) {
            return Hint.NONE;
        }
        String doubt = sentence(verdict.isPresent() ? Sentence.WRONG : Sentence.FOREIGN, language)
                .formatted(carriers.name(chosen.get(), language));
        String both = (doubt + (language.equals("en") ? " " : "") + suggestion.text()).strip();
        return new Hint(both, suggestion.link());
    }

    /** Carriers whose check digit fits, or where no number has a right one, those that have none. */
    private Hint suggestion(List<Candidate> candidates, TrackingNumber number, String language) {
        Set<Verdict> verdicts = candidates.stream().map(Candidate::checkDigit).collect(Collectors.toSet());
        Verdict best = verdicts.contains(Verdict.OK) ? Verdict.OK : Verdict.NONE;
        List<String> fitting = candidates.stream()
                .filter(candidate ->
                        candidate.checkDigit() == best && !candidate.format().isAnybodys())
                .map(Candidate::carrier)
                .distinct()
                .toList();
        if (fitting.isEmpty()) {
            return Hint.NONE;
        }
        String listed = fitting.stream()
                .limit(MOST_NAMED)
                .map(code -> carriers.name(code, language))
                .collect(Collectors.joining(language.equals("en") ? ", " : "、"));
        String page = carriers.page(fitting.get(0), number.value(), language).orElse("");
        return new Hint(sentence(Sentence.FITS, language).formatted(listed), page);
    }

    /**
     * Holds the state a person chose against the words of the carrier that the person copied.
     *
     * @throws Rejected naming both when the words mean another state
     */
    void mustAgree(DeliveryState chosen, @Nullable String carrier, String copied, String language) {
        Optional<DeliveryState> said = words.inText(carrier, copied);
        if (said.isPresent() && said.get() != chosen) {
            throw Rejected.field(
                    "deliveryState",
                    sentence(Sentence.DISAGREES, language)
                            .formatted(name(said.get(), language), name(chosen, language)));
        }
    }

    private String name(DeliveryState state, String language) {
        return codes.of(DisputeFacts.DELIVERY_STATE, state.name(), language);
    }

    private enum Sentence {
        FITS("The number fits: %s.", "この番号に合う配送会社：%s。", "该号码符合：%s。"),
        WRONG(
                "The check digit is wrong for a number of %s; please check the number.",
                "%sの番号としては検査数字（チェックデジット）が合いません。番号を確認してください。", "作为%s的号码，校验位不正确，请核对号码。"),
        FOREIGN(
                "Numbers of %s usually look different; please check carrier and number.",
                "%sの通常の番号とは形式が違います。配送会社と番号を確認してください。", "与%s通常的号码格式不同，请核对承运商和号码。"),
        DISAGREES(
                "The carrier's words mean \"%s\", but \"%s\" was chosen. Correct the status, or tick \"I have checked it\".",
                "コピーした文言は「%s」を意味しますが、「%s」が選ばれています。配送状況を直すか、「確認しました」にチェックを入れてください。",
                "承运商的文字表示“%s”，但选择的是“%s”。请更正配送状态，或勾选“已核对”。");

        private final String en;
        private final String ja;
        private final String zh;

        Sentence(String en, String ja, String zh) {
            this.en = en;
            this.ja = ja;
            this.zh = zh;
        }
    }

    private static String sentence(Sentence sentence, String language) {
        return switch (language) {
            case "ja" -> sentence.ja;
            case "zh" -> sentence.zh;
            default -> sentence.en;
        };
    }
}
