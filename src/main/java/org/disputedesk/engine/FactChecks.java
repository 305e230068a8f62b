package org.disputedesk.engine;

import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.CachedDbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityState;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Rejected;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Holds what a command wrote against what facts may be, by whatever door it came: a value of another type, or one that a fact
 * never has, would otherwise be met weeks later by a step that fails. Texts never become variables, and which case and order
 * it is never changes, or the guard would look at another order and the record grow in another case (decision 4).
 */
@Component
public class FactChecks {

    private static final Set<String> IDENTITY =
            Set.of(DisputeFacts.CASE_NUMBER.name(), DisputeFacts.KIND.name(), DisputeFacts.ORDER_ID.name());

    private final JdbcClient db;

    FactChecks(JdbcClient db) {
        this.db = db;
    }

    /** The names of the variables that this command has written so far, in whatever scope. */
    public static Set<String> written(CommandContext context) {
        Set<String> names = new HashSet<>();
        for (CachedDbEntity cached :
                context.getDbEntityManager().getDbEntityCache().getCachedEntities()) {
            if (cached.getEntity() instanceof VariableInstanceEntity variable && isWritten(cached)) {
                names.add(variable.getName());
            }
        }
        return names;
    }

    /** Whether this command made or changed an entity that still is to be stored. */
    static boolean isWritten(@Nullable CachedDbEntity cached) {
        return cached != null
                && (cached.getEntityState() == DbEntityState.TRANSIENT
                        || (cached.getEntityState() == DbEntityState.PERSISTENT && cached.isDirty()));
    }

    /** Throws {@link Rejected} when a variable of a case was written that it cannot have. */
    void mustMakeSense(CommandContext context) {
        for (CachedDbEntity cached :
                context.getDbEntityManager().getDbEntityCache().getCachedEntities()) {
            if (cached.getEntity() instanceof VariableInstanceEntity variable && isWritten(cached)) {
                String id = variable.getProcessInstanceId();
                ExecutionEntity room =
                        id == null ? null : context.getExecutionManager().findExecutionById(id);
                if (room != null && room.getBusinessKey() != null) {
                    check(room.getBusinessKey(), variable.getName(), variable.getValue());
                }
            }
        }
    }

    private void check(String caseNumber, String name, @Nullable Object value) {
        if (DisputeFacts.TEXTS.contains(name)) {
            throw Rejected.because(name, "isAText");
        }
        Object cast = DisputeFacts.named(name).cast(value);
        if (cast != null) {
            DisputeFacts.checkValue(name, cast);
        }
        if (IDENTITY.contains(name)) {
            of(caseNumber).ifPresent(identity -> identity.mustBe(name, value));
        }
    }

    private Optional<Identity> of(String caseNumber) {
        return db.sql("select case_number, kind, order_id from dispute_case where case_number = ?")
                .param(caseNumber)
                .query((row, n) -> new Identity(row.getString(1), row.getString(2), row.getString(3)))
                .optional();
    }

    private record Identity(
            String caseNumber, String kind, @Nullable String orderId) {

        void mustBe(String name, @Nullable Object value) {
            String own = name.equals(DisputeFacts.ORDER_ID.name())
                    ? orderId
                    : name.equals(DisputeFacts.KIND.name()) ? kind : caseNumber;
            if (own != null && !Objects.equals(own, value)) {
                throw Rejected.because(name, "isTheCases", own);
            }
        }
    }
}
