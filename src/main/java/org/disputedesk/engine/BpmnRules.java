package org.disputedesk.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.engine.ModelPolicy.Violation;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * What a process may contain. Elements and attributes are listed, and what is not listed is refused: the engine reads
 * more places than anyone remembers (names, documentation, error codes) and each may hold code or an expression.
 */
final class BpmnRules {

    private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    private static final String MODELER = "http://camunda.org/schema/modeler/1.0";

    /** The drawing; the engine reads coordinates from it and nothing else. */
    private static final Set<String> DRAWING = Set.of(
            "http://www.omg.org/spec/BPMN/20100524/DI",
            "http://www.omg.org/spec/DD/20100524/DC",
            "http://www.omg.org/spec/DD/20100524/DI");

    private static final Set<String> DRAWING_COLOURS =
            Set.of("http://bpmn.io/schema/bpmn/biocolor/1.0", "http://www.omg.org/spec/BPMN/non-normative/color/1.0");

    private static final Set<String> EVENTS =
            Set.of("startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent");

    private static final Set<String> ACTIVITIES = Set.of(
            "task",
            "manualTask",
            "userTask",
            "serviceTask",
            "businessRuleTask",
            "receiveTask",
            "callActivity",
            "subProcess");

    private static final Set<String> GATEWAYS =
            Set.of("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway");

    private static final Set<String> OTHER_ELEMENTS = Set.of(
            "definitions",
            "process",
            "documentation",
            "extensionElements",
            "incoming",
            "outgoing",
            "sequenceFlow",
            "conditionExpression",
            "timerEventDefinition",
            "timeDate",
            "timeDuration",
            "timeCycle",
            "messageEventDefinition",
            "message",
            "signalEventDefinition",
            "signal",
            "errorEventDefinition",
            "error",
            "escalationEventDefinition",
            "escalation",
            "conditionalEventDefinition",
            "condition",
            "terminateEventDefinition",
            "linkEventDefinition",
            "multiInstanceLoopCharacteristics",
            "loopCardinality",
            "completionCondition",
            "collaboration",
            "participant",
            "laneSet",
            "lane",
            "flowNodeRef",
            "textAnnotation",
            "text",
            "association",
            "group",
            "category",
            "categoryValue",
            "dataObject",
            "dataObjectReference",
            "dataStoreReference");

    private static final Set<String> ELEMENTS = Stream.of(EVENTS, ACTIVITIES, GATEWAYS, OTHER_ELEMENTS)
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    /** Elements whose text the engine evaluates as a condition or a number of repetitions. */
    private static final Set<String> FORMAL_EXPRESSIONS = Set.of(
            "conditionExpression",
            "condition",
            "timeDate",
            "timeDuration",
            "timeCycle",
            "loopCardinality",
            "completionCondition");

    private static final Set<String> CONDITIONS = Set.of("conditionExpression", "condition", "completionCondition");

    private static final Set<String> PLAIN_ATTRIBUTES = Set.of(
            "id",
            "name",
            "targetNamespace",
            "exporter",
            "exporterVersion",
            "isExecutable",
            "isClosed",
            "processType",
            "sourceRef",
            "targetRef",
            "default",
            "attachedToRef",
            "cancelActivity",
            "parallelMultiple",
            "isInterrupting",
            "triggeredByEvent",
            "gatewayDirection",
            "eventGatewayType",
            "instantiate",
            "messageRef",
            "signalRef",
            "errorRef",
            "errorCode",
            "escalationRef",
            "escalationCode",
            "calledElement",
            "isSequential",
            "processRef",
            "textFormat",
            "associationDirection",
            "categoryValueRef",
            "value",
            "dataObjectRef",
            "dataStoreRef",
            "isCollection");

    private static final Set<String> MODELER_ATTRIBUTES = Set.of("executionPlatform", "executionPlatformVersion");

    /** Names that may be written into any activity, event or gateway. */
    private static final Set<String> JOB_ATTRIBUTES = Set.of("asyncBefore", "asyncAfter", "exclusive", "jobPriority");

    private static final Set<String> TEMPLATE_ATTRIBUTES =
            Set.of("modelerTemplate", "modelerTemplateVersion", "modelerTemplateIcon");

