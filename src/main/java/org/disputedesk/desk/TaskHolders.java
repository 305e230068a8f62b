package org.disputedesk.desk;

import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.PropertyChange;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.disputedesk.dispute.Refusals;
import org.disputedesk.dispute.Rejected;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Whoever holds a task does it: nobody completes it over his head, takes it from him or gives it to a third person, by
 * whatever route. Leads may take and give every task, and then hold what they complete.
 */
@Component
@Order(10)
class TaskHolders extends AbstractBpmnParseListener {

    private static final List<String> MAY_GIVE = List.of("leads", Groups.CAMUNDA_ADMIN);

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        var task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, TaskHolders::mustBeHeldByWhoCompletesIt);
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_ASSIGNMENT, TaskHolders::mustBeOnesOwnToGive);
    }

    private static void mustBeHeldByWhoCompletesIt(DelegateTask task) {
        Authentication person = person();
        String holder = task.getAssignee();
        if (person != null && holder != null && !holder.equals(person.getUserId())) {
            throw new Rejected(Refusals.said("heldByOther", holder));
        }
    }

    private static void mustBeOnesOwnToGive(DelegateTask task) {
        Authentication person = person();
        if (person != null && task.getAssignee() != null && !task.getAssignee().equals(person.getUserId())) {
            mustBeKnown(task.getAssignee());
        }
        if (person == null || mayGive(person)) {
            return;
        }
        String before = holderBefore((TaskEntity) task);
        if (before != null && !before.equals(person.getUserId())) {
            throw new Rejected(Refusals.said("heldByOther", before));
        }
        if (before == null && !Objects.equals(task.getAssignee(), person.getUserId())) {
            throw new Rejected(Refusals.said("onlyForOneself"));
        }
    }

    /** A name that is nobody's login would be a text in the record, and the task nobody's to do. */
    private static void mustBeKnown(String user) {
        if (Context.getCommandContext().getReadOnlyIdentityProvider().findUserById(user) == null) {
            throw new Rejected(Refusals.said("noSuchUser"));
        }
    }

    private static @Nullable String holderBefore(TaskEntity task) {
        PropertyChange change = task.getPropertyChanges().get(TaskEntity.ASSIGNEE);
        return change == null ? null : (String) change.getOrgValue();
    }

    /** Whether this person may take and give tasks that others hold. */
    static boolean mayGive(Authentication person) {
        return Objects.requireNonNullElse(person.getGroupIds(), List.<String>of()).stream()
                .anyMatch(MAY_GIVE::contains);
    }

    /** Who acts in the engine; nobody when the desk itself does. */
    static @Nullable Authentication person() {
        Authentication authentication = Context.getCommandContext().getAuthentication();
        return authentication == null || authentication.getUserId() == null ? null : authentication;
    }
}
