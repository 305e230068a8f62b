package org.disputedesk.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.FilterServiceImpl;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.FilterEntity;
import org.camunda.bpm.engine.impl.persistence.entity.FilterManager;
import org.camunda.bpm.engine.query.Query;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Closes CVE-2026-109432: Camunda 7.24.0 refuses expressions in a task query but not in its {@code orQueries}, so that
 * anyone who may log in could run code. Refused here for queries, for stored filters and for queries that extend one;
 * a stored filter may name the current user, their groups and the time, and nothing else.
 */
@Order(Ordered.LOWEST_PRECEDENCE)
public class OrQueryGuard extends AbstractProcessEnginePlugin {

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        // a filter without expressions could not say "my tasks"; what it may say is checked below
        configuration.setEnableExpressionsInAdhocQueries(false);
        configuration.setEnableExpressionsInStoredQueries(true);
        Interceptors.outside(configuration, QueryInterceptor::new);
        configuration.setFilterService(new GuardedFilters());
        List<SessionFactory> sessions =
                new ArrayList<>(Objects.requireNonNullElse(configuration.getCustomSessionFactories(), List.of()));
        sessions.add(new GuardedFilterSessions());
        configuration.setCustomSessionFactories(sessions);
    }

    /**
     * Follows the queries inside a query, of any depth. The inner ones share the list of the outer one, itself included.
     *
     * @throws BadUserRequestException when one of them contains an expression
     */
    private static void refuseNestedExpressions(@Nullable Object query) {
        if (!(query instanceof TaskQueryImpl outer)) {
            return;
        }
        Set<TaskQueryImpl> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<TaskQueryImpl> open = new ArrayDeque<>(outer.getQueries());
        seen.add(outer);
        while (!open.isEmpty()) {
            TaskQueryImpl nested = open.remove();
            if (seen.add(nested)) {
                if (!nested.getExpressions().isEmpty()) {
                    throw new BadUserRequestException("Expressions are not allowed in orQueries: "
                            + nested.getExpressions().keySet() + ".");
                }
                open.addAll(nested.getQueries());
            }
        }
    }

    private static void refuseForeignExpressions(@Nullable Object query) {
        refuseNestedExpressions(query);
        if (query instanceof TaskQueryImpl stored) {
            stored.getExpressions().forEach((name, expression) -> {
                String problem = ExpressionGrammar.FILTER.problemOf(expression);
                if (problem != null) {
                    throw new BadUserRequestException("The filter's " + name + " is '" + expression + "': " + problem
                            + ". Use currentUser(), currentUserGroups(), now() or dateTime().plusHours(4).");
                }
            });
        }
    }

    /** Task queries run as commands of their own. */
    private static final class QueryInterceptor extends CommandInterceptor {
        @Override
        public <T> T execute(Command<T> command) {
            refuseNestedExpressions(command);
            return next.execute(command);
        }
    }

    /** Queries that extend a stored filter. */
    private static final class GuardedFilters extends FilterServiceImpl {

        @Override
        public <T, Q extends Query<?, T>> List<T> list(String filterId, Q extendingQuery) {
            refuseNestedExpressions(extendingQuery);
            return super.list(filterId, extendingQuery);
        }

        @Override
        public <T, Q extends Query<?, T>> List<T> listPage(
                String filterId, Q extendingQuery, int firstResult, int maxResults) {
            refuseNestedExpressions(extendingQuery);
            return super.listPage(filterId, extendingQuery, firstResult, maxResults);
        }

        @Override
        public <T, Q extends Query<?, T>> T singleResult(String filterId, Q extendingQuery) {
            refuseNestedExpressions(extendingQuery);
            return super.singleResult(filterId, extendingQuery);
        }

        @Override
        public Long count(String filterId, Query<?, ?> extendingQuery) {
            refuseNestedExpressions(extendingQuery);
            return super.count(filterId, extendingQuery);
        }
    }

    private static final class GuardedFilterSessions implements SessionFactory {
        @Override
        public Class<?> getSessionType() {
            return FilterManager.class;
        }

        @Override
        public Session openSession() {
            return new GuardedFilterManager();
        }
    }

    /** Stored filters, when they are written and whenever they are read to be run. */
    private static final class GuardedFilterManager extends FilterManager {

        @Override
        public Filter insertOrUpdateFilter(Filter filter) {
            refuseForeignExpressions(filter.getQuery());
            return super.insertOrUpdateFilter(filter);
        }

        @Override
        public FilterEntity findFilterById(String filterId) {
            FilterEntity filter = super.findFilterById(filterId);
            if (filter != null) {
                refuseForeignExpressions(filter.getQuery());
            }
            return filter;
        }
    }
}