    private static final Map<String, Set<String>> CAMUNDA_ATTRIBUTES = Map.ofEntries(
            Map.entry(
                    "process",
                    Set.of(
                            "historyTimeToLive",
                            "isStartableInTasklist",
                            "versionTag",
                            "candidateStarterGroups",
                            "jobPriority")),
            Map.entry("startEvent", Set.of("formRef", "formRefBinding")),
            Map.entry(
                    "userTask",
                    Set.of(
                            "assignee",
                            "candidateGroups",
                            "dueDate",
                            "followUpDate",
                            "priority",
                            "formRef",
                            "formRefBinding")),
            Map.entry("serviceTask", Set.of("delegateExpression")),
            Map.entry("businessRuleTask", Set.of("decisionRef", "decisionRefBinding")),
            Map.entry("callActivity", Set.of("calledElementBinding")),
            Map.entry("errorEventDefinition", Set.of("errorCodeVariable", "errorMessageVariable")),
            Map.entry("escalationEventDefinition", Set.of("escalationCodeVariable")),
            Map.entry("conditionalEventDefinition", Set.of("variableName", "variableEvents")),
            Map.entry(
                    "multiInstanceLoopCharacteristics",
                    Set.of("collection", "elementVariable", "asyncBefore", "asyncAfter", "exclusive")));

    /** Attributes that take an expression; all others are taken literally or not at all. */
    private static final Set<String> EXPRESSION_ATTRIBUTES =
            Set.of("name", "assignee", "dueDate", "followUpDate", "priority", "jobPriority", "collection");

    private static final Set<String> VARIABLE_ATTRIBUTES =
            Set.of("errorCodeVariable", "errorMessageVariable", "escalationCodeVariable", "variableName");

    private static final Set<String> BINDING_ATTRIBUTES =
            Set.of("formRefBinding", "decisionRefBinding", "calledElementBinding");

    private static final Set<String> GROUP_ATTRIBUTES = Set.of("candidateGroups", "candidateStarterGroups");

    private static final Set<String> LOOP_VARIABLES =
            Set.of("loopCounter", "nrOfInstances", "nrOfActiveInstances", "nrOfCompletedInstances");

    /** Names that mean something else to the engine or to the desk's expressions. */
    private static final Set<String> RESERVED = Set.of("execution", "task", "caseExecution", "externalTask");

    private static final Map<String, Set<String>> CAMUNDA_ELEMENTS = Map.of(
            "inputOutput", Set.of(),
            "inputParameter", Set.of("name"),
            "in", Set.of("businessKey", "variables", "source", "sourceExpression", "target", "local"),
            "out", Set.of("variables", "source", "target"),
            "failedJobRetryTimeCycle", Set.of());

    private static final int MAX_REPETITIONS = 100;

    /** How much of an expression a message repeats. */
    private static final int SHOWN = 120;

    private final Set<String> delegateNames;
    private final Set<String> factNames;

    BpmnRules(Set<String> delegateNames, Set<String> factNames) {
        this.delegateNames = Set.copyOf(delegateNames);
        this.factNames = Set.copyOf(factNames);
    }

    List<Violation> check(Document document) {
        return new Check(document.getDocumentElement()).run();
    }

    /** The check of one file. */
    private final class Check {

        private final List<Violation> violations = new ArrayList<>();
        private final Element root;
        private final Set<String> names;
        private final ExpressionGrammar grammar;

        Check(Element root) {
            this.root = root;
            this.names = new HashSet<>(factNames);
            collectLoopVariables(root);
            this.grammar = ExpressionGrammar.ofModel(names);
        }

        List<Violation> run() {
            if (is(root, BPMN, "definitions")) {
                checkElement(root);
            } else {
                refuse(root, "xml", "This is not a BPMN file.", "Save it again with Camunda Modeler.");
            }
            return violations;
        }

        private void collectLoopVariables(Element element) {
            if (is(element, BPMN, "multiInstanceLoopCharacteristics")) {
                names.addAll(LOOP_VARIABLES);
                String variable = element.getAttributeNS(CAMUNDA, "elementVariable");
                if (isNewName(variable)) {
                    names.add(variable);
                }
            }
            ModelXml.children(element).forEach(this::collectLoopVariables);
        }

