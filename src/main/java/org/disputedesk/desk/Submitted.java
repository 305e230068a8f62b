package org.disputedesk.desk;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Fact;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.dispute.Rejected.FieldError;

/** Looks at the variables somebody has put into a case: only facts and texts the desk knows, each in its type. */
public final class Submitted {

    private Submitted() {}

    /**
     * Puts every fact into its type, drops what forms only show, and names what is wrong with the rest. Texts are left for
     * the caller to take out.
     */
    public static List<FieldError> settle(VariableScope scope) {
        List<FieldError> errors = new ArrayList<>();
        for (String name : List.copyOf(scope.getVariableNames())) {
            Object value = scope.getVariable(name);
            if (FormFacts.NAMES.contains(name)) {
                scope.removeVariable(name);
            } else if (DisputeFacts.TEXTS.contains(name)) {
                if (value != null && !(value instanceof String)) {
                    errors.add(new FieldError(name, "must be text."));
                }
            } else {
                check(scope, name, value, errors);
            }
        }
        // the form tells both; over REST one is enough
        String fault = DisputeFacts.ADDRESS_FAULT.name();
        if (errors.isEmpty() && scope.getVariable(fault) instanceof String whose) {
            DisputeFacts.ADDRESS_CORRECT.set(scope, whose.equals("NONE"));
        }
        return errors;
    }

    private static void check(
            VariableScope scope,
            String name,
            @org.jspecify.annotations.Nullable Object value,
            List<FieldError> errors) {
        try {
            Fact<?> fact = DisputeFacts.named(name);
            Object cast = fact.cast(value);
            if (cast != null) {
                DisputeFacts.checkValue(name, cast);
                if (cast != value) {
                    scope.setVariable(name, cast);
                }
            }
        } catch (Rejected e) {
            errors.addAll(e.errors());
        }
    }
}
