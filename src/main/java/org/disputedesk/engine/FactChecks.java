package org.disputedesk.engine;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.impl.cmd.AbstractCorrelateMessageCmd;
import org.camunda.bpm.engine.impl.cmd.AbstractPatchVariablesCmd;
import org.camunda.bpm.engine.impl.cmd.AbstractVariableCmd;
import org.camunda.bpm.engine.impl.cmd.MessageEventReceivedCmd;
import org.camunda.bpm.engine.impl.cmd.ModifyProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.SignalCmd;
import org.camunda.bpm.engine.impl.cmd.SignalEventReceivedCmd;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.CachedDbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityState;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Forbidden;
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

    private static final Set<String> IDENTITY = Set.of(
            DisputeFacts.CASE_NUMBER.name(),
            DisputeFacts.KIND.name(),
            DisputeFacts.ORDER_ID.name(),
            DisputeFacts.MARKETPLACE.name());

    private static final String DOUBT = DisputeFacts.FRAUD_SUSPECTED.name();

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
                    if (variable.getName().equals(DOUBT) && isByHand(context)) {
                        mustBeKnown(room.getBusinessKey(), variable.getValue());
                    }
                }
            }
        }
        if (isByHand(context)) {
            mustNotBeRemoved(context);
        }
    }

    /** Whether a person writes variables past the forms and the events of the API. */
    private static boolean isByHand(CommandContext context) {
        Command<?> asked = AskedFor.by(context);
        return context.getAuthenticatedUserId() != null
                && !(asked instanceof TellFacts.Told)
                && (asked instanceof AbstractVariableCmd
                        || asked instanceof AbstractPatchVariablesCmd
                        || asked instanceof AbstractCorrelateMessageCmd
                        || asked instanceof MessageEventReceivedCmd
                        || asked instanceof SignalCmd
                        || asked instanceof SignalEventReceivedCmd
                        || asked instanceof ModifyProcessInstanceCmd);
    }

    /** A doubt puts the records on hold and asks for a report, so it has to say who doubts and why. */
    private void mustBeKnown(String caseNumber, @Nullable Object value) {
        boolean isKnown = db.sql("""
                        select count(*) from act_ru_variable v join act_ru_execution e on e.id_ = v.proc_inst_id_
                        where e.business_key_ = ? and v.name_ = ? and v.long_ = ?""")
                        .params(caseNumber, DOUBT, Boolean.TRUE.equals(value) ? 1 : 0)
                        .query(Long.class)
                        .single()
                > 0;
        if (!isKnown) {
            throw Forbidden.because("doubt-by-event", caseNumber, DOUBT, "isToldByEvent");
        }
    }

    /** What stays as it is does not vanish either. */
    private void mustNotBeRemoved(CommandContext context) {
        for (CachedDbEntity cached :
                context.getDbEntityManager().getDbEntityCache().getCachedEntities()) {
            if (cached.getEntity() instanceof VariableInstanceEntity variable
                    && (IDENTITY.contains(variable.getName())
                            || variable.getName().equals(DOUBT))
                    && (cached.getEntityState() == DbEntityState.DELETED_PERSISTENT
                            || cached.getEntityState() == DbEntityState.DELETED_MERGED)) {
                db.sql("select execution_id_ from act_ru_variable where id_ = ?")
                        .param(variable.getId())
                        .query(String.class)
                        .optional()
                        .map(id -> context.getExecutionManager().findExecutionById(id))
                        .filter(room -> !room.isEnded() && !room.isCanceled())
                        .filter(room -> !room.hasVariableLocal(variable.getName()))
                        .ifPresent(room -> {
                            throw Forbidden.because(
                                    "case-identity", room.getBusinessKey(), variable.getName(), "isNeeded");
                        });
            }
        }
    }

    private void check(String caseNumber, String name, @Nullable Object value) {
        if (DisputeFacts.TEXTS.contains(name)) {
            throw Forbidden.because("texts-apart", caseNumber, name, "isAText");
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
        return db.sql("select case_number, kind, order_id, marketplace from dispute_case where case_number = ?")
                .param(caseNumber)
                .query((row, n) -> new Identity(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                .optional();
    }

    private record Identity(
            String caseNumber, String kind, @Nullable String orderId, String marketplace) {

        void mustBe(String name, @Nullable Object value) {
            Map<String, Optional<String>> own = Map.of(
                    DisputeFacts.CASE_NUMBER.name(), Optional.of(caseNumber),
                    DisputeFacts.KIND.name(), Optional.of(kind),
                    DisputeFacts.ORDER_ID.name(), Optional.ofNullable(orderId),
                    DisputeFacts.MARKETPLACE.name(), Optional.of(marketplace));
            own.getOrDefault(name, Optional.empty())
                    .filter(it -> !it.equals(value))
                    .ifPresent(it -> {
                        throw Forbidden.because("case-identity", caseNumber, name, "isTheCases", it);
                    });
        }
    }
}
