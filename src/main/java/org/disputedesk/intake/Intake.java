package org.disputedesk.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Fact;
import org.disputedesk.dispute.Forbidden;
import org.disputedesk.dispute.LocalMoment;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Refusals;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.dispute.Rejected.FieldError;
import org.disputedesk.dispute.Storable;
import org.disputedesk.dispute.Typed;
import org.disputedesk.engine.CurrentUser;
import org.disputedesk.engine.TellFacts;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.Chain;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.policy.Guard;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes cases and events from the API, each exactly once however often and from how many sides it is told. */
@Component
public class Intake {

    /** How far the clock of whoever tells of something may be ahead of the desk's. */
    public static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

    private static final Duration OLDEST_EVENT = Duration.ofDays(366);
    private static final String NO_RESPONSE_REASON = "noResponseReason";
    private static final String BUYER_TEXT = "buyerText";
    private static final int LONGEST_TEXT = 20_000;

    /** What Amazon decides about; a case waits for one of them at a time. */
    private static final List<Fact<String>> DECISIONS =
            List.of(DisputeFacts.CLAIM_DECISION, DisputeFacts.CANCELLATION_DECISION, DisputeFacts.REMOVAL_DECISION);

    /** Where a process takes {@link EventType#FRAUD_SUSPECTED}: a condition, as it is a fact and no message. */
    private static final String FRAUD_DOOR = "Start_FraudSuspected";

    private final RuntimeService runtime;
    private final TellFacts tellFacts;
    private final RepositoryService repository;
    private final Inbox inbox;
    private final CaseTexts texts;
    private final EvidenceLog record;
    private final JdbcClient db;
    private final Clock clock;
    private final CurrentUser currentUser;
    private final ObjectMapper json;
    private final TransactionTemplate transaction;
    private final Guard guard;

