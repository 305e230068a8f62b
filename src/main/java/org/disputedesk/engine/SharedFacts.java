package org.disputedesk.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

    /** A fact that is known to be unknown. */
    private static final Object NOTHING = new Object();

    private final FactChecks checks;

    SharedFacts(FactChecks checks) {
        this.checks = checks;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        Interceptors.inside(configuration, () -> new Sharing(checks));
        List<SessionFactory> sessions =
                new ArrayList<>(Objects.requireNonNullElse(configuration.getCustomSessionFactories(), List.of()));
        sessions.add(new Depths());
        configuration.setCustomSessionFactories(sessions);
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

        private final FactChecks checks;

        Sharing(FactChecks checks) {
            this.checks = checks;
        }

        @Override
        public <T> T execute(Command<T> command) {
            CommandContext context = Context.getCommandContext();
            Depth depth = context.getSession(Depth.class);
            depth.commands++;
            try {
                T result = next.execute(command);
                if (depth.commands == 1) {
                    // whoever may change one room of a case may not see the others
                    context.runWithoutAuthorization(() -> {
                        checks.mustMakeSense(context);
                        share(context);
                        return null;
                    });
                }
                return result;
            } finally {
                depth.commands--;
            }
        }
    }

    private static void share(CommandContext context) {
        Map<String, Agreed> cases = new LinkedHashMap<>();
        for (int round = 0; ; round++) {
            boolean atRest = true;
            for (Map.Entry<String, Set<String>> written : written(context).entrySet()) {
                List<ExecutionEntity> rooms = rooms(context, written.getKey());
                if (rooms.size() > 1) {
                    Agreed agreed = cases.computeIfAbsent(written.getKey(), root -> new Agreed(context));
                    Map<String, Object> news = agreed.news(rooms, written.getValue());
                    atRest &= news.isEmpty();
                    if (!news.isEmpty()) {
                        rooms.forEach(room -> tell(room, news));
                    }
                }
            }
            if (atRest) {
                return;
            }
            if (round == MOST_ROUNDS) {
                throw new IllegalStateException("The rooms of a case set each other's facts without end: "
                        + cases.keySet() + ", " + written(context).values());
            }
        }
    }

    /** Shared facts that this command wrote into some room, by the process instance a case began with. */
    private static Map<String, Set<String>> written(CommandContext context) {
        Map<String, Set<String>> written = new TreeMap<>();
        Set<String> shared = DisputeFacts.sharedByRooms();
        for (CachedDbEntity cached :
                context.getDbEntityManager().getDbEntityCache().getCachedEntities()) {
            if (cached.getEntity() instanceof VariableInstanceEntity variable
                    && FactChecks.isWritten(cached)
                    && shared.contains(variable.getName())
                    && variable.getTaskId() == null
                    && Objects.equals(variable.getExecutionId(), variable.getProcessInstanceId())) {
                ExecutionEntity room = context.getExecutionManager().findExecutionById(variable.getProcessInstanceId());
                if (room != null) {
                    written.computeIfAbsent(room.getRootProcessInstanceId(), root -> new TreeSet<>())
                            .add(variable.getName());
                }
            }
        }
        return written;
    }

    /**
     * What the rooms of one case knew alike before this command, or after its last round. A value is news when it differs
     * from that. Values are compared and not writes, because a room that begins or ends copies all facts it has, those that
     * are old by now as well.
     */
    private static final class Agreed {

        private final CommandContext context;
        private final Map<String, Object> values = new HashMap<>();

        Agreed(CommandContext context) {
            this.context = context;
        }

        Map<String, Object> news(List<ExecutionEntity> rooms, Set<String> facts) {
            Map<String, Object> news = new TreeMap<>();
            for (String fact : facts) {
                Object before = values.computeIfAbsent(fact, f -> before(rooms, f));
                newest(rooms, fact, before).ifPresent(value -> {
                    values.put(fact, value);
                    news.put(fact, value);
                });
            }
            return news;
        }

        /** What a room says that this command has not touched; in a command that opens a case, what the case begins with. */
        private Object before(List<ExecutionEntity> rooms, String fact) {
            return rooms.stream()
                    .filter(room -> room.hasVariableLocal(fact) && !FactChecks.isWritten(cached(room, fact)))
                    .findFirst()
                    .map(room -> value(room, fact))
                    .orElseGet(() -> value(rooms.get(0), fact));
        }

        /** Of several rooms with news the innermost counts: it was called with what its caller had found out before. */
        private Optional<Object> newest(List<ExecutionEntity> rooms, String fact, Object before) {
            return rooms.stream()
                    .filter(room -> room.hasVariableLocal(fact))
                    .filter(room -> !value(room, fact).equals(before) && !isCopy(room, fact))
                    .max(Comparator.comparing(SharedFacts::depth))
                    .map(room -> value(room, fact));
        }

        /** A room that began in this command knows what its caller knew then. */
        private boolean isCopy(ExecutionEntity room, String fact) {
            ExecutionEntity caller = caller(room);
            CachedDbEntity cached =
                    context.getDbEntityManager().getDbEntityCache().getCachedEntity(room);
            return caller != null
                    && cached != null
                    && cached.getEntityState() == DbEntityState.TRANSIENT
                    && value(room, fact).equals(value(caller, fact));
        }

        private @Nullable CachedDbEntity cached(ExecutionEntity room, String fact) {
            return room.getVariableInstanceLocal(fact) instanceof VariableInstanceEntity variable
                    ? context.getDbEntityManager().getDbEntityCache().getCachedEntity(variable)
                    : null;
        }
    }

    private static Object value(ExecutionEntity room, String fact) {
        return Objects.requireNonNullElse(room.getVariableLocal(fact), NOTHING);
    }

    private static @Nullable ExecutionEntity caller(ExecutionEntity room) {
        ExecutionEntity call = room.getSuperExecution();
        return call == null ? null : call.getProcessInstance();
    }

    private static int depth(ExecutionEntity room) {
        int depth = 0;
        for (ExecutionEntity caller = caller(room); caller != null; caller = caller(caller)) {
            depth++;
        }
        return depth;
    }

    /** The open rooms of a case, the one it began with first. */
    private static List<ExecutionEntity> rooms(CommandContext context, String root) {
        Map<String, ExecutionEntity> rooms = new LinkedHashMap<>();
        ExecutionEntity first = context.getExecutionManager().findExecutionById(root);
        if (first != null) {
            keep(first, root, rooms);
            // the database knows the rooms of before, the cache those of this command
            var query = new ProcessInstanceQueryImpl();
            query.processInstanceBusinessKey(first.getBusinessKey());
            context.getExecutionManager().findProcessInstancesByQueryCriteria(query, null).stream()
                    .map(instance -> context.getExecutionManager().findExecutionById(instance.getId()))
                    .sorted(Comparator.comparing(ExecutionEntity::getId))
                    .forEach(room -> keep(room, root, rooms));
            context.getDbEntityManager().getCachedEntitiesByType(ExecutionEntity.class).stream()
                    .sorted(Comparator.comparing(ExecutionEntity::getId))
                    .forEach(room -> keep(room, root, rooms));
        }
        return new ArrayList<>(rooms.values());
    }

    private static void keep(ExecutionEntity room, String root, Map<String, ExecutionEntity> rooms) {
        if (room.isProcessInstanceExecution()
                && root.equals(room.getRootProcessInstanceId())
                && !room.isEnded()
                && !room.isCanceled()) {
            rooms.put(room.getId(), room);
        }
    }

    private static void tell(ExecutionEntity room, Map<String, Object> facts) {
        Map<String, Object> missing = new TreeMap<>();
        facts.forEach((name, value) -> {
            if (!room.hasVariableLocal(name) || !value(room, name).equals(value)) {
                missing.put(name, value.equals(NOTHING) ? null : value);
            }
        });
        if (!missing.isEmpty() && !room.isEnded()) {
            room.setVariablesLocal(missing);
            room.dispatchDelayedEventsAndPerformOperation((Callback<PvmExecutionImpl, Void>) null);
        }
    }
}
