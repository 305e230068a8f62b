package org.disputedesk.mail;

import jakarta.mail.MessagingException;
import org.disputedesk.letter.LetterOutcome;
import org.disputedesk.outbox.Outbox;
import org.disputedesk.outbox.OutboxChannel;
import org.disputedesk.outbox.OutboxItem;
import org.disputedesk.outbox.OutboxState;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Letters by mail, from the shop's own address to the relay address of the buyer's conversation and to nobody else (000-09,
 * 000-19). A letter counts as sent when the mail server has taken it.
 */
@Component
class MailChannel implements OutboxChannel {

    static final String NAME = "mail";

    private final LetterPost post;
    private final Outbox outbox;
    private final LetterOutcome outcome;

    MailChannel(LetterPost post, Outbox outbox, LetterOutcome outcome) {
        this.post = post;
        this.outbox = outbox;
        this.outcome = outcome;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Delivery deliver(OutboxItem item) throws MessagingException {
        return post.post(item.id(), outcome.letter(item), () -> outbox.handOver(item));
    }

    /** No mail server can be asked afterwards; but until the letter was handed over it cannot have been taken. */
    @Override
    public Found find(OutboxItem item) {
        return item.handedOver() ? Found.CANNOT_TELL : Found.NOT_DELIVERED;
    }

    @Override
    public void handled(OutboxItem item, OutboxState state, @Nullable String why) {
        outcome.handled(item, state, why);
    }
}
