package org.disputedesk.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.impl.ProcessInstanceModificationBuilderImpl;
import org.camunda.bpm.engine.impl.RuntimeServiceImpl;
import org.camunda.bpm.engine.impl.cmd.AbstractProcessInstanceModificationCommand;
import org.camunda.bpm.engine.impl.cmd.ActivityAfterInstantiationCmd;
import org.camunda.bpm.engine.impl.cmd.ActivityBeforeInstantiationCmd;
import org.camunda.bpm.engine.impl.cmd.ActivityCancellationCmd;
import org.camunda.bpm.engine.impl.cmd.ActivityInstanceCancellationCmd;
import org.camunda.bpm.engine.impl.cmd.GetActivityInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.ModifyProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.TransitionInstanceCancellationCmd;
import org.camunda.bpm.engine.impl.cmd.TransitionInstantiationCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.ProcessInstanceModificationBuilder;
import org.camunda.bpm.engine.runtime.TransitionInstance;
import org.jspecify.annotations.Nullable;

/**
 * The engine's runtime service, which lets {@link RecordHistory} know what an operator tells a modification to do: the engine
 * logs that there was one and forgets its instructions.
 */
final class Modifications extends RuntimeServiceImpl {

    @Override
    public ProcessInstanceModificationBuilder createProcessInstanceModification(String processInstanceId) {
        return new Builder(commandExecutor, processInstanceId);
    }

    private static final class Builder extends ProcessInstanceModificationBuilderImpl {

        Builder(CommandExecutor executor, String processInstanceId) {
            super(executor, processInstanceId);
        }

        @Override
        public void execute(boolean writeOperationLog, boolean skipCustomListeners, boolean skipIoMappings) {
            setSkipCustomListeners(skipCustomListeners);
            setSkipIoMappings(skipIoMappings);
            commandExecutor.execute(new Modify(this, writeOperationLog));
        }
    }

    private static final class Modify extends ModifyProcessInstanceCmd {

        Modify(ProcessInstanceModificationBuilderImpl builder, boolean writeOperationLog) {
            super(builder, writeOperationLog);
        }

        @Override
        public Void execute(CommandContext context) {
            ActivityInstance before =
                    context.runWithoutAuthorization(new GetActivityInstanceCmd(builder.getProcessInstanceId()));
            List<String> instructions = new ArrayList<>();
            builder.getModificationOperations().forEach(each -> instructions.add(words(each, before)));
            UnderWay.ofCommand().told(instructions);
            return super.execute(context);
        }
    }

    private static String words(AbstractProcessInstanceModificationCommand each, @Nullable ActivityInstance before) {
        if (each instanceof ActivityCancellationCmd cancel) {
            return "cancel " + cancel.getActivityId();
        }
        if (each instanceof ActivityInstanceCancellationCmd cancel) {
            return "cancel " + activity(cancel.getActivityInstanceId(), before);
        }
        if (each instanceof TransitionInstanceCancellationCmd cancel) {
            return "cancel " + activity(cancel.getTransitionInstanceId(), before);
        }
        if (each instanceof ActivityBeforeInstantiationCmd start) {
            return "start before " + start.getTargetElementId();
        }
        if (each instanceof ActivityAfterInstantiationCmd start) {
            return "start after " + start.getTargetElementId();
        }
        return each instanceof TransitionInstantiationCmd start
                ? "start flow " + start.getTargetElementId()
                : each.getClass().getSimpleName();
    }

    /** The step an instance is of; its own id when there is none, in which case the engine refuses the modification. */
    private static String activity(String instanceId, @Nullable ActivityInstance tree) {
        return Objects.requireNonNullElse(tree == null ? null : find(instanceId, tree), instanceId);
    }

    private static @Nullable String find(String instanceId, ActivityInstance tree) {
        if (instanceId.equals(tree.getId())) {
            return tree.getActivityId();
        }
        for (TransitionInstance waiting : tree.getChildTransitionInstances()) {
            if (instanceId.equals(waiting.getId())) {
                return waiting.getActivityId();
            }
        }
        for (ActivityInstance child : tree.getChildActivityInstances()) {
            String found = find(instanceId, child);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
