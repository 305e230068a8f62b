package org.disputedesk.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.disputedesk.attachment.NeededEvidence;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.dispute.Storable;
import org.disputedesk.erasure.Erasure;
import org.disputedesk.evidence.CaseFacts;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds cases and shows one, from the case table. */
@Component
public class CaseSearch {

    private static final Map<String, String> SORTS = Map.of(
            "due", "case when next_due_at is null then 1 else 0 end, next_due_at, case_number",
            "-due", "case when next_due_at is null then 1 else 0 end, next_due_at desc, case_number desc",
            "opened", "opened_at, case_number",
            "-opened", "opened_at desc, case_number desc",
            "priority", "priority, case_number",
            "-priority", "priority desc, case_number");

    private static final int LONGEST_TERM = 200;

    private final JdbcClient db;
    private final Deadlines deadlines;
    private final CaseFacts facts;
    private final NeededEvidence needed;
    private final Erasure erasure;
    private final CaseLinks links;

    CaseSearch(
            JdbcClient db,
            Deadlines deadlines,
            CaseFacts facts,
            NeededEvidence needed,
            Erasure erasure,
            CaseLinks links) {
        this.erasure = erasure;
        this.links = links;
        this.db = db;
        this.deadlines = deadlines;
        this.facts = facts;
        this.needed = needed;
    }

    /**
     * One line of a search.
     *
     * @param linkedCases the cases that belong to it, by number
     */
    public record Row(
            String caseNumber,
            String kind,
            String marketplace,
            @Nullable String orderId,
            String state,
            @Nullable String outcome,
            @Nullable String assigneeGroup,
            @Nullable String openTask,
            @Nullable OffsetDateTime nextDeadline,
            long priority,
            String buyerLanguage,
            OffsetDateTime openedAt,
            @Nullable OffsetDateTime closedAt,
            List<String> linkedCases) {

        Row linkedWith(List<CaseLinks.Linked> others) {
            return new Row(
                    caseNumber,
                    kind,
                    marketplace,
                    orderId,
                    state,
                    outcome,
                    assigneeGroup,
                    openTask,
                    nextDeadline,
                    priority,
                    buyerLanguage,
                    openedAt,
                    closedAt,
                    others.stream().map(CaseLinks.Linked::caseNumber).sorted().toList());
        }
    }

    /** A page of a search. */
    public record Page(List<Row> items, long total, int page, int size) {}

    /** An open task of a case. */
    public record OpenTask(
            String id,
            String key,
            String name,
            @Nullable String candidateGroup,
            @Nullable String assignee,
            @Nullable OffsetDateTime due) {}

    /** A case with all that is known of it, without personal data. */
    public record Detail(
            String caseNumber,
            String kind,
            String state,
            @Nullable String outcome,
            String marketplace,
            @Nullable String orderId,
            long priority,
            OffsetDateTime openedAt,
            @Nullable OffsetDateTime closedAt,
            Map<String, Object> facts,
            List<OpenTask> openTasks,
            List<Deadlines.Kept> deadlines,
            NeededEvidence.Completeness evidence,
            Erasure.@Nullable Status erasure,
            List<CaseLinks.Linked> linkedCases) {}

    /** What to look for; nulls do not narrow. */
    public record Query(
            @Nullable String state,
            @Nullable String kind,
            @Nullable String orderId,
            @Nullable String assigneeGroup,
            @Nullable OffsetDateTime dueBefore,
            @Nullable String q,
            @Nullable String sort,
            @Nullable Integer page,
            @Nullable Integer size) {}

