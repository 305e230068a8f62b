package org.disputedesk.attachment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds out whether every file of a case is still what it was when it came (000-17). */
@Component
public class EvidenceCheck {

    private final Attachments attachments;
    private final Vault vault;

    EvidenceCheck(Attachments attachments, Vault vault) {
        this.attachments = attachments;
        this.vault = vault;
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
     * @param intact whether every file is there and unchanged; true as well when they were erased, as then none may be
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

    /** Reads, opens and hashes every file of a case. */
    public Verdict of(String caseNumber) {
        List<Attachment> files = attachments.of(caseNumber);
        Instant erasedAt = vault.erasedAt(Subject.ofCase(caseNumber)).orElse(null);
        List<Damaged> damaged = new ArrayList<>();
        if (erasedAt == null) {
            files.forEach(file -> attachments
                    .problem(caseNumber, file)
                    .ifPresent(problem -> damaged.add(new Damaged(file.sha256(), problem))));
        }
        return new Verdict(damaged.isEmpty(), files.size(), damaged, erasedAt);
    }
}
