package org.disputedesk.engine;

import java.util.Set;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.DbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityState;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.disputedesk.dispute.Refusals;
import org.disputedesk.dispute.Rejected;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells whoever completes a task a moment too late that it is done. He has read the task, and what belongs to it goes while
 * he reads on: the engine then stumbles over a missing execution, fact or right, each time in another way.
 */
@Component
class LateCompletions extends AbstractProcessEnginePlugin {

    private static final Set<Class<?>> COMPLETIONS = Set.of(CompleteTaskCmd.class, SubmitTaskFormCmd.class);

    private final JdbcClient db;

    LateCompletions(JdbcClient db) {
        this.db = db;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        Interceptors.inside(configuration, Late::new);
    }

    private final class Late extends CommandInterceptor {

        @Override
        public <T> T execute(Command<T> command) {
            try {
                return next.execute(command);
            } catch (RuntimeException e) {
                boolean isRefusal = e instanceof Rejected || e.getCause() instanceof Rejected;
                if (!isRefusal && COMPLETIONS.contains(command.getClass()) && isTaskGone(e)) {
                    throw new Rejected(Refusals.said("doneAlready"));
                }
                throw e;
            }
        }
    }

    private boolean isTaskGone(RuntimeException failure) {
        try {
            return isTaskGone();
        } catch (DataAccessException e) {
            // after a deadlock PostgreSQL reads nothing more in this transaction, and the deadlock is what is to be
            // told
            failure.addSuppressed(e);
            return false;
        }
    }

    private boolean isTaskGone() {
        DbEntityManager read = Context.getCommandContext().getDbEntityManager();
        return read.getCachedEntitiesByType(TaskEntity.class).stream()
                .filter(task -> isStored(read, task))
                .anyMatch(task -> db.sql("select count(*) from act_ru_task where id_ = ?")
                                .param(task.getId())
                                .query(Long.class)
                                .single()
                        == 0);
    }

    private static boolean isStored(DbEntityManager read, DbEntity task) {
        var cached = read.getDbEntityCache().getCachedEntity(task);
        return cached != null && cached.getEntityState() != DbEntityState.TRANSIENT;
    }
}