        private boolean isNewName(String name) {
            return !name.isEmpty()
                    && name.chars().allMatch(Character::isLetterOrDigit)
                    && Character.isLetter(name.charAt(0))
                    && !RESERVED.contains(name)
                    && !delegateNames.contains(name);
        }

        private void checkElement(Element element) {
            switch (ModelXml.namespace(element)) {
                case BPMN -> checkBpmnElement(element);
                case CAMUNDA -> checkCamundaElement(element);
                default -> {
                    if (is(element, "http://www.omg.org/spec/BPMN/20100524/DI", "BPMNDiagram")) {
                        checkDrawing(element);
                    } else {
                        refuse(
                                element,
                                "element",
                                "<" + element.getNodeName() + "> is not part of BPMN.",
                                "Remove it; Camunda Modeler shows it under extensions.");
                    }
                }
            }
        }

        private void checkDrawing(Element element) {
            if (!DRAWING.contains(ModelXml.namespace(element))) {
                refuse(
                        element,
                        "element",
                        "<" + element.getNodeName() + "> does not belong into a drawing.",
                        "Remove it.");
                return;
            }
            for (Attr attribute : ModelXml.attributes(element)) {
                String namespace = ModelXml.namespace(attribute);
                if (!namespace.isEmpty() && !DRAWING_COLOURS.contains(namespace)) {
                    refuseAttribute(element, attribute, "Remove it.");
                }
            }
            ModelXml.children(element).forEach(this::checkDrawing);
        }

        private void checkBpmnElement(Element element) {
            String kind = element.getLocalName();
            if (!ELEMENTS.contains(kind)) {
                refuse(element, "element", "<" + kind + "> is not allowed here.", remedyForElement(kind));
                return;
            }
            ModelXml.attributes(element).forEach(attribute -> checkAttribute(element, kind, attribute));
            checkText(element, kind);
            ModelXml.children(element).forEach(this::checkElement);
        }

        private String remedyForElement(String kind) {
            return switch (kind) {
                case "scriptTask", "sendTask", "script" ->
                    "Use a service task with one of the desk's delegates: " + delegates() + ".";
                case "potentialOwner", "humanPerformer", "performer", "resourceRole" ->
                    "Name the candidate groups at the task.";
                default -> "Leave it out; the desk's palette shows what can be used.";
            };
        }

        private void checkText(Element element, String kind) {
            String text = ModelXml.text(element).strip();
            if (FORMAL_EXPRESSIONS.contains(kind) && !CONDITIONS.contains(kind) && text.isEmpty()) {
                refuse(element, "expression", "<" + kind + "> is empty.", "Write a time or a fact, as in ${replyDue}.");
            }
            if (CONDITIONS.contains(kind) && !ExpressionGrammar.isExpression(text)) {
                refuse(
                        element,
                        "expression",
                        "The condition is not an expression.",
                        "Write it as ${...}, for example ${response == 'WAIT'}.");
            }
            if ("loopCardinality".equals(kind)) {
                checkRepetitions(element, text);
            }
            checkExpression(element, kind, text);
        }

        private void checkRepetitions(Element element, String text) {
            boolean tooMany = text.chars().allMatch(Character::isDigit)
                    && (text.length() > 3 || Integer.parseInt("0" + text) > MAX_REPETITIONS);
            if (tooMany) {
                refuse(
                        element,
                        "loop",
                        "The step is repeated more than " + MAX_REPETITIONS + " times.",
                        "Repeat it " + MAX_REPETITIONS + " times at most.");
            }
        }

        private void checkAttribute(Element element, String kind, Attr attribute) {
            String name = attribute.getLocalName();
            boolean allowed = switch (ModelXml.namespace(attribute)) {
                case "" -> PLAIN_ATTRIBUTES.contains(name);
                case CAMUNDA -> camundaAttributesOf(kind).contains(name);
                case MODELER -> "definitions".equals(kind) && MODELER_ATTRIBUTES.contains(name);
                case XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI ->
                    ("schemaLocation".equals(name) && "definitions".equals(kind))
                            || ("type".equals(name)
                                    && FORMAL_EXPRESSIONS.contains(kind)
                                    && isFormalExpression(attribute.getValue()));
                default -> false;
            };
            if (!allowed) {
                refuseAttribute(element, attribute, remedyForAttribute(kind, name));
            } else if (ModelXml.namespace(attribute).equals(CAMUNDA)) {
                checkCamundaValue(element, name, attribute.getValue());
            } else if ("name".equals(name)) {
                checkExpression(element, name, attribute.getValue());
            } else {
                checkLiteral(element, name, attribute.getValue());
            }
        }

