package org.disputedesk.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.camunda.bpm.engine.impl.ProcessInstanceQueryImpl;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.CachedDbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityState;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;
import org.camunda.bpm.engine.impl.pvm.runtime.Callback;
import org.camunda.bpm.engine.impl.pvm.runtime.PvmExecutionImpl;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.disputedesk.dispute.DisputeFacts;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Lets the rooms of a case know the same facts (docs/decisions/0004-facts-and-texts.md). A called process has variables of
 * its own; at the end of each command the facts that changed in one room are set in the others, all of a command at once,
 * so that a condition in another room sees either none or all of them.
 */
@Component
@Order(20)
class SharedFacts extends AbstractProcessEnginePlugin {

    /** Facts that start others travel in rounds; more than this is a model that never comes to rest. */
    private static final int MOST_ROUNDS = 50;

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setCustomPostCommandInterceptorsTxRequired(
                with(configuration.getCustomPostCommandInterceptorsTxRequired()));
        configuration.setCustomPostCommandInterceptorsTxRequiresNew(
                with(configuration.getCustomPostCommandInterceptorsTxRequiresNew()));
        List<SessionFactory> sessions =
                new ArrayList<>(Objects.requireNonNullElse(configuration.getCustomSessionFactories(), List.of()));
        sessions.add(new Depths());
        configuration.setCustomSessionFactories(sessions);
    }

    private static List<CommandInterceptor> with(@Nullable List<CommandInterceptor> interceptors) {
        List<CommandInterceptor> all = new ArrayList<>(Objects.requireNonNullElse(interceptors, List.of()));
        all.add(new Sharing());
        return all;
    }

    /** How many commands of a transaction are under way, one inside the other. */
    private static final class Depth implements Session {

        private int commands;

        @Override
        public void flush() {
            // nothing is kept
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    private static final class Depths implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return Depth.class;
        }

        @Override
        public Session openSession() {
            return new Depth();
        }
    }

    private static final class Sharing extends CommandInterceptor {

        @Override
        public <T> T execute(Command<T> command) {
            CommandContext context = Context.getCommandContext();
            Depth depth = context.getSession(Depth.class);
            depth.commands++;
            try {
                T result = next.execute(command);
                if (depth.commands == 1) {
                    share(context);
                }
                return result;
            } finally {
                depth.commands--;
            }
        }
    }

    private static void share(CommandContext context) {
        Map<VariableInstanceEntity, Object> told = new HashMap<>();
        for (int round = 0; ; round++) {
            Map<String, Map<String, Object>> news = news(context, told);
            if (news.isEmpty()) {
                return;
            }
            if (round == MOST_ROUNDS) {
                throw new IllegalStateException("The rooms of a case set each other's facts without end: " + news);
            }
            news.forEach((root, facts) -> rooms(context, root).forEach(room -> tell(room, facts)));
        }
    }

    /** Facts that changed since they were told last, by the process instance a case began with. */
    private static Map<String, Map<String, Object>> news(
            CommandContext context, Map<VariableInstanceEntity, Object> told) {
        Map<String, Map<String, Object>> news = new LinkedHashMap<>();
        Set<String> shared = DisputeFacts.sharedByRooms();
        for (CachedDbEntity cached : context.getDbEntityManager().getDbEntityCache().getCachedEntities()) {
            if (!(cached.getEntity() instanceof VariableInstanceEntity variable)
                    || !isWritten(cached)
                    || !shared.contains(variable.getName())
                    || variable.getTaskId() != null
                    || !Objects.equals(variable.getExecutionId(), variable.getProcessInstanceId())) {
                continue;
            }
            Object value = Objects.requireNonNullElse(variable.getValue(), "");
            if (!value.equals(told.put(variable, value))) {
                ExecutionEntity room = context.getExecutionManager().findExecutionById(variable.getProcessInstanceId());
                if (room != null) {
                    news.computeIfAbsent(room.getRootProcessInstanceId(), root -> new TreeMap<>())
                            .put(variable.getName(), variable.getValue());
                }
            }
        }
        return news;
    }

    private static boolean isWritten(CachedDbEntity cached) {
        return cached.getEntityState() == DbEntityState.TRANSIENT
                || (cached.getEntityState() == DbEntityState.PERSISTENT && cached.isDirty());
    }

    private static List<ExecutionEntity> rooms(CommandContext context, String root) {
        Map<String, ExecutionEntity> rooms = new LinkedHashMap<>();
        ExecutionEntity first = context.getExecutionManager().findExecutionById(root);
        if (first != null) {
            rooms.put(root, first);
            // the database knows the rooms of before, the cache those of this command
            var query = new ProcessInstanceQueryImpl();
            query.processInstanceBusinessKey(first.getBusinessKey());
            List<ProcessInstance> stored =
                    context.getExecutionManager().findProcessInstancesByQueryCriteria(query, null);
            stored.stream()
                    .map(instance -> context.getExecutionManager().findExecutionById(instance.getId()))
                    .forEach(room -> keep(room, root, rooms));
            context.getDbEntityManager()
                    .getCachedEntitiesByType(ExecutionEntity.class)
                    .forEach(room -> keep(room, root, rooms));
        }
        List<ExecutionEntity> all = new ArrayList<>(rooms.values());
        all.sort(Comparator.comparing(ExecutionEntity::getId));
        return all;
    }

    private static void keep(@Nullable ExecutionEntity room, String root, Map<String, ExecutionEntity> rooms) {
        if (room != null
                && room.isProcessInstanceExecution()
                && root.equals(room.getRootProcessInstanceId())
                && !room.isEnded()
                && !room.isCanceled()) {
            rooms.put(room.getId(), room);
        }
    }

    private static void tell(ExecutionEntity room, Map<String, Object> facts) {
        Map<String, Object> missing = new TreeMap<>();
        facts.forEach((name, value) -> {
            if (!room.hasVariableLocal(name) || !Objects.equals(room.getVariableLocal(name), value)) {
                missing.put(name, value);
            }
        });
        if (!missing.isEmpty() && !room.isEnded()) {
            room.setVariablesLocal(missing);
            room.dispatchDelayedEventsAndPerformOperation((Callback<PvmExecutionImpl, Void>) null);
        }
    }
}
