package org.disputedesk.feedback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.disputedesk.engine.CurrentUser;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.lint.LetterText;
import org.disputedesk.lint.Linter;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Of which orders feedback is asked for, or was. The key of {@code feedback_request} gives an order one request, from the moment
 * it is planned, in whatever case and on whatever node (002-13, P23). Instants are UTC.
 */
@Component
public class FeedbackRequests {

    /** How far a request is. */
    public enum State {
        /** It waits for its time. */
        PLANNED,
        /** A person was told to ask; from then on nobody can be sure that he has not. */
        OFFERED,
        /** The buyer has been asked. */
        ASKED
    }

    /** The rule of the linter by which a letter is found that asks for feedback. */
    private static final String ASKS = "feedback-request";

    private final JdbcClient db;
    private final CaseTexts texts;
    private final Linter linter;
    private final EvidenceLog record;
    private final CurrentUser currentUser;
    private final Clock clock;

    FeedbackRequests(
            JdbcClient db, CaseTexts texts, Linter linter, EvidenceLog record, CurrentUser currentUser, Clock clock) {
        this.db = db;
        this.texts = texts;
        this.linter = linter;
        this.record = record;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /**
     * One request.
     *
     * @param caseNumber the case that asks, or has asked
     * @param opensAt from when it may be asked for; null until that is known
     * @param closesAt until when
     */
    public record Request(
            String orderId,
            String caseNumber,
            State state,
            @Nullable Instant opensAt,
            @Nullable Instant closesAt) {}

    /** The request of an order, if it has one. */
    public Optional<Request> of(String orderId) {
        return db.sql("select * from feedback_request where order_id = ?")
                .param(orderId)
                .query(FeedbackRequests::request)
                .optional();
    }

    /**
     * In which case the buyer of an order has been asked for feedback, or may have been: by this room, or by a letter in
     * whatever case, also one that was sent by hand.
     */
    public Optional<String> askedIn(String orderId) {
        Optional<String> here =
                of(orderId).filter(request -> request.state() != State.PLANNED).map(Request::caseNumber);
        return here.isPresent() ? here : askedByLetter(orderId);
    }

    private Optional<String> askedByLetter(String orderId) {
        return db
                .sql("select case_number from dispute_case where order_id = ? order by opened_at, case_number")
                .param(orderId)
                .query(String.class)
                .list()
                .stream()
                .filter(caseNumber -> texts.messages(caseNumber).stream()
                        .filter(message -> message.direction().equals("OUT") && !message.erased())
                        .anyMatch(message -> asks(message.language(), message.content())))
                .findFirst();
    }

    private boolean asks(String language, String text) {
        return linter.check(LetterText.of(language, null, text)).stream()
                .anyMatch(finding -> finding.rule().id().equals(ASKS));
    }

    /** The case whose record keeps a refusal; null for one that is only being opened, of which nothing is left then. */
    @Nullable
    String recordOf(String caseNumber) {
        return record.kindsWrittenHere(caseNumber).contains("case-opened") ? null : caseNumber;
    }

    /** Makes the one request of an order this case's own; fails with a duplicate key when another case has it. */
    void plan(String orderId, String caseNumber) {
        db.sql("insert into feedback_request (order_id, case_number, state, planned_at) values (?, ?, 'PLANNED', ?)")
                .params(orderId, caseNumber, at(clock.instant()))
                .update();
    }

    /** Keeps when it may be asked for. */
    void window(String orderId, Instant opensAt, Instant closesAt) {
        db.sql("update feedback_request set opens_at = ?, closes_at = ? where order_id = ?")
                .params(at(opensAt), at(closesAt), orderId)
                .update();
    }

    /** The request of a case, which nobody else changes until this transaction ends. */
    Optional<Request> lock(String caseNumber) {
        return db.sql("select * from feedback_request where case_number = ? for update")
                .param(caseNumber)
                .query(FeedbackRequests::request)
                .optional();
    }

    void offered(String orderId) {
        db.sql("update feedback_request set state = 'OFFERED', offered_at = ? where order_id = ?")
                .params(at(clock.instant()), orderId)
                .update();
    }

    void asked(String orderId) {
        db.sql("update feedback_request set state = 'ASKED', asked_by = ?, asked_at = ? where order_id = ?")
                .params(currentUser.id().orElse("desk"), at(clock.instant()), orderId)
                .update();
    }

    /** A person said that he has not asked: the order is as before. */
    void notAsked(String orderId) {
        db.sql("update feedback_request set state = 'PLANNED', offered_at = null where order_id = ?")
                .param(orderId)
                .update();
    }

    /** Gives the order free when its case is over and nobody can have asked. */
    public void caseEnded(String caseNumber) {
        db.sql("delete from feedback_request where case_number = ? and state = 'PLANNED'")
                .param(caseNumber)
                .update();
    }

    private static Request request(ResultSet row, int n) throws SQLException {
        return new Request(
                row.getString("order_id"),
                row.getString("case_number"),
                State.valueOf(row.getString("state")),
                instant(row.getObject("opens_at", OffsetDateTime.class)),
                instant(row.getObject("closes_at", OffsetDateTime.class)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
