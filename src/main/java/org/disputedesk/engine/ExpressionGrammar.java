package org.disputedesk.engine;

import java.util.Set;
import org.camunda.bpm.impl.juel.AstBinary;
import org.camunda.bpm.impl.juel.AstChoice;
import org.camunda.bpm.impl.juel.AstComposite;
import org.camunda.bpm.impl.juel.AstDot;
import org.camunda.bpm.impl.juel.AstEval;
import org.camunda.bpm.impl.juel.AstFunction;
import org.camunda.bpm.impl.juel.AstIdentifier;
import org.camunda.bpm.impl.juel.AstLiteral;
import org.camunda.bpm.impl.juel.AstMethod;
import org.camunda.bpm.impl.juel.AstNested;
import org.camunda.bpm.impl.juel.AstNumber;
import org.camunda.bpm.impl.juel.AstParameters;
import org.camunda.bpm.impl.juel.AstText;
import org.camunda.bpm.impl.juel.AstUnary;
import org.camunda.bpm.impl.juel.Builder;
import org.camunda.bpm.impl.juel.Node;
import org.camunda.bpm.impl.juel.TreeBuilderException;
import org.jspecify.annotations.Nullable;

/**
 * The few expressions the desk lets anyone write: known names, literals, comparison, boolean operators, the choice
 * {@code a ? b : c} and dates counted from now. The expression is read by the engine's own parser, so that what is
 * checked is what would run.
 */
final class ExpressionGrammar {

    /** What a case worker's filter may contain; a filter is evaluated outside of any case. */
    static final ExpressionGrammar FILTER =
            new ExpressionGrammar(Set.of(), Set.of("currentUser", "currentUserGroups", "now", "dateTime"), false);

    /** The parser is recursive; nobody can read a longer expression anyway. */
    private static final int MAX_LENGTH = 500;

    private static final Set<AstBinary.Operator> OPERATORS = Set.of(
            AstBinary.EQ,
            AstBinary.NE,
            AstBinary.LT,
            AstBinary.LE,
            AstBinary.GT,
            AstBinary.GE,
            AstBinary.AND,
            AstBinary.OR);

    private static final Set<String> DATE_STEPS = Set.of(
            "plusMinutes",
            "plusHours",
            "plusDays",
            "plusWeeks",
            "plusMonths",
            "minusMinutes",
            "minusHours",
            "minusDays",
            "minusWeeks",
            "minusMonths");

    private final Set<String> names;
    private final Set<String> functions;
    private final boolean insideCase;

    private ExpressionGrammar(Set<String> names, Set<String> functions, boolean insideCase) {
        this.names = names;
        this.functions = functions;
        this.insideCase = insideCase;
    }

    /** What a model may contain, given the names it can know. */
    static ExpressionGrammar ofModel(Set<String> names) {
        return new ExpressionGrammar(names, Set.of("now", "dateTime"), true);
    }

    /** Whether the engine would take any part of this text for an expression. */
    static boolean isExpression(String text) {
        return text.contains("${") || text.contains("#{");
    }

    /** What is wrong with the text, or null when it is plain text or an expression of this grammar. */
    @Nullable
    String problemOf(String text) {
        if (!isExpression(text)) {
            return null;
        }
        if (text.length() > MAX_LENGTH) {
            return "it is longer than " + MAX_LENGTH + " characters";
        }
        try {
            return problemOf(parse(text));
        } catch (TreeBuilderException unreadable) {
            return "it cannot be read: " + unreadable.getMessage();
        }
    }

    /** The single identifier this text consists of, as in {@code ${sendLetter}}, or null. */
    static @Nullable String soleIdentifier(String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        try {
            Node root = parse(text.trim());
            return root instanceof AstEval eval && eval.getChild(0) instanceof AstIdentifier identifier
                    ? identifier.getName()
                    : null;
        } catch (TreeBuilderException unreadable) {
            return null;
        }
    }

    private static Node parse(String text) {
        return new Builder(Builder.Feature.METHOD_INVOCATIONS).build(text).getRoot();
    }

    private @Nullable String problemOf(Node node) {
        if (node instanceof AstText || node instanceof AstLiteral) {
            return null;
        }
        if (node instanceof AstEval
                || node instanceof AstNested
                || node instanceof AstChoice
                || node instanceof AstComposite) {
            return problemOfChildren(node);
        }
        if (node instanceof AstBinary binary) {
            return OPERATORS.contains(binary.getOperator())
                    ? problemOfChildren(node)
                    : "the operator '" + binary.getOperator() + "' is not allowed";
        }
        if (node instanceof AstUnary) {
            return problemOfChildren(node);
        }
        if (node instanceof AstIdentifier identifier) {
            return names.contains(identifier.getName())
                    ? null
                    : "'" + identifier.getName() + "' is not a fact the desk knows";
        }
        if (node instanceof AstFunction function) {
            return functions.contains(function.getName()) && function.getParamCount() == 0
                    ? null
                    : "the function '" + function.getName() + "' is not allowed";
        }
        if (node instanceof AstDot) {
            return insideCase && isBusinessKey(node)
                    ? null
                    : "a property is read from '" + node.getChild(0) + "', which is not allowed";
        }
        if (node instanceof AstMethod) {
            return isDate(node) || isDate(lastStepOf(node))
                    ? null
                    : "the call" + nameOf(node.getChild(0)) + "() is not allowed";
        }
        return "it uses '" + node + "', which is not allowed";
    }

    private @Nullable String problemOfChildren(Node node) {
        for (int i = 0; i < node.getCardinality(); i++) {
            String problem = problemOf(node.getChild(i));
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static boolean isBusinessKey(Node dot) {
        return dot.getChild(0) instanceof AstIdentifier identifier
                && "execution".equals(identifier.getName())
                && " processBusinessKey".equals(nameOf(dot));
    }

    /** {@code dateTime()} followed by any number of steps such as {@code plusHours(4)}. */
    private boolean isDate(@Nullable Node node) {
        if (node instanceof AstFunction function) {
            return functions.contains("dateTime")
                    && "dateTime".equals(function.getName())
                    && function.getParamCount() == 0;
        }
        return node instanceof AstMethod
                && node.getChild(0) instanceof AstDot step
                && DATE_STEPS.contains(nameOf(step).strip())
                && node.getChild(1) instanceof AstParameters count
                && count.getCardinality() == 1
                && count.getChild(0) instanceof AstNumber
                && isDate(step.getChild(0));
    }

    /** What {@code .toDate()} is called on, or null when this is another call. */
    private static @Nullable Node lastStepOf(Node method) {
        return method.getChild(0) instanceof AstDot step
                        && "toDate".equals(nameOf(step).strip())
                        && method.getChild(1).getCardinality() == 0
                ? step.getChild(0)
                : null;
    }

    /** The name behind the dot with one space before it: the parser shows it in no other way than ". name". */
    private static String nameOf(Node property) {
        return property instanceof AstDot ? property.toString().substring(1) : " [...]";
    }
}
