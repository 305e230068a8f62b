package org.disputedesk.calendar;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.disputedesk.calendar.Reckoning.Reckoned;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.policy.PolicyPack.Deadline;
import org.disputedesk.policy.PolicyPacks;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Computes deadlines of the policy pack, keeps them with what explains them, and lists them. Instants are UTC. */
@Component
public class Deadlines {

    private final PolicyPacks packs;
    private final Reckoning reckoning;
    private final AnchorWords anchorWords;
    private final JdbcClient db;
    private final Clock clock;

    Deadlines(PolicyPacks packs, Reckoning reckoning, AnchorWords anchorWords, JdbcClient db, Clock clock) {
        this.packs = packs;
        this.reckoning = reckoning;
        this.anchorWords = anchorWords;
        this.db = db;
        this.clock = clock;
    }

    /**
     * Why a deadline is when it is.
     *
     * @param pack the id of the policy pack it was taken from
     * @param variant which variant of it was in force
     * @param anchor the fact it was counted from, or {@link #NOW}
     * @param at the instant of that fact
     */
    public record Basis(String pack, int variant, String anchor, Instant at) {

        /** In place of a fact: the moment at which the deadline was computed. */
        public static final String NOW = "now";

        boolean isNow() {
            return anchor.equals(NOW);
        }
    }

    /**
     * A computed deadline.
     *
     * @param due when it ends
     * @param reached whether that moment had come
     * @param warnings reminders before it, by the fact they are put into
     * @param explanation why it is then, in English
     */
    public record Computed(
            Deadline deadline,
            Instant due,
            boolean reached,
            Map<String, Instant> warnings,
            Basis basis,
            String explanation) {}

    /**
     * One deadline of a case as the API shows it.
     *
     * @param rule its key in the pack
     * @param basis from what it is explained in other languages; null when it is older than that
     */
    public record Kept(
            String caseNumber,
            String name,
            OffsetDateTime due,
            String rule,
            String explanation,
            String source,
            String certainty,
            @JsonIgnore @Nullable Basis basis) {}

    /**
     * Computes a deadline from what is known.
     *
     * @param packId the pack the case began with; null for the current one
     * @param facts gives the instant a named fact stands for, null when it is not known
     * @throws org.disputedesk.dispute.Rejected when no pack has such a deadline
     */
    public Computed compute(
            String key, @Nullable String packId, Marketplace marketplace, Function<String, @Nullable Instant> facts) {
        Deadline deadline = packs.of(packId).deadline(key);
        Instant now = clock.instant();
        Reckoned reckoned = reckoning.reckon(deadline, marketplace, facts, now);
        return new Computed(
                deadline,
                reckoned.due(),
                !now.isBefore(reckoned.due()),
                reckoned.warnings(),
                reckoned.basis(),
                said(DeadlineWords.EN, deadline, reckoned.basis(), reckoned.due(), marketplace));
    }

