package org.disputedesk.engine;

import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.BadUserRequestException;

/**
 * A deployment the desk does not take. The message lists everything that is wrong and what to do instead; the engine's
 * REST API answers it as 400 with that message. Nothing of the deployment is stored.
 */
public class ModelRefused extends BadUserRequestException {

    /** A model from elsewhere can be wrong in thousands of places; nobody reads more than these. */
    private static final int SHOWN = 50;

    private final transient List<ModelPolicy.Violation> violations;

    ModelRefused(List<ModelPolicy.Violation> violations) {
        super(describe(violations));
        this.violations = List.copyOf(violations);
    }

    private static String describe(List<ModelPolicy.Violation> violations) {
        String more = violations.size() > SHOWN ? "\n- and " + (violations.size() - SHOWN) + " more" : "";
        return violations.stream()
                .limit(SHOWN)
                .map(violation -> "- " + violation)
                .collect(Collectors.joining(
                        "\n", "The desk does not take this deployment; nothing was stored.\n", more));
    }

    /** Everything that is wrong. */
    public List<ModelPolicy.Violation> violations() {
        return violations;
    }
}
