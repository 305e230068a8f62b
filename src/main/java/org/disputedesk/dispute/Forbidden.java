package org.disputedesk.dispute;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that one of the rules of {@code policy/amazon.yml} forbids, thrown where the guard is not at hand. Around the
 * commands of the engine it becomes the guard's own refusal, and a line in the record of the case (000-17).
 */
public final class Forbidden extends Rejected {

    private final String ruleId;
    private final @Nullable String caseNumber;

    private Forbidden(String ruleId, @Nullable String caseNumber, String message, List<FieldError> errors) {
        super(message, errors);
        this.ruleId = ruleId;
        this.caseNumber = caseNumber;
    }

    /** Forbidden by this rule, in a case that whoever asked has named. */
    public static Forbidden by(String ruleId, String message) {
        return new Forbidden(ruleId, null, message, List.of());
    }

    /** Forbidden by this rule, because of what stands in these fields. */
    public static Forbidden by(String ruleId, @Nullable String caseNumber, List<FieldError> errors) {
        return new Forbidden(
                ruleId,
                caseNumber,
                errors.stream()
                        .map(error -> error.field() + ": " + error.message())
                        .reduce((one, other) -> one + " " + other)
                        .orElse(""),
                errors);
    }

    /**
     * Forbidden by this rule, because of what stands in one field.
     *
     * @param refusal its name in {@code words/refusals.csv}
     */
    public static Forbidden because(String ruleId, String caseNumber, String field, String refusal, Object... filled) {
        return by(ruleId, caseNumber, List.of(new FieldError(field, Refusals.said(refusal, filled))));
    }

    /** The rule that forbids it. */
    public String ruleId() {
        return ruleId;
    }

    /** The case it was tried in; null when only the command knows. */
    public @Nullable String caseNumber() {
        return caseNumber;
    }
}
