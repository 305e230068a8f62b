package org.disputedesk.conventions;

import java.math.BigDecimal;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.syntaxtree.ConstBool;
import org.camunda.feel.syntaxtree.ConstNumber;
import org.camunda.feel.syntaxtree.ConstString;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.Ref;
import org.jspecify.annotations.Nullable;

/**
 * The cell of an output column: a value written out, or the name of a fact, which leaves it as it was.
 *
 * @param value the text, number, or true or false that is written out; null when it is none
 * @param name the fact that is named; null when it is none
 */
record Answer(
        String source, @Nullable Object value, @Nullable String name) {

    private static final FeelEngineApi PARSER = FeelEngineBuilder.forJava().build();

    Answer(String source) {
        this(source.strip(), value(parsed(source)), name(parsed(source)));
    }

    private static @Nullable Exp parsed(String source) {
        ParseResult parsed = PARSER.parseExpression(source.strip());
        return parsed.isSuccess() ? parsed.parsedExpression().expression() : null;
    }

    private static @Nullable Object value(@Nullable Exp expression) {
        if (expression instanceof ConstString text) {
            return text.value();
        }
        if (expression instanceof ConstBool flag) {
            return flag.value();
        }
        return expression instanceof ConstNumber number ? number(number.value().bigDecimal()) : null;
    }

    private static Number number(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0 ? number.longValueExact() : number.doubleValue();
    }

    private static @Nullable String name(@Nullable Exp expression) {
        return expression instanceof Ref ref ? ref.names().mkString(".") : null;
    }

    /** The text that is written out; empty when it is none. */
    String text() {
        return value instanceof String text ? text : "";
    }

    /** Whether this value is written out. */
    boolean is(Object other) {
        return other.equals(value);
    }

    @Override
    public String toString() {
        return source;
    }
}
