package org.disputedesk.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.disputedesk.engine.Models.boundary;
import static org.disputedesk.engine.Models.call;
import static org.disputedesk.engine.Models.condition;
import static org.disputedesk.engine.Models.decision;
import static org.disputedesk.engine.Models.definitions;
import static org.disputedesk.engine.Models.form;
import static org.disputedesk.engine.Models.loop;
import static org.disputedesk.engine.Models.process;
import static org.disputedesk.engine.Models.service;
import static org.disputedesk.engine.Models.serviceWith;
import static org.disputedesk.engine.Models.step;
import static org.disputedesk.engine.Models.table;
import static org.disputedesk.engine.Models.timer;
import static org.disputedesk.engine.Models.user;
import static org.disputedesk.engine.Models.userWith;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.disputedesk.engine.Models.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Attacks and honest models, each deployed into a real engine with the guard in it. */
class ModelGuardTest {

    private static final String TRIPWIRE = "org.disputedesk.engine.Tripwire";
    private static final String EVIL = "${''.getClass().forName('" + TRIPWIRE + "').newInstance()}";
    private static final String DELEGATE = "camunda:delegateExpression=\"${sendLetter}\"";
    private static final String BUSINESS_KEY = "<camunda:in businessKey=\"#{execution.processBusinessKey}\"/>";

    private static ProcessEngine engine;

