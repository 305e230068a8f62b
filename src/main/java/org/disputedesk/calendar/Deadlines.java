package org.disputedesk.calendar;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.policy.PolicyPack;
import org.disputedesk.policy.PolicyPack.Deadline;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Computes deadlines of the policy pack, keeps them with what explains them, and lists them. Instants are UTC. */
@Component
public class Deadlines {

    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm z", Locale.ENGLISH);

    private final PolicyPack policy;
    private final JdbcClient db;
    private final Clock clock;

    Deadlines(PolicyPack policy, JdbcClient db, Clock clock) {
        this.policy = policy;
        this.db = db;
        this.clock = clock;
    }

    /**
     * A computed deadline.
     *
     * @param due when it ends
     * @param warnings reminders before it, by the fact they are put into
     * @param explanation why it is then, for people
     */
    public record Computed(Deadline rule, Instant due, Map<String, Instant> warnings, String explanation) {}

    /** One deadline of a case as the API shows it. */
    public record Kept(
            String caseNumber,
            String name,
            OffsetDateTime due,
            String rule,
            String explanation,
            String source,
            String certainty) {}

    /**
     * Computes a deadline from what is known.
     *
     * @param anchors gives the instant a named fact stands for, null when it is not known
     * @throws org.disputedesk.dispute.Rejected when the pack has no such deadline
     */
    public Computed compute(String key, Marketplace marketplace, Function<String, @Nullable Instant> anchors) {
        Deadline rule = policy.deadline(key);
        Instant now = clock.instant();
        Anchor anchor = anchor(rule, anchors, now);
        ZoneId zone = marketplace.zone();
        Instant due = rule.countsDays()
                ? anchor.at().atZone(zone).plusDays(rule.days()).toInstant()
                : anchor.at().plus(Deadline.elapsed(rule.period()));
        Map<String, Instant> warnings = new LinkedHashMap<>();
        rule.reminders().forEach((fact, period) -> {
            Duration distance = Deadline.elapsed(period);
            warnings.put(
                    fact,
                    distance.isNegative() ? due.plus(distance) : anchor.at().plus(distance));
        });
        String explanation = rule.rule() + " Counted from " + shown(anchor.at(), zone) + " (" + anchor.name() + ")"
                + (rule.isZero() ? "" : " plus " + words(rule)) + ": due "
                + shown(due, zone) + ".";
        return new Computed(rule, due, warnings, explanation);
    }

    private record Anchor(String name, Instant at) {}

    private static Anchor anchor(Deadline rule, Function<String, @Nullable Instant> anchors, Instant now) {
        Anchor best = null;
        boolean onlyOne = rule.anchors().size() == 1;
        for (String name : rule.anchors()) {
            Instant at = anchors.apply(name);
            if (at != null && (onlyOne || !at.isAfter(now)) && (best == null || at.isAfter(best.at()))) {
                best = new Anchor(name, at);
            }
        }
        return best == null ? new Anchor("now", now) : best;
    }

    /** Keeps a computed deadline with its case; one of the same key, and those it settles, are replaced. */
    public void keep(String caseNumber, Computed computed) {
        Deadline rule = computed.rule();
        rule.settled().forEach(key -> met(caseNumber, key));
        db.sql("insert into case_deadline (case_number, name, due_at, rule, explanation, source, certainty)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")
                .params(
                        caseNumber,
                        rule.name(),
                        OffsetDateTime.ofInstant(computed.due(), ZoneOffset.UTC),
                        rule.key(),
                        computed.explanation(),
                        rule.source(),
                        rule.certainty())
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
        return db.sql("select * from case_deadline where case_number = ? order by due_at")
                .param(caseNumber)
                .query(Deadlines::kept)
                .list();
    }

    /** All open deadlines in a period, soonest first, 1000 at most. */
    public List<Kept> between(Instant from, Instant to) {
        return db.sql("select * from case_deadline where due_at >= ? and due_at < ? order by due_at limit 1000")
                .params(OffsetDateTime.ofInstant(from, ZoneOffset.UTC), OffsetDateTime.ofInstant(to, ZoneOffset.UTC))
                .query(Deadlines::kept)
                .list();
    }

    private static Kept kept(java.sql.ResultSet row, int n) throws java.sql.SQLException {
        return new Kept(
                row.getString("case_number"),
                row.getString("name"),
                row.getObject("due_at", OffsetDateTime.class).withOffsetSameInstant(ZoneOffset.UTC),
                row.getString("rule"),
                row.getString("explanation"),
                row.getString("source"),
                row.getString("certainty"));
    }

    /** An instant as staff read it, in the zone given. */
    public static String shown(Instant instant, ZoneId zone) {
        return SHOWN.format(ZonedDateTime.ofInstant(instant, zone));
    }

    private static String words(Deadline rule) {
        return rule.countsDays()
                ? rule.days() + " days"
                : Deadline.elapsed(rule.period()).toHours() + " hours";
    }
}
