package org.disputedesk.dispute;

import java.util.Date;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.jspecify.annotations.Nullable;

/**
 * One typed thing a process knows about its case: the name gateways, decision tables and forms use, and the type it is
 * kept in. Only the five types that every part of the engine shows and searches alike are allowed.
 *
 * @param <T> String, Boolean, Long, Double or Date (an instant, UTC)
 */
public record Fact<T>(String name, Class<T> type) {

    /** A fact that is text. */
    public static Fact<String> text(String name) {
        return new Fact<>(name, String.class);
    }

    /** A fact that is true or false; its name reads as a statement. */
    public static Fact<Boolean> flag(String name) {
        return new Fact<>(name, Boolean.class);
    }

    /** A fact that is a whole number. */
    public static Fact<Long> count(String name) {
        return new Fact<>(name, Long.class);
    }

    /** A fact that is a number decisions compare; never money that is paid. */
    public static Fact<Double> number(String name) {
        return new Fact<>(name, Double.class);
    }

    /** A fact that is an instant. */
    public static Fact<Date> instant(String name) {
        return new Fact<>(name, Date.class);
    }

    /**
     * The value in this scope, or null when it is not known.
     *
     * @throws Rejected when something of another type was put there
     */
    public @Nullable T in(VariableScope scope) {
        return cast(scope.getVariable(name));
    }

    /**
     * The value in this scope.
     *
     * @throws IllegalStateException when it is not known: the model reached this step too early
     */
    public T requiredIn(VariableScope scope) {
        T value = in(scope);
        if (value == null) {
            throw new IllegalStateException("The fact '" + name + "' is needed here and not known yet.");
        }
        return value;
    }

    /** The value in this scope, or the given one when it is not known. */
    public T in(VariableScope scope, T otherwise) {
        return Objects.requireNonNullElse(in(scope), otherwise);
    }

    /** Sets the value in this scope. */
    public void set(VariableScope scope, @Nullable T value) {
        scope.setVariable(name, value);
    }

    /**
     * The given raw value in this fact's type; whole numbers of any width are taken for a count or a number.
     *
     * @throws Rejected when it is of another type
     */
    public @Nullable T cast(@Nullable Object raw) {
        if (raw == null || type.isInstance(raw)) {
            return type.cast(raw);
        }
        if (raw instanceof Number number && type == Long.class && number.doubleValue() == number.longValue()) {
            return type.cast(number.longValue());
        }
        if (raw instanceof Number number && type == Double.class) {
            return type.cast(number.doubleValue());
        }
        throw Rejected.because(name, "wrongType", described(), raw.getClass().getSimpleName());
    }

    private String described() {
        if (type == Boolean.class) {
            return Refusals.said("typeFlag");
        }
        if (type == Date.class) {
            return Refusals.said("typeInstant");
        }
        return Refusals.said(type == String.class ? "typeText" : "typeNumber");
    }
}
