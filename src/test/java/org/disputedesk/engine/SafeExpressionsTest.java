package org.disputedesk.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.disputedesk.engine.Models.Resource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions in an engine that takes any model: what they reach and what they do not. */
class SafeExpressionsTest {

    private static ProcessEngine engine;

    @BeforeAll
    static void start() {
        engine = GuardedEngine.start("safeexpressions", GuardedEngine.safeExpressions());
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @AfterEach
    void clear() {
        engine.getIdentityService().clearAuthentication();
        for (var deployment :
                engine.getRepositoryService().createDeploymentQuery().list()) {
            engine.getRepositoryService().deleteDeployment(deployment.getId(), true);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${''.getClass().forName('org.disputedesk.engine.Tripwire').newInstance()}",
                "${''.getClass()}",
                "${''.class}",
                "${letter.getClass()}",
                "${letter.length()}",
                "${letter['class']}",
                "${letter.bytes}",
                "${execution.processEngineServices}",
                "${execution.getProcessEngineServices()}",
                "${execution.processEngine}",
                "${execution.class}",
                "${execution.variables}",
                "${execution.setVariable('letter', 'x')}",
                "${execution.execution}",
                "${sendLetter.class}",
                "${sendLetter.execute(execution)}",
                "${dateTime().getClass()}",
                "${dateTime().class}",
                "${dateTime().toString()}",
                "${now().getTime()}",
                "${currentUserGroups().getClass()}",
                "${currentUserGroups()[0]}",
                "${dataSource}",
                "${environment}",
                "${processEngine}",
                "${runtimeService.class}",
                "${caseExecution}",
                "${authenticatedUserId}",
                "${unknown}"
            })
    void an_expression_does_not_reach_this(String expression) {
        engine.getIdentityService().setAuthentication("hanako", List.of("agents"));
        int reached = Tripwire.REACHED.get();
        deploy(input(expression));

        assertThatThrownBy(() -> run()).isInstanceOf(ProcessEngineException.class);
        assertThat(Tripwire.REACHED).hasValue(reached);
    }

    @Test
    void the_same_expression_does_reach_it_in_an_engine_without_the_plugin() {
        ProcessEngine open = GuardedEngine.start("openexpressions");
        int reached = Tripwire.REACHED.get();
        Resource model = Models.step("<bpmn:serviceTask id=\"Task_It\" camunda:expression=\"${''.getClass()"
                + ".forName('org.disputedesk.engine.Tripwire').newInstance()}\"/>");
        open.getRepositoryService()
                .createDeployment()
                .addString(model.name(), model.text())
                .deploy();

        open.getRuntimeService().startProcessInstanceByKey("it");

        assertThat(Tripwire.REACHED).hasValueGreaterThan(reached);
        open.close();
    }

    @Test
    void an_expression_sees_facts_the_case_number_and_the_time() {
        engine.getIdentityService().setAuthentication("hanako", List.of("agents"));

        assertThat(valueOf("${letter}")).isEqualTo("please-wait");
        assertThat(valueOf("${letter == 'please-wait' ? 'yes' : 'no'}")).isEqualTo("yes");
        assertThat(valueOf("${execution.processBusinessKey}")).isEqualTo("D-2026-000001");
        assertThat(valueOf("${execution.processInstanceId}")).isNotNull();
        assertThat(valueOf("${now()}")).isInstanceOf(Date.class);
        assertThat(valueOf("${dateTime().plusDays(1).minusHours(2).toDate()}")).isInstanceOf(Date.class);
        assertThat(valueOf("${currentUser()}")).isEqualTo("hanako");
        assertThat(valueOf("${currentUserGroups()}")).isEqualTo(List.of("agents"));
    }

    @Test
    void a_fact_that_is_not_known_yet_is_null() {
        assertThat(valueOf("${response == null}")).isEqualTo(true);
        assertThat(valueOf("${response == 'WAIT'}")).isEqualTo(false);
    }

    @Test
    void a_variable_does_not_stand_in_for_a_delegate() {
        deploy(Models.service("camunda:delegateExpression=\"${sendLetter}\"", ""));

        assertThat(run(Map.of("sendLetter", "a text")).get("letter")).isEqualTo("sent");
    }

    @Test
    void classes_scripts_and_commands_of_stored_models_do_not_run() {
        int reached = Tripwire.REACHED.get();
        String script = "${''.getClass().forName('org.disputedesk.engine.Tripwire').newInstance()}";
        for (Resource model : List.of(
                Models.service("camunda:class=\"org.disputedesk.engine.Tripwire\"", ""),
                Models.userWith("<camunda:taskListener event=\"create\" class=\"org.disputedesk.engine.Tripwire\"/>"),
                Models.step("<bpmn:scriptTask id=\"Task_It\" scriptFormat=\"juel\"><bpmn:script>" + script
                        + "</bpmn:script></bpmn:scriptTask>"),
                Models.service(
                        "camunda:type=\"shell\"",
                        "<bpmn:extensionElements><camunda:field name=\"command\" stringValue=\"true\"/>"
                                + "</bpmn:extensionElements>"))) {
            assertThatThrownBy(() -> {
                        deploy(model);
                        run();
                    })
                    .isInstanceOf(ProcessEngineException.class);
            clear();
        }
        assertThat(Tripwire.REACHED).hasValue(reached);
    }

    @Test
    void a_decision_in_JUEL_does_not_run() {
        Resource table = Models.table("expressionLanguage=\"juel\"", "${letter}", "\"A\"", "", "\"B\"");
        assertThatThrownBy(() -> {
                    deploy(table);
                    engine.getDecisionService().evaluateDecisionTableByKey("it", Map.of("letter", "A"));
                })
                .isInstanceOf(ProcessEngineException.class)
                .hasStackTraceContaining("Decisions are written in FEEL");
    }

    private @Nullable Object valueOf(String expression) {
        deploy(input(expression));
        Map<String, Object> variables = run();
        for (var deployment :
                engine.getRepositoryService().createDeploymentQuery().list()) {
            engine.getRepositoryService().deleteDeployment(deployment.getId(), true);
        }
        return variables.get("seen");
    }

    /** A wait state, so that what was evaluated can be looked at. */
    private static Resource input(String expression) {
        return Models.user(
                "",
                "<bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name=\"seen\">" + expression
                        + "</camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements>");
    }

    private static void deploy(Resource resource) {
        engine.getRepositoryService()
                .createDeployment()
                .addString(resource.name(), resource.text())
                .deploy();
    }

    private static Map<String, Object> run() {
        return run(Map.of());
    }

    private static Map<String, Object> run(Map<String, Object> more) {
        Map<String, Object> variables = new HashMap<>(more);
        variables.put("letter", "please-wait");
        var instance = engine.getRuntimeService()
                .createProcessInstanceByKey("it")
                .businessKey("D-2026-000001")
                .setVariables(variables)
                .executeWithVariablesInReturn();
        Map<String, Object> seen = new HashMap<>(instance.getVariables());
        for (var task : engine.getTaskService().createTaskQuery().list()) {
            seen.putAll(engine.getTaskService().getVariables(task.getId()));
        }
        return seen;
    }
}
