package org.disputedesk.desk;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.impl.HistoricTaskInstanceQueryImpl;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AddCommentCmd;
import org.camunda.bpm.engine.impl.cmd.CreateAttachmentCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteAttachmentCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteProcessInstanceCommentCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteTaskCommentCmd;
import org.camunda.bpm.engine.impl.cmd.GetAttachmentCmd;
import org.camunda.bpm.engine.impl.cmd.GetAttachmentContentCmd;
import org.camunda.bpm.engine.impl.cmd.GetProcessInstanceAttachmentsCmd;
import org.camunda.bpm.engine.impl.cmd.GetProcessInstanceCommentsCmd;
import org.camunda.bpm.engine.impl.cmd.GetTaskAttachmentCmd;
import org.camunda.bpm.engine.impl.cmd.GetTaskAttachmentContentCmd;
import org.camunda.bpm.engine.impl.cmd.GetTaskAttachmentsCmd;
import org.camunda.bpm.engine.impl.cmd.GetTaskCommentCmd;
import org.camunda.bpm.engine.impl.cmd.GetTaskCommentsCmd;
import org.camunda.bpm.engine.impl.cmd.GetTaskEventsCmd;
import org.camunda.bpm.engine.impl.cmd.SaveAttachmentCmd;
import org.camunda.bpm.engine.impl.cmd.UpdateCommentCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.task.Comment;
import org.disputedesk.dispute.NotAllowed;
import org.disputedesk.dispute.Refusals;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.dispute.Storable;
import org.disputedesk.engine.Interceptors;
import org.springframework.stereotype.Component;

/**
 * Who reads and writes the comments of tasks. They are for whoever works on cases, since they may tell who a buyer is; the
 * engine asks for no right at all once it has found the task, and finds it only for those who may read the whole history. What
 * is written stays, because the record names it, and a file belongs to the evidence of its case, where it is sealed and erased.
 */
@Component
class TasklistComments extends AbstractProcessEnginePlugin {

    private static final Set<String> CASE_WORKERS = Set.of("agents", "leads", Groups.CAMUNDA_ADMIN);

    private static final int LONGEST = 20_000;

    private static final Set<Class<?>> FOR_CASE_WORKERS = Set.of(
            AddCommentCmd.class,
            GetTaskCommentCmd.class,
            GetTaskCommentsCmd.class,
            GetProcessInstanceCommentsCmd.class,
            GetTaskEventsCmd.class,
            GetAttachmentCmd.class,
            GetAttachmentContentCmd.class,
            GetTaskAttachmentCmd.class,
            GetTaskAttachmentContentCmd.class,
            GetTaskAttachmentsCmd.class,
            GetProcessInstanceAttachmentsCmd.class);

    private static final Set<Class<?>> CHANGES =
            Set.of(UpdateCommentCmd.class, DeleteTaskCommentCmd.class, DeleteProcessInstanceCommentCmd.class);

    private static final Set<Class<?>> FILES =
            Set.of(CreateAttachmentCmd.class, SaveAttachmentCmd.class, DeleteAttachmentCmd.class);

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        Interceptors.inside(configuration, Door::new);
    }

    private static final class Door extends CommandInterceptor {

        @Override
        public <T> T execute(Command<T> command) {
            Authentication person = TaskHolders.person();
            if (person == null) {
                return next.execute(command);
            }
            mustBeAllowed(command, person);
            CommandContext context = Context.getCommandContext();
            T result =
                    command instanceof HistoricTaskInstanceQueryImpl query && isOfATaskInSight(query, person, context)
                            ? context.runWithoutAuthorization(() -> next.execute(command))
                            : next.execute(command);
            if (command instanceof AddCommentCmd && result instanceof Comment comment) {
                mustBelongToACase(comment, context);
            }
            return result;
        }
    }

    private static void mustBeAllowed(Command<?> command, Authentication person) {
        Class<?> door = command.getClass();
        if (FOR_CASE_WORKERS.contains(door) && !isCaseWorker(person)) {
            throw new NotAllowed("commentsOfCaseWorkers");
        }
        if (CHANGES.contains(door)) {
            throw new NotAllowed("commentStays");
        }
        if (FILES.contains(door)) {
            throw new NotAllowed("filesAtTheCase");
        }
    }

    private static boolean isCaseWorker(Authentication person) {
        return Objects.requireNonNullElse(person.getGroupIds(), List.<String>of()).stream()
                .anyMatch(CASE_WORKERS::contains);
    }

    /** Whoever may see an open task may see that it is in the history as well, which is looked at before its comments. */
    private static boolean isOfATaskInSight(
            HistoricTaskInstanceQueryImpl query, Authentication person, CommandContext context) {
        String id = query.getTaskId();
        return id != null
                && query.getQueries().size() == 1
                && isCaseWorker(person)
                && context.getTaskManager().findTaskCountByQueryCriteria(new TaskQueryImpl().taskId(id)) > 0;
    }

    /** A comment of something that has ended would be in no record and outlive the erasure. */
    private static void mustBelongToACase(Comment comment, CommandContext context) {
        Storable.text("message", comment.getFullMessage(), LONGEST);
        boolean isOpen = comment.getTaskId() == null
                ? context.getExecutionManager().findExecutionById(comment.getProcessInstanceId()) != null
                : context.getTaskManager().findTaskById(comment.getTaskId()) != null;
        if (!isOpen) {
            throw new Rejected(Refusals.said("doneAlready"));
        }
    }
}
