package org.disputedesk.engine;

import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * The engine settings that are not a matter of taste. They are set here and not in application.yml so that no profile
 * and no environment variable switches one off; the engine does not start when another plugin did.
 */
@Order(Ordered.LOWEST_PRECEDENCE)
public class HardenedEngine extends AbstractProcessEnginePlugin {

    /** Camunda's own figure for what the web applications need. */
    private static final int MAX_RESULTS = 2_000;

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setAuthorizationEnabled(true);
        configuration.setAuthorizationCheckRevokes(ProcessEngineConfiguration.AUTHORIZATION_CHECK_REVOKE_AUTO);
        configuration.setEnforceSpecificVariablePermission(true);
        // with UPDATE, the default, a candidate could hand the task to anyone
        configuration.setDefaultUserPermissionNameForTask("TASK_WORK");
        configuration.setResourceAuthorizationProvider(new GivenRights());
        configuration.setStandaloneTasksEnabled(false);
        configuration.setCmmnEnabled(false);
        configuration.setQueryMaxResultsLimit(MAX_RESULTS);

        configuration.setEnablePasswordPolicy(true);
        configuration.setPasswordEncryptor(new Pbkdf2Passwords(Pbkdf2Passwords.ROUNDS));
        configuration.setWebappsAuthenticationLoggingEnabled(true);
        // what the desk does by itself is logged as well
        configuration.setRestrictUserOperationLogToAuthenticatedUsers(false);

        configuration.setEnableXxeProcessing(false);
        configuration.setJavaSerializationFormatEnabled(false);
        configuration.setDefaultSerializationFormat("application/json");
        configuration.setDeserializationTypeValidationEnabled(true);
        configuration.setConfigureScriptEngineHostAccess(false);
        configuration.setEnableFetchScriptEngineFromProcessApplication(false);
        configuration.setEnforceHistoryTimeToLive(true);
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl configuration) {
        boolean hard = configuration.isAuthorizationEnabled()
                && configuration.isEnforceSpecificVariablePermission()
                && configuration.isEnablePasswordPolicy()
                && configuration.isDeserializationTypeValidationEnabled()
                && configuration.isEnforceHistoryTimeToLive()
                && !configuration.isStandaloneTasksEnabled()
                && !configuration.isCmmnEnabled()
                && !configuration.isEnableXxeProcessing()
                && !configuration.isJavaSerializationFormatEnabled()
                && !configuration.isEnableExpressionsInAdhocQueries()
                && "TASK_WORK".equals(configuration.getDefaultUserPermissionNameForTask());
        if (!hard) {
            throw new IllegalStateException("Another engine plugin weakened the desk's engine settings.");
        }
    }
}
