package org.disputedesk.letter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.RuntimeService;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.outbox.OutboxItem;
import org.disputedesk.outbox.OutboxState;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What every way out does once it is known what became of a letter: keeps it, records it, and tells the waiting case. */
@Component
public class LetterOutcome {

    private static final int LONGEST_WHY = 400;

    private final ObjectMapper json;
    private final CaseTexts texts;
    private final EvidenceLog record;
    private final RuntimeService runtime;

    LetterOutcome(ObjectMapper json, CaseTexts texts, EvidenceLog record, RuntimeService runtime) {
        this.json = json;
        this.texts = texts;
        this.record = record;
        this.runtime = runtime;
    }

    /** The letter a command holds. */
    public OutgoingLetter letter(OutboxItem item) {
        try {
            return json.readValue(item.payload(), OutgoingLetter.class);
        } catch (JsonProcessingException e) {
            // the parser's own words would tell what stands in the letter
            throw new IllegalStateException("The letter " + item.id() + " cannot be read");
        }
    }

    /**
     * Tells the case, in the transaction that marks the command.
     *
     * @param state SENT, UNKNOWN, DEAD or TAKEN_BACK
     * @param why it has not been sent, without personal data
     */
    public void handled(OutboxItem item, OutboxState state, @Nullable String why) {
        OutgoingLetter letter = letter(item);
        String trouble = state == OutboxState.UNKNOWN && LetterTrouble.of(why) == LetterTrouble.OTHER
                ? LetterTrouble.STOPPED.why(Objects.requireNonNullElse(why, ""))
                : Objects.requireNonNullElse(why, "");
        trouble = trouble.substring(0, Math.min(trouble.length(), LONGEST_WHY));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("letter", letter.letter());
        facts.put("language", letter.language());
        facts.put("outboxId", item.id());
        facts.put("channel", item.channel());
        if (state == OutboxState.SENT) {
            facts.put(
                    "commitment",
                    texts.sent(item.caseNumber(), item.id(), letter.letter(), letter.language(), letter.body()));
        } else if (!trouble.isEmpty()) {
            facts.put("why", trouble);
        }
        String name = letter.letter();
        switch (state) {
            case SENT ->
                record.append(
                        item.caseNumber(),
                        "letter-sent",
                        "Letter sent: " + name + " (" + letter.language() + ")",
                        facts);
            case UNKNOWN -> record.append(item.caseNumber(), "letter-in-doubt", "Letter in doubt: " + name, facts);
            case TAKEN_BACK ->
                record.append(item.caseNumber(), "letter-taken-back", "Letter taken back: " + name, facts);
            default -> record.append(item.caseNumber(), "letter-undeliverable", "Letter undeliverable: " + name, facts);
        }
        var told = runtime.createMessageCorrelation("letter-handled")
                .processInstanceBusinessKey(item.caseNumber())
                .setVariable(DisputeFacts.LETTER_STATE.name(), state.name())
                .setVariable(DisputeFacts.LETTER_TROUBLE.name(), trouble);
        if (state == OutboxState.TAKEN_BACK && !SendLetter.isHoldingReply(name)) {
            // the buyer has no answer yet, and one is being written again
            texts.unanswer(item.caseNumber(), Objects.requireNonNull(letter.answers()));
            told.setVariable(DisputeFacts.ANSWER_IN_WORK.name(), true);
        }
        told.correlateAllWithResult();
    }
}
