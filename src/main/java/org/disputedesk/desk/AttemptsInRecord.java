package org.disputedesk.desk;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.authorization.MissingAuthorization;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.disputedesk.dispute.Forbidden;
import org.disputedesk.engine.Interceptors;
import org.disputedesk.policy.Guard;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whoever tries past the desk's forms what a rule or the rights of a group forbid is in the record of the case he tried it
 * in, beside those whom the guard itself has refused (000-17, 000-13). What touches no case is a line in the log.
 */
@Component
@Order(60)
class AttemptsInRecord extends AbstractProcessEnginePlugin {

    private static final Logger log = LoggerFactory.getLogger(AttemptsInRecord.class);

    /** Where the engine's commands keep what they are about: a task, an execution, a process, a case. */
    private static final List<String> ABOUT = List.of(
            "taskId",
            "entityId",
            "executionId",
            "processInstanceId",
            "processInstanceIds",
            "builder.processInstanceId",
            "builder.processInstanceIds",
            "builder.businessKey",
            "instantiationBuilder.businessKey");

    private final Guard guard;
    private final JdbcClient db;

    AttemptsInRecord(Guard guard, JdbcClient db) {
        this.guard = guard;
        this.db = db;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        Interceptors.outside(configuration, Watching::new);
    }

    private final class Watching extends CommandInterceptor {

        @Override
        public <T> T execute(Command<T> command) {
            if (Context.getCommandContext() != null) {
                return next.execute(command);
            }
            try {
                return next.execute(command);
            } catch (RuntimeException e) {
                Forbidden forbidden = cause(e, Forbidden.class);
                if (forbidden != null) {
                    throw refused(command, forbidden);
                }
                AuthorizationException noRight = cause(e, AuthorizationException.class);
                if (noRight != null && isMoreThanReading(noRight)) {
                    note(command, noRight);
                }
                throw e;
            }
        }
    }

    private static <E extends RuntimeException> @Nullable E cause(RuntimeException e, Class<E> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    private RuntimeException refused(Command<?> command, Forbidden forbidden) {
        List<String> cases =
                forbidden.caseNumber() == null ? casesOf(command) : casesOf(List.of(forbidden.caseNumber()));
        Map<String, String> facts = Map.of("command", name(command));
        // one command can be about several cases; each has a record of its own
        cases.stream().skip(1).forEach(number -> guard.attempt(number, forbidden, facts));
        if (cases.isEmpty()) {
            log.warn("{}: refused by {}, in no case", name(command), forbidden.ruleId());
        }
        return guard.attempt(cases.stream().findFirst().orElse(null), forbidden, facts);
    }

    private void note(Command<?> command, AuthorizationException noRight) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("command", name(command));
        facts.put("missing", missing(noRight).findFirst().orElse(""));
        List<String> cases = casesOf(command);
        cases.forEach(number -> guard.noted(number, facts));
        if (cases.isEmpty()) {
            log.warn("{} by {}: refused by the rights of the engine, in no case", name(command), noRight.getUserId());
        }
    }

    private static String name(Command<?> command) {
        return command.getClass().getSimpleName().replaceFirst("Cmd$", "");
    }

    private static boolean isMoreThanReading(AuthorizationException e) {
        return missing(e).anyMatch(permission -> !permission.startsWith("READ"));
    }

    private static Stream<String> missing(AuthorizationException e) {
        return e.getMissingAuthorizations().stream().map(MissingAuthorization::getViolatedPermissionName);
    }

    private List<String> casesOf(Command<?> command) {
        var fields = new DirectFieldAccessor(command);
        return casesOf(ABOUT.stream()
                .filter(fields::isReadableProperty)
                .map(fields::getPropertyValue)
                .flatMap(found -> found instanceof Collection<?> all ? all.stream() : Stream.ofNullable(found))
                .map(String::valueOf)
                .distinct()
                .toList());
    }

    /** The cases that tasks, executions, processes or case numbers belong to. */
    private List<String> casesOf(List<String> ids) {
        return ids.stream()
                .map(this::caseOf)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private Optional<String> caseOf(String id) {
        return db.sql("""
                        select c.case_number from dispute_case c where c.case_number = :id or c.case_number in (
                          select p.business_key_ from act_hi_procinst p where p.proc_inst_id_ = :id
                            or p.proc_inst_id_ in (select t.proc_inst_id_ from act_ru_task t where t.id_ = :id)
                            or p.proc_inst_id_ in (select e.proc_inst_id_ from act_ru_execution e where e.id_ = :id))""").param("id", id).query(String.class).optional();
    }
}
