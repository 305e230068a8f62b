package org.disputedesk.engine;

import java.beans.FeatureDescriptor;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.PropertyNotWritableException;
import org.joda.time.DateTime;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the names, properties and calls an expression may contain. There is no reflection in it: what is not named
 * here does not exist for an expression.
 */
final class SafeResolver extends ELResolver {

    private final Map<String, JavaDelegate> delegates;
    private final Set<String> factNames;

    SafeResolver(Map<String, JavaDelegate> delegates, Set<String> factNames) {
        this.delegates = delegates;
        this.factNames = factNames;
    }

    /** What an expression sees of the running step: the object itself would lead to the engine's services. */
    private record ExecutionView(DelegateExecution execution) {
        @Override
        public String toString() {
            return execution.getId();
        }
    }

    private record TaskView(DelegateTask task) {
        @Override
        public String toString() {
            return task.getId();
        }
    }

    @Override
    public @Nullable Object getValue(ELContext context, @Nullable Object base, Object property) {
        String name = String.valueOf(property);
        if (base == null) {
            return resolveName(context, name);
        }
        if (base instanceof ExecutionView view) {
            return resolveProperty(context, view.execution(), name);
        }
        if (base instanceof TaskView view) {
            return resolveProperty(context, view.task(), name);
        }
        return null;
    }

    private @Nullable Object resolveName(ELContext context, String name) {
        VariableScope scope = (VariableScope) context.getContext(VariableScope.class);
        if (scope == null) {
            return null;
        }
        // before the variables, so that no form field can stand in for a delegate
        if (delegates.containsKey(name)) {
            return resolved(context, delegates.get(name));
        }
        if ("execution".equals(name) && scope instanceof DelegateExecution execution) {
            return resolved(context, new ExecutionView(execution));
        }
        if ("execution".equals(name) && scope instanceof DelegateTask task) {
            return resolved(context, new ExecutionView(task.getExecution()));
        }
        if ("task".equals(name) && scope instanceof DelegateTask task) {
            return resolved(context, new TaskView(task));
        }
        if (scope.hasVariable(name)) {
            return resolved(context, scope.getVariable(name));
        }
        return factNames.contains(name) ? resolved(context, null) : null;
    }

    private static @Nullable Object resolveProperty(ELContext context, DelegateExecution execution, String name) {
        return switch (name) {
            case "id" -> resolved(context, execution.getId());
            case "processBusinessKey" -> resolved(context, execution.getProcessBusinessKey());
            case "processInstanceId" -> resolved(context, execution.getProcessInstanceId());
            case "processDefinitionId" -> resolved(context, execution.getProcessDefinitionId());
            case "currentActivityId" -> resolved(context, execution.getCurrentActivityId());
            case "currentActivityName" -> resolved(context, execution.getCurrentActivityName());
            default -> null;
        };
    }

    private static @Nullable Object resolveProperty(ELContext context, DelegateTask task, String name) {
        return switch (name) {
            case "id" -> resolved(context, task.getId());
            case "name" -> resolved(context, task.getName());
            case "assignee" -> resolved(context, task.getAssignee());
            case "taskDefinitionKey" -> resolved(context, task.getTaskDefinitionKey());
            case "dueDate" -> resolved(context, task.getDueDate());
            case "priority" -> resolved(context, task.getPriority());
            case "createTime" -> resolved(context, task.getCreateTime());
            default -> null;
        };
    }

    @Override
    public @Nullable Object invoke(
            ELContext context,
            Object base,
            Object method,
            Class<?> @Nullable [] paramTypes,
            Object @Nullable [] params) {
        if (!(base instanceof DateTime time)) {
            return null;
        }
        int count = params == null ? 0 : params.length;
        String name = String.valueOf(method);
        if (count == 0 && "toDate".equals(name)) {
            return resolved(context, time.toDate());
        }
        if (count == 1 && params != null && params[0] instanceof Number number) {
            DateTime moved = move(time, name, number.intValue());
            return moved == null ? null : resolved(context, moved);
        }
        return null;
    }

    private static @Nullable DateTime move(DateTime time, String step, int count) {
        return switch (step) {
            case "plusMinutes" -> time.plusMinutes(count);
            case "plusHours" -> time.plusHours(count);
            case "plusDays" -> time.plusDays(count);
            case "plusWeeks" -> time.plusWeeks(count);
            case "plusMonths" -> time.plusMonths(count);
            case "minusMinutes" -> time.minusMinutes(count);
            case "minusHours" -> time.minusHours(count);
            case "minusDays" -> time.minusDays(count);
            case "minusWeeks" -> time.minusWeeks(count);
            case "minusMonths" -> time.minusMonths(count);
            default -> null;
        };
    }

    private static @Nullable Object resolved(ELContext context, @Nullable Object value) {
        context.setPropertyResolved(true);
        return value;
    }

    @Override
    public Class<?> getType(ELContext context, @Nullable Object base, Object property) {
        return Object.class;
    }

    @Override
    public void setValue(ELContext context, @Nullable Object base, Object property, @Nullable Object value) {
        throw new PropertyNotWritableException("An expression cannot change '" + property + "'.");
    }

    @Override
    public boolean isReadOnly(ELContext context, @Nullable Object base, Object property) {
        context.setPropertyResolved(true);
        return true;
    }

    @Override
    public @Nullable Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, @Nullable Object base) {
        return null;
    }

    @Override
    public Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
        return Object.class;
    }
}
