package org.disputedesk.engine;

import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.TaskPermissions;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * The rights that the engine gives by itself.
 *
 * <p>Who holds a task may give it back to the group or hand it to a colleague. A candidate may not: nobody is given work by
 * somebody who has not taken it. Leads assign whatever they like, by their rights on processes. And people may change their
 * own name and password, but not delete themselves.
 */
class GivenRights extends DefaultAuthorizationProvider {

    @Override
    public AuthorizationEntity @Nullable [] newTaskAssignee(
            Task task, @Nullable String oldAssignee, @Nullable String newAssignee) {
        AuthorizationEntity[] given = super.newTaskAssignee(task, oldAssignee, newAssignee);
        if (given != null) {
            for (AuthorizationEntity right : given) {
                right.addPermission(TaskPermissions.TASK_ASSIGN);
            }
        }
        return given;
    }

    @Override
    public AuthorizationEntity[] newUser(User user) {
        AuthorizationEntity[] given = super.newUser(user);
        for (AuthorizationEntity right : given) {
            right.setPermissions(Permissions.NONE.getValue());
            right.addPermission(Permissions.READ);
            right.addPermission(Permissions.UPDATE);
        }
        return given;
    }
}
