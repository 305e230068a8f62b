package org.disputedesk.desk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The task filters every agent and lead finds in Tasklist. Made here and nowhere else: a filter may hold expressions.
 * Their names are English here; {@code tasklist/scripts/words.js} shows them in the language of the page.
 */
@Component
@Order(920)
class SharedFilters extends AbstractProcessEnginePlugin {

    private static final List<String> READERS = List.of("agents", "leads");
    private static final List<String> MARKETPLACES = List.of("JP", "US", "DE", "UK", "FR", "IT", "ES");
    private static final List<Map<String, String>> SHOWN = List.of(
            Map.of("name", "caseNumber", "label", "Case"),
            Map.of("name", "orderId", "label", "Order"),
            Map.of("name", "marketplace", "label", "Marketplace"));

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        TaskService tasks = engine.getTaskService();
        Map<String, TaskQuery> filters = new LinkedHashMap<>();
        filters.put(
                "My group, unclaimed",
                tasks.createTaskQuery()
                        .taskCandidateGroupInExpression("${currentUserGroups()}")
                        .taskUnassigned());
        filters.put("My tasks", tasks.createTaskQuery().taskAssigneeExpression("${currentUser()}"));
        filters.put(
                "Due in 4 hours",
                tasks.createTaskQuery()
                        .dueBeforeExpression("${dateTime().plusHours(4)}")
                        .dueAfterExpression("${now()}"));
        filters.put("Overdue", tasks.createTaskQuery().dueBeforeExpression("${now()}"));
        for (String marketplace : MARKETPLACES) {
            filters.put(
                    "Marketplace " + marketplace,
                    tasks.createTaskQuery().processVariableValueEquals("marketplace", marketplace));
        }
        int priority = 10;
        for (Map.Entry<String, TaskQuery> entry : filters.entrySet()) {
            ensure(
                    engine.getFilterService(),
                    engine.getAuthorizationService(),
                    entry.getKey(),
                    entry.getValue().orderByDueDate().asc(),
                    priority);
            priority += 10;
        }
    }

    private static void ensure(
            FilterService filters, AuthorizationService rights, String name, TaskQuery query, int priority) {
        Filter filter = filters.createTaskFilterQuery().filterName(name).singleResult();
        if (filter == null) {
            filter = filters.newTaskFilter(name);
        }
        filter.setQuery(query);
        filter.setProperties(
                Map.of("priority", priority, "refresh", true, "showUndefinedVariable", false, "variables", SHOWN));
        filters.saveFilter(filter);
        for (String group : READERS) {
            if (rights.createAuthorizationQuery()
                            .groupIdIn(group)
                            .resourceType(Resources.FILTER)
                            .resourceId(filter.getId())
                            .count()
                    == 0) {
                Authorization right = rights.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
                right.setGroupId(group);
                right.setResource(Resources.FILTER);
                right.setResourceId(filter.getId());
                right.setPermissions(new Permission[] {Permissions.READ});
                rights.saveAuthorization(right);
            }
        }
    }
}
