package org.disputedesk.letter;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.disputedesk.dispute.Refusals;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.dispute.Storable;
import org.disputedesk.dispute.Typed;
import org.disputedesk.engine.CurrentUser;
import org.disputedesk.engine.LostRace;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which buyers take no messages but those without which their order cannot be completed: because the marketplace has turned a
 * letter away, or because a person has seen it and said so. It counts for all cases of the order.
 */
@Component
public class OptOuts {

    private static final int ATTEMPTS = 3;
    private static final int LONGEST_REASON = 1000;
    private static final String REASON = "optOutReason";

    private final BuyerOptOut marketplace;
    private final CaseTexts texts;
    private final EvidenceLog record;
    private final CurrentUser currentUser;
    private final JdbcClient db;
    private final Clock clock;
    private final TransactionTemplate transaction;

    OptOuts(
            BuyerOptOut marketplace,
            CaseTexts texts,
            EvidenceLog record,
            CurrentUser currentUser,
            JdbcClient db,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.marketplace = marketplace;
        this.texts = texts;
        this.record = record;
        this.currentUser = currentUser;
        this.db = db;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * How things stand with a buyer.
     *
     * @param isOut whether he takes no messages
     * @param by who said so; null when the marketplace has
     * @param caseNumber the case in which it was said; null when the marketplace has said so
     */
    public record Standing(
            boolean isOut,
            Instant at,
            @Nullable String by,
            @Nullable String caseNumber) {}

    /** How things stand with the buyer of a case; empty when nobody has ever said anything. The later word counts. */
    public Optional<Standing> of(String caseNumber) {
        Optional<Standing> told = marketplace.toldAt(caseNumber).map(at -> new Standing(true, at, null, null));
        Optional<Standing> said = said(subject(caseNumber));
        return said.filter(Standing::isOut)
                .or(() -> told.filter(mailed ->
                        said.isEmpty() || mailed.at().isAfter(said.get().at())))
                .or(() -> said);
    }

    /** Whether the buyer of a case takes no messages. */
    public boolean isOptedOut(String caseNumber) {
        return of(caseNumber).filter(Standing::isOut).isPresent();
    }

    /** Why it was said; empty when the marketplace has said it, or the texts of the case are erased. */
    public Optional<String> reason(Standing standing) {
        return Optional.ofNullable(standing.caseNumber()).flatMap(number -> texts.find(number, REASON));
    }

    /**
     * Somebody says that the buyer takes no messages, or that he takes them again, and why.
     *
     * @return whether that is new
     * @throws Rejected when no reason is given
     */
    public boolean say(String caseNumber, boolean isOut, @Nullable String reason) {
        String why = Objects.requireNonNullElse(reason, "").strip();
        if (Typed.saysNothing(why)) {
            throw Rejected.because("reason", "required");
        }
        String problem = Storable.problem(why, LONGEST_REASON);
        if (problem != null) {
            throw Rejected.field("reason", problem);
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return Boolean.TRUE.equals(transaction.execute(status -> keep(caseNumber, isOut, why)));
            } catch (RuntimeException e) {
                if (!LostRace.is(e)) {
                    throw e;
                }
                if (attempt == ATTEMPTS) {
                    throw new Rejected(Refusals.said("caseBusy", caseNumber));
                }
            }
        }
    }

    private boolean keep(String caseNumber, boolean isOut, String reason) {
        record.holdCase(caseNumber);
        if (isOptedOut(caseNumber) == isOut) {
            return false;
        }
        String subject = subject(caseNumber);
        String by = currentUser.id().orElse("desk");
        OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        int changed = db.sql("update buyer_opt_out set case_number = ?, opted_out = ?, said_by = ?, said_at = ?"
                        + " where subject = ?")
                .params(caseNumber, isOut, by, now, subject)
                .update();
        if (changed == 0) {
            db.sql(
                            "insert into buyer_opt_out (subject, case_number, opted_out, said_by, said_at) values (?, ?, ?, ?, ?)")
                    .params(subject, caseNumber, isOut, by, now)
                    .update();
        }
        texts.put(caseNumber, REASON, reason);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("reasonCommitment", texts.commitment(caseNumber, reason));
        if (!subject.equals(caseNumber)) {
            facts.put("orderId", subject);
        }
        if (isOut) {
            record.append(caseNumber, "buyer-opted-out", "Buyer takes no messages but those the order needs", facts);
        } else {
            record.append(caseNumber, "buyer-opt-out-ended", "Buyer takes messages again", facts);
        }
        return true;
    }

    private Optional<Standing> said(String subject) {
        return db.sql("select * from buyer_opt_out where subject = ?")
                .param(subject)
                .query((row, n) -> new Standing(
                        row.getBoolean("opted_out"),
                        row.getObject("said_at", OffsetDateTime.class).toInstant(),
                        row.getString("said_by"),
                        row.getString("case_number")))
                .optional();
    }

    private String subject(String caseNumber) {
        return db.sql("select coalesce(order_id, case_number) from dispute_case where case_number = ?")
                .param(caseNumber)
                .query(String.class)
                .optional()
                .orElse(caseNumber);
    }
}
