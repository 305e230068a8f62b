package org.disputedesk.expedite;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.disputedesk.dispute.Marketplace;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Each wish for faster shipping that was decided, once, with what became of it (002-07, 002-08). */
@Component
class ExpediteRequests {

    private final JdbcClient db;
    private final Clock clock;

    ExpediteRequests(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * One decided wish.
     *
     * @param source ORDER_MESSAGE or PRODUCT_QUESTION
     * @param isAccepted whether the shop said yes
     * @param advice what its capacity allowed, by the table
     * @param decidedAt an instant, kept in UTC
     * @param isShipped whether it has left
     * @param isMissed whether the promised day was missed, be it that it left later or not sooner at all
     * @param cost what it cost beyond the usual, null when nobody said
     */
    record Decided(
            Marketplace marketplace,
            String source,
            boolean isAccepted,
            String advice,
            Instant decidedAt,
            boolean isShipped,
            boolean isMissed,
            @Nullable BigDecimal cost,
            @Nullable String currency) {}

    /** Keeps a decision; one that was made before in the same case is forgotten, since the wish is one. */
    void decided(
            String caseNumber,
            String marketplace,
            String source,
            boolean accepted,
            String advice,
            @Nullable String decidedBy) {
        db.sql("delete from expedite_request where case_number = ?")
                .param(caseNumber)
                .update();
        db.sql("""
                        insert into expedite_request
                          (case_number, marketplace, source, accepted, advice, decided_by, decided_at, missed)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(caseNumber, marketplace, source, accepted, advice, decidedBy, now(), false)
                .update();
    }

    /** The parcel has left. */
    void shipped(String caseNumber, @Nullable BigDecimal cost, @Nullable String currency) {
        db.sql("update expedite_request set shipped_at = ?, cost = ?, currency = ? where case_number = ?")
                .params(now(), cost, currency, caseNumber)
                .update();
    }

    /** The promised day was missed. */
    void missed(String caseNumber) {
        db.sql("update expedite_request set missed = ? where case_number = ?")
                .params(true, caseNumber)
                .update();
    }

    /** What was decided from one moment until before another, oldest first. */
    List<Decided> between(Instant from, Instant to) {
        return db.sql("""
                        select marketplace, source, accepted, advice, decided_at, shipped_at, missed, cost, currency
                        from expedite_request where decided_at >= ? and decided_at < ? order by decided_at, case_number""")
                .params(from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC))
                .query((row, n) -> decided(row))
                .list();
    }

    private static Decided decided(ResultSet row) throws SQLException {
        return new Decided(
                Marketplace.of(row.getString("marketplace")),
                row.getString("source"),
                row.getBoolean("accepted"),
                row.getString("advice"),
                row.getObject("decided_at", OffsetDateTime.class).toInstant(),
                row.getObject("shipped_at", OffsetDateTime.class) != null,
                row.getBoolean("missed"),
                row.getBigDecimal("cost"),
                row.getString("currency"));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
