package org.disputedesk.engine;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.BatchPermissions;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.SystemPermissions;
import org.camunda.bpm.engine.authorization.UserOperationLogCategoryPermissions;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What each group may do in the engine, compared at every start so that the database can never say more than this page.
 * Candidates of a task may work on it and read what its form shows, by the engine's own rule; nobody else but leads
 * may. Variables hold no personal data: buyers' words come with the form.
 */
@Component
@Order(910)
class Rights extends AbstractProcessEnginePlugin {

    private static final String AGENTS = "agents";
    private static final String LEADS = "leads";
    private static final String ANALYSTS = "analysts";
    private static final String OPERATORS = "operators";

    private record Right(String group, Resource resource, String id, List<Permission> permissions) {}

    private static Right may(String group, Resource resource, String id, Permission... permissions) {
        return new Right(group, resource, id, List.of(permissions));
    }

    private static final List<Right> RIGHTS = List.of(
            may(AGENTS, Resources.APPLICATION, "tasklist", Permissions.ACCESS),
            may(AGENTS, Resources.APPLICATION, "welcome", Permissions.ACCESS),
            may(
                    AGENTS,
                    Resources.PROCESS_DEFINITION,
                    ANY,
                    ProcessDefinitionPermissions.READ,
                    ProcessDefinitionPermissions.CREATE_INSTANCE,
                    // the case number and order on the cards of the task list; facts only, texts are no variables
                    ProcessDefinitionPermissions.READ_INSTANCE_VARIABLE),
            may(AGENTS, Resources.PROCESS_INSTANCE, ANY, Permissions.CREATE),
            may(LEADS, Resources.APPLICATION, "tasklist", Permissions.ACCESS),
            may(LEADS, Resources.APPLICATION, "welcome", Permissions.ACCESS),
            may(LEADS, Resources.APPLICATION, "cockpit", Permissions.ACCESS),
            may(
                    LEADS,
                    Resources.PROCESS_DEFINITION,
                    ANY,
                    ProcessDefinitionPermissions.READ,
                    ProcessDefinitionPermissions.CREATE_INSTANCE,
                    ProcessDefinitionPermissions.READ_INSTANCE,
                    ProcessDefinitionPermissions.READ_INSTANCE_VARIABLE,
                    ProcessDefinitionPermissions.READ_HISTORY,
                    ProcessDefinitionPermissions.READ_TASK,
                    ProcessDefinitionPermissions.READ_TASK_VARIABLE,
                    ProcessDefinitionPermissions.TASK_ASSIGN,
                    ProcessDefinitionPermissions.TASK_WORK),
            may(LEADS, Resources.PROCESS_INSTANCE, ANY, Permissions.CREATE),
            may(LEADS, Resources.DECISION_DEFINITION, ANY, Permissions.READ),
            may(LEADS, Resources.USER, ANY, Permissions.READ),
            may(LEADS, Resources.GROUP, ANY, Permissions.READ),
            may(LEADS, Resources.OPERATION_LOG_CATEGORY, "TaskWorker", UserOperationLogCategoryPermissions.READ),
            may(ANALYSTS, Resources.APPLICATION, "cockpit", Permissions.ACCESS),
            may(ANALYSTS, Resources.APPLICATION, "welcome", Permissions.ACCESS),
            may(
                    ANALYSTS,
                    Resources.PROCESS_DEFINITION,
                    ANY,
                    ProcessDefinitionPermissions.READ,
                    ProcessDefinitionPermissions.READ_INSTANCE,
                    ProcessDefinitionPermissions.READ_HISTORY),
            may(ANALYSTS, Resources.DECISION_DEFINITION, ANY, Permissions.READ),
            may(ANALYSTS, Resources.DEPLOYMENT, ANY, Permissions.READ),
            may(OPERATORS, Resources.APPLICATION, "cockpit", Permissions.ACCESS),
            may(OPERATORS, Resources.APPLICATION, "welcome", Permissions.ACCESS),
            may(
                    OPERATORS,
                    Resources.PROCESS_DEFINITION,
                    ANY,
                    ProcessDefinitionPermissions.READ,
                    ProcessDefinitionPermissions.READ_INSTANCE,
                    ProcessDefinitionPermissions.READ_INSTANCE_VARIABLE,
                    ProcessDefinitionPermissions.READ_HISTORY,
                    ProcessDefinitionPermissions.RETRY_JOB,
                    ProcessDefinitionPermissions.SUSPEND,
                    ProcessDefinitionPermissions.SUSPEND_INSTANCE,
                    ProcessDefinitionPermissions.UPDATE_INSTANCE,
                    ProcessDefinitionPermissions.MIGRATE_INSTANCE),
            may(OPERATORS, Resources.DECISION_DEFINITION, ANY, Permissions.READ),
            may(OPERATORS, Resources.DEPLOYMENT, ANY, Permissions.READ, Permissions.CREATE),
            may(
                    OPERATORS,
                    Resources.BATCH,
                    ANY,
                    BatchPermissions.READ,
                    // not those that delete or set variables: what a batch does is checked by these alone
                    BatchPermissions.CREATE_BATCH_MIGRATE_PROCESS_INSTANCES,
                    BatchPermissions.CREATE_BATCH_SET_JOB_RETRIES,
                    BatchPermissions.CREATE_BATCH_UPDATE_PROCESS_INSTANCES_SUSPEND,
                    BatchPermissions.UPDATE),
            may(OPERATORS, Resources.SYSTEM, ANY, SystemPermissions.READ),
            may(OPERATORS, Resources.OPERATION_LOG_CATEGORY, ANY, UserOperationLogCategoryPermissions.READ));

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        AuthorizationService service = engine.getAuthorizationService();
        Map<String, Authorization> there = new HashMap<>();
        // one question for all, and nothing is written when the database says the same already
        service.createAuthorizationQuery()
                .authorizationType(AUTH_TYPE_GRANT)
                .list()
                .forEach(right ->
                        there.put(key(right.getGroupId(), right.getResourceType(), right.getResourceId()), right));
        for (Right right : RIGHTS) {
            ensure(service, there, right);
        }
        for (Resource resource : Resources.values()) {
            // the engine makes these only for an administrator that the starter created, and the desk creates its own
            if (!there.containsKey(key(Groups.CAMUNDA_ADMIN, resource.resourceType(), ANY))) {
                ensure(service, there, may(Groups.CAMUNDA_ADMIN, resource, ANY, Permissions.ALL));
            }
        }
    }

    private static String key(@Nullable String group, int resourceType, String id) {
        return group + "|" + resourceType + "|" + id;
    }

    private static void ensure(AuthorizationService service, Map<String, Authorization> there, Right right) {
        Permission[] permissions = right.permissions().toArray(Permission[]::new);
        Authorization before = there.get(key(right.group(), right.resource().resourceType(), right.id()));
        Authorization authorization = before;
        if (authorization == null) {
            authorization = service.createNewAuthorization(AUTH_TYPE_GRANT);
            authorization.setGroupId(right.group());
            authorization.setResource(right.resource());
            authorization.setResourceId(right.id());
        }
        int granted = ((AuthorizationEntity) authorization).getPermissions();
        authorization.setPermissions(permissions);
        if (before == null || granted != ((AuthorizationEntity) authorization).getPermissions()) {
            service.saveAuthorization(authorization);
        }
    }
}
