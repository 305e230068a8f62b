package org.disputedesk.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.engine.ModelPolicy.Violation;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What a decision may contain: decision tables and formulas in FEEL over facts. */
final class DmnRules {

    private static final Set<String> DMN = Set.of(
            "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
            "http://www.omg.org/spec/DMN/20151101/dmn11.xsd",
            "http://www.omg.org/spec/DMN/20180521/MODEL/",
            "https://www.omg.org/spec/DMN/20191111/MODEL/",
            "https://www.omg.org/spec/DMN/20211108/MODEL/",
            "https://www.omg.org/spec/DMN/20230324/MODEL/");

    private static final Set<String> DRAWING = Set.of(
            "http://www.omg.org/spec/DMN/20180521/DMNDI/",
            "https://www.omg.org/spec/DMN/20191111/DMNDI/",
            "https://www.omg.org/spec/DMN/20230324/DMNDI/",
            "http://www.omg.org/spec/DMN/20180521/DC/",
            "http://www.omg.org/spec/DMN/20180521/DI/",
            "http://bpmn.io/schema/dmn/biodi/1.0",
            "http://bpmn.io/schema/dmn/biodi/2.0");

    private static final String CAMUNDA = "http://camunda.org/schema/1.0/dmn";
    private static final String MODELER = "http://camunda.org/schema/modeler/1.0";

    private static final Set<String> FEEL = Set.of(
            "",
            "feel",
            "http://www.omg.org/spec/feel/20140401",
            "http://www.omg.org/spec/dmn/20180521/feel/",
            "https://www.omg.org/spec/dmn/20191111/feel/",
            "https://www.omg.org/spec/dmn/20211108/feel/",
            "https://www.omg.org/spec/dmn/20230324/feel/");

    private static final Set<String> ELEMENTS = Set.of(
            "definitions",
            "decision",
            "description",
            "question",
            "allowedAnswers",
            "extensionElements",
            "variable",
            "informationRequirement",
            "requiredDecision",
            "requiredInput",
            "inputData",
            "authorityRequirement",
            "requiredAuthority",
            "knowledgeSource",
            "decisionTable",
            "input",
            "inputExpression",
            "inputValues",
            "output",
            "outputValues",
            "annotation",
            "rule",
            "inputEntry",
            "outputEntry",
            "annotationEntry",
            "literalExpression",
            "text",
            "textAnnotation",
            "association",
            "sourceRef",
            "targetRef");

    private static final Set<String> ATTRIBUTES = Set.of(
            "id",
            "name",
            "label",
            "namespace",
            "exporter",
            "exporterVersion",
            "href",
            "hitPolicy",
            "aggregation",
            "preferredOrientation",
            "outputLabel",
            "typeRef",
            "expressionLanguage",
            "typeLanguage",
            "textFormat",
            "associationDirection");

    private static final Set<String> CAMUNDA_ATTRIBUTES =
            Set.of("historyTimeToLive", "versionTag", "inputVariable", "diagramRelationId");

    private static final Set<String> MODELER_ATTRIBUTES = Set.of("executionPlatform", "executionPlatformVersion");

    private final Set<String> factNames;
    private final FeelGrammar feel = new FeelGrammar();

    DmnRules(Set<String> factNames) {
        this.factNames = Set.copyOf(factNames);
    }

    List<Violation> check(Document document) {
        return new Check(document.getDocumentElement()).run();
    }

    /** The check of one file. */
    private final class Check {

        private final List<Violation> violations = new ArrayList<>();
        private final Element root;
        private final Set<String> names = new HashSet<>(factNames);

        Check(Element root) {
            this.root = root;
            collectNames(root);
        }

        /** A decision may use what the decisions before it found, under the name of the output or of the decision. */
        private void collectNames(Element element) {
            switch (element.getLocalName()) {
                case "output", "variable" -> names.add(element.getAttribute("name"));
                case "decision" -> names.add(element.getAttribute("id"));
                default -> {
                    // names nothing
                }
            }
            ModelXml.children(element).forEach(this::collectNames);
        }

        List<Violation> run() {
            if (DMN.contains(ModelXml.namespace(root)) && "definitions".equals(root.getLocalName())) {
                checkElement(root);
            } else {
                refuse(root, "xml", "This is not a DMN file.", "Save it again with Camunda Modeler.");
            }
            return violations;
        }

        private void checkElement(Element element) {
            if (DRAWING.contains(ModelXml.namespace(element))) {
                ModelXml.children(element).forEach(this::checkElement);
                return;
            }
            String kind = element.getLocalName();
            if (!DMN.contains(ModelXml.namespace(element)) || !ELEMENTS.contains(kind)) {
                refuse(
                        element,
                        "element",
                        "<" + element.getNodeName() + "> is not allowed in a decision.",
                        "Use decision tables and literal expressions in FEEL.");
                return;
            }
            ModelXml.attributes(element).forEach(attribute -> checkAttribute(element, attribute));
            checkFeel(element, kind);
            if ("output".equals(kind)) {
                checkOutput(element);
            }
            ModelXml.children(element).forEach(this::checkElement);
        }

        private void checkAttribute(Element element, Attr attribute) {
            String name = attribute.getLocalName();
            String value = attribute.getValue();
            boolean allowed = switch (ModelXml.namespace(attribute)) {
                case "" -> ATTRIBUTES.contains(name);
                case CAMUNDA -> CAMUNDA_ATTRIBUTES.contains(name);
                case MODELER -> MODELER_ATTRIBUTES.contains(name);
                default ->
                    DRAWING.contains(ModelXml.namespace(attribute))
                            || ("schemaLocation".equals(name) && element == root);
            };
            if (!allowed) {
                refuse(element, "attribute", "'" + attribute.getName() + "' is not allowed.", "Remove it.");
            } else if ("expressionLanguage".equals(name) && !FEEL.contains(value.toLowerCase(Locale.ROOT))) {
                refuse(
                        element,
                        "decision-language",
                        "The expression language is '" + value + "'.",
                        "Write it in FEEL and leave the language out.");
            } else if ("inputVariable".equals(name)) {
                refuse(
                        element,
                        "attribute",
                        "The input has a variable of its own.",
                        "Leave camunda:inputVariable out.");
            }
        }

        private void checkOutput(Element element) {
            String fact = element.getAttribute("name");
            if (DisputeFacts.KEPT_BY_DESK.contains(fact)) {
                refuse(
                        element,
                        "kept-fact",
                        "The output is '" + fact + "', which only the desk itself finds out.",
                        "Let the table answer another fact.");
            }
        }

        private void checkFeel(Element element, String kind) {
            String text = ModelXml.children(element).stream()
                    .filter(child -> "text".equals(child.getLocalName()))
                    .map(ModelXml::text)
                    .reduce("", String::concat)
                    .strip();
            if (text.isEmpty()) {
                return;
            }
            String problem = switch (kind) {
                case "inputExpression", "outputEntry", "literalExpression" -> feel.problemOfExpression(text, names);
                case "inputEntry", "inputValues", "outputValues" ->
                    "-".equals(text) ? null : feel.problemOfTest(text, names);
                default -> null;
            };
            if (problem != null) {
                refuse(
                        element,
                        "feel",
                        "'" + text + "': " + problem + ".",
                        "Use facts, texts in quotes, numbers, comparisons and intervals.");
            }
        }

        private void refuse(Element element, String rule, String problem, String remedy) {
            violations.add(new Violation(ModelXml.idOf(element), rule, problem, remedy));
        }
    }
}
