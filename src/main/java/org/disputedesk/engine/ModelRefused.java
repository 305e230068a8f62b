package org.disputedesk.engine;

import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.BadUserRequestException;

/**
 * A deployment the desk does not take. The message lists everything that is wrong and what to do instead; the engine's
 * REST API answers it as 400 with that message. Nothing of the deployment is stored.
 */
public class ModelRefused extends BadUserRequestException {

    private final transient List<ModelPolicy.Violation> violations;

    ModelRefused(List<ModelPolicy.Violation> violations) {
        super(violations.stream()
                .map(violation -> "- " + violation)
                .collect(
                        Collectors.joining("\n", "The desk does not take this deployment; nothing was stored.\n", "")));
        this.violations = List.copyOf(violations);
    }

    /** Everything that is wrong. */
    public List<ModelPolicy.Violation> violations() {
        return violations;
    }
}