    Intake(
            RuntimeService runtime,
            TellFacts tellFacts,
            RepositoryService repository,
            Inbox inbox,
            CaseTexts texts,
            EvidenceLog record,
            JdbcClient db,
            Clock clock,
            CurrentUser currentUser,
            ObjectMapper json,
            PlatformTransactionManager transactions,
            Guard guard) {
        this.guard = guard;
        this.runtime = runtime;
        this.tellFacts = tellFacts;
        this.repository = repository;
        this.inbox = inbox;
        this.texts = texts;
        this.record = record;
        this.db = db;
        this.clock = clock;
        this.currentUser = currentUser;
        this.json = json;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The buyer's message a case begins with. */
    public record NewMessage(
            @Nullable String text,
            @Nullable OffsetDateTime receivedAt,
            @Nullable String language,
            @Nullable String externalId) {}

    /** A case as somebody outside tells it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NewCase(
            @Nullable String kind,
            @Nullable String marketplace,
            @Nullable String orderId,
            @Nullable NewMessage message,
            @Nullable Map<String, Object> facts) {}

    /** Something that arrived later in a case. */
    public record NewEvent(
            @Nullable String type,
            @Nullable OffsetDateTime occurredAt,
            @Nullable String externalId,
            @Nullable Map<String, Object> facts) {}

    /** What became of it: the case, and whether it is new. */
    public record Answer(CaseNumber caseNumber, boolean isNew) {}

    /** The case cannot take this event now, or the key was used for something else. */
    static class Conflict extends Rejected {
        Conflict(String message) {
            super(message);
        }
    }

    /** There is no such case. */
    static class NoSuchCase extends Rejected {
        NoSuchCase(String caseNumber) {
            super(Refusals.said("noSuchCase", caseNumber));
        }
    }

    /**
     * Opens a case, or finds the one that the same key or message has opened before.
     *
     * @throws Rejected when something in it is wrong
     */
    public Answer open(NewCase told, @Nullable String idempotencyKey) {
        ProcessDefinition process = dispute(told.kind());
        Map<String, Object> variables = variables(told);
        String bodyHash = hash(told);
        if (idempotencyKey != null && (idempotencyKey.isBlank() || idempotencyKey.length() > 200)) {
            throw Rejected.because("Idempotency-Key", "characters", 200);
        }
        Optional<Answer> before = before(told, idempotencyKey, bodyHash);
        if (before.isPresent()) {
            return before.get();
        }
        try {
            return transaction.execute(status -> {
                var instance = runtime.createProcessInstanceById(process.getId())
                        .setVariables(variables)
                        .execute();
                var number = new CaseNumber(instance.getBusinessKey());
                if (idempotencyKey != null) {
                    inbox.take(Inbox.IDEMPOTENCY_KEY, idempotencyKey, bodyHash, number.value());
                }
                return new Answer(number, true);
            });
        } catch (RuntimeException e) {
            mustBeOver(e);
            // somebody else may have been a moment faster with the same
            Optional<Answer> winner = before(told, idempotencyKey, bodyHash);
            if (winner.isPresent()) {
                return winner.get();
            }
            if (isDuplicate(e)) {
                throw nowOpen(told, e);
            }
            throw e;
        }
    }

    /** As a part of something larger nothing can be read any more after a failure: the database has given all of it up. */
    private static void mustBeOver(RuntimeException failure) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw failure;
        }
    }

    private RuntimeException nowOpen(NewCase told, RuntimeException otherwise) {
        String kind = told.kind();
        String orderId = told.orderId();
        if (kind == null || orderId == null) {
            return otherwise;
        }
        return db.sql("select case_number from dispute_case where open_key = ?")
                .param(kind + "|" + orderId)
                .query(String.class)
                .optional()
                .<RuntimeException>map(open -> new AlreadyOpen(new CaseNumber(open), kind, orderId))
                .orElse(otherwise);
    }

    private static boolean isDuplicate(@Nullable Throwable e) {
        return e != null && (e instanceof DuplicateKeyException || isDuplicate(e.getCause()));
    }

    private Optional<Answer> before(NewCase told, @Nullable String key, String bodyHash) {
        if (key != null) {
            Optional<Inbox.Taken> taken = inbox.find(Inbox.IDEMPOTENCY_KEY, key);
            if (taken.isPresent()) {
                String known = taken.get().bodyHash();
                // once the case is erased nobody knows what it was opened with
                if (!known.isEmpty() && !known.equals(bodyHash)) {
                    throw new Conflict(Refusals.said("keyUsed", taken.get().caseNumber()));
                }
                return Optional.of(new Answer(new CaseNumber(taken.get().caseNumber()), false));
            }
        }
        NewMessage message = told.message();
        if (message == null || message.externalId() == null || told.marketplace() == null) {
            return Optional.empty();
        }
        String marketplace =
                Marketplace.find(told.marketplace()).map(Enum::name).orElse("");
        return inbox.find(Inbox.MESSAGE, marketplace + "|" + message.externalId())
                .map(taken -> {
                    mustBeTheSameOrder(told, taken.caseNumber());
                    String text = Objects.requireNonNullElse(message.text(), "");
                    if (isOther(taken, OpenCase.content(text))) {
                        throw new Conflict(Refusals.said("messageTextUsed", taken.caseNumber()));
                    }
                    return new Answer(new CaseNumber(taken.caseNumber()), false);
                });
    }

    private void mustBeTheSameOrder(NewCase told, String caseNumber) {
        String order = db.sql("select order_id from dispute_case where case_number = ?")
                .param(caseNumber)
                .query(String.class)
                .optional()
                .orElse(null);
        if (told.orderId() != null
                && order != null
                && !order.equals(told.orderId().strip())) {
            throw new Conflict(Refusals.said("messageUsed", caseNumber, order));
        }
    }

    private List<ProcessDefinition> disputes() {
        return repository
                .createProcessDefinitionQuery()
                .latestVersion()
                .startableInTasklist()
                .active()
                .list();
    }

    /** Whether cases of this kind can be opened. */
    public boolean opens(String kind) {
        return disputes().stream().anyMatch(process -> process.getKey().equals(kind));
    }

    private ProcessDefinition dispute(@Nullable String kind) {
        List<ProcessDefinition> disputes = disputes();
        return disputes.stream()
                .filter(process -> process.getKey().equals(kind))
                .findFirst()
                .orElseThrow(() -> Rejected.field(
                        "kind",
                        "must be one of "
                                + String.join(
                                        ", ",
                                        disputes.stream()
                                                .map(ProcessDefinition::getKey)
                                                .sorted()
                                                .toList())
                                + "."));
    }

    private static Map<String, Object> variables(NewCase told) {
        List<FieldError> errors = new ArrayList<>();
        Map<String, Object> variables = new LinkedHashMap<>();
        if (told.facts() != null) {
            facts(told.facts(), errors, variables);
            variables.keySet().stream()
                    .filter(name -> !DisputeFacts.TOLD_AT_START.contains(name) && !DisputeFacts.TEXTS.contains(name))
                    .forEach(name -> errors.add(new FieldError("facts." + name, Refusals.said("notToldHere"))));
        }
        put(variables, "marketplace", told.marketplace());
        put(variables, "orderId", told.orderId());
        NewMessage message = told.message();
        if (message != null) {
            put(variables, "buyerText", message.text());
            put(variables, "buyerLanguage", message.language());
            put(variables, "messageExternalId", message.externalId());
            if (message.externalId() != null && message.externalId().length() > 180) {
                errors.add(new FieldError("message.externalId", Refusals.said("tooLong", 180)));
            }
            OffsetDateTime receivedAt = message.receivedAt();
            if (receivedAt != null) {
                Instant at = Storable.moment("message.receivedAt", receivedAt).toInstant();
                variables.put("messageReceivedAt", Date.from(at));
            }
        }
        if (!errors.isEmpty()) {
            throw new Rejected(Refusals.said("someFacts"), errors);
        }
        return variables;
    }

    private static void put(Map<String, Object> variables, String name, @Nullable Object value) {
        if (value != null) {
            variables.put(name, value);
        }
    }

    /** Facts as JSON tells them: instants come as ISO 8601 text. */
    private static void facts(Map<String, Object> told, List<FieldError> errors, Map<String, Object> variables) {
        told.forEach((name, value) -> {
            try {
                if (DisputeFacts.TEXTS.contains(name)) {
                    if (!(value instanceof String text)) {
                        throw Rejected.because(name, "mustBeText");
                    }
                    variables.put(name, Storable.text(name, text, LONGEST_TEXT));
                } else {
                    var fact = DisputeFacts.named(name);
                    Object cast = fact.type() == Date.class && value instanceof String text
                            ? Date.from(LocalMoment.parse(name, text, java.time.ZoneOffset.UTC))
                            : fact.cast(value);
                    if (cast != null) {
                        DisputeFacts.checkValue(name, cast);
                        variables.put(name, cast);
                    }
                }
            } catch (Rejected e) {
                e.errors().forEach(error -> errors.add(new FieldError("facts." + error.field(), error.message())));
            }
        });
    }

    /**
     * Gives an event to a case.
     *
     * @return whether it is new; an event with an external id that was told before is known
     * @throws Rejected when it is wrong, unknown to the desk, or cannot be taken now
     */
    public boolean event(CaseNumber caseNumber, NewEvent told) {
        Row row = row(caseNumber);
        EventType type = EventType.find(told.type() == null ? "" : told.type())
                .orElseThrow(() -> Rejected.because("type", "oneOf", String.join(", ", EventType.names())));
        OffsetDateTime at = told.occurredAt();
        Instant occurredAt =
                at == null ? clock.instant() : Storable.moment("occurredAt", at).toInstant();
        if (occurredAt.isAfter(clock.instant().plus(CLOCKS_DIFFER))) {
            throw Rejected.because("occurredAt", "inFuture");
        }
        if (occurredAt.isBefore(clock.instant().minus(OLDEST_EVENT))) {
            throw Rejected.because("occurredAt", "tooOld");
        }
        if (told.externalId() != null) {
            if (told.externalId().isBlank()) {
                throw Rejected.because("externalId", "characters", 150);
            }
            Storable.text("externalId", told.externalId(), 150);
        }
        Map<String, Object> facts = eventFacts(caseNumber, told, type);
        String eventId = told.externalId() == null ? null : eventId(caseNumber, type, told.externalId());
        String content = content(type, at, facts);
        if (isKnown(caseNumber, eventId, content)) {
            return false;
        }
        if (row.state().equals("CLOSED")) {
            throw new Conflict(Refusals.said("caseClosed", caseNumber));
        }
        try {
            transaction.executeWithoutResult(
                    status -> take(caseNumber, row, type, occurredAt, eventId, content, facts));
            return true;
        } catch (DuplicateKeyException e) {
            mustBeOver(e);
            if (isKnown(caseNumber, eventId, content)) {
                return false;
            }
            throw busy(caseNumber);
        } catch (MismatchingMessageCorrelationException e) {
            throw new Conflict(
                    row.openTask() == null
                            ? Refusals.said("cannotNow", caseNumber, type.type())
                            : Refusals.said("cannotNowWaits", caseNumber, type.type(), row.openTask()));
        } catch (OptimisticLockingException | PessimisticLockingFailureException e) {
            throw busy(caseNumber);
        }
    }

    private static String eventId(CaseNumber caseNumber, EventType type, String externalId) {
        return caseNumber + "|" + type.type() + "|" + externalId;
    }

    /** All that an event tells, in one form however it was written. */
    private static String content(EventType type, @Nullable OffsetDateTime at, Map<String, Object> facts) {
        Map<String, Object> told = new LinkedHashMap<>();
        facts.forEach((name, value) -> told.put(
                "facts." + name, value instanceof Date date ? date.toInstant().toString() : value));
        told.put("type", type.type());
        if (at != null) {
            told.put("occurredAt", at.toInstant().toString());
        }
        return Chain.canonical(told);
    }

    /** Whether this was told before under the same id. */
    private boolean isKnown(CaseNumber caseNumber, @Nullable String eventId, String content) {
        Optional<Inbox.Taken> taken = eventId == null ? Optional.empty() : inbox.find(Inbox.EVENT, eventId);
        taken.filter(known -> isOther(known, content)).ifPresent(known -> {
            throw new Conflict(Refusals.said("eventUsed", caseNumber));
        });
        return taken.isPresent();
    }

    /** Whether something else was taken under this id; once the case is erased nobody knows. */
    private boolean isOther(Inbox.Taken known, String content) {
        return !known.bodyHash().isEmpty() && !known.bodyHash().equals(texts.commitment(known.caseNumber(), content));
    }

    /** Whether a case was told this under this id. */
    public boolean isTold(CaseNumber caseNumber, EventType type, String externalId) {
        return inbox.find(Inbox.EVENT, eventId(caseNumber, type, externalId)).isPresent();
    }

    /** What a case can be told at this moment, in the order of {@link EventType}; nothing once it is closed. */
    public List<EventType> takes(CaseNumber caseNumber) {
        Row row = row(caseNumber);
        if (row.state().equals("CLOSED")) {
            return List.of();
        }
        Set<String> waitedFor = new HashSet<>();
        boolean[] watchesForFraud = {false};
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(caseNumber.value())
                .list()
                .forEach(room -> runtime.createEventSubscriptionQuery()
                        .processInstanceId(room.getId())
                        .list()
                        .forEach(subscription -> {
                            if (subscription.getEventName() != null) {
                                waitedFor.add(subscription.getEventName());
                            }
                            watchesForFraud[0] |= FRAUD_DOOR.equals(subscription.getActivityId());
                        }));
        return Arrays.stream(EventType.values())
                .filter(type -> type == EventType.FRAUD_SUSPECTED
                        ? watchesForFraud[0] && !isHeld(row)
                        : waitedFor.contains(type.type()))
                .toList();
    }

    private static Conflict busy(CaseNumber caseNumber) {
        return new Conflict(Refusals.said("caseBusy", caseNumber));
    }

    private record Row(
            String marketplace, String state, @Nullable String openTask, String processInstanceId) {}

    private Row row(CaseNumber caseNumber) {
        return db.sql("select marketplace, state, open_task, process_instance_id from dispute_case"
                        + " where case_number = ?")
                .param(caseNumber.value())
                .query((r, n) -> new Row(r.getString(1), r.getString(2), r.getString(3), r.getString(4)))
                .optional()
                .orElseThrow(() -> new NoSuchCase(caseNumber.value()));
    }

    private Map<String, Object> eventFacts(CaseNumber caseNumber, NewEvent told, EventType type) {
        List<FieldError> errors = new ArrayList<>();
        Map<String, Object> facts = new LinkedHashMap<>();
        if (told.facts() != null) {
            facts(told.facts(), errors, facts);
            facts.keySet().stream()
                    .filter(name -> !type.tells().contains(name))
                    .forEach(name -> errors.add(new FieldError(
                            "facts." + name,
                            Refusals.said("notToldBy", type.type(), String.join(", ", new TreeSet<>(type.tells()))))));
        }
        boolean isWordless = Typed.saysNothing(String.valueOf(facts.getOrDefault(BUYER_TEXT, "")));
        if (isWordless) {
            facts.remove(BUYER_TEXT);
        }
        if (isWordless && type == EventType.BUYER_REPLIED) {
            errors.add(new FieldError("facts." + BUYER_TEXT, Refusals.said("noTextTold")));
        }
        if (type == EventType.NO_RESPONSE_NEEDED
                && String.valueOf(facts.getOrDefault(NO_RESPONSE_REASON, "")).isBlank()) {
            errors.add(new FieldError("facts." + NO_RESPONSE_REASON, Refusals.said("noReasonTold")));
        }
        if (facts.keySet().stream()
                .anyMatch(name ->
                        DisputeFacts.GUARDED.contains(name) && !type.tells().contains(name))) {
            throw guard.attempt(
                    caseNumber.value(),
                    Forbidden.by("event-tells", caseNumber.value(), errors),
                    Map.of("event", type.type()));
        }
        if (!errors.isEmpty()) {
            throw new Rejected(Refusals.said("someFacts"), errors);
        }
        return facts;
    }

    private void take(
            CaseNumber caseNumber,
            Row row,
            EventType type,
            Instant occurredAt,
            @Nullable String eventId,
            String content,
            Map<String, Object> facts) {
        record.holdCase(caseNumber.value());
        if (eventId != null) {
            inbox.take(Inbox.EVENT, eventId, texts.commitment(caseNumber.value(), content), caseNumber.value());
        }
        Map<String, Object> recorded = new LinkedHashMap<>();
        recorded.put("occurredAt", occurredAt);
        if (type == EventType.TRACKING_CHANGED) {
            // where the parcel was left before says nothing of what is told now
            texts.put(caseNumber.value(), "deliveredPlace", "");
        }
        // what the buyer did is the buyer's act in the record, that it was told that of a person
        currentUser.id().ifPresent(id -> recorded.put("toldBy", id));
        Map<String, Object> variables = new LinkedHashMap<>();
        facts.forEach((name, value) -> {
            if (name.equals(BUYER_TEXT)) {
                // what says all there is to say needs no answer
                boolean needsAnswer = type == EventType.BUYER_REPLIED;
                String language = Marketplace.of(row.marketplace()).language();
                recorded.put(
                        "commitment",
                        texts.received(
                                caseNumber.value(), eventId, language, occurredAt, String.valueOf(value), needsAnswer));
            } else if (DisputeFacts.TEXTS.contains(name)) {
                texts.put(caseNumber.value(), name, String.valueOf(value));
                recorded.put(name + "Commitment", texts.commitment(caseNumber.value(), String.valueOf(value)));
            } else {
                variables.put(name, value);
                recorded.put(name, value);
            }
        });
        variables.putAll(meaning(caseNumber, row, type, occurredAt, variables));
        if (type.from().isEmpty()) {
            record.append(caseNumber.value(), type.type(), "Event: " + type.type(), recorded);
        } else {
            record.appendAs(type.from(), caseNumber.value(), type.type(), "Event: " + type.type(), recorded);
        }
        if (type == EventType.FRAUD_SUSPECTED) {
            tellFacts.tell(row.processInstanceId(), variables);
            return;
        }
        runtime.createMessageCorrelation(type.type())
                .processInstanceBusinessKey(caseNumber.value())
                .setVariables(variables)
                .correlateWithResult();
    }

    /** What an event says by itself, besides the facts that were told with it. */
    private Map<String, Object> meaning(
            CaseNumber caseNumber, Row row, EventType type, Instant occurredAt, Map<String, Object> told) {
        return switch (type) {
            // the clock counts from the oldest message that waits
            case BUYER_REPLIED ->
                Map.of(
                        DisputeFacts.MESSAGE_RECEIVED_AT.name(),
                        Date.from(texts.oldestUnanswered(caseNumber.value())
                                .filter(oldest -> oldest.isBefore(occurredAt))
                                .orElse(occurredAt)));
            case BUYER_CONFIRMED -> Map.of(DisputeFacts.BUYER_ANSWER.name(), "ARRIVED");
            case BUYER_WITHDREW -> Map.of(DisputeFacts.BUYER_ANSWER.name(), "WITHDRAWN");
            case A_TO_Z_FILED -> Map.of(DisputeFacts.CLAIM_FILED_AT.name(), Date.from(occurredAt));
            case AMAZON_DECIDED -> decision(row, occurredAt, told);
            case RETURN_RECEIVED -> cameBack(occurredAt, told);
            case TRACKING_CHANGED -> parcel(row, occurredAt, told);
            case REPLY_SENT -> replied(caseNumber, occurredAt);
            case FRAUD_SUSPECTED -> doubt(caseNumber, row);
            default -> Map.of();
        };
    }

    /** What came in after the reply waits still, as after a letter of the desk. */
    private Map<String, Object> replied(CaseNumber caseNumber, Instant occurredAt) {
        texts.answeredUntil(caseNumber.value(), occurredAt);
        return Map.of(DisputeFacts.LETTER_WAS_SENT.name(), true, DisputeFacts.HOLDING.name(), false);
    }

    /** While a claim is open Amazon decides about that; otherwise about what was filed. */
    private Map<String, Object> decision(Row row, Instant occurredAt, Map<String, Object> told) {
        String expected = expectedDecision(row).name();
        DECISIONS.stream()
                .map(Fact::name)
                .filter(name -> !name.equals(expected) && told.containsKey(name))
                .findFirst()
                .ifPresent(other -> {
                    throw Rejected.because("facts." + other, "otherDecision", expected);
                });
        if (expected.equals(DisputeFacts.CLAIM_DECISION.name())) {
            return claim(row, occurredAt);
        }
        return expected.equals(DisputeFacts.REMOVAL_DECISION.name())
                ? filed(
                        row,
                        occurredAt,
                        told,
                        DisputeFacts.REMOVAL_DECISION,
                        "noRemovalDecision",
                        DisputeFacts.REMOVAL_REQUESTED_AT,
                        DisputeFacts.REMOVAL_DECIDED_AT)
                : filed(
                        row,
                        occurredAt,
                        told,
                        DisputeFacts.CANCELLATION_DECISION,
                        "noCancellationDecision",
                        DisputeFacts.CANCELLATION_FILED_AT,
                        DisputeFacts.CANCELLATION_DECIDED_AT);
    }

    private Fact<String> expectedDecision(Row row) {
        if (stands(row, DisputeFacts.CLAIM_STATE, "OPEN")) {
            return DisputeFacts.CLAIM_DECISION;
        }
        if (stands(row, DisputeFacts.CANCELLATION_STATE, "FILED")) {
            return DisputeFacts.CANCELLATION_DECISION;
        }
        return stands(row, DisputeFacts.REMOVAL_STATE, "REQUESTED")
                ? DisputeFacts.REMOVAL_DECISION
                : DisputeFacts.CLAIM_DECISION;
    }

    private boolean stands(Row row, Fact<String> fact, String value) {
        return value.equals(runtime.getVariable(row.processInstanceId(), fact.name()));
    }

    private Map<String, Object> filed(
            Row row,
            Instant occurredAt,
            Map<String, Object> told,
            Fact<String> decision,
            String missing,
            Fact<Date> filedAt,
            Fact<Date> decidedAt) {
        if (String.valueOf(told.getOrDefault(decision.name(), "")).isEmpty()) {
            throw Rejected.because("facts." + decision.name(), missing);
        }
        Object filed = runtime.getVariable(row.processInstanceId(), filedAt.name());
        if (filed instanceof Date at && occurredAt.isBefore(at.toInstant())) {
            throw Rejected.because("occurredAt", "beforeFiling");
        }
        return Map.of(decidedAt.name(), Date.from(occurredAt));
    }

    /** The goods are here since they were told to have come, otherwise since the event itself. */
    private Map<String, Object> cameBack(Instant occurredAt, Map<String, Object> told) {
        Map<String, Object> meant = new LinkedHashMap<>();
        Date received =
                told.get(DisputeFacts.RETURN_RECEIVED_AT.name()) instanceof Date date ? date : Date.from(occurredAt);
        if (received.toInstant().isAfter(clock.instant().plus(CLOCKS_DIFFER))) {
            throw Rejected.because("facts." + DisputeFacts.RETURN_RECEIVED_AT.name(), "returnInFuture");
        }
        meant.put(DisputeFacts.RETURN_ANSWER.name(), "ARRIVED");
        meant.put(DisputeFacts.RETURN_RECEIVED_AT.name(), received);
        return meant;
    }

    private Map<String, Object> claim(Row row, Instant occurredAt) {
        Object filed = runtime.getVariable(row.processInstanceId(), DisputeFacts.CLAIM_FILED_AT.name());
        if (filed instanceof Date at && occurredAt.isBefore(at.toInstant())) {
            throw Rejected.because("occurredAt", "beforeClaim");
        }
        return Map.of(DisputeFacts.CLAIM_DECIDED_AT.name(), Date.from(occurredAt));
    }

    private Map<String, Object> parcel(Row row, Instant occurredAt, Map<String, Object> told) {
        Object number = told.get(DisputeFacts.TRACKING_NUMBER.name());
        Object ours = runtime.getVariable(row.processInstanceId(), DisputeFacts.TRACKING_NUMBER.name());
        if (number != null && ours instanceof String parcel && !parcel.isBlank() && !parcel.equals(number)) {
            throw Rejected.because("facts.trackingNumber", "othersParcel", parcel);
        }
        Map<String, Object> meant = new LinkedHashMap<>();
        // without a state the step that records it looks into the carrier's words
        Object state = told.getOrDefault(DisputeFacts.DELIVERY_STATE.name(), "");
        meant.put(DisputeFacts.DELIVERY_STATE.name(), state);
        meant.put(DisputeFacts.DELIVERED_AT.name(), deliveredAt(row, occurredAt, told));
        meant.put(DisputeFacts.DELIVERY_PROOF.name(), told.getOrDefault(DisputeFacts.DELIVERY_PROOF.name(), "NONE"));
        return meant;
    }

    /** The delivery decides when the data of the case are erased, so it is one that can have been. */
    private Date deliveredAt(Row row, Instant occurredAt, Map<String, Object> told) {
        boolean isTold = told.get(DisputeFacts.DELIVERED_AT.name()) instanceof Date;
        String field = isTold ? "facts.deliveredAt" : "occurredAt";
        Instant at = told.get(DisputeFacts.DELIVERED_AT.name()) instanceof Date date ? date.toInstant() : occurredAt;
        if (at.isAfter(clock.instant().plusSeconds(600))) {
            throw Rejected.because(field, "deliveryInFuture");
        }
        if (at.isBefore(clock.instant().minus(OLDEST_EVENT))) {
            throw Rejected.because(field, "tooOld");
        }
        if (runtime.getVariable(row.processInstanceId(), DisputeFacts.ORDERED_AT.name()) instanceof Date ordered
                && at.isBefore(ordered.toInstant())) {
            throw Rejected.because(field, "beforeOrder");
        }
        return Date.from(at);
    }

    private Map<String, Object> doubt(CaseNumber caseNumber, Row row) {
        if (isHeld(row)) {
            throw new Conflict(Refusals.said("heldAlready", caseNumber));
        }
        return Map.of(DisputeFacts.FRAUD_SUSPECTED.name(), true);
    }

    private boolean isHeld(Row row) {
        Object state = runtime.getVariable(row.processInstanceId(), DisputeFacts.FRAUD_STATE.name());
        return state instanceof String held && !held.isEmpty();
    }

    private String hash(NewCase told) {
        try {
            return DigestUtils.sha256Hex(json.writeValueAsString(told));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
