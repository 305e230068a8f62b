package org.disputedesk.engine;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.impl.batch.RestartProcessInstancesBatchCmd;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.DelegateTaskCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.GetRenderedStartFormCmd;
import org.camunda.bpm.engine.impl.cmd.GetRenderedTaskFormCmd;
import org.camunda.bpm.engine.impl.cmd.HandleTaskBpmnErrorCmd;
import org.camunda.bpm.engine.impl.cmd.HandleTaskEscalationCmd;
import org.camunda.bpm.engine.impl.cmd.ModifyProcessInstanceAsyncCmd;
import org.camunda.bpm.engine.impl.cmd.ProcessInstanceModificationBatchCmd;
import org.camunda.bpm.engine.impl.cmd.ProcessInstanceModificationCmd;
import org.camunda.bpm.engine.impl.cmd.ResolveTaskCmd;
import org.camunda.bpm.engine.impl.cmd.RestartProcessInstancesCmd;
import org.camunda.bpm.engine.impl.cmd.SignalCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceAtActivitiesCmd;
import org.camunda.bpm.engine.impl.cmd.batch.CorrelateAllMessageBatchCmd;
import org.camunda.bpm.engine.impl.cmd.batch.variables.SetVariablesToProcessInstancesBatchCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.disputedesk.dispute.Forbidden;
import org.disputedesk.dispute.Rejected;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Ways through the engine that lead past a task's form, or past the beginning of a process, and that the desk has no use
 * for: whoever may work on a task may use them, so they are closed for everybody.
 */
@Component
@Order(30)
class ClosedDoors extends AbstractProcessEnginePlugin {

    private static final String ENDED = "A process that has ended is not started again. Open a new case.";
    private static final String ONE_BY_ONE =
            "Cases are changed one by one, so that the record of each tells who did it and why.";

    /** They only show something. */
    private static final Set<Class<?>> HARMLESS = Set.of(GetRenderedStartFormCmd.class, GetRenderedTaskFormCmd.class);

    private static final Map<Class<?>, String> CLOSED = Map.ofEntries(
            entry(ResolveTaskCmd.class, "A task is not resolved but completed, with the answers its form asks for."),
            entry(DelegateTaskCmd.class, "A task is not delegated. Give it back, or assign it to somebody else."),
            entry(HandleTaskBpmnErrorCmd.class, "A task does not end with an error. Complete it, or leave it open."),
            entry(
                    HandleTaskEscalationCmd.class,
                    "A task does not end with an escalation. Complete it, or leave it open."),
            entry(GetRenderedStartFormCmd.class, "The desk renders no forms; read the form itself, at deployed-form."),
            entry(GetRenderedTaskFormCmd.class, "The desk renders no forms; read the form itself, at deployed-form."),
            entry(DeleteTaskCmd.class, "A task is not deleted. Complete it, or leave it open."),
            entry(
                    SignalCmd.class,
                    "A step is not triggered from outside. Complete its task, or tell the case an event."),
            entry(
                    StartProcessInstanceAtActivitiesCmd.class,
                    "A process does not start by itself in its middle. Start it at its beginning."),
            entry(RestartProcessInstancesCmd.class, ENDED),
            entry(RestartProcessInstancesBatchCmd.class, ENDED),
            entry(SetVariablesToProcessInstancesBatchCmd.class, ONE_BY_ONE),
            entry(CorrelateAllMessageBatchCmd.class, ONE_BY_ONE),
            entry(ProcessInstanceModificationCmd.class, ONE_BY_ONE),
            entry(ProcessInstanceModificationBatchCmd.class, ONE_BY_ONE),
            entry(ModifyProcessInstanceAsyncCmd.class, ONE_BY_ONE));

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        Interceptors.outside(configuration, Closed::new);
    }

    private static final class Closed extends CommandInterceptor {

        @Override
        public <T> T execute(Command<T> command) {
            String instead = CLOSED.get(command.getClass());
            if (instead != null) {
                throw HARMLESS.contains(command.getClass())
                        ? new Rejected(instead)
                        : Forbidden.by("closed-doors", instead);
            }
            return next.execute(command);
        }
    }
}
