package org.disputedesk.tracking;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What carriers' pages said of a parcel, word for word, at each look at it (000-06). The record names each by its commitment
 * ({@code carrierWordsCommitment}), so that a reader can be shown it beside the look it belongs to.
 */
@Component
public class SeenWords {

    private final JdbcClient db;
    private final Vault vault;

    SeenWords(JdbcClient db, Vault vault) {
        this.db = db;
        this.vault = vault;
    }

    /**
     * What the carrier's page said.
     *
     * @param at when somebody looked, UTC
     */
    public record Seen(Instant at, String words) {}

    /** All of a case, oldest first; none once its personal data are erased. */
    public List<Seen> of(String caseNumber) {
        Subject subject = Subject.ofCase(caseNumber);
        Vault.Keys keys = vault.keys(List.of(subject));
        return db
                .sql("select fetched_at, raw_text from tracking_snapshot"
                        + " where case_number = ? and raw_text is not null order by seq")
                .param(caseNumber)
                .query((row, n) -> new Seen(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        keys.openText(subject, row.getString(2)).orElse("")))
                .list()
                .stream()
                .filter(seen -> !seen.words().isBlank())
                .toList();
    }
}
