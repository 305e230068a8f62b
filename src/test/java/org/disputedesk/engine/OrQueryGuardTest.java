package org.disputedesk.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.json.JsonTaskQueryConverter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CVE-2026-109432: expressions inside the orQueries of a task query. */
class OrQueryGuardTest {

    private static final String EVIL = "${''.getClass().forName('org.disputedesk.engine.Tripwire').newInstance()}";

    private static ProcessEngine engine;
    private static FilterService filters;

    @BeforeAll
    static void start() {
        engine = GuardedEngine.start("orquery", GuardedEngine.safeExpressions(), new OrQueryGuard());
        filters = engine.getFilterService();
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    /** Every way a task query has to take an expression. */
    static Stream<Method> setters() {
        return Arrays.stream(TaskQuery.class.getMethods())
                .filter(method -> method.getName().endsWith("Expression"))
                .sorted(Comparator.comparing(Method::getName));
    }

    @ParameterizedTest
    @MethodSource("setters")
    void an_expression_inside_or_is_refused(Method setter) throws ReflectiveOperationException {
        TaskQuery query = nested(setter);

        assertThatThrownBy(query::list)
                .isInstanceOf(BadUserRequestException.class)
                .hasMessageContaining("orQueries");
        assertThatThrownBy(query::count).isInstanceOf(BadUserRequestException.class);
        assertThatThrownBy(query::singleResult).isInstanceOf(BadUserRequestException.class);
        assertThatThrownBy(() -> query.listPage(0, 1)).isInstanceOf(BadUserRequestException.class);
        assertThatThrownBy(
                        () -> filters.saveFilter(filters.newTaskFilter("evil").setQuery(query)))
                .isInstanceOf(BadUserRequestException.class);
    }

    @Test
    void every_spelling_was_tried() {
        assertThat(setters()).hasSizeGreaterThanOrEqualTo(18);
    }

    @Test
    void without_the_guard_the_expression_runs() {
        ProcessEngine open = GuardedEngine.start("openquery");
        int reached = Tripwire.REACHED.get();

        assertThatCode(() -> open.getTaskService()
                        .createTaskQuery()
                        .or()
                        .dueBeforeExpression("${now()}")
                        .taskNameLike("x")
                        .endOr()
                        .list())
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> open.getTaskService()
                        .createTaskQuery()
                        .or()
                        .taskOwnerExpression(EVIL)
                        .endOr()
                        .list())
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(Tripwire.REACHED).hasValueGreaterThan(reached);
        open.close();
    }

    @Test
    void a_stored_filter_with_a_nested_expression_cannot_be_run_or_extended() throws SQLException {
        int reached = Tripwire.REACHED.get();
        String id = filters.saveFilter(filters.newTaskFilter("stored")
                        .setQuery(engine.getTaskService().createTaskQuery().taskNameLike("%")))
                .getId();
        TaskQueryImpl evil = (TaskQueryImpl) engine.getTaskService()
                .createTaskQuery()
                .or()
                .taskAssigneeExpression(EVIL)
                .endOr();
        writeQuery(id, new JsonTaskQueryConverter().toJson(evil));

        assertThatThrownBy(() -> filters.list(id)).isInstanceOf(BadUserRequestException.class);
        assertThatThrownBy(() -> filters.listPage(id, 0, 1)).isInstanceOf(BadUserRequestException.class);
        assertThatThrownBy(() -> filters.count(id)).isInstanceOf(BadUserRequestException.class);
        assertThatThrownBy(() -> filters.singleResult(id)).isInstanceOf(BadUserRequestException.class);
        assertThat(Tripwire.REACHED).hasValue(reached);
        filters.deleteFilter(id);
    }

