package org.disputedesk.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.ProcessInstancePermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HardenedEngineTest {

    private static ProcessEngine engine;

    @BeforeAll
    static void start() {
        engine = GuardedEngine.startWithEverything("hardened");
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void a_user_without_grants_may_do_nothing_and_lists_are_limited() {
        IdentityService identity = engine.getIdentityService();
        identity.setAuthentication("nobody", List.of());
        try {
            assertThatThrownBy(() -> engine.getRepositoryService()
                            .createDeployment()
                            .addString("it.form", Models.form("").text())
                            .deploy())
                    .isInstanceOf(AuthorizationException.class);
            assertThatThrownBy(() -> engine.getTaskService().createTaskQuery().list())
                    .isInstanceOf(BadUserRequestException.class)
                    .hasMessageContaining("unbound");
            assertThat(engine.getTaskService().createTaskQuery().listPage(0, 2_000))
                    .isEmpty();
        } finally {
            identity.clearAuthentication();
        }
    }

    @Test
    void a_weak_password_is_refused_and_a_good_one_is_stored_slowly_hashed() {
        IdentityService identity = engine.getIdentityService();
        User user = identity.newUser("hanako");
        user.setPassword("secret");
        assertThatThrownBy(() -> identity.saveUser(user)).isInstanceOf(ProcessEngineException.class);

        user.setPassword("Tegami-24-jikan!");
        identity.saveUser(user);

        UserEntity stored =
                (UserEntity) identity.createUserQuery().userId("hanako").singleResult();
        assertThat(stored.getPassword()).startsWith("{PBKDF2-SHA256}600000$").hasSizeLessThan(255);
        assertThat(identity.checkPassword("hanako", "Tegami-24-jikan!")).isTrue();
        assertThat(identity.checkPassword("hanako", "Tegami-24-jikan?")).isFalse();
        identity.deleteUser("hanako");
    }

    @Test
    void a_task_outside_of_a_case_and_a_serialized_object_are_refused() {
        assertThatThrownBy(() ->
                        engine.getTaskService().saveTask(engine.getTaskService().newTask()))
                .isInstanceOf(ProcessEngineException.class);
        engine.getRepositoryService()
                .createDeployment()
                .addString("it.bpmn", Models.user("", "").text())
                .deploy();
        assertThatThrownBy(() -> engine.getRuntimeService()
                        .startProcessInstanceByKey(
                                "it",
                                Variables.putValue(
                                        "x",
                                        Variables.serializedObjectValue("rO0ABXA=")
                                                .serializationDataFormat("application/x-java-serialized-object")
                                                .objectTypeName("java.util.HashMap")
                                                .create())))
                .isInstanceOf(ProcessEngineException.class);
    }

    @Test
    void an_agent_works_on_a_task_of_the_group_and_an_analyst_sees_the_case_but_not_its_variables() {
        engine.getRepositoryService()
                .createDeployment()
                .addString(
                        "it.bpmn",
                        Models.user("camunda:candidateGroups=\"agents\"", "").text())
                .deploy();
        grant("agents", Resources.PROCESS_DEFINITION, "it", ProcessDefinitionPermissions.READ);
        grant("agents", Resources.PROCESS_DEFINITION, "it", ProcessDefinitionPermissions.CREATE_INSTANCE);
        grant("agents", Resources.PROCESS_INSTANCE, "*", ProcessInstancePermissions.CREATE);
        grant("analysts", Resources.PROCESS_DEFINITION, "*", ProcessDefinitionPermissions.READ_INSTANCE);
        TaskService tasks = engine.getTaskService();
        try {
            engine.getIdentityService().setAuthentication("hanako", List.of("agents"));
            String instance = engine.getRuntimeService()
                    .startProcessInstanceByKey("it", Map.of("letter", "please-wait"))
                    .getId();
            String task = tasks.createTaskQuery().singleResult().getId();
            assertThatThrownBy(() -> tasks.setAssignee(task, "taro")).isInstanceOf(AuthorizationException.class);
            tasks.claim(task, "hanako");
            tasks.setAssignee(task, null);
            engine.getIdentityService().setAuthentication("taro", List.of("agents"));
            assertThatThrownBy(() -> tasks.setAssignee(task, "hanako")).isInstanceOf(AuthorizationException.class);
            tasks.claim(task, "taro");
            tasks.setAssignee(task, "hanako");
            engine.getIdentityService().setAuthentication("hanako", List.of("agents"));
            assertThat(engine.getFormService().getTaskFormVariables(task)).containsEntry("letter", "please-wait");

            engine.getIdentityService().setAuthentication("mary", List.of("analysts"));
            assertThat(engine.getRuntimeService().createProcessInstanceQuery().count())
                    .isOne();
            assertThatThrownBy(() -> engine.getRuntimeService().getVariables(instance))
                    .isInstanceOf(AuthorizationException.class);

            engine.getIdentityService().setAuthentication("hanako", List.of("agents"));
            tasks.complete(task, Map.of("letter", "please-collect"));
            assertThat(tasks.createTaskQuery().count()).isZero();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    private static void grant(String group, Resource resource, String id, Permission permission) {
        AuthorizationService authorizations = engine.getAuthorizationService();
        Authorization authorization = authorizations
                .createAuthorizationQuery()
                .groupIdIn(group)
                .resourceType(resource)
                .resourceId(id)
                .singleResult();
        if (authorization == null) {
            authorization = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            authorization.setGroupId(group);
            authorization.setResource(resource);
            authorization.setResourceId(id);
        }
        authorization.addPermission(permission);
        authorizations.saveAuthorization(authorization);
    }

    @Test
    void an_engine_that_another_plugin_weakens_does_not_start() {
        var weakening = new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl configuration) {
                configuration.setAuthorizationEnabled(false);
            }
        };
        assertThatThrownBy(() -> GuardedEngine.start("weakened", new HardenedEngine(), new OrQueryGuard(), weakening))
                .isInstanceOf(IllegalStateException.class);
    }
}