    /** Keeps a computed deadline with its case; one of the same key, and those it settles, are replaced. */
    public void keep(String caseNumber, Computed computed) {
        Deadline deadline = computed.deadline();
        Basis basis = computed.basis();
        var variant = deadline.variants().get(basis.variant());
        deadline.settled().forEach(key -> met(caseNumber, key));
        db.sql("""
                        insert into case_deadline (case_number, name, due_at, rule, explanation, source, certainty,
                          policy_pack, variant, anchor, anchored_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        caseNumber,
                        deadline.name().en(),
                        utc(computed.due()),
                        deadline.key(),
                        computed.explanation(),
                        variant.source(),
                        variant.certainty(),
                        basis.pack(),
                        basis.variant(),
                        basis.anchor(),
                        utc(basis.at()))
                .update();
    }

    /** Forgets a deadline that was met or settled otherwise. */
    public void met(String caseNumber, String key) {
        db.sql("delete from case_deadline where case_number = ? and rule = ?")
                .params(caseNumber, key)
                .update();
    }

    /** Forgets the deadlines of a case that has ended. */
    public void forgetAll(String caseNumber) {
        db.sql("delete from case_deadline where case_number = ?")
                .param(caseNumber)
                .update();
    }

    /** The open deadlines of a case, soonest first. */
    public List<Kept> of(String caseNumber) {
        return db.sql("select * from case_deadline where case_number = ? order by due_at, rule")
                .param(caseNumber)
                .query(Deadlines::kept)
                .list();
    }

    /** All open deadlines in a period, soonest first, 1000 at most. */
    public List<Kept> between(Instant from, Instant to) {
        return db.sql("select * from case_deadline where due_at >= ? and due_at < ? order by due_at limit 1000")
                .params(utc(from), utc(to))
                .query(Deadlines::kept)
                .list();
    }

    /**
     * A deadline as the case had it, from its entry in the record; without a basis when the entry is older than what explains
     * it. Empty when the entry does not tell when it was due.
     *
     * @param text of the entry: the name, a full stop, and the explanation in English
     */
    public static Optional<Kept> recorded(String caseNumber, String text, JsonNode facts) {
        String anchoredAt = facts.path("anchoredAt").asText("");
        Basis basis = isInstant(anchoredAt)
                ? new Basis(
                        facts.path("pack").asText(""),
                        facts.path("variant").asInt(),
                        facts.path("anchor").asText(""),
                        Instant.parse(anchoredAt))
                : null;
        // reminders come before the deadline itself
        return facts.properties().stream()
                .filter(fact -> !fact.getKey().endsWith("WarnAt")
                        && !fact.getKey().endsWith("UrgentAt")
                        && !fact.getKey().equals("anchoredAt"))
                .map(fact -> fact.getValue().asText())
                .filter(Deadlines::isInstant)
                .map(Instant::parse)
                .max(Instant::compareTo)
                .map(due -> new Kept(
                        caseNumber,
                        text.replaceFirst("\\. .*$", ""),
                        utc(due),
                        facts.path("deadline").asText(""),
                        text.replaceFirst("^.*?\\. ", ""),
                        "",
                        "",
                        basis));
    }

    private static boolean isInstant(String text) {
        return text.matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
    }

    /** What a deadline is called, for a reader of this language. */
    public String name(Kept kept, String language) {
        Deadline deadline = deadline(kept);
        return deadline == null ? kept.name() : deadline.name().in(language);
    }

    /**
     * Why a deadline is when it is, for a reader of this language: the rule, what it was counted from at the marketplace's
     * time, where the rule is written and how certain it is.
     */
    public String explanation(Kept kept, String language, Marketplace marketplace) {
        Deadline deadline = deadline(kept);
        Basis basis = kept.basis();
        return deadline == null || basis == null
                ? kept.explanation()
                : said(DeadlineWords.in(language), deadline, basis, kept.due().toInstant(), marketplace);
    }

    /** The deadline as the pack had it when it was computed; null when that cannot be told any more. */
    private @Nullable Deadline deadline(Kept kept) {
        Basis basis = kept.basis();
        if (basis == null) {
            return null;
        }
        return packs.of(basis.pack()).deadlines().stream()
                .filter(deadline ->
                        deadline.key().equals(kept.rule()) && deadline.pack().equals(basis.pack()))
                .findFirst()
                .orElse(null);
    }

    private String said(DeadlineWords words, Deadline deadline, Basis basis, Instant due, Marketplace marketplace) {
        return words.explanation(deadline, basis, due, marketplace, fact -> anchorWords.in(words.language(), fact));
    }

    private static Kept kept(ResultSet row, int n) throws SQLException {
        String pack = row.getString("policy_pack");
        Basis basis = pack == null
                ? null
                : new Basis(
                        pack,
                        row.getInt("variant"),
                        row.getString("anchor"),
                        row.getObject("anchored_at", OffsetDateTime.class).toInstant());
        return new Kept(
                row.getString("case_number"),
                row.getString("name"),
                row.getObject("due_at", OffsetDateTime.class).withOffsetSameInstant(ZoneOffset.UTC),
                row.getString("rule"),
                row.getString("explanation"),
                row.getString("source"),
                row.getString("certainty"),
                basis);
    }

    private static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
