package org.disputedesk.letter;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RuntimeService;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.outbox.Outbox;
import org.disputedesk.outbox.OutboxState;
import org.springframework.stereotype.Component;

/**
 * Finds a letter of the desk in what came back from the marketplace: in its copy of what was sent to the buyer, or below the
 * buyer's next message. That settles a letter of which nobody could tell whether it had left (000-19), and keeps the copy of a
 * letter from being taken for another answer (002-24).
 */
@Component
public class LetterProof {

    /** What waits in the case until somebody, or something, shows that the letter has left. */
    static final String PROVEN = "letter-proven";

    /** Clocks of mail servers differ a little. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

    /** A shorter letter could be in a text by accident. */
    private static final int SHORTEST = 40;

    /** Blanks, and the marks of quoted lines: whoever passes a letter on breaks its lines anew. */
    private static final Pattern BROKEN_ANEW = Pattern.compile("[\\s\\p{Z}\\p{Cf}>|]+");

    private final Outbox outbox;
    private final LetterOutcome outcome;
    private final CaseTexts texts;
    private final EvidenceLog record;
    private final RuntimeService runtime;

    LetterProof(Outbox outbox, LetterOutcome outcome, CaseTexts texts, EvidenceLog record, RuntimeService runtime) {
        this.outbox = outbox;
        this.outcome = outcome;
        this.texts = texts;
        this.record = record;
        this.runtime = runtime;
    }

    /** What a text holds. */
    public enum Found {
        /** No letter of the case. */
        NONE,
        /** A letter that is known to have left. */
        KNOWN,
        /** A letter that was in doubt, and is settled now. */
        PROVEN
    }

    /**
     * Looks for the letters of a case in a text, in the transaction of the caller, and settles the one it finds if that was in
     * doubt. Two doubtful letters of the same words prove nothing; a person looks then.
     *
     * @param text all of it, with what was quoted
     * @param references the messages it answers, as mails name them
     * @param sentAt when the marketplace sent it (UTC)
     * @param proof what the record names as the proof
     */
    public Found find(String caseNumber, String text, List<String> references, Instant sentAt, String proof) {
        String whole = plain(text);
        List<Outbox.Doubt> shown = outbox.inDoubt(caseNumber).stream()
                .filter(doubt -> !sentAt.isBefore(doubt.since().minus(CLOCKS_DIFFER)))
                .filter(doubt -> isNamed(doubt, references)
                        || isIn(outcome.letter(doubt.item()).body(), whole))
                .toList();
        if (shown.size() == 1) {
            settle(caseNumber, shown.get(0), proof);
            return Found.PROVEN;
        }
        boolean isKnown = texts.messages(caseNumber).stream()
                .filter(message -> message.direction().equals("OUT") && !message.erased())
                .filter(message -> !sentAt.isBefore(message.at().minus(CLOCKS_DIFFER)))
                .anyMatch(message -> isIn(message.content(), whole));
        return isKnown ? Found.KNOWN : Found.NONE;
    }

    private static boolean isNamed(Outbox.Doubt doubt, List<String> references) {
        return references.stream()
                .anyMatch(reference ->
                        reference.startsWith("<letter-" + doubt.item().id() + "@"));
    }

    private static boolean isIn(String letter, String whole) {
        String plain = plain(letter);
        return plain.length() >= SHORTEST && whole.contains(plain);
    }

    private static String plain(String text) {
        return BROKEN_ANEW.matcher(text).replaceAll("");
    }

    private void settle(String caseNumber, Outbox.Doubt doubt, String proof) {
        if (!outbox.settle(doubt.item().id())) {
            return;
        }
        OutgoingLetter letter = outcome.letter(doubt.item());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("letter", letter.letter());
        facts.put("language", letter.language());
        facts.put("outboxId", doubt.item().id());
        facts.put("channel", doubt.item().channel());
        facts.put("proof", proof);
        facts.put(
                "commitment",
                texts.sent(caseNumber, doubt.item().id(), letter.letter(), letter.language(), letter.body()));
        record.append(
                caseNumber,
                "letter-sent",
                "Letter has left, as a copy of it shows: " + letter.letter() + " (" + letter.language() + ")",
                facts);
        runtime.createMessageCorrelation(PROVEN)
                .processInstanceBusinessKey(caseNumber)
                .setVariable(DisputeFacts.LETTER_STATE.name(), OutboxState.SENT.name())
                .setVariable(DisputeFacts.LETTER_TROUBLE.name(), "")
                .correlateAllWithResult();
    }
}
