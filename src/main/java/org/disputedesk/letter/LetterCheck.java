package org.disputedesk.letter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.disputedesk.dispute.Refusals;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.feedback.FeedbackRequests;
import org.disputedesk.lint.Finding;
import org.disputedesk.lint.LetterText;
import org.disputedesk.lint.LetterText.Part;
import org.disputedesk.lint.Linter;
import org.disputedesk.lint.Reading;
import org.disputedesk.policy.Guard;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Has the linter read a letter before it leaves: what is forbidden refuses it, what is doubtful asks for a reason, and the
 * reason is kept with the case (000-10, 000-20, 002-13, 003-19 to 003-21).
 */
@Component
class LetterCheck {

    /** The text in which staff say why a letter leaves as it is. */
    static final String REASON = "sendReason";

    /** The rule about the mark that only letters may bear which are critical for an order. */
    private static final String IMPORTANT = "important";

    private static final int MOST_TOLD = 8;

    private final Linter linter;
    private final Guard guard;
    private final CaseTexts texts;
    private final FeedbackRequests feedback;
    private final JdbcClient db;

    LetterCheck(Linter linter, Guard guard, CaseTexts texts, FeedbackRequests feedback, JdbcClient db) {
        this.linter = linter;
        this.guard = guard;
        this.texts = texts;
        this.feedback = feedback;
        this.db = db;
    }

    /**
     * What was let pass.
     *
     * @param doubtful the soft findings
     * @param reason why the letter leaves all the same; empty when there are none
     */
    record Passed(List<Finding> doubtful, String reason) {}

    /** What speaks against a letter; whether the buyer was asked for feedback before is looked up when it matters. */
    List<Finding> findings(LetterText letter) {
        List<Finding> found = linter.check(letter);
        String orderId = letter.orderId();
        boolean asks = found.stream().anyMatch(finding -> finding.rule().id().equals("feedback-request"));
        if (!asks
                || orderId == null
                || letter.feedbackAsked()
                || feedback.askedIn(orderId).isEmpty()) {
            return found;
        }
        return linter.check(new LetterText(letter.languages(), orderId, letter.parts(), letter.known(), true));
    }

    /**
     * Lets a letter of a case pass, or refuses it.
     *
     * @param languages those the buyer can be written to in
     * @param parts by the name of their field
     * @param known numbers the letter rightly names
     * @throws org.disputedesk.policy.Refused when it says what is forbidden
     * @throws NeedsReason naming the field for the reason, when there is something doubtful and no reason
     */
    Passed pass(
            String caseNumber,
            Letter letter,
            Set<String> languages,
            @Nullable String orderId,
            String subject,
            Map<String, String> parts,
            List<String> known) {
        guard.passLetterOf(caseNumber, kind(caseNumber), letter.name());
        List<Part> all = new ArrayList<>(List.of(new Part("subject", subject)));
        parts.forEach((part, text) -> all.add(new Part(part, text)));
        List<Finding> found = new ArrayList<>(findings(
                new LetterText(languages, orderId == null || orderId.isBlank() ? null : orderId, all, known, false)));
        if (letter.isOrderCritical()) {
            found.removeIf(finding -> finding.rule().id().equals(IMPORTANT));
        }
        List<Finding> hard = found.stream().filter(Finding::isHard).toList();
        if (!hard.isEmpty()) {
            throw guard.letter(caseNumber, letter.name(), hard.get(0).rule().guard(), told(hard), recorded(hard));
        }
        String reason = texts.find(caseNumber, REASON).orElse("");
        if (!found.isEmpty() && Reading.isEmpty(reason)) {
            throw new NeedsReason(
                    Refusals.said("letterNeedsReason", told(found)), "The letter needs a reason: " + recorded(found));
        }
        return new Passed(found, found.isEmpty() ? "" : reason);
    }

    /** What the case table says, which no process can bend. */
    private String kind(String caseNumber) {
        return db.sql("select kind from dispute_case where case_number = ?")
                .param(caseNumber)
                .query(String.class)
                .optional()
                .orElse("");
    }

    /** Keeps why a letter left as it did. Answers what the record says of it, without the words themselves. */
    Map<String, Object> keep(String caseNumber, String outboxId, Passed passed) {
        texts.put(caseNumber, REASON, "");
        Map<String, Object> facts = new LinkedHashMap<>();
        if (!passed.doubtful().isEmpty()) {
            texts.put(caseNumber, REASON + "-" + outboxId.substring(0, 8), passed.reason());
            facts.put("findings", recorded(passed.doubtful()));
            facts.put("reasonCommitment", texts.commitment(caseNumber, passed.reason()));
        }
        return facts;
    }

    /** The findings in the language of whoever asks. */
    private String told(List<Finding> found) {
        String language = LocaleContextHolder.getLocale().getLanguage();
        String first = found.stream()
                .limit(MOST_TOLD)
                .map(finding -> linter.told(finding, language))
                .collect(Collectors.joining(" · "));
        return found.size() > MOST_TOLD ? first + " · +" + (found.size() - MOST_TOLD) : first;
    }

    private static String recorded(List<Finding> found) {
        return found.stream()
                .map(finding -> finding.rule().id() + (finding.part().isEmpty() ? "" : " in " + finding.part()))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