        private static boolean isFormalExpression(String type) {
            return "tFormalExpression".equals(type.substring(type.indexOf(':') + 1));
        }

        private Set<String> camundaAttributesOf(String kind) {
            Set<String> allowed = new HashSet<>(CAMUNDA_ATTRIBUTES.getOrDefault(kind, Set.of()));
            if (ACTIVITIES.contains(kind) || EVENTS.contains(kind) || GATEWAYS.contains(kind)) {
                allowed.addAll(JOB_ATTRIBUTES);
            }
            allowed.addAll(TEMPLATE_ATTRIBUTES);
            return allowed;
        }

        private String remedyForAttribute(String kind, String name) {
            return switch (name) {
                case "class",
                        "expression",
                        "type",
                        "delegateExpression",
                        "topic",
                        "scriptFormat",
                        "resource",
                        "variableMappingClass",
                        "variableMappingDelegateExpression" ->
                    "Use a service task with one of the desk's delegates: " + delegates() + ".";
                case "formKey", "formHandlerClass", "formRefVersion" ->
                    "Name a Camunda Form of the same deployment in formRef.";
                case "resultVariable", "mapDecisionResult", "decisionRefVersion" ->
                    "Leave it out: the desk writes every output of the decision into the fact of the same name.";
                case "candidateUsers" -> "Name groups, not persons.";
                case "calledElementTenantId",
                        "decisionRefTenantId",
                        "calledElementVersion",
                        "calledElementVersionTag" -> "Call the process by its id alone.";
                default -> "Remove it from the " + kind + "; the desk does not use it.";
            };
        }

        private void checkCamundaValue(Element element, String name, String value) {
            if ("delegateExpression".equals(name)) {
                checkDelegate(element, value);
            } else if (EXPRESSION_ATTRIBUTES.contains(name)) {
                if ("collection".equals(name) && !ExpressionGrammar.isExpression(value)) {
                    checkFact(element, name, value);
                }
                checkExpression(element, name, value);
            } else if (VARIABLE_ATTRIBUTES.contains(name)) {
                checkFact(element, name, value);
            } else if ("elementVariable".equals(name)) {
                checkNewName(element, name, value);
            } else if (BINDING_ATTRIBUTES.contains(name)
                    && !Set.of("deployment", "latest").contains(value)) {
                refuse(element, "binding", name + " is '" + value + "'.", "Set it to deployment.");
            } else if (GROUP_ATTRIBUTES.contains(name)) {
                checkGroups(element, name, value);
            } else {
                checkLiteral(element, name, value);
            }
        }

        private void checkDelegate(Element element, String value) {
            String bean = ExpressionGrammar.soleIdentifier(value);
            if (bean == null || !delegateNames.contains(bean)) {
                refuse(
                        element,
                        "delegate",
                        "The step calls '" + value + "', which is not one of the desk's delegates.",
                        "Use one of " + delegates() + ", written as ${sendLetter}.");
            }
        }

        /** The engine splits such a list at its commas before it parses it, so that no expression in it can be trusted. */
        private void checkGroups(Element element, String name, String value) {
            boolean literal = !value.isBlank()
                    && value.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == ',' || c == ' ' || c == '-');
            if (!literal) {
                refuse(element, "groups", name + " is '" + value + "'.", "Write group names, separated by commas.");
            }
        }

