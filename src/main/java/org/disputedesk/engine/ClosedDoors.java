package org.disputedesk.engine;

import java.util.Map;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.DelegateTaskCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.GetRenderedStartFormCmd;
import org.camunda.bpm.engine.impl.cmd.GetRenderedTaskFormCmd;
import org.camunda.bpm.engine.impl.cmd.HandleTaskBpmnErrorCmd;
import org.camunda.bpm.engine.impl.cmd.HandleTaskEscalationCmd;
import org.camunda.bpm.engine.impl.cmd.ResolveTaskCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceAtActivitiesCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.disputedesk.dispute.Rejected;
import org.springframework.stereotype.Component;

/**
 * Ways through the engine that lead past a task's form, or past the beginning of a process, and that the desk has no use
 * for: whoever may work on a task may use them, so they are closed for everybody.
 */
@Component
class ClosedDoors extends AbstractProcessEnginePlugin {

    private static final Map<Class<?>, String> CLOSED = Map.of(
            ResolveTaskCmd.class, "A task is not resolved but completed, with the answers its form asks for.",
            DelegateTaskCmd.class, "A task is not delegated. Give it back, or assign it to somebody else.",
            HandleTaskBpmnErrorCmd.class, "A task does not end with an error. Complete it, or leave it open.",
            HandleTaskEscalationCmd.class, "A task does not end with an escalation. Complete it, or leave it open.",
            GetRenderedStartFormCmd.class, "The desk renders no forms; read the form itself, at deployed-form.",
            GetRenderedTaskFormCmd.class, "The desk renders no forms; read the form itself, at deployed-form.",
            DeleteTaskCmd.class, "A task is not deleted. Complete it, or leave it open.",
            StartProcessInstanceAtActivitiesCmd.class,
                    "A process does not start by itself in its middle. Start it at its beginning.");

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        Interceptors.outside(configuration, Closed::new);
    }

    private static final class Closed extends CommandInterceptor {

        @Override
        public <T> T execute(Command<T> command) {
            String instead = CLOSED.get(command.getClass());
            if (instead != null) {
                throw new Rejected(instead);
            }
            return next.execute(command);
        }
    }
}
