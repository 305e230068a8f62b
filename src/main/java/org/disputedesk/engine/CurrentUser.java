package org.disputedesk.engine;

import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who is acting: the person logged in to Tasklist, Cockpit or the API; nobody when the desk itself acts. */
@Component
public class CurrentUser extends AbstractProcessEnginePlugin {

    private volatile @Nullable IdentityService identities;

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        identities = engine.getIdentityService();
    }

    /** The user id, empty when a timer, a job or start-up acts. */
    public Optional<String> id() {
        var command = Context.getCommandContext();
        if (command != null && command.getAuthenticatedUserId() != null) {
            return Optional.of(command.getAuthenticatedUserId());
        }
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null || authentication instanceof AnonymousAuthenticationToken
                ? ofEngine()
                : Optional.of(authentication.getName());
    }

    /** Around a command of the engine, before it begins and after it has failed. */
    private Optional<String> ofEngine() {
        return Optional.ofNullable(identities)
                .map(IdentityService::getCurrentAuthentication)
                .map(Authentication::getUserId);
    }
}