    /**
     * Searches.
     *
     * @throws Rejected when a parameter has a value it cannot have
     */
    public Page search(Query query) {
        int page = query.page() == null ? 0 : query.page();
        int size = query.size() == null ? 50 : query.size();
        if (page < 0 || page > 100_000) {
            throw Rejected.field("page", "counts from 0 to 100000.");
        }
        if (size < 1 || size > 200) {
            throw Rejected.field("size", "must be from 1 to 200.");
        }
        String order = SORTS.get(query.sort() == null ? "due" : query.sort());
        if (order == null) {
            throw Rejected.field(
                    "sort",
                    "must be one of "
                            + String.join(", ", SORTS.keySet().stream().sorted().toList()) + ".");
        }
        List<String> where = new ArrayList<>(List.of("1 = 1"));
        List<Object> params = new ArrayList<>();
        if (query.state() != null) {
            String state = query.state().toUpperCase(Locale.ROOT);
            if (!List.of("OPEN", "CLOSED").contains(state)) {
                throw Rejected.field("state", "must be OPEN or CLOSED.");
            }
            where.add("state = ?");
            params.add(state);
        }
        narrow(where, params, "kind = ?", query.kind());
        narrow(where, params, "order_id = ?", query.orderId());
        narrow(where, params, "assignee_group = ?", query.assigneeGroup());
        narrow(where, params, "next_due_at < ?", query.dueBefore());
        if (query.q() != null && !query.q().isBlank()) {
            where.add("(case_number like ? escape '!' or order_id like ? escape '!')");
            String like = Storable.text("q", query.q(), LONGEST_TERM)
                            .strip()
                            .replace("!", "!!")
                            .replace("%", "!%")
                            .replace("_", "!_")
                    + "%";
            params.add(like);
            params.add(like);
        }
        String from = " from dispute_case where " + String.join(" and ", where);
        long total = db.sql("select count(*)" + from)
                .params(params)
                .query(Long.class)
                .single();
        List<Object> paged = new ArrayList<>(params);
        paged.add(size);
        paged.add((long) page * size);
        List<Row> rows = db.sql("select *" + from + " order by " + order + " limit ? offset ?")
                .params(paged)
                .query(CaseSearch::row)
                .list();
        Map<String, List<CaseLinks.Linked>> linked =
                links.of(rows.stream().map(Row::caseNumber).toList());
        return new Page(
                rows.stream()
                        .map(row -> row.linkedWith(linked.getOrDefault(row.caseNumber(), List.of())))
                        .toList(),
                total,
                page,
                size);
    }

    private static void narrow(List<String> where, List<Object> params, String condition, @Nullable Object value) {
        if (value != null && !value.toString().isBlank()) {
            Storable.text("the search", value.toString(), LONGEST_TERM);
            where.add(condition);
            params.add(value);
        }
    }

    /** One case, if there is one of this number. */
    public Optional<Detail> find(String caseNumber) {
        return db.sql("select * from dispute_case where case_number = ?")
                .param(caseNumber)
                .query(CaseSearch::row)
                .optional()
                .map(this::detail);
    }

    private Detail detail(Row row) {
        Map<String, Object> known = facts.of(row.caseNumber());
        return new Detail(
                row.caseNumber(),
                row.kind(),
                row.state(),
                row.outcome(),
                row.marketplace(),
                row.orderId(),
                row.priority(),
                row.openedAt(),
                row.closedAt(),
                known,
                tasks(row.caseNumber()),
                deadlines.of(row.caseNumber()),
                needed.of(row.caseNumber(), known::get, Labels.staffLanguage()),
                erasure.of(row.caseNumber()).orElse(null),
                links.of(row.caseNumber()));
    }

    private List<OpenTask> tasks(String caseNumber) {
        return db.sql("select * from case_task where case_number = ? order by created_at")
                .param(caseNumber)
                .query((row, n) -> new OpenTask(
                        row.getString("task_id"),
                        row.getString("task_key"),
                        row.getString("name"),
                        row.getString("candidate_group"),
                        row.getString("assignee"),
                        utc(row, "due_at")))
                .list();
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        OffsetDateTime openedAt = utc(row, "opened_at");
        return new Row(
                row.getString("case_number"),
                row.getString("kind"),
                row.getString("marketplace"),
                row.getString("order_id"),
                row.getString("state"),
                row.getString("outcome"),
                row.getString("assignee_group"),
                row.getString("open_task"),
                utc(row, "next_due_at"),
                row.getLong("priority"),
                row.getString("buyer_language"),
                openedAt == null ? OffsetDateTime.MIN : openedAt,
                utc(row, "closed_at"),
                List.of());
    }

    private static @Nullable OffsetDateTime utc(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.withOffsetSameInstant(ZoneOffset.UTC);
    }
}
