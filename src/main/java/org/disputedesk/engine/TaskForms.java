package org.disputedesk.engine;

import java.io.InputStream;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.form.TaskFormData;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.disputedesk.dispute.Refusals;

/** The engine's form service, which says so when a task is none or done; the engine itself stumbles over it. */
final class TaskForms extends FormServiceImpl {

    @Override
    public TaskFormData getTaskFormData(String taskId) {
        mustBeOpen(taskId);
        return super.getTaskFormData(taskId);
    }

    @Override
    public InputStream getDeployedTaskForm(String taskId) {
        mustBeOpen(taskId);
        return super.getDeployedTaskForm(taskId);
    }

    private void mustBeOpen(String taskId) {
        boolean isOpen =
                commandExecutor.execute(context -> context.getTaskManager().findTaskById(taskId) != null);
        if (!isOpen) {
            throw new NotFoundException(Refusals.said("noSuchTask"));
        }
    }
}
