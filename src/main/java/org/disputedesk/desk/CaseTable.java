package org.disputedesk.desk;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.evidence.KeptForNow;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The read side of cases and their open tasks, written in the engine's transaction. It answers searches and work lists in
 * constant time however many cases there are; no process ever asks it what to do.
 */
@Component
public class CaseTable implements KeptForNow {

    private final JdbcClient db;
    private final Clock clock;

    CaseTable(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** A number nobody has; gaps are possible, doubles are not. */
    public CaseNumber nextNumber() {
        long n = db.sql("select nextval('case_number_seq')").query(Long.class).single();
        return CaseNumber.of(now().getYear(), n);
    }

    /** Opens the row of a case. A second open case of the same kind and order fails on the table's own key. */
    public void open(
            CaseNumber number,
            String kind,
            String marketplace,
            @Nullable String orderId,
            String language,
            long priority,
            String processInstanceId) {
        db.sql("""
                        insert into dispute_case (case_number, kind, marketplace, order_id, state, priority,
                          buyer_language, process_instance_id, open_key, opened_at)
                        values (?, ?, ?, ?, 'OPEN', ?, ?, ?, ?, ?)""")
                .params(
                        number.value(),
                        kind,
                        marketplace,
                        orderId,
                        priority,
                        language,
                        processInstanceId,
                        orderId == null ? null : openKey(kind, orderId),
                        now())
                .update();
    }

    /** The open case of this kind for this order, if there is one. */
    public Optional<CaseNumber> openCase(String kind, String orderId) {
        return db.sql("select case_number from dispute_case where open_key = ?")
                .param(openKey(kind, orderId))
                .query((row, n) -> new CaseNumber(row.getString(1)))
                .optional();
    }

    /** An open case of the order needs what the others of it tell. */
    @Override
    public Optional<String> reason(String caseNumber, @Nullable String orderId) {
        return db.sql("select count(*) from dispute_case where (case_number = ? or order_id = ?) and state = 'OPEN'")
                                .params(caseNumber, orderId)
                                .query(Long.class)
                                .single()
                        > 0
                ? Optional.of("CASE_OPEN")
                : Optional.empty();
    }

    private static String openKey(String kind, String orderId) {
        return kind + "|" + orderId;
    }

    /** Whether this task is still to be done. */
    boolean isOpen(String taskId) {
        return db.sql("select count(*) from case_task where task_id = ?")
                        .param(taskId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    void outcome(String caseNumber, String endEvent) {
        db.sql("update dispute_case set outcome = ? where case_number = ?")
                .params(endEvent, caseNumber)
                .update();
    }

    /** Closes a case; a cancelled one may have passed a reminder's end before, which is no outcome. */
    void close(String caseNumber, boolean cancelled) {
        db.sql("""
                        update dispute_case set state = 'CLOSED', open_key = null, closed_at = ?,
                          outcome = case when ? then 'CANCELLED' else coalesce(outcome, 'ENDED') end, open_task = null, assignee_group = null, next_due_at = null
                        where case_number = ?""").params(now(), cancelled, caseNumber).update();
    }

    void raisePriority(String caseNumber, long priority) {
        db.sql("update dispute_case set priority = ? where case_number = ? and priority < ?")
                .params(priority, caseNumber, priority)
                .update();
    }

    void taskOpened(
            String taskId,
            String caseNumber,
            String key,
            String name,
            @Nullable String group,
            @Nullable String assignee,
            @Nullable Instant due,
            long priority) {
        db.sql("update dispute_case set priority = ? where case_number = ?")
                .params(priority, caseNumber)
                .update();
        db.sql("""
                        insert into case_task
                          (task_id, case_number, task_key, name, candidate_group, assignee, due_at, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(taskId, caseNumber, key, name, group, assignee, at(due), now())
                .update();
        summarise(caseNumber);
    }

    void taskChanged(String taskId, String caseNumber, @Nullable String assignee, @Nullable Instant due) {
        db.sql("update case_task set assignee = ?, due_at = ? where task_id = ?")
                .params(assignee, at(due), taskId)
                .update();
        summarise(caseNumber);
    }

    void taskGone(String taskId, String caseNumber) {
        db.sql("delete from case_task where task_id = ?").param(taskId).update();
        summarise(caseNumber);
    }

    /** The row shows the task that is due first. */
    private void summarise(String caseNumber) {
        record First(
                @Nullable String group,
                @Nullable String name,
                @Nullable OffsetDateTime due) {}
        First first = db.sql("""
                        select candidate_group, name, due_at from case_task where case_number = ?
                        order by case when due_at is null then 1 else 0 end, due_at, created_at limit 1""")
                .param(caseNumber)
                .query((row, n) ->
                        new First(row.getString(1), row.getString(2), row.getObject(3, OffsetDateTime.class)))
                .optional()
                .orElse(new First(null, null, null));
        db.sql("update dispute_case set assignee_group = ?, open_task = ?, next_due_at = ? where case_number = ?")
                .params(first.group(), first.name(), first.due(), caseNumber)
                .update();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
