package org.disputedesk.engine;

import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.disputedesk.dispute.Rejected;
import org.springframework.stereotype.Component;

/**
 * Lets what the desk refuses reach the person as it was said. The engine wraps what is thrown while a task is completed
 * into an error of its own, which its REST API answers as 500, as if the desk were broken.
 */
@Component
class PlainRefusals extends AbstractProcessEnginePlugin {

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        Interceptors.outside(configuration, Unwrap::new);
    }

    private static final class Unwrap extends CommandInterceptor {

        @Override
        public <T> T execute(Command<T> command) {
            try {
                return next.execute(command);
            } catch (ProcessEngineException e) {
                if (!(e instanceof Rejected) && e.getCause() instanceof Rejected rejected) {
                    throw rejected;
                }
                throw e;
            }
        }
    }
}
