package org.disputedesk.mail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The conversation as the mails of a case tell it. */
@Component
class StoredThread implements CaseThread {

    private final Mails mails;
    private final MailStore store;
    private final MailReader reader;

    StoredThread(Mails mails, MailStore store, MailReader reader) {
        this.mails = mails;
        this.store = store;
        this.reader = reader;
    }

    @Override
    public Optional<Newest> newestOf(String caseNumber) {
        List<Mails.Row> newestFirst = new ArrayList<>(mails.of(caseNumber));
        Collections.reverse(newestFirst);
        return newestFirst.stream()
                .filter(row -> row.state() == MailState.PLACED)
                .filter(row ->
                        MailKind.find(row.kind()).filter(MailKind::isBuyers).isPresent())
                .flatMap(row -> store.find(row.id()).map(reader::read).stream())
                .flatMap(mail -> mail.replyAddress().stream()
                        .map(address -> new Newest(address, mail.messageId(), mail.references(), mail.subject())))
                .findFirst();
    }
}
