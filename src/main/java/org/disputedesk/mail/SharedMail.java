package org.disputedesk.mail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.disputedesk.intake.SharedMessage;
import org.springframework.stereotype.Component;

/**
 * A mail that was split belongs to each of its cases: further mails of the conversation find all of them, letters of each answer it,
 * and its files are evidence in each (004-15).
 */
@Component
class SharedMail implements SharedMessage {

    /** How a case calls a message that came by mail, or that a person placed. */
    private static final Pattern BY_MAIL = Pattern.compile("(?:.*\\|)?(?:mail|placed):([0-9a-f]{32})");

    private final Mails mails;
    private final MailStore store;
    private final MailReader reader;
    private final MailIntake intake;

    SharedMail(Mails mails, MailStore store, MailReader reader, MailIntake intake) {
        this.mails = mails;
        this.store = store;
        this.reader = reader;
        this.intake = intake;
    }

    @Override
    public void belongsAlsoTo(String externalId, String caseNumber) {
        Matcher mail = BY_MAIL.matcher(externalId);
        if (mail.matches()) {
            mails.find(mail.group(1))
                    .filter(row -> mails.share(row.id(), caseNumber))
                    .ifPresent(row -> store.find(row.id())
                            .map(reader::read)
                            .ifPresent(read -> intake.keepFiles(
                                    caseNumber,
                                    row.id(),
                                    read,
                                    MailKind.find(row.kind()).orElse(MailKind.OTHER))));
        }
    }
}
