package org.disputedesk.dispute;

import java.util.List;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;

/**
 * Input the desk cannot take, with what to do about it. The API answers it as 400 {@code application/problem+json},
 * Tasklist shows the message at the task; nothing is stored. It is a validation error of the engine, the one
 * kind that the engine's own REST API answers as 400 with its message wherever a task is completed.
 */
public class Rejected extends FormFieldValidationException {

    /** One field and what is wrong with it. */
    public record FieldError(String field, String message) {}

    private final transient List<FieldError> errors;

    /** @param message what is wrong and what to do, in one or two sentences */
    public Rejected(String message) {
        this(message, List.of());
    }

    /** Input in which one named field is wrong. */
    public static Rejected field(String field, String message) {
        return new Rejected(field + ": " + message, List.of(new FieldError(field, message)));
    }

    /**
     * Input in which one named field is wrong, said in the language of whoever asks.
     *
     * @param refusal its name in {@code words/refusals.csv}
     */
    public static Rejected because(String field, String refusal, Object... filled) {
        return field(field, Refusals.said(refusal, filled));
    }

    /** Input in which several fields are wrong; all are named at once. */
    public Rejected(String message, List<FieldError> errors) {
        super(null, message);
        this.errors = List.copyOf(errors);
    }

    /** The fields that are wrong; empty when the input is wrong as a whole. */
    public List<FieldError> errors() {
        return errors;
    }

    /** The message as it may stand in a log, which nobody erases: without what somebody wrote. */
    public String logged() {
        return String.valueOf(getMessage());
    }
}
