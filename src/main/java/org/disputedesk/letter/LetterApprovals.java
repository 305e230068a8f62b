package org.disputedesk.letter;

import static org.disputedesk.dispute.DisputeFacts.LETTER_WAS_SENT;
import static org.disputedesk.dispute.DisputeFacts.REPLY_ACTION;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.disputedesk.engine.CurrentUser;
import org.disputedesk.evidence.CaseTexts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * That a person has said a letter may leave. Each time is good for one letter, so that a step that is run anew, by an
 * operator or a model, sends nothing by itself, while a person may well send the same words twice (000-10, 000-19).
 */
@Component
public class LetterApprovals {

    private static final Set<String> PARTS =
            Set.of(SendLetter.HOLDING_TEXT, "letterEmpathy", "letterFacts", "letterProposal");

    private final JdbcClient db;
    private final Clock clock;
    private final CurrentUser currentUser;
    private final CaseTexts texts;

    LetterApprovals(JdbcClient db, Clock clock, CurrentUser currentUser, CaseTexts texts) {
        this.db = db;
        this.clock = clock;
        this.currentUser = currentUser;
        this.texts = texts;
    }

    /**
     * A person has completed a task. Where its form shows the words of a letter, that is the word that they may leave; unless
     * the answer is that none is needed, or that it has been sent already.
     *
     * @param asked the fields of the form
     */
    public void taskCompleted(String caseNumber, Collection<String> asked, VariableScope answers) {
        if (asked.stream().noneMatch(PARTS::contains)) {
            return;
        }
        withdraw(caseNumber);
        boolean isSent = asked.contains(LETTER_WAS_SENT.name()) && LETTER_WAS_SENT.in(answers, false);
        boolean needsNone = asked.contains(REPLY_ACTION.name())
                && REPLY_ACTION.in(answers, "").equals("NO_RESPONSE_NEEDED");
        if (isSent || needsNone) {
            // a reason that was written all the same is for no later letter
            texts.put(caseNumber, LetterCheck.REASON, "");
        } else {
            db.sql("insert into letter_approval (case_number, approved_by, approved_at) values (?, ?, ?)")
                    .params(
                            caseNumber,
                            currentUser.id().orElse("desk"),
                            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                    .update();
        }
    }

    /** Uses up the approval of a case; false when there is none. */
    boolean use(String caseNumber) {
        return withdraw(caseNumber) > 0;
    }

    private int withdraw(String caseNumber) {
        return db.sql("delete from letter_approval where case_number = ?")
                .param(caseNumber)
                .update();
    }
}
