package org.disputedesk.engine;

import camundajar.impl.scala.Product;
import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.collection.Iterator;
import java.util.Set;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.syntaxtree.FunctionInvocation;
import org.camunda.feel.syntaxtree.Ref;
import org.jspecify.annotations.Nullable;

/**
 * The FEEL a decision table needs: facts, literals, comparisons, intervals, a choice, a little arithmetic and a few
 * functions. No loops, no functions of one's own, nothing of Java.
 */
final class FeelGrammar {

    private static final int MAX_LENGTH = 2_000;

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
            "If",
            "Addition",
            "Subtraction",
            "Multiplication",
            "Division",
            "ArithmeticNegation",
            "Ref",
            "FunctionInvocation",
            "PositionalFunctionParameters",
            "OpenRangeBoundary",
            "ClosedRangeBoundary",
            "OpenConstRangeBoundary",
            "ClosedConstRangeBoundary",
            "Tuple2",
            "Some",
            "None");

    private static final Set<String> FUNCTIONS = Set.of(
            "not",
            "contains",
            "starts with",
            "ends with",
            "lower case",
            "upper case",
            "string length",
            "date",
            "date and time",
            "duration",
            "number",
            "string",
            "floor",
            "ceiling",
            "abs",
            "min",
            "max",
            "is defined");

    private final FeelEngineApi engine = FeelEngineBuilder.forJava().build();

    /** What is wrong with an expression, or null. */
    @Nullable
    String problemOfExpression(String text, Set<String> names) {
        return text.length() > MAX_LENGTH ? tooLong() : problemOf(engine.parseExpression(text), names);
    }

    /** What is wrong with the cell of an input column, or null. */
    @Nullable
    String problemOfTest(String text, Set<String> names) {
        return text.length() > MAX_LENGTH ? tooLong() : problemOf(engine.parseUnaryTests(text), names);
    }

    private static String tooLong() {
        return "it is longer than " + MAX_LENGTH + " characters";
    }

    private static @Nullable String problemOf(ParseResult parsed, Set<String> names) {
        return parsed.isSuccess()
                ? problemOf(parsed.parsedExpression().expression(), names)
                : "it cannot be read: "
                        + parsed.failure().message().lines().findFirst().orElse("");
    }

    private static @Nullable String problemOf(@Nullable Object node, Set<String> names) {
        if (node instanceof Ref ref) {
            String name = ref.names().mkString(".");
            return names.contains(name) ? null : "'" + name + "' is not a fact the desk knows; a text needs quotes";
        }
        if (node instanceof FunctionInvocation call && !FUNCTIONS.contains(call.function())) {
            return "the function '" + call.function() + "' is not allowed";
        }
        if (node instanceof Iterable<?> list) {
            return problemOfAll(list.iterator(), names);
        }
        if (node instanceof Product product) {
            String kind = product.productPrefix();
            return NODES.contains(kind) || kind.startsWith("Const") || kind.startsWith("Input")
                    ? problemOfAll(product.productIterator(), names)
                    : "it uses '" + kind + "', which is not allowed";
        }
        return null;
    }

    private static @Nullable String problemOfAll(Iterator<?> nodes, Set<String> names) {
        while (nodes.hasNext()) {
            String problem = problemOf(nodes.next(), names);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }
}
