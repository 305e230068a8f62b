package org.disputedesk.letter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.evidence.RecordEntry;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What staff say of letters that lay in the folder: that they have sent them from Seller Central, by whom and when (000-09,
 * 000-17). The reply clock does not depend on it, since the folder counts a letter as sent when it is written there.
 */
@Component
public class LetterConfirmations {

    static final String CONFIRMED = "letter-confirmed";

    private static final String MESSAGE = "message";

    private final CaseTexts texts;
    private final EvidenceLog record;
    private final LetterFolder folder;
    private final ObjectMapper json;
    private final TransactionTemplate transaction;

    LetterConfirmations(
            CaseTexts texts,
            EvidenceLog record,
            LetterFolder folder,
            ObjectMapper json,
            PlatformTransactionManager transactions) {
        this.texts = texts;
        this.record = record;
        this.folder = folder;
        this.json = json;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Who said that a letter was sent, and when.
     *
     * @param by as the record names a person
     * @param at UTC
     */
    public record Confirmed(String by, Instant at) {}

    /** What an answer to a confirmation can be. */
    public enum Answer {
        CONFIRMED,
        KNOWN,
        NO_SUCH_LETTER
    }

    /** The letters of a case that were confirmed, by the id of their message. */
    public Map<String, Confirmed> in(List<RecordEntry> entries) {
        Map<String, Confirmed> confirmed = new LinkedHashMap<>();
        entries.stream()
                .filter(entry -> entry.kind().equals(CONFIRMED))
                .forEach(entry -> confirmed.putIfAbsent(message(entry), new Confirmed(entry.actor(), entry.at())));
        return confirmed;
    }

    private String message(RecordEntry entry) {
        try {
            return json.readTree(entry.facts()).path(MESSAGE).asText();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The facts of entry " + entry.sequence() + " cannot be read", e);
        }
    }

    /** Writes down, once, that whoever is logged in has sent this letter; only one that lies in the folder can be. */
    public Answer confirm(String caseNumber, String message) {
        return Objects.requireNonNull(transaction.execute(status -> {
            record.holdCase(caseNumber);
            if (in(record.entries(caseNumber)).containsKey(message)) {
                return Answer.KNOWN;
            }
            Optional<CaseTexts.Message> letter = texts.messages(caseNumber).stream()
                    .filter(kept -> kept.id().equals(message) && isInFolder(caseNumber, kept))
                    .findFirst();
            letter.ifPresent(kept -> record.append(
                    caseNumber,
                    CONFIRMED,
                    "Letter sent in Seller Central by hand: " + kept.letter() + " (" + kept.language() + ")",
                    Map.of(
                            MESSAGE,
                            kept.id(),
                            "letter",
                            String.valueOf(kept.letter()),
                            "language",
                            kept.language(),
                            "commitment",
                            kept.commitment())));
            return letter.isPresent() ? Answer.CONFIRMED : Answer.NO_SUCH_LETTER;
        }));
    }

    /** Whether a message is a letter that nobody but staff can send, since it lies in the folder. */
    public boolean isInFolder(String caseNumber, CaseTexts.Message message) {
        String letter = message.letter();
        String id = message.externalId();
        return message.direction().equals("OUT")
                && !message.erased()
                && letter != null
                && id != null
                && folder.holds(caseNumber, letter, message.language(), id);
    }
}
