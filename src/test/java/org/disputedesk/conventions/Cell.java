package org.disputedesk.conventions;

import camundajar.impl.scala.Product;
import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.collection.Iterator;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Set;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.syntaxtree.ConstNumber;
import org.camunda.feel.syntaxtree.ConstString;
import org.camunda.feel.syntaxtree.FunctionInvocation;
import org.camunda.feel.syntaxtree.Ref;
import org.jspecify.annotations.Nullable;

/**
 * The cell of an input column. It is a test of that column's fact alone, against texts and numbers it names: between two
 * neighbouring numbers it cannot change its mind. What fits is said by the engine itself.
 */
final class Cell {

    private static final String INPUT = "cellInput";

    /** Kinds of nodes, by the names the FEEL parser gives them; {@code Const...} and {@code Input...} come on top. */
    private static final Set<String> NODES = Set.of(
            "Not",
            "Conjunction",
            "Disjunction",
            "AtLeastOne",
            "UnaryTestExpression",
            "Equal",
            "LessThan",
            "LessOrEqual",
            "GreaterThan",
            "GreaterOrEqual",
            "In",
            "ArithmeticNegation",
            "OpenConstRangeBoundary",
            "ClosedConstRangeBoundary");

    /** Constants that can be compared with something in between: their boundaries are not looked for. */
    private static final Set<String> NOT_NUMBERED = Set.of(
            "ConstDate",
            "ConstTime",
            "ConstLocalTime",
            "ConstDateTime",
            "ConstLocalDateTime",
            "ConstYearMonthDuration",
            "ConstDayTimeDuration");

    private static final FeelEngineApi PARSER = FeelEngineBuilder.forJava().build();
    private static final FeelEngine ENGINE = engine();

    private final String text;
    private final Set<String> texts = new LinkedHashSet<>();
    private final Set<BigDecimal> numbers = new LinkedHashSet<>();

    /**
     * Reads the cell.
     *
     * @throws IllegalArgumentException when it cannot be judged by the values of its column alone
     */
    Cell(String text) {
        this.text = text.strip();
        if (!this.text.isEmpty()) {
            ParseResult parsed = PARSER.parseUnaryTests(this.text);
            if (parsed.isFailure()) {
                throw new IllegalArgumentException(
                        "cannot be read: " + parsed.failure().message());
            }
            collect(parsed.parsedExpression().expression());
        }
    }

    private static FeelEngine engine() {
        var configuration = new DefaultDmnEngineConfiguration();
        configuration.buildEngine();
        return configuration.getFeelEngine();
    }

    private void collect(@Nullable Object node) {
        if (node instanceof ConstString constant) {
            texts.add(constant.value());
        } else if (node instanceof ConstNumber constant) {
            // a boundary more than needed does no harm, so nobody has to look for the sign before it
            numbers.add(constant.value().bigDecimal());
            numbers.add(constant.value().bigDecimal().negate());
        } else if (node instanceof Ref ref) {
            throw new IllegalArgumentException("compares with another fact, "
                    + ref.names().mkString(".") + "; make that fact an input of its own");
        } else if (node instanceof FunctionInvocation call) {
            throw new IllegalArgumentException("calls " + call.function() + "(); write the values themselves");
        } else if (node instanceof Iterable<?> list) {
            collectAll(list.iterator());
        } else if (node instanceof Product product) {
            String kind = product.productPrefix();
            if (NOT_NUMBERED.contains(kind)
                    || !(NODES.contains(kind) || kind.startsWith("Const") || kind.startsWith("Input"))) {
                throw new IllegalArgumentException("uses " + kind + "; compare with texts and whole numbers");
            }
            collectAll(product.productIterator());
        }
    }

    private void collectAll(Iterator<?> nodes) {
        while (nodes.hasNext()) {
            collect(nodes.next());
        }
    }

    /** The texts it names. */
    Set<String> texts() {
        return texts;
    }

    /** The numbers at which it may change its mind. */
    Set<BigDecimal> numbers() {
        return numbers;
    }

    /** Whether this value of the column's fact fits; null is a fact nobody knows. */
    boolean fits(@Nullable Object value) {
        return text.isEmpty()
                || ENGINE.evaluateSimpleUnaryTests(
                        text, INPUT, Variables.putValue(INPUT, value).asVariableContext());
    }

    @Override
    public String toString() {
        return text;
    }
}