    @Test
    void a_stored_filter_cannot_be_extended_or_changed_with_a_nested_expression() {
        String id = filters.saveFilter(filters.newTaskFilter("mine")
                        .setQuery(engine.getTaskService().createTaskQuery().taskNameLike("%")))
                .getId();
        TaskQuery evil = engine.getTaskService()
                .createTaskQuery()
                .or()
                .dueBeforeExpression("${now()}")
                .endOr();

        assertThatThrownBy(() -> filters.list(id, evil)).isInstanceOf(BadUserRequestException.class);
        assertThatThrownBy(() -> filters.listPage(id, evil, 0, 1)).isInstanceOf(BadUserRequestException.class);
        assertThatThrownBy(() -> filters.count(id, evil)).isInstanceOf(BadUserRequestException.class);
        assertThatThrownBy(() -> filters.singleResult(id, evil)).isInstanceOf(BadUserRequestException.class);
        assertThatThrownBy(() -> filters.saveFilter(filters.getFilter(id).setQuery(evil)))
                .isInstanceOf(BadUserRequestException.class);
        assertThatThrownBy(() -> filters.list(
                        id, engine.getTaskService().createTaskQuery().dueBeforeExpression("${now()}")))
                .isInstanceOf(BadUserRequestException.class);
        filters.deleteFilter(id);
    }

    @Test
    void deeper_nesting_is_found_as_well() {
        TaskQueryImpl innermost = new TaskQueryImpl();
        innermost.taskOwnerExpression("${now()}");
        TaskQueryImpl inner = new TaskQueryImpl();
        inner.addOrQuery(innermost);
        TaskQueryImpl outer =
                (TaskQueryImpl) engine.getTaskService().createTaskQuery().taskNameLike("%");
        outer.addOrQuery(inner);

        assertThatThrownBy(outer::list).isInstanceOf(BadUserRequestException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                EVIL,
                "${''.getClass()}",
                "${sendLetter}",
                "${letter}",
                "${currentUser().length()}",
                "${dateTime().toString()}",
                "${processEngine}",
                "#{now().class}"
            })
    void a_stored_filter_names_nothing_but_the_user_and_the_time(String expression) {
        int reached = Tripwire.REACHED.get();
        TaskQuery query = engine.getTaskService().createTaskQuery().taskAssigneeExpression(expression);

        assertThatThrownBy(
                        () -> filters.saveFilter(filters.newTaskFilter("evil").setQuery(query)))
                .isInstanceOf(BadUserRequestException.class)
                .hasMessageContaining("Use currentUser()");
        assertThat(Tripwire.REACHED).hasValue(reached);
    }

    @Test
    void the_filters_of_tasklist_work() {
        engine.getIdentityService().setAuthentication("hanako", List.of("agents"));
        for (TaskQuery query : List.of(
                tasks().taskAssigneeExpression("${currentUser()}"),
                tasks().taskCandidateGroupInExpression("${currentUserGroups()}").taskUnassigned(),
                tasks().dueBeforeExpression("${dateTime().plusHours(4)}").dueAfterExpression("${now()}"),
                tasks().dueBeforeExpression("${now()}"),
                tasks().or().taskNameLike("a").taskDescriptionLike("b").endOr())) {
            String id = filters.saveFilter(filters.newTaskFilter("fine").setQuery(query))
                    .getId();

            assertThat(filters.list(id)).isEmpty();
            assertThat(filters.count(
                            id, tasks().or().taskNameLike("a").taskOwner("b").endOr()))
                    .isZero();
            filters.deleteFilter(id);
        }
        engine.getIdentityService().clearAuthentication();
    }

    private static TaskQuery tasks() {
        return engine.getTaskService().createTaskQuery();
    }

    private static TaskQuery nested(Method setter) throws ReflectiveOperationException {
        TaskQuery query = tasks().or();
        setter.invoke(query, "${now()}");
        return query.endOr();
    }

    private static void writeQuery(String filterId, String query) throws SQLException {
        try (Connection connection =
                        engine.getProcessEngineConfiguration().getDataSource().getConnection();
                var update = connection.prepareStatement("update ACT_RU_FILTER set QUERY_ = ? where ID_ = ?")) {
            update.setString(1, query);
            update.setString(2, filterId);
            assertThat(update.executeUpdate()).isOne();
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }
}
