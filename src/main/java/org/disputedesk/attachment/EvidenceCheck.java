package org.disputedesk.attachment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.evidence.RecordEntry;
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds out whether every file of a case is still what it was when it came (000-17). */
@Component
public class EvidenceCheck {

    private final Attachments attachments;
    private final EvidenceLog record;
    private final Vault vault;
    private final ObjectMapper json;

    EvidenceCheck(Attachments attachments, EvidenceLog record, Vault vault, ObjectMapper json) {
        this.attachments = attachments;
        this.record = record;
        this.vault = vault;
        this.json = json;
    }

    /**
     * One file that is not as it was.
     *
     * @param problem whether it is missing or changed, and what to do
     */
    public record Damaged(String sha256, String problem) {}

    /**
     * The outcome for one case.
     *
     * @param intact whether every file that came in is there and unchanged; of erased ones, whether they are still listed
     * @param files how many files the case has had
     * @param damaged those that are not as they were
     * @param erasedAt when the files were erased (UTC); null when they were not
     */
    public record Verdict(
            boolean intact,
            int files,
            List<Damaged> damaged,
            @Nullable Instant erasedAt) {
        public Verdict {
            damaged = List.copyOf(damaged);
        }
    }

    /** Reads, opens and hashes every file of a case, and holds the list of files against the record of their arrival. */
    public Verdict of(String caseNumber) {
        List<Attachment> files = attachments.of(caseNumber);
        Instant erasedAt = vault.erasedAt(Subject.ofCase(caseNumber)).orElse(null);
        Map<String, JsonNode> recorded = recorded(caseNumber);
        List<Damaged> damaged = new ArrayList<>();
        for (Attachment file : files) {
            JsonNode arrival = recorded.remove(file.sha256());
            Optional<String> problem = arrival == null
                    ? Optional.of("The record does not say that this file came in.")
                    : unlike(file, arrival)
                            .or(() -> erasedAt == null ? attachments.problem(caseNumber, file) : Optional.empty());
            problem.ifPresent(words -> damaged.add(new Damaged(file.sha256(), words)));
        }
        recorded.keySet()
                .forEach(sha256 -> damaged.add(new Damaged(
                        sha256, "The record says that this file came in, but the table case_attachment lost it.")));
        return new Verdict(damaged.isEmpty(), files.size(), damaged, erasedAt);
    }

    private static Optional<String> unlike(Attachment file, JsonNode arrival) {
        boolean isLike = arrival.path("size").asLong() == file.size()
                && arrival.path("mediaType").asText().equals(file.mediaType());
        return isLike
                ? Optional.empty()
                : Optional.of("The table case_attachment tells another size or type than the record.");
    }

    private Map<String, JsonNode> recorded(String caseNumber) {
        Map<String, JsonNode> recorded = new LinkedHashMap<>();
        for (RecordEntry entry : record.entries(caseNumber)) {
            if (entry.kind().equals(Attachments.RECEIVED)) {
                try {
                    JsonNode facts = json.readTree(entry.facts());
                    recorded.put(facts.path("sha256").asText(), facts);
                } catch (JsonProcessingException e) {
                    throw new IllegalStateException("The facts of entry " + entry.sequence() + " cannot be read", e);
                }
            }
        }
        return recorded;
    }
}
