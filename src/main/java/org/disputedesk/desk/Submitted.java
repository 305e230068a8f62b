package org.disputedesk.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Fact;
import org.disputedesk.dispute.Refusals;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.dispute.Rejected.FieldError;
import org.disputedesk.dispute.Storable;
import org.disputedesk.dispute.Typed;
import org.jspecify.annotations.Nullable;

/** Looks at the variables somebody has put into a case: only facts and texts the desk knows, each in its type. */
public final class Submitted {

    private static final int LONGEST_TEXT = 20_000;
    private static final Set<Fact<String>> DAYS =
            Set.of(DisputeFacts.LATEST_DELIVERY_DATE, DisputeFacts.LAST_SCAN_DATE, DisputeFacts.REFUND_EXPECTED_DATE);
    private static final Set<Fact<String>> CODES = Set.of(
            DisputeFacts.CURRENCY,
            DisputeFacts.TRACKING_NUMBER,
            DisputeFacts.REMEDY_REFERENCE,
            DisputeFacts.CARRIER_CASE_NUMBER);

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
                if (value instanceof String text) {
                    String problem = Storable.problem(text, LONGEST_TEXT);
                    if (problem != null) {
                        errors.add(new FieldError(name, problem));
                    }
                } else if (value != null) {
                    errors.add(new FieldError(name, Refusals.said("mustBeText")));
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

    /** Forms ask for numbers as text, for what a browser makes of a number is not what was typed (1,299.00 becomes 1.29). */
    private static @Nullable Object asTheDeskWrites(Fact<?> fact, String text) {
        if (fact.type() == Double.class) {
            return text.isBlank()
                    ? null
                    : (Object) Typed.amount(fact.name(), text).doubleValue();
        }
        if (text.isBlank()) {
            return text;
        }
        if (fact.equals(DisputeFacts.REFUND_AMOUNT)) {
            return Typed.amount(fact.name(), text).toPlainString();
        }
        if (DAYS.contains(fact)) {
            return Typed.day(text);
        }
        return CODES.contains(fact) ? Typed.code(text) : text;
    }

    private static void check(VariableScope scope, String name, @Nullable Object value, List<FieldError> errors) {
        try {
            Fact<?> fact = DisputeFacts.named(name);
            Object cast = fact.cast(value instanceof String text ? asTheDeskWrites(fact, text) : value);
            if (cast == null && value != null) {
                scope.setVariable(name, null);
            }
            if (cast != null) {
                DisputeFacts.checkValue(name, cast);
                if (!cast.equals(value)) {
                    scope.setVariable(name, cast);
                }
            }
        } catch (Rejected e) {
            errors.addAll(e.errors());
        }
    }
}
