package org.disputedesk.engine;

import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.disputedesk.dispute.Refusals;
import org.disputedesk.dispute.Rejected;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Lets what the desk refuses reach the person as it was said. The engine wraps what is thrown while a task is completed
 * into an error of its own, which its REST API answers as 500, as if the desk were broken. A refusal is one line in the log;
 * what really fails keeps its trace.
 */
@Component
@Order(30)
class PlainRefusals extends AbstractProcessEnginePlugin {

    private static final Logger log = LoggerFactory.getLogger(PlainRefusals.class);

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        // the engine would write a trace for every refusal
        configuration.setEnableCmdExceptionLogging(false);
        Interceptors.outside(configuration, Unwrap::new);
    }

    private static final class Unwrap extends CommandInterceptor {

        @Override
        public <T> T execute(Command<T> command) {
            boolean isOutermost = Context.getCommandContext() == null;
            try {
                return next.execute(command);
            } catch (RuntimeException e) {
                RuntimeException told = plain(e);
                if (isOutermost) {
                    log(command, told);
                }
                throw told;
            }
        }

        private static RuntimeException plain(RuntimeException e) {
            if (e instanceof TaskAlreadyClaimedException claimed) {
                return new Rejected(Refusals.said("heldByOther", claimed.getTaskAssignee()));
            }
            return e instanceof ProcessEngineException
                            && !(e instanceof Rejected)
                            && e.getCause() instanceof Rejected rejected
                    ? rejected
                    : e;
        }

        private static void log(Command<?> command, RuntimeException e) {
            if (e instanceof Rejected rejected) {
                log.warn("Refused: {}", rejected.logged().replaceAll("\\s+", " "));
            } else if (e instanceof OptimisticLockingException
                    || e instanceof BadUserRequestException
                    || e instanceof AuthorizationException) {
                log.debug("{}: {}", command.getClass().getSimpleName(), e.getMessage());
            } else {
                log.error("{} failed", command.getClass().getSimpleName(), e);
            }
        }
    }
}
