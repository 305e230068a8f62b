package org.disputedesk.desk;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cmd.AbstractSetTaskPropertyCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteIdentityLinkCmd;
import org.camunda.bpm.engine.impl.cmd.SaveTaskCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.persistence.entity.PropertyChange;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.disputedesk.dispute.NotAllowed;
import org.disputedesk.engine.AskedFor;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What people may change of a task besides doing it, by whatever route: whoever holds it sets its follow-up date and hands it
 * over; leads also set its due date, priority and candidates. What a task is called and says, and where it belongs, is the
 * model's: a text that somebody typed there would stand in lists and in the engine's history for ever.
 */
@Component
@Order(11)
class TaskChanges extends AbstractBpmnParseListener {

    private static final Set<String> THE_MODELS = Set.of(
            TaskEntity.NAME,
            TaskEntity.DESCRIPTION,
            TaskEntity.PARENT_TASK,
            TaskEntity.CASE_INSTANCE_ID,
            TaskEntity.OWNER,
            TaskEntity.DELEGATION);

    private static final Set<String> THE_LEADS = Set.of(TaskEntity.DUE_DATE, TaskEntity.PRIORITY);

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        var task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_UPDATE, TaskChanges::mustBeAllowed);
    }

    private static void mustBeAllowed(DelegateTask updated) {
        Command<?> asked = AskedFor.by(Context.getCommandContext());
        Authentication person = TaskHolders.person();
        boolean isLinkRemoved = asked instanceof DeleteIdentityLinkCmd;
        if (person == null
                || !(asked instanceof SaveTaskCmd || asked instanceof AbstractSetTaskPropertyCmd<?> || isLinkRemoved)) {
            return;
        }
        TaskEntity task = (TaskEntity) updated;
        Map<String, PropertyChange> changes = task.getPropertyChanges();
        keepUnlessMeant(task, changes);
        if (changes.keySet().stream().anyMatch(THE_MODELS::contains)
                || task.getTenantId() != null
                || task.getCaseInstanceId() != null) {
            throw new NotAllowed("taskIsTheModels");
        }
        // what is left when nothing of the task itself changed is who may do it
        boolean isAboutCandidates = changes.isEmpty() && !(asked instanceof SaveTaskCmd);
        if ((isAboutCandidates || changes.keySet().stream().anyMatch(THE_LEADS::contains))
                && !TaskHolders.mayGive(person)) {
            throw new NotAllowed("onlyLeadsChangeTasks");
        }
    }

    /** Tasklist sends the whole task back with its dates cut to seconds, whichever of them somebody has set. */
    private static void keepUnlessMeant(TaskEntity task, Map<String, PropertyChange> changes) {
        PropertyChange due = changes.get(TaskEntity.DUE_DATE);
        if (due != null && Objects.equals(second(due.getOrgValue()), second(due.getNewValue()))) {
            task.setDueDate((Date) due.getOrgValue());
            changes.remove(TaskEntity.DUE_DATE);
        }
        PropertyChange followUp = changes.get(TaskEntity.FOLLOW_UP_DATE);
        if (followUp != null && Objects.equals(second(followUp.getOrgValue()), second(followUp.getNewValue()))) {
            task.setFollowUpDate((Date) followUp.getOrgValue());
            changes.remove(TaskEntity.FOLLOW_UP_DATE);
        }
    }

    private static @Nullable Instant second(@Nullable Object date) {
        return date instanceof Date at ? at.toInstant().truncatedTo(ChronoUnit.SECONDS) : null;
    }
}