        private void checkCamundaElement(Element element) {
            String kind = element.getLocalName();
            Set<String> attributes = CAMUNDA_ELEMENTS.get(kind);
            if (attributes == null) {
                refuse(element, "extension", "<camunda:" + kind + "> is not allowed.", remedyForExtension(kind));
                return;
            }
            for (Attr attribute : ModelXml.attributes(element)) {
                if (!ModelXml.namespace(attribute).isEmpty() || !attributes.contains(attribute.getLocalName())) {
                    refuseAttribute(element, attribute, remedyForAttribute(kind, attribute.getLocalName()));
                } else {
                    checkMappingValue(element, attribute.getLocalName(), attribute.getValue());
                }
            }
            for (Element child : ModelXml.children(element)) {
                if ("inputOutput".equals(kind) && is(child, CAMUNDA, "inputParameter")) {
                    checkCamundaElement(child);
                } else {
                    refuse(
                            child,
                            "extension",
                            "<" + child.getNodeName() + "> is not allowed in <camunda:" + kind + ">.",
                            remedyForExtension(Objects.requireNonNullElse(child.getLocalName(), "")));
                }
            }
            checkExpression(element, kind, ModelXml.text(element));
        }

        private String remedyForExtension(String kind) {
            return switch (kind) {
                case "executionListener", "taskListener" -> "Put the work into a service task of its own.";
                case "connector", "script", "field" ->
                    "Use a service task with one of the desk's delegates: " + delegates() + ".";
                case "formData", "formField" -> "Draw a Camunda Form and name it in formRef.";
                case "outputParameter" -> "Leave it out: delegates and forms set the facts themselves.";
                default -> "Remove it; the desk does not use it.";
            };
        }

        private void checkMappingValue(Element element, String name, String value) {
            switch (name) {
                case "businessKey" -> {
                    if (!"#{execution.processBusinessKey}".equals(value)
                            && !"${execution.processBusinessKey}".equals(value)) {
                        refuse(
                                element,
                                "mapping",
                                "The business key is '" + value + "'.",
                                "Write #{execution.processBusinessKey}: a called process belongs to the same case.");
                    }
                }
                case "source" -> checkFact(element, name, value);
                case "target", "name" -> {
                    checkFact(element, name, value);
                    checkNotKept(element, name, value);
                }
                case "variables" -> {
                    if (!"all".equals(value)) {
                        refuse(element, "mapping", "variables is '" + value + "'.", "Write all, or name the facts.");
                    }
                }
                case "sourceExpression" -> checkExpression(element, name, value);
                default -> checkLiteral(element, name, value);
            }
        }

        private void checkFact(Element element, String name, String value) {
            if (!names.contains(value)) {
                refuse(
                        element,
                        "fact",
                        name + " is '" + value + "', which is not a fact the desk knows.",
                        "Use the name of a fact, spelt as in the table of facts.");
            }
        }

        private void checkNotKept(Element element, String name, String value) {
            if (DisputeFacts.KEPT_BY_DESK.contains(value)) {
                refuse(
                        element,
                        "kept-fact",
                        name + " is '" + value + "', which only the desk itself finds out.",
                        "Leave the mapping out.");
            }
        }

        private void checkNewName(Element element, String name, String value) {
            if (!isNewName(value)) {
                refuse(
                        element,
                        "name",
                        name + " is '" + value + "'.",
                        "Use letters and digits, and not the name of a delegate.");
            }
        }

        private void checkLiteral(Element element, String name, String value) {
            if (ExpressionGrammar.isExpression(value)) {
                refuse(
                        element,
                        "expression",
                        name + " is the expression '" + shortened(value) + "'.",
                        "Write a fixed value here.");
            }
        }

        private void checkExpression(Element element, String where, String text) {
            String problem = grammar.problemOf(text.strip());
            if (problem != null) {
                refuse(
                        element,
                        "expression",
                        where + " is '" + shortened(text.strip()) + "': " + problem + ".",
                        "Use facts, literals, == != < <= > >= && || ! and dateTime().plusHours(1).toDate().");
            }
        }

        private static String shortened(String text) {
            return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
        }

        private void refuseAttribute(Element element, Attr attribute, String remedy) {
            refuse(
                    element,
                    "attribute",
                    "'" + attribute.getName() + "' is not allowed at <" + element.getNodeName() + ">.",
                    remedy);
        }

        private void refuse(Element element, String rule, String problem, String remedy) {
            violations.add(new Violation(ModelXml.idOf(element), rule, problem, remedy));
        }

        private String delegates() {
            return delegateNames.stream().sorted().collect(Collectors.joining(", "));
        }
    }

    private static boolean is(@Nullable Element element, String namespace, String name) {
        return element != null && namespace.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
    }
}
