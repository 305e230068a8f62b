package org.disputedesk.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
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
