package org.disputedesk.engine;

import java.util.Optional;
import org.camunda.bpm.engine.impl.context.Context;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who is acting: the person logged in to Tasklist, Cockpit or the API; nobody when the desk itself acts. */
@Component
public class CurrentUser {

    /** The user id, empty when a timer, a job or start-up acts. */
    public Optional<String> id() {
        var command = Context.getCommandContext();
        if (command != null && command.getAuthenticatedUserId() != null) {
            return Optional.of(command.getAuthenticatedUserId());
        }
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null || authentication instanceof AnonymousAuthenticationToken
                ? Optional.empty()
                : Optional.of(authentication.getName());
    }
}
