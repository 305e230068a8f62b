package org.disputedesk.mail;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The conversation by mail that a case is about. */
interface CaseThread {

    /** The newest mail of the buyer in a case; empty when he has not written by mail, or it is erased. */
    Optional<Newest> newestOf(String caseNumber);

    /**
     * What is needed to answer a mail.
     *
     * @param replyAddress by which the marketplace passes an answer on
     * @param messageId with its angle brackets; null when it has none
     * @param references the messages it answers or follows, the nearest first
     * @param subject decoded
     */
    record Newest(String replyAddress, @Nullable String messageId, List<String> references, String subject) {

        public Newest {
            references = List.copyOf(references);
        }
    }
}
