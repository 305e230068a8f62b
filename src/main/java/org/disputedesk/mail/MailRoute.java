package org.disputedesk.mail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.disputedesk.letter.LetterRoute;
import org.springframework.stereotype.Component;

/** Letters go by mail when sending is set up and the buyer's newest mail says where an answer reaches him. */
@Component
class MailRoute implements LetterRoute {

    private final SmtpSettings settings;
    private final CaseThread thread;

    MailRoute(SmtpSettings settings, CaseThread thread) {
        this.settings = settings;
        this.thread = thread;
    }

    @Override
    public Optional<Route> of(String caseNumber) {
        if (!settings.isOn()) {
            return Optional.empty();
        }
        return thread.newestOf(caseNumber)
                .filter(newest -> Amazon.relay(newest.replyAddress()).isPresent())
                .map(newest -> {
                    List<String> oldestFirst = new ArrayList<>(newest.references());
                    Collections.reverse(oldestFirst);
                    return new Route(
                            MailChannel.NAME,
                            newest.replyAddress(),
                            newest.messageId(),
                            oldestFirst,
                            newest.subject(),
                            settings.takeBack());
                });
    }
}