    @BeforeAll
    static void start() {
        engine = GuardedEngine.startWithEverything("modelguard");
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    static Stream<Arguments> attacks() {
        Map<String, Resource> attacks = new LinkedHashMap<>();
        // code named in the model
        attacks.put("class", service("camunda:class=\"" + TRIPWIRE + "\"", ""));
        attacks.put("class in the old namespace", service("activiti:class=\"" + TRIPWIRE + "\"", ""));
        attacks.put("class without a namespace", service(DELEGATE + " class=\"" + TRIPWIRE + "\"", ""));
        attacks.put("expression", service("camunda:expression=\"" + EVIL + "\"", ""));
        attacks.put("allowed expression as a service", service("camunda:expression=\"${response}\"", ""));
        attacks.put("shell", service("camunda:type=\"shell\"", field("command", "touch")));
        attacks.put("mail", service("camunda:type=\"mail\"", field("to", "a@example.org")));
        attacks.put("external task", service("camunda:type=\"external\" camunda:topic=\"t\"", ""));
        attacks.put("unknown delegate", service("camunda:delegateExpression=\"${dataSource}\"", ""));
        attacks.put("delegate with a call", service("camunda:delegateExpression=\"${sendLetter.evil()}\"", ""));
        attacks.put("delegate with text around", service("camunda:delegateExpression=\"x${sendLetter}\"", ""));
        attacks.put("two delegates", service("camunda:delegateExpression=\"${sendLetter}${sendLetter}\"", ""));
        attacks.put("delegate by choice", service("camunda:delegateExpression=\"${true ? sendLetter : x}\"", ""));
        attacks.put("delegate without expression", service("camunda:delegateExpression=\"sendLetter\"", ""));
        attacks.put("delegate with result", service(DELEGATE + " camunda:resultVariable=\"letter\"", ""));
        attacks.put("field", service(DELEGATE, field("x", "y")));
        attacks.put(
                "field with an expression",
                serviceWith("<camunda:field name=\"x\"><camunda:expression>" + EVIL
                        + "</camunda:expression></camunda:field>"));
        attacks.put(
                "connector",
                serviceWith(
                        "<camunda:connector><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector>"));
        attacks.put(
                "script task",
                step("<bpmn:scriptTask id=\"Task_It\" scriptFormat=\"juel\"><bpmn:script>" + EVIL
                        + "</bpmn:script></bpmn:scriptTask>"));
        attacks.put(
                "script resource",
                step("<bpmn:scriptTask id=\"Task_It\" scriptFormat=\"juel\" camunda:resource=\"deployment://x\"/>"));
        attacks.put("send task", step("<bpmn:sendTask id=\"Task_It\" camunda:class=\"" + TRIPWIRE + "\"/>"));
        attacks.put(
                "business rule task with a class",
                step("<bpmn:businessRuleTask id=\"Task_It\" camunda:class=\"" + TRIPWIRE + "\"/>"));
        attacks.put(
                "decision with an expression",
                step("<bpmn:businessRuleTask id=\"Task_It\" camunda:decisionRef=\"" + EVIL + "\"/>"));
        attacks.put(
                "decision mapped to a variable",
                step("<bpmn:businessRuleTask id=\"Task_It\" camunda:decisionRef=\"it\" camunda:resultVariable=\"x\""
                        + " camunda:mapDecisionResult=\"resultList\"/>"));
        attacks.put(
                "message end event with a class",
                process(
                        "<bpmn:message id=\"M\" name=\"m\"/>",
                        "",
                        "<bpmn:task id=\"Task_It\"/>",
                        "",
                        "<bpmn:endEvent id=\"End_M\"><bpmn:messageEventDefinition messageRef=\"M\" camunda:class=\""
                                + TRIPWIRE + "\"/></bpmn:endEvent>"));
        // listeners
        attacks.put(
                "execution listener",
                serviceWith("<camunda:executionListener event=\"start\" class=\"" + TRIPWIRE + "\"/>"));
        attacks.put(
                "execution listener with an expression",
                userWith("<camunda:executionListener event=\"start\" expression=\"" + EVIL + "\"/>"));
        attacks.put(
                "harmless delegate as a listener",
                userWith("<camunda:executionListener event=\"start\" delegateExpression=\"${sendLetter}\"/>"));
        attacks.put("task listener", userWith("<camunda:taskListener event=\"create\" class=\"" + TRIPWIRE + "\"/>"));
        attacks.put(
                "task listener with a script",
                userWith("<camunda:taskListener event=\"create\"><camunda:script scriptFormat=\"juel\">" + EVIL
                        + "</camunda:script></camunda:taskListener>"));
        attacks.put(
                "listener of the process",
                process(
                        "",
                        "",
                        "<bpmn:task id=\"Task_It\"/>",
                        "",
                        "<bpmn:extensionElements><camunda:executionListener event=\"start\" class=\"" + TRIPWIRE
                                + "\"/></bpmn:extensionElements>"));
        attacks.put(
                "listener of a flow",
                process(
                        "",
                        "",
                        "<bpmn:exclusiveGateway id=\"Task_It\"/>",
                        "",
                        "<bpmn:sequenceFlow id=\"Flow_L\" sourceRef=\"Task_It\" targetRef=\"End_It\"><bpmn:extensionElements>"
                                + "<camunda:executionListener class=\"" + TRIPWIRE
                                + "\"/></bpmn:extensionElements></bpmn:sequenceFlow>"));
        // mappings
        attacks.put("input with an expression", serviceWith(input(EVIL)));
        attacks.put(
                "input with a script",
                serviceWith(input("<camunda:script scriptFormat=\"juel\">" + EVIL + "</camunda:script>")));
        attacks.put(
                "input with a list",
                serviceWith(input("<camunda:list><camunda:value>" + EVIL + "</camunda:value></camunda:list>")));
        attacks.put(
                "input with a map",
                serviceWith(input("<camunda:map><camunda:entry key=\"a\">" + EVIL + "</camunda:entry></camunda:map>")));
        attacks.put(
                "input named like a delegate",
                serviceWith(
                        "<camunda:inputOutput><camunda:inputParameter name=\"sendLetter\">x</camunda:inputParameter></camunda:inputOutput>"));
        attacks.put(
                "output",
                serviceWith("<camunda:inputOutput><camunda:outputParameter name=\"claimEligible\">" + EVIL
                        + "</camunda:outputParameter></camunda:inputOutput>"));
        attacks.put("called process by expression", call("calledElement=\"${response}\"", ""));
        attacks.put("called process of a tenant", call("calledElement=\"it\" camunda:calledElementTenantId=\"x\"", ""));
        attacks.put("called case", call("camunda:caseRef=\"it\"", ""));
        attacks.put(
                "variable mapping class",
                call("calledElement=\"it\" camunda:variableMappingClass=\"" + TRIPWIRE + "\"", ""));
        attacks.put(
                "variable mapping expression",
                call("calledElement=\"it\" camunda:variableMappingDelegateExpression=\"" + EVIL + "\"", ""));
        attacks.put("foreign business key", call("calledElement=\"it\"", "<camunda:in businessKey=\"" + EVIL + "\"/>"));
        attacks.put(
                "mapped expression",
                call("calledElement=\"it\"", "<camunda:in sourceExpression=\"" + EVIL + "\" target=\"letter\"/>"));
        attacks.put(
                "mapping into an unknown variable",
                call("calledElement=\"it\"", "<camunda:in source=\"letter\" target=\"sendLetter\"/>"));
        attacks.put(
                "mapped out by expression",
                call("calledElement=\"it\"", "<camunda:out sourceExpression=\"" + EVIL + "\" target=\"letter\"/>"));
        // user tasks
        attacks.put("form key", user("camunda:formKey=\"embedded:app:x.html\"", ""));
        attacks.put("form key on the web", user("camunda:formKey=\"https://evil.example/\"", ""));
        attacks.put(
                "form key at the start",
                process("", "", "<bpmn:task id=\"Task_It\"/>", "camunda:formKey=\"embedded:deployment:x.html\"", ""));
        attacks.put(
                "form by expression", user("camunda:formRef=\"" + EVIL + "\" camunda:formRefBinding=\"latest\"", ""));
        attacks.put(
                "form version by expression",
                user(
                        "camunda:formRef=\"a\" camunda:formRefBinding=\"version\" camunda:formRefVersion=\"" + EVIL
                                + "\"",
                        ""));
        attacks.put("form handler", user("camunda:formHandlerClass=\"" + TRIPWIRE + "\"", ""));
        attacks.put(
                "form data",
                userWith("<camunda:formData><camunda:formField id=\"a\" type=\"string\" defaultValue=\"" + EVIL
                        + "\"/></camunda:formData>"));
        attacks.put(
                "form validator",
                userWith(
                        "<camunda:formData><camunda:formField id=\"a\" type=\"string\"><camunda:validation><camunda:constraint"
                                + " name=\"validator\" config=\"" + TRIPWIRE
                                + "\"/></camunda:validation></camunda:formField></camunda:formData>"));
        attacks.put("assignee", user("camunda:assignee=\"" + EVIL + "\"", ""));
        attacks.put("assignee by a service", user("camunda:assignee=\"${identityService.getClass()}\"", ""));
        attacks.put("candidate users", user("camunda:candidateUsers=\"" + EVIL + "\"", ""));
        attacks.put("candidate groups", user("camunda:candidateGroups=\"${response}\"", ""));
        // whole it is one text in quotes; split at the comma, as the engine does, its second half runs
        attacks.put(
                "candidate groups cut in two", user("camunda:candidateGroups=\"${'a},${sendLetter.evil()}'}\"", ""));
        attacks.put("due date", user("camunda:dueDate=\"" + EVIL + "\"", ""));
        attacks.put("follow-up date", user("camunda:followUpDate=\"${execution.processEngineServices}\"", ""));
        attacks.put("priority", user("camunda:priority=\"${execution.setVariable('a', 1)}\"", ""));
        attacks.put("name of the task", user("name=\"" + EVIL + "\"", ""));
        attacks.put("documentation of the task", user("", "<bpmn:documentation>" + EVIL + "</bpmn:documentation>"));
        attacks.put(
                "potential owner",
                user(
                        "",
                        "<bpmn:potentialOwner><bpmn:resourceAssignmentExpression><bpmn:formalExpression>user(" + EVIL
                                + ")</bpmn:formalExpression></bpmn:resourceAssignmentExpression></bpmn:potentialOwner>"));
        attacks.put(
                "starter users",
                process("", "camunda:candidateStarterUsers=\"" + EVIL + "\"", "<bpmn:task id=\"Task_It\"/>", "", ""));
        // conditions and times
        attacks.put("condition", condition("", EVIL));
        attacks.put("condition in a script", condition("language=\"juel\"", EVIL));
        attacks.put("condition in a file", condition("language=\"juel\" camunda:resource=\"x\"", "x"));
        attacks.put("condition on a property", condition("", "${response.class}"));
        attacks.put("condition by index", condition("", "${response['class']}"));
        attacks.put("condition with a call", condition("", "${response.equals('WAIT')}"));
        attacks.put("condition on an unknown fact", condition("", "${respones == 'WAIT'}"));
        attacks.put("condition with a foreign function", condition("", "${S('{}')}"));
        attacks.put("condition hidden in a choice", condition("", "${true ? holding : ''.getClass()}"));
        attacks.put("condition hidden in a comparison", condition("", "${holding &amp;&amp; (1 == ''.length())}"));
        attacks.put("condition hidden behind text", condition("", "x ${holding} ${''.getClass()}"));
        attacks.put("condition hidden in CDATA", condition("", "<![CDATA[" + EVIL + "]]>"));
        attacks.put("condition hidden in entities", condition("", "&#36;{''.getClass()}"));
        attacks.put("condition deferred", condition("", "#{''.getClass()}"));
        attacks.put("condition cut by a comment", condition("", "$<!-- x -->{''.getClass()}"));
        attacks.put("condition that is endless", condition("", "${" + "(".repeat(400) + "1" + ")".repeat(400) + "}"));
        attacks.put("condition with arithmetic", condition("", "${priority * 1000000 &gt; 1}"));
        attacks.put("business key's relatives", condition("", "${execution.processInstance == 'a'}"));
        attacks.put("date with a computed step", condition("", "${dateTime().plusHours(priority).toDate() == now()}"));
        attacks.put("date with another call", condition("", "${dateTime().getClass() == now()}"));
        attacks.put(
                "conditional event",
                boundary(
                        "<bpmn:conditionalEventDefinition id=\"C\"><bpmn:condition xsi:type=\"bpmn:tFormalExpression\">"
                                + EVIL + "</bpmn:condition></bpmn:conditionalEventDefinition>"));
        attacks.put(
                "conditional event in a script",
                boundary("<bpmn:conditionalEventDefinition id=\"C\"><bpmn:condition xsi:type=\"bpmn:tFormalExpression\""
                        + " language=\"juel\">" + EVIL + "</bpmn:condition></bpmn:conditionalEventDefinition>"));
        attacks.put("date of a timer", timer("<bpmn:timeDate>" + EVIL + "</bpmn:timeDate>"));
        attacks.put("duration of a timer", timer("<bpmn:timeDuration>${sendLetter}</bpmn:timeDuration>"));
        attacks.put("cycle of a timer", timer("<bpmn:timeCycle>" + EVIL + "</bpmn:timeCycle>"));
        attacks.put(
                "retry cycle",
                serviceWith("<camunda:failedJobRetryTimeCycle>" + EVIL + "</camunda:failedJobRetryTimeCycle>"));
        attacks.put("job priority", service(DELEGATE + " camunda:jobPriority=\"" + EVIL + "\"", ""));
        attacks.put(
                "message name",
                process(
                        "<bpmn:message id=\"M\" name=\"" + EVIL + "\"/>",
                        "",
                        "<bpmn:receiveTask id=\"Task_It\" messageRef=\"M\"/>",
                        "",
                        ""));
        attacks.put(
                "signal name",
                process(
                        "<bpmn:signal id=\"S\" name=\"" + EVIL + "\"/>",
                        "",
                        "<bpmn:intermediateCatchEvent id=\"Task_It\"><bpmn:signalEventDefinition signalRef=\"S\"/></bpmn:intermediateCatchEvent>",
                        "",
                        ""));
        attacks.put(
                "error message",
                process(
                        "<bpmn:error id=\"E\" errorCode=\"e\" camunda:errorMessage=\"" + EVIL + "\"/>",
                        "",
                        "<bpmn:task id=\"Task_It\"/>",
                        "",
                        ""));
        attacks.put(
                "error code variable",
                boundary("<bpmn:errorEventDefinition id=\"E\" camunda:errorCodeVariable=\"sendLetter\"/>"));
        attacks.put(
                "throwing by expression",
                service(
                        DELEGATE,
                        "<bpmn:extensionElements><camunda:errorEventDefinition errorRef=\"E\" expression=\"" + EVIL
                                + "\"/></bpmn:extensionElements>"));
        // repetition
        attacks.put(
                "loop cardinality",
                loop(
                        "",
                        "<bpmn:loopCardinality xsi:type=\"bpmn:tFormalExpression\">" + EVIL
                                + "</bpmn:loopCardinality>"));
        attacks.put(
                "endless loop",
                loop("", "<bpmn:loopCardinality xsi:type=\"bpmn:tFormalExpression\">999999999</bpmn:loopCardinality>"));
        attacks.put(
                "completion condition",
                loop(
                        "",
                        "<bpmn:loopCardinality xsi:type=\"bpmn:tFormalExpression\">2</bpmn:loopCardinality>"
                                + "<bpmn:completionCondition xsi:type=\"bpmn:tFormalExpression\">" + EVIL
                                + "</bpmn:completionCondition>"));
        attacks.put("collection", loop("camunda:collection=\"" + EVIL + "\"", ""));
        attacks.put(
                "element named like a delegate",
                loop("camunda:collection=\"letter\" camunda:elementVariable=\"sendLetter\"", ""));
        // files
        attacks.put("unknown extension", userWith("<camunda:future/>"));
        attacks.put("extension of another vendor", userWith("<x:evil xmlns:x=\"urn:x\"/>"));
        attacks.put("complex gateway", step("<bpmn:complexGateway id=\"Task_It\"/>"));
        attacks.put(
                "second process of the file",
                Resource.of(
                        "it.bpmn",
                        definitions(
                                "<bpmn:process id=\"a\" isExecutable=\"true\" camunda:historyTimeToLive=\"P1D\"><bpmn:startEvent id=\"S1\"/></bpmn:process>"
                                        + "<bpmn:process id=\"b\" isExecutable=\"true\" camunda:historyTimeToLive=\"P1D\"><bpmn:startEvent id=\"S2\">"
                                        + "<bpmn:extensionElements><camunda:executionListener event=\"start\" class=\""
                                        + TRIPWIRE
                                        + "\"/></bpmn:extensionElements></bpmn:startEvent></bpmn:process>")));
        attacks.put(
                "process that is not executable yet",
                Resource.of(
                        "it.bpmn",
                        definitions(
                                "<bpmn:process id=\"a\" isExecutable=\"false\"><bpmn:serviceTask id=\"T\" camunda:class=\""
                                        + TRIPWIRE + "\"/></bpmn:process>")));
        attacks.put(
                "external entity",
                Resource.of("it.bpmn", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + "<x>&e;</x>"));
        attacks.put(
                "entity bomb",
                Resource.of(
                        "it.dmn",
                        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><definitions>&b;</definitions>"));
        attacks.put(
                "deep nesting",
                Resource.of(
                        "it.bpmn",
                        definitions("<bpmn:subProcess>".repeat(5_000) + "</bpmn:subProcess>".repeat(5_000))));
        attacks.put("too large", Resource.of("it.bpmn", definitions("<!--" + "x".repeat(2_200_000) + "-->")));
        attacks.put("no XML", Resource.of("it.bpmn", "PK"));
        attacks.put("script file", Resource.of("it.js", "1"));
        attacks.put("web page", Resource.of("it.html", "<script>1</script>"));
        attacks.put("picture with a script", Resource.of("it.svg", "<svg/>"));
        attacks.put("library", Resource.of("it.jar", "PK"));
        attacks.put("case model", Resource.of("it.cmmn", "<x/>"));
        attacks.put(
                "model under another ending",
                Resource.of(
                        "it.bpmn20.xml",
                        service("camunda:class=\"" + TRIPWIRE + "\"", "").text()));
        attacks.put(
                "model without a dot",
                Resource.of(
                        "itbpmn",
                        service("camunda:class=\"" + TRIPWIRE + "\"", "").text()));
        // decisions
        attacks.put("table in JUEL", table("expressionLanguage=\"juel\"", "${response}", "\"A\"", "", "\"B\""));
        attacks.put(
                "table in JavaScript", table("expressionLanguage=\"javascript\"", "response", "\"A\"", "", "\"B\""));
        attacks.put("output in Groovy", table("", "response", "\"A\"", "expressionLanguage=\"groovy\"", "\"B\""));
        attacks.put(
                "whole file in JUEL",
                decision(
                        "expressionLanguage=\"juel\"",
                        "<literalExpression id=\"L\"><text>" + EVIL + "</text></literalExpression>"));
        attacks.put(
                "Java in FEEL",
                table(
                        "",
                        "response",
                        "\"A\"",
                        "",
                        "function(a) external { java: { class: \"java.lang.Math\", method signature: \"abs(int)\" } }"));
        attacks.put("function in FEEL", table("", "response", "\"A\"", "", "function(a) a"));
        attacks.put("endless FEEL", table("", "response", "\"A\"", "", "for i in 1..999999999 return i"));
        attacks.put("unknown function in FEEL", table("", "response", "\"A\"", "", "get context(response)"));
        attacks.put("unknown fact in FEEL", table("", "respones", "\"A\"", "", "\"B\""));
        attacks.put("cell without quotes", table("", "response", "WAIT", "", "\"B\""));
        attacks.put("unreadable FEEL", table("", "response", "&lt;&lt;", "", "\"B\""));
        attacks.put(
                "invocation",
                decision(
                        "",
                        "<invocation id=\"I\"><literalExpression id=\"L\"><text>1</text></literalExpression></invocation>"));
        // forms
        attacks.put("form with a file picker", form("{\"type\":\"filepicker\",\"key\":\"a\"}"));
        attacks.put("form with a list", form("{\"type\":\"dynamiclist\",\"path\":\"a\",\"components\":[]}"));
        attacks.put("form with a frame", form("{\"type\":\"iframe\",\"url\":\"https://evil.example\"}"));
        attacks.put("form with a document", form("{\"type\":\"documentPreview\"}"));
        attacks.put(
                "form with a frame in a group",
                form("{\"type\":\"group\",\"components\":[{\"type\":\"iframe\",\"url\":\"https://evil.example\"}]}"));
        attacks.put(
                "form of another kind", Resource.of("it.form", "{\"id\":\"a\",\"type\":\"script\",\"components\":[]}"));
        attacks.put("form that is no JSON", Resource.of("it.form", "<script/>"));
        attacks.put(
                "form with two ids",
                Resource.of("it.form", "{\"id\":\"a\",\"id\":\"b\",\"type\":\"default\",\"components\":[]}"));
        attacks.put("form without an end", Resource.of("it.form", "[".repeat(100_000)));
        return attacks.entrySet().stream().map(attack -> Arguments.of(attack.getKey(), attack.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void an_attack_is_refused_and_nothing_is_stored(String name, Resource attack) {
        Map<String, Long> before = engine.getManagementService().getTableCount();
        int reached = Tripwire.REACHED.get();

        assertThatThrownBy(() -> deploy(attack))
                .isInstanceOf(ModelRefused.class)
                .isInstanceOf(BadUserRequestException.class)
                .hasMessageContaining("nothing was stored");

        assertThat(engine.getManagementService().getTableCount()).isEqualTo(before);
        assertThat(Tripwire.REACHED).hasValue(reached);
    }

    static Stream<Arguments> models() {
        Map<String, Resource> models = new LinkedHashMap<>();
        models.put("delegate", service(DELEGATE, ""));
        models.put("delegate, deferred", service("camunda:delegateExpression=\"#{sendLetter}\"", ""));
        models.put("delegate with an own transaction", service(DELEGATE + " camunda:asyncBefore=\"true\"", ""));
        models.put(
                "delegate, not exclusive",
                service(
                        DELEGATE
                                + " camunda:asyncAfter=\"true\" camunda:exclusive=\"false\" camunda:jobPriority=\"10\"",
                        ""));
        models.put(
                "delegate from a template",
                service(DELEGATE + " camunda:modelerTemplate=\"sendLetter\" camunda:modelerTemplateVersion=\"1\"", ""));
        models.put("delegate with text", serviceWith(input("reply.target")));
        models.put("delegate with a fact", serviceWith(input("${nextDeadline}")));
        models.put(
                "delegate with retries",
                serviceWith("<camunda:failedJobRetryTimeCycle>R3/PT10M</camunda:failedJobRetryTimeCycle>"));
        models.put("user task", user("name=\"Answer buyer\"", ""));
        models.put("user task for a group", user("camunda:candidateGroups=\"agents\"", ""));
        models.put("user task for two groups", user("camunda:candidateGroups=\"agents, leads\"", ""));
        models.put("user task for one person", user("camunda:assignee=\"hanako\"", ""));
        models.put("user task that is due", user("camunda:dueDate=\"${replyDue}\"", ""));
        models.put("user task that is due on a day", user("camunda:dueDate=\"2026-11-25T12:00:00\"", ""));
        models.put("user task due in four hours", user("camunda:dueDate=\"${dateTime().plusHours(4).toDate()}\"", ""));
        models.put(
                "user task due in days and minutes",
                user("camunda:followUpDate=\"${dateTime().plusDays(1).minusMinutes(5)}\"", ""));
        models.put("user task with a priority", user("camunda:priority=\"${priority}\"", ""));
        models.put(
                "user task with a form", user("camunda:formRef=\"it.form\" camunda:formRefBinding=\"deployment\"", ""));
        models.put(
                "user task in three languages",
                user(
                        "",
                        "<bpmn:documentation>EN: answer</bpmn:documentation><bpmn:documentation>日本語：返信</bpmn:documentation>"
                                + "<bpmn:documentation>中文：答复，价格 $5</bpmn:documentation>"));
        models.put(
                "start form",
                process(
                        "",
                        "camunda:isStartableInTasklist=\"true\" camunda:versionTag=\"1\"",
                        "<bpmn:task id=\"Task_It\"/>",
                        "camunda:formRef=\"it.form\" camunda:formRefBinding=\"deployment\"",
                        ""));
        models.put("condition", condition("", "${response == 'WAIT'}"));
        models.put("condition with or", condition("", "${response == 'A' || response == 'B'}"));
        models.put("condition with and", condition("", "${holding &amp;&amp; replyAction == 'SEND'}"));
        models.put("condition with not", condition("", "${!holding and not answerDecided}"));
        models.put(
                "condition with numbers",
                condition("", "${daysPastLatestDelivery &gt;= 3 &amp;&amp; priority &lt; -1}"));
        models.put("condition with a choice", condition("", "${(claimEligible ? priority : 50) != 75}"));
        models.put("condition with empty", condition("", "${empty letter || letter == null}"));
        models.put("condition with now", condition("", "${replyDue &lt; now()}"));
        models.put("condition on the case number", condition("", "${execution.processBusinessKey == 'D-2026-000001'}"));
        models.put("condition with a dangerous text", condition("", "${letter == '${x.getClass()}'}"));
        models.put(
                "conditional event",
                boundary(
                        "<bpmn:conditionalEventDefinition id=\"C\" camunda:variableName=\"answerDecided\"><bpmn:condition"
                                + " xsi:type=\"bpmn:tFormalExpression\">${answerDecided}</bpmn:condition></bpmn:conditionalEventDefinition>"));
        models.put(
                "timer at a fact",
                timer("<bpmn:timeDate xsi:type=\"bpmn:tFormalExpression\">${replyDue}</bpmn:timeDate>"));
        models.put("timer after a day", timer("<bpmn:timeDuration>PT24H</bpmn:timeDuration>"));
        models.put("timer every month", timer("<bpmn:timeCycle>R/P1M</bpmn:timeCycle>"));
        models.put(
                "message",
                process(
                        "<bpmn:message id=\"M\" name=\"buyer-replied\"/>",
                        "",
                        "<bpmn:receiveTask id=\"Task_It\" messageRef=\"M\"/>",
                        "",
                        ""));
        models.put(
                "error",
                process(
                        "<bpmn:error id=\"E\" name=\"late\" errorCode=\"reply-overdue\"/>",
                        "",
                        "<bpmn:subProcess id=\"Task_It\"><bpmn:startEvent id=\"S\"/><bpmn:endEvent id=\"E1\"><bpmn:errorEventDefinition"
                                + " errorRef=\"E\"/></bpmn:endEvent><bpmn:sequenceFlow id=\"F\" sourceRef=\"S\" targetRef=\"E1\"/></bpmn:subProcess>",
                        "",
                        "<bpmn:boundaryEvent id=\"B\" attachedToRef=\"Task_It\"><bpmn:errorEventDefinition errorRef=\"E\""
                                + " camunda:errorMessageVariable=\"letter\"/></bpmn:boundaryEvent>"));
        models.put(
                "called process",
                call(
                        "calledElement=\"it\" camunda:calledElementBinding=\"deployment\"",
                        BUSINESS_KEY
                                + "<camunda:in variables=\"all\"/><camunda:out source=\"replyAction\" target=\"replyAction\"/>"));
        models.put(
                "called process with a computed fact",
                call(
                        "calledElement=\"it\"",
                        BUSINESS_KEY + "<camunda:in sourceExpression=\"${holding ? 'A' : 'B'}\" target=\"response\"/>"
                                + "<camunda:out variables=\"all\"/>"));
        models.put(
                "loop",
                loop(
                        "isSequential=\"true\"",
                        "<bpmn:loopCardinality xsi:type=\"bpmn:tFormalExpression\">3</bpmn:loopCardinality>"
                                + "<bpmn:completionCondition xsi:type=\"bpmn:tFormalExpression\">${nrOfCompletedInstances &gt;= 2}</bpmn:completionCondition>"));
        models.put(
                "loop over a fact",
                process(
                        "",
                        "",
                        "<bpmn:userTask id=\"Task_It\" camunda:assignee=\"${lead}\"><bpmn:multiInstanceLoopCharacteristics"
                                + " camunda:collection=\"letter\" camunda:elementVariable=\"lead\"/></bpmn:userTask>",
                        "",
                        ""));
        models.put(
                "decision in a process",
                step(
                        "<bpmn:businessRuleTask id=\"Task_It\" camunda:decisionRef=\"it\" camunda:decisionRefBinding=\"deployment\"/>"));
        models.put("parallel branches", step("<bpmn:parallelGateway id=\"Task_It\"/>"));
        models.put(
                "two processes in a pool",
                Resource.of(
                        "it.bpmn",
                        definitions(
                                "<bpmn:collaboration id=\"C\"><bpmn:participant id=\"P\" processRef=\"a\"/></bpmn:collaboration>"
                                        + "<bpmn:process id=\"a\" isExecutable=\"true\" camunda:historyTimeToLive=\"P1D\"><bpmn:startEvent id=\"S1\"/></bpmn:process>"
                                        + "<bpmn:process id=\"b\" isExecutable=\"true\" camunda:historyTimeToLive=\"P1D\"><bpmn:startEvent id=\"S2\"/></bpmn:process>")));
        models.put(
                "drawing with colours",
                Resource.of(
                        "it.bpmn",
                        definitions(
                                "<bpmn:process id=\"a\" isExecutable=\"true\" camunda:historyTimeToLive=\"P1D\"><bpmn:startEvent id=\"S1\"/><bpmn:textAnnotation id=\"T\"><bpmn:text>why</bpmn:text></bpmn:textAnnotation></bpmn:process>"
                                        + "<bpmndi:BPMNDiagram id=\"D\"><bpmndi:BPMNPlane id=\"PL\" bpmnElement=\"a\"><bpmndi:BPMNShape id=\"SH\" bpmnElement=\"S1\" bioc:stroke=\"#fff\">"
                                        + "<dc:Bounds x=\"1\" y=\"1\" width=\"36\" height=\"36\"/></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>")));
        models.put("table", table("", "response", "\"WAIT\"", "", "\"please-wait\""));
        models.put("table in FEEL by name", table("expressionLanguage=\"feel\"", "response", "-", "", "letter"));
        models.put("table with several texts", table("", "response", "\"A\",\"B\"", "", "\"C\""));
        models.put("table with not", table("", "response", "not(\"A\",\"B\")", "", "\"C\""));
        models.put("table with numbers", table("", "daysPastLatestDelivery", "[1..3]", "", "\"C\""));
        models.put("table with a comparison", table("", "daysPastLatestDelivery", "&lt;= 0", "", "\"C\""));
        models.put("table with null", table("", "response", "null", "", "if holding then \"C\" else \"D\""));
        models.put("table with a function", table("", "lower case(response)", "starts with(?, \"a\")", "", "\"C\""));
        models.put(
                "formula",
                decision(
                        "",
                        "<variable id=\"V\" name=\"result\" typeRef=\"boolean\"/><literalExpression id=\"L\"><text>daysPastLatestDelivery + 1 &gt; 3</text></literalExpression>"));
        models.put(
                "form",
                form("{\"type\":\"textfield\",\"key\":\"orderId\"},{\"type\":\"html\",\"content\":\"<b>a</b>\"}"));
        models.put(
                "form with a group",
                form(
                        "{\"type\":\"group\",\"components\":[{\"type\":\"select\",\"key\":\"response\",\"valuesExpression\":\"=[]\"}]}"));
        return models.entrySet().stream().map(model -> Arguments.of(model.getKey(), model.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void an_honest_model_is_accepted(String name, Resource model) {
        String id = deploy(model);

        assertThat(engine.getRepositoryService().getDeploymentResourceNames(id)).containsExactly(model.name());
        engine.getRepositoryService().deleteDeployment(id, true);
    }

    @Test
    void there_are_enough_of_both() {
        assertThat(attacks()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(models()).hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void one_bad_file_refuses_the_whole_deployment_and_everything_wrong_is_named() {
        DeploymentBuilder deployment = engine.getRepositoryService().createDeployment();
        add(deployment, form("{\"type\":\"textfield\"}"));
        add(deployment, user("camunda:formKey=\"x\" camunda:candidateUsers=\"y\"", ""));

        assertThatThrownBy(deployment::deploy)
                .isInstanceOfSatisfying(
                        ModelRefused.class,
                        refused -> assertThat(refused.violations())
                                .extracting(ModelPolicy.Violation::elementId)
                                .containsExactly("Task_It", "Task_It"))
                .hasMessageContaining("Task_It [attribute]: 'camunda:formKey' is not allowed")
                .hasMessageContaining("Name groups, not persons.");
        assertThat(engine.getRepositoryService().createDeploymentQuery().count())
                .isZero();
    }

    @Test
    void a_deployment_of_a_tenant_is_refused() {
        DeploymentBuilder deployment =
                engine.getRepositoryService().createDeployment().tenantId("other");
        add(deployment, service(DELEGATE, ""));

        assertThatThrownBy(deployment::deploy).isInstanceOf(ModelRefused.class).hasMessageContaining("tenant");
    }

    @Test
    void a_redeployment_is_checked_and_a_stored_model_still_runs_when_it_is_read_again() {
        String id = deploy(service(DELEGATE, ""));
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getDeploymentCache()
                .discardProcessDefinitionCache();

        var instance = engine.getRuntimeService().startProcessInstanceByKey("it");
        assertThat(instance.isEnded()).isTrue();
        String again = engine.getRepositoryService()
                .createDeployment()
                .addDeploymentResources(id)
                .deploy()
                .getId();
        List<String> deployments = new ArrayList<>(List.of(id, again));
        deployments.forEach(deployment -> engine.getRepositoryService().deleteDeployment(deployment, true));
    }

    private static String deploy(Resource resource) {
        DeploymentBuilder deployment = engine.getRepositoryService().createDeployment();
        add(deployment, resource);
        return deployment.deploy().getId();
    }

    private static void add(DeploymentBuilder deployment, Resource resource) {
        deployment.addInputStream(resource.name(), new ByteArrayInputStream(resource.content()));
    }

    private static String field(String name, String value) {
        return "<bpmn:extensionElements><camunda:field name=\"" + name + "\" stringValue=\"" + value
                + "\"/></bpmn:extensionElements>";
    }

    private static String input(String value) {
        return "<camunda:inputOutput><camunda:inputParameter name=\"deadline\">" + value
                + "</camunda:inputParameter></camunda:inputOutput>";
    }
}
