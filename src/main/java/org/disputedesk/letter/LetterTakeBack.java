package org.disputedesk.letter;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.disputedesk.outbox.Outbox;
import org.disputedesk.outbox.OutboxItem;
import org.disputedesk.outbox.OutboxState;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes a letter back before it leaves, so that whoever wrote it can change it (000-09). */
@Component
public class LetterTakeBack {

    private static final int MOST_ATTEMPTS = 5;

    private final Outbox outbox;
    private final LetterOutcome outcome;
    private final TransactionTemplate transaction;

    LetterTakeBack(Outbox outbox, LetterOutcome outcome, PlatformTransactionManager transactions) {
        this.outbox = outbox;
        this.outcome = outcome;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The letters of a case that can still be taken back, the last to leave first. */
    public List<Outbox.Waiting> waiting(String caseNumber) {
        return outbox.waiting(caseNumber);
    }

    /**
     * Takes a letter back for whoever is logged in, and leads the case back to the task in which it was written.
     *
     * @return false when it has left, is leaving, or somebody else was faster
     */
    public boolean takeBack(String caseNumber, String id) {
        for (int attempt = 1; ; attempt++) {
            try {
                return Objects.requireNonNull(transaction.execute(status -> {
                    Optional<OutboxItem> taken = outbox.takeBack(caseNumber, id);
                    taken.ifPresent(item -> outcome.handled(item, OutboxState.TAKEN_BACK, null));
                    return taken.isPresent();
                }));
            } catch (OptimisticLockingException e) {
                // somebody works on the same case at this moment
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
