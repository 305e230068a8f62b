package org.disputedesk.evidence;

import org.disputedesk.evidence.EvidenceLog.Verdict;
import org.jspecify.annotations.Nullable;

/** Recomputes the chain of one case, entry by entry, and remembers the first thing that does not fit. */
final class Chain {

    private final String caseNumber;
    private long count;
    private String last = RecordEntry.NOTHING_BEFORE;
    private @Nullable Verdict broken;

    Chain(String caseNumber) {
        this.caseNumber = caseNumber;
    }

    /** Takes the next entry. Once something does not fit, what comes after it is not looked at. */
    void next(RecordEntry entry) {
        if (broken != null) {
            return;
        }
        long expected = count + 1;
        if (entry.sequence() != expected) {
            broken = Verdict.broken(expected, "Entry " + expected + " is missing.");
        } else if (!entry.previousHash().equals(last)) {
            broken = Verdict.broken(expected, "Entry " + expected + " does not follow the entry before it.");
        } else if (!EvidenceLog.hash(caseNumber, entry).equals(entry.hash())) {
            broken = Verdict.broken(expected, "Entry " + expected + " was changed after it was written.");
        } else {
            count = expected;
            last = entry.hash();
        }
    }

    /** What became of it, given the head the database names; a case without a head has no entries. */
    Verdict verdict(long headSequence, String headHash) {
        if (broken != null) {
            return broken;
        }
        if (headSequence > count) {
            return Verdict.broken(count + 1, "Entries after " + count + " are missing.");
        }
        if (headSequence < count || !headHash.equals(last)) {
            return Verdict.broken(count + 1, "The head of the case is not its last entry, which is " + count + ".");
        }
        return Verdict.intact(count);
    }
}
