package org.disputedesk.wrongitem;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.disputedesk.engine.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is known of each case in which another item arrived; the guard reads it before money or goods move (003-16 to 003-18). */
@Component
class WrongItems {

    private final JdbcClient db;
    private final Clock clock;
    private final CurrentUser currentUser;

    WrongItems(JdbcClient db, Clock clock, CurrentUser currentUser) {
        this.db = db;
        this.clock = clock;
        this.currentUser = currentUser;
    }

    /**
     * One case.
     *
     * @param isConfirmed whether somebody has seen that another item came
     * @param wish EXCHANGE or REFUND; empty while the buyer has not said
     * @param photos how many photos had been seen when somebody looked last
     * @param promisedOn the day the right item leaves at the latest, as the buyer was told
     * @param payer AMAZON once it is known that Amazon bears what is given
     */
    record Kept(
            boolean isConfirmed,
            String wish,
            int photos,
            boolean isDiscarded,
            @Nullable LocalDate promisedOn,
            @Nullable String payer) {}

    /** How often the buyer was reminded of one question, and whether that is the end of it. */
    record Asked(int reminders, boolean isSilent) {}

    /** The case, which is kept from the first time that it is asked for. */
    Kept of(String caseNumber, String orderId) {
        return find(caseNumber).orElseGet(() -> {
            db.sql("""
                            insert into wrong_item (case_number, order_id, photos, discarded, missed, reminders, silent)
                            values (?, ?, 0, ?, 0, 0, ?)""").params(caseNumber, orderId, false, false).update();
            return new Kept(false, "", 0, false, null, null);
        });
    }

    private Optional<Kept> find(String caseNumber) {
        return db.sql("select state, wish, photos, discarded, promised_on, payer from wrong_item where case_number = ?")
                .param(caseNumber)
                .query((row, n) -> new Kept(
                        "CONFIRMED".equals(row.getString(1)),
                        Objects.requireNonNullElse(row.getString(2), ""),
                        row.getInt(3),
                        row.getBoolean(4),
                        row.getObject(5, LocalDate.class),
                        row.getString(6)))
                .optional();
    }

    void wishes(String caseNumber, String wish) {
        db.sql("update wrong_item set wish = ? where case_number = ?")
                .params(wish, caseNumber)
                .update();
    }

    /** What somebody saw who looked at the photos. */
    void checked(String caseNumber, String state, int photos) {
        db.sql("update wrong_item set state = ?, photos = ?, checked_by = ?, checked_at = ? where case_number = ?")
                .params(state, photos, who(), now(), caseNumber)
                .update();
    }

    void discarded(String caseNumber, boolean discarded) {
        db.sql("update wrong_item set discarded = ?, discarded_by = ? where case_number = ?")
                .params(discarded, who(), caseNumber)
                .update();
    }

    void promised(String caseNumber, LocalDate day, boolean again) {
        db.sql("update wrong_item set promised_on = ?, promised_by = ?, missed = missed + ? where case_number = ?")
                .params(day, who(), again ? 1 : 0, caseNumber)
                .update();
    }

    void paidBy(String caseNumber, String payer) {
        db.sql("update wrong_item set payer = ? where case_number = ?")
                .params(payer, caseNumber)
                .update();
    }

    void support(String caseNumber, String state, @Nullable String supportCase) {
        db.sql("update wrong_item set support_state = ?, support_case = ?, support_by = ? where case_number = ?")
                .params(state, supportCase, who(), caseNumber)
                .update();
    }

    /**
     * How often the buyer was reminded of this, since he wrote last; a new message or another question begins anew.
     *
     * @param since when his last message came in
     */
    Asked asked(String caseNumber, String question, Instant since) {
        return db.sql(
                        "select reminders, silent from wrong_item where case_number = ? and asked_for = ? and asked_since = ?")
                .params(caseNumber, question, at(since))
                .query((row, n) -> new Asked(row.getInt(1), row.getBoolean(2)))
                .optional()
                .orElse(new Asked(0, false));
    }

    void keep(String caseNumber, String question, Instant since, Asked asked) {
        db.sql("update wrong_item set asked_for = ?, asked_since = ?, reminders = ?, silent = ? where case_number = ?")
                .params(question, at(since), asked.reminders(), asked.isSilent(), caseNumber)
                .update();
    }

    private String who() {
        return currentUser.id().orElse("desk");
    }

    private OffsetDateTime now() {
        return at(clock.instant());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
