package org.disputedesk.engine;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Small models for the tests of the guard: each a whole file with one interesting place. */
final class Models {

    static final Set<String> DELEGATES = Set.of("sendLetter", "computeDeadline");

    static final Set<String> FACTS = Set.of(
            "response",
            "replyDue",
            "nextDeadline",
            "priority",
            "holding",
            "answerDecided",
            "replyAction",
            "orderId",
            "daysPastLatestDelivery",
            "claimEligible",
            "deadline",
            "letter");

    /** A file of a deployment. */
    record Resource(String name, String text) {
        static Resource of(String name, String text) {
            return new Resource(name, text);
        }

        byte[] content() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private Models() {}

    /** A process whose middle step is the given XML, which must have the id "Task_It". */
    static Resource step(String step) {
        return process("", "", step, "", "");
    }

    /** A process whose middle step is a service task with the given attributes and children. */
    static Resource service(String attributes, String children) {
        return step("<bpmn:serviceTask id=\"Task_It\" " + attributes + ">" + children + "</bpmn:serviceTask>");
    }

    /** A process with a user task. */
    static Resource user(String attributes, String children) {
        return step("<bpmn:userTask id=\"Task_It\" " + attributes + ">" + children + "</bpmn:userTask>");
    }

    /** A process with a user task and these extensions. */
    static Resource userWith(String extensions) {
        return user("", "<bpmn:extensionElements>" + extensions + "</bpmn:extensionElements>");
    }

    /** A process with a delegate call and these extensions. */
    static Resource serviceWith(String extensions) {
        return service(
                "camunda:delegateExpression=\"${sendLetter}\"",
                "<bpmn:extensionElements>" + extensions + "</bpmn:extensionElements>");
    }

    /** A call of another process. */
    static Resource call(String attributes, String extensions) {
        return step("<bpmn:callActivity id=\"Task_It\" " + attributes + "><bpmn:extensionElements>" + extensions
                + "</bpmn:extensionElements></bpmn:callActivity>");
    }

    /** A gateway with one condition. */
    static Resource condition(String attributes, String expression) {
        return process(
                "",
                "",
                "<bpmn:exclusiveGateway id=\"Task_It\" default=\"Flow_Out\"/>",
                "",
                "<bpmn:sequenceFlow id=\"Flow_Yes\" sourceRef=\"Task_It\" targetRef=\"End_Yes\">"
                        + "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\" " + attributes + ">"
                        + expression
                        + "</bpmn:conditionExpression></bpmn:sequenceFlow><bpmn:endEvent id=\"End_Yes\"/>");
    }

    /** A user task with a boundary event. */
    static Resource boundary(String definition) {
        return process(
                "",
                "",
                "<bpmn:userTask id=\"Task_It\"/>",
                "",
                "<bpmn:boundaryEvent id=\"Boundary_It\" attachedToRef=\"Task_It\">" + definition
                        + "</bpmn:boundaryEvent><bpmn:endEvent id=\"End_B\"/><bpmn:sequenceFlow id=\"Flow_B\""
                        + " sourceRef=\"Boundary_It\" targetRef=\"End_B\"/>");
    }

    static Resource timer(String timer) {
        return boundary("<bpmn:timerEventDefinition id=\"Timer_It\">" + timer + "</bpmn:timerEventDefinition>");
    }

    /** A step that is done several times. */
    static Resource loop(String attributes, String children) {
        return user(
                "",
                "<bpmn:multiInstanceLoopCharacteristics " + attributes + ">" + children
                        + "</bpmn:multiInstanceLoopCharacteristics>");
    }

    /** A process file; "before" stands beside the process, "after" inside it. */
    static Resource process(String before, String processAttributes, String step, String start, String after) {
        return Resource.of(
                "it.bpmn",
                definitions(before + "<bpmn:process id=\"it\" isExecutable=\"true\" camunda:historyTimeToLive=\"P30D\" "
                        + processAttributes + ">" + "<bpmn:startEvent id=\"Start_It\" " + start + "/>"
                        + "<bpmn:sequenceFlow id=\"Flow_In\" sourceRef=\"Start_It\" targetRef=\"Task_It\"/>" + step
                        + "<bpmn:sequenceFlow id=\"Flow_Out\" sourceRef=\"Task_It\" targetRef=\"End_It\"/>"
                        + "<bpmn:endEvent id=\"End_It\"/>" + after + "</bpmn:process>"));
    }

    static String definitions(String content) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
                    xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
                    xmlns:activiti="http://activiti.org/bpmn"
                    xmlns:modeler="http://camunda.org/schema/modeler/1.0"
                    xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0"
                    id="Definitions_It" targetNamespace="https://disputedesk.org/bpmn" exporter="Camunda Modeler"
                    modeler:executionPlatform="Camunda Platform" modeler:executionPlatformVersion="7.24.0">
                """ + content + "</bpmn:definitions>";
    }

    /** A decision table with one input and one output. */
    static Resource table(String inputAttributes, String input, String test, String outputAttributes, String output) {
        return decision(
                "",
                "<decisionTable id=\"Table_It\" hitPolicy=\"FIRST\"><input id=\"In\"><inputExpression id=\"InX\""
                        + " typeRef=\"string\" " + inputAttributes + "><text>" + input
                        + "</text></inputExpression></input>"
                        + "<output id=\"Out\" name=\"letter\" typeRef=\"string\"/><rule id=\"Row\"><inputEntry id=\"Cell\"><text>"
                        + test + "</text></inputEntry><outputEntry id=\"OutCell\" " + outputAttributes + "><text>"
                        + output
                        + "</text></outputEntry></rule></decisionTable>");
    }

    static Resource decision(String attributes, String logic) {
        return Resource.of(
                "it.dmn",
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"
                    xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="Definitions_It" name="It"
                    namespace="https://disputedesk.org/dmn"
                """
                        + attributes
                        + "><decision id=\"it\" name=\"It\" camunda:historyTimeToLive=\"P30D\">" + logic
                        + "</decision></definitions>");
    }

    static Resource form(String components) {
        return Resource.of(
                "it.form",
                "{\"id\":\"it.form\",\"type\":\"default\",\"schemaVersion\":16,\"components\":[" + components + "]}");
    }
}
