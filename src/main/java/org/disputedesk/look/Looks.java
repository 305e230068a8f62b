package org.disputedesk.look;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who last looked into Seller Central, for each marketplace the shop sells at (001-11). Amazon lets no program read buyers' messages
 * there; where mail is not set up, or is late, such a look is how the desk learns of them at all.
 */
@Component
public class Looks {

    /** A marketplace counts as one the shop sells at for as long as a buyer may still claim (P4: 90 days). */
    private static final Duration RECENT = Duration.ofDays(90);

    private final JdbcClient db;
    private final Clock clock;
    private final Duration every;

    Looks(JdbcClient db, Clock clock, @Value("${desk.looks.every:12h}") Duration every) {
        if (every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException("desk.looks.every must be a time such as 12h, not " + every);
        }
        this.db = db;
        this.clock = clock;
        this.every = every;
    }

    /**
     * The last look into Seller Central of one marketplace.
     *
     * @param lookedAt when (UTC); empty when nobody has
     * @param lookedBy the user id of whoever did
     * @param dueAt by when it should be done again (UTC): {@code desk.looks.every} after the last one; now when there was none
     */
    public record Look(
            Marketplace marketplace,
            @Nullable Instant lookedAt,
            @Nullable String lookedBy,
            Instant dueAt,
            boolean isLate) {}

    /** All marketplaces the shop sells at, those that have waited longest first. */
    public List<Look> all() {
        Instant now = clock.instant();
        OffsetDateTime since = at(now.minus(RECENT));
        Map<Marketplace, Look> last = new EnumMap<>(Marketplace.class);
        db.sql("select marketplace, looked_at, looked_by from seller_central_look l where looked_at ="
                        + " (select max(looked_at) from seller_central_look where marketplace = l.marketplace)")
                .query((row, n) -> {
                    Instant lookedAt = row.getObject(2, OffsetDateTime.class).toInstant();
                    Instant dueAt = lookedAt.plus(every);
                    return new Look(
                            Marketplace.of(row.getString(1)), lookedAt, row.getString(3), dueAt, dueAt.isBefore(now));
                })
                .list()
                .forEach(look -> last.put(look.marketplace(), look));
        return Arrays.stream(Marketplace.values())
                .filter(place -> isSoldAt(place, since))
                .map(place -> last.getOrDefault(place, new Look(place, null, null, now, true)))
                .sorted(Comparator.comparing(Look::lookedAt, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
                        .thenComparing(Look::marketplace))
                .toList();
    }

    private boolean isSoldAt(Marketplace place, OffsetDateTime since) {
        return db.sql(
                                "select case when exists (select 1 from customer_order where marketplace = ? and purchased_at >= ?)"
                                        + " or exists (select 1 from dispute_case where marketplace = ? and opened_at >= ?)"
                                        + " or exists (select 1 from seller_central_look where marketplace = ? and looked_at >= ?)"
                                        + " then 1 else 0 end")
                        .params(place.name(), since, place.name(), since, place.name(), since)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** The marketplace that has waited longest; empty while the shop sells nowhere. */
    public Optional<Look> longestAgo() {
        return all().stream().findFirst();
    }

    /**
     * Somebody has looked into Seller Central of a marketplace just now.
     *
     * @throws Rejected when there is no such marketplace
     */
    public Look looked(@Nullable String marketplace, String user) {
        Marketplace at = Marketplace.find(marketplace == null ? "" : marketplace)
                .orElseThrow(() -> Rejected.because("marketplace", "noMarketplace"));
        // to the second: who presses twice has looked once
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        try {
            db.sql("insert into seller_central_look (marketplace, looked_at, looked_by) values (?, ?, ?)")
                    .params(at.name(), at(now), user)
                    .update();
        } catch (DuplicateKeyException e) {
            // somebody did so in this very second, which is as good
        }
        return new Look(at, now, user, now.plus(every), false);
    }

    private static OffsetDateTime at(Instant moment) {
        return OffsetDateTime.ofInstant(moment, ZoneOffset.UTC);
    }
}
