package org.disputedesk.desk;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.camunda.bpm.engine.impl.persistence.entity.FilterEntity;
import org.camunda.bpm.engine.task.TaskQuery;
import org.jspecify.annotations.Nullable;
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
    private static final List<Map<String, String>> SHOWN =
            List.of(shown("caseNumber", "Case"), shown("orderId", "Order"), shown("marketplace", "Marketplace"));

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
        Map<String, Filter> there = new HashMap<>();
        // one question for all, and nothing is written when the database says the same already
        engine.getFilterService().createTaskFilterQuery().list().forEach(filter -> there.put(filter.getName(), filter));
        Set<String> readable = new HashSet<>();
        engine.getAuthorizationService()
                .createAuthorizationQuery()
                .resourceType(Resources.FILTER)
                .list()
                .forEach(right -> readable.add(right.getGroupId() + "|" + right.getResourceId()));
        int priority = 10;
        for (Map.Entry<String, TaskQuery> entry : filters.entrySet()) {
            Filter filter = ensure(
                    engine.getFilterService(),
                    there.get(entry.getKey()),
                    entry.getKey(),
                    entry.getValue().orderByDueDate().asc(),
                    priority);
            for (String group : READERS) {
                if (!readable.contains(group + "|" + filter.getId())) {
                    mayRead(engine.getAuthorizationService(), group, filter);
                }
            }
            priority += 10;
        }
    }

    private static Filter ensure(
            FilterService filters, @Nullable Filter before, String name, TaskQuery query, int priority) {
        Filter filter = before == null ? filters.newTaskFilter(name) : before;
        FilterEntity stored = (FilterEntity) filter;
        String was = stored.getQueryInternal() + stored.getPropertiesInternal();
        filter.setQuery(query);
        filter.setProperties(properties(priority));
        if (before == null || !was.equals(stored.getQueryInternal() + stored.getPropertiesInternal())) {
            filters.saveFilter(filter);
        }
        return filter;
    }

    /** In a fixed order, or the same properties would look like others after each start. */
    private static Map<String, Object> properties(int priority) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("priority", priority);
        properties.put("refresh", true);
        properties.put("showUndefinedVariable", false);
        properties.put("variables", SHOWN);
        return properties;
    }

    private static Map<String, String> shown(String name, String label) {
        Map<String, String> variable = new LinkedHashMap<>();
        variable.put("name", name);
        variable.put("label", label);
        return variable;
    }

    private static void mayRead(AuthorizationService rights, String group, Filter filter) {
        Authorization right = rights.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        right.setGroupId(group);
        right.setResource(Resources.FILTER);
        right.setResourceId(filter.getId());
        right.setPermissions(new Permission[] {Permissions.READ});
        rights.saveAuthorization(right);
    }
}
