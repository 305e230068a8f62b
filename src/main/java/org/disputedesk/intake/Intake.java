package org.disputedesk.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.LocalMoment;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.dispute.Rejected.FieldError;
import org.disputedesk.dispute.Storable;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes cases and events from the API, each exactly once however often and from how many sides it is told. */
@Component
public class Intake {

    /** Event types of the API, which are BPMN message names, and who they come from. */
    static final Map<String, String> EVENTS = Map.ofEntries(
            Map.entry("buyer-replied", "buyer"),
            Map.entry("buyer-confirmed", "buyer"),
            Map.entry("buyer-withdrew", "buyer"),
            Map.entry("tracking-changed", "carrier"),
            Map.entry("amazon-decided", "amazon"),
            Map.entry("a-to-z-filed", "amazon"),
            Map.entry("carrier-answered", "carrier"),
            Map.entry("return-received", ""),
            Map.entry("support-replied", "amazon"),
            Map.entry("feedback-received", "buyer"),
            Map.entry("no-response-needed", ""));

    private static final int LONGEST_TEXT = 20_000;

    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final Inbox inbox;
    private final CaseTexts texts;
    private final EvidenceLog record;
    private final JdbcClient db;
    private final Clock clock;
    private final ObjectMapper json;
    private final TransactionTemplate transaction;

    Intake(
            RuntimeService runtime,
            RepositoryService repository,
            Inbox inbox,
            CaseTexts texts,
            EvidenceLog record,
            JdbcClient db,
            Clock clock,
            ObjectMapper json,
            PlatformTransactionManager transactions) {
        this.runtime = runtime;
        this.repository = repository;
        this.inbox = inbox;
        this.texts = texts;
        this.record = record;
        this.db = db;
        this.clock = clock;
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
            super("There is no case " + caseNumber + ". Search for it with GET /api/cases?q=….");
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
            throw Rejected.field("Idempotency-Key", "must have 1 to 200 characters.");
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
                if (!taken.get().bodyHash().equals(bodyHash)) {
                    throw new Conflict("This Idempotency-Key opened case "
                            + taken.get().caseNumber() + " with other content. Use a new key for a new case.");
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
                .map(taken -> new Answer(new CaseNumber(taken.caseNumber()), false));
    }

    private ProcessDefinition dispute(@Nullable String kind) {
        List<ProcessDefinition> disputes = repository
                .createProcessDefinitionQuery()
                .latestVersion()
                .startableInTasklist()
                .active()
                .list();
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
                    .forEach(name -> errors.add(
                            new FieldError("facts." + name, "is found out by the desk and cannot be told.")));
        }
        put(variables, "marketplace", told.marketplace());
        put(variables, "orderId", told.orderId());
        NewMessage message = told.message();
        if (message != null) {
            put(variables, "buyerText", message.text());
            put(variables, "buyerLanguage", message.language());
            put(variables, "messageExternalId", message.externalId());
            if (message.externalId() != null && message.externalId().length() > 180) {
                errors.add(new FieldError("message.externalId", "is longer than 180 characters."));
            }
            OffsetDateTime receivedAt = message.receivedAt();
            if (receivedAt != null) {
                Instant at = Storable.moment("message.receivedAt", receivedAt).toInstant();
                variables.put("messageReceivedAt", Date.from(at));
            }
        }
        if (!errors.isEmpty()) {
            throw new Rejected("Some facts cannot be taken; see errors.", errors);
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
                        throw Rejected.field(name, "must be text.");
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
        record Row(
                String marketplace, String state, @Nullable String openTask) {}
        Row row = db.sql("select marketplace, state, open_task from dispute_case where case_number = ?")
                .param(caseNumber.value())
                .query((r, n) -> new Row(r.getString(1), r.getString(2), r.getString(3)))
                .optional()
                .orElseThrow(() -> new NoSuchCase(caseNumber.value()));
        String type = told.type();
        if (type == null || !EVENTS.containsKey(type)) {
            throw Rejected.field(
                    "type",
                    "must be one of "
                            + String.join(
                                    ", ", EVENTS.keySet().stream().sorted().toList()) + ".");
        }
        OffsetDateTime at = told.occurredAt();
        Instant occurredAt =
                at == null ? clock.instant() : Storable.moment("occurredAt", at).toInstant();
        if (occurredAt.isAfter(clock.instant().plusSeconds(600))) {
            throw Rejected.field("occurredAt", "lies in the future.");
        }
        if (told.externalId() != null) {
            if (told.externalId().isBlank()) {
                throw Rejected.field("externalId", "must have 1 to 150 characters.");
            }
            Storable.text("externalId", told.externalId(), 150);
        }
        Map<String, Object> facts = eventFacts(told);
        String eventId = told.externalId() == null ? null : caseNumber + "|" + type + "|" + told.externalId();
        if (eventId != null && inbox.find(Inbox.EVENT, eventId).isPresent()) {
            return false;
        }
        if (row.state().equals("CLOSED")) {
            throw new Conflict("Case " + caseNumber + " is closed. Open a new case for what is new.");
        }
        try {
            transaction.executeWithoutResult(
                    status -> take(caseNumber, Marketplace.of(row.marketplace()), type, occurredAt, eventId, facts));
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        } catch (MismatchingMessageCorrelationException e) {
            throw new Conflict("Case " + caseNumber + " cannot take '" + type + "' now"
                    + (row.openTask() == null ? "." : "; it waits at \"" + row.openTask() + "\". Do that task first."));
        } catch (OptimisticLockingException e) {
            throw new Conflict("Somebody is working on case " + caseNumber + " at this moment. Tell it again.");
        }
    }

    private static Map<String, Object> eventFacts(NewEvent told) {
        List<FieldError> errors = new ArrayList<>();
        Map<String, Object> facts = new LinkedHashMap<>();
        if (told.facts() != null) {
            facts(told.facts(), errors, facts);
            facts.keySet().stream()
                    .filter(DisputeFacts.NOT_TOLD_LATER::contains)
                    .forEach(name -> errors.add(
                            new FieldError("facts." + name, "is found out by the desk and cannot be told.")));
        }
        if (!errors.isEmpty()) {
            throw new Rejected("Some facts cannot be taken; see errors.", errors);
        }
        return facts;
    }

    private void take(
            CaseNumber caseNumber,
            Marketplace marketplace,
            String type,
            Instant occurredAt,
            @Nullable String eventId,
            Map<String, Object> facts) {
        if (eventId != null) {
            inbox.take(Inbox.EVENT, eventId, "", caseNumber.value());
        }
        Map<String, Object> recorded = new LinkedHashMap<>();
        recorded.put("occurredAt", occurredAt);
        Map<String, Object> variables = new LinkedHashMap<>();
        facts.forEach((name, value) -> {
            if (name.equals("buyerText")) {
                recorded.put(
                        "sha256",
                        texts.received(
                                caseNumber.value(),
                                eventId,
                                marketplace.language(),
                                occurredAt,
                                String.valueOf(value)));
            } else if (DisputeFacts.TEXTS.contains(name)) {
                texts.put(caseNumber.value(), name, String.valueOf(value));
            } else {
                variables.put(name, value);
                recorded.put(name, value);
            }
        });
        variables.putAll(meaning(caseNumber, type, occurredAt));
        String from = EVENTS.getOrDefault(type, "");
        if (from.isEmpty()) {
            record.append(caseNumber.value(), type, "Event: " + type, recorded);
        } else {
            record.appendAs(from, caseNumber.value(), type, "Event: " + type, recorded);
        }
        runtime.createMessageCorrelation(type)
                .processInstanceBusinessKey(caseNumber.value())
                .setVariables(variables)
                .correlateWithResult();
    }

    /** What an event says by itself, besides the facts that were told with it. */
    private Map<String, Object> meaning(CaseNumber caseNumber, String type, Instant occurredAt) {
        return switch (type) {
            // the clock counts from the oldest message that waits
            case "buyer-replied" ->
                Map.of(
                        DisputeFacts.MESSAGE_RECEIVED_AT.name(),
                        Date.from(texts.oldestUnanswered(caseNumber.value())
                                .filter(oldest -> oldest.isBefore(occurredAt))
                                .orElse(occurredAt)));
            case "buyer-confirmed" -> Map.of(DisputeFacts.BUYER_ANSWER.name(), "ARRIVED");
            case "buyer-withdrew" -> Map.of(DisputeFacts.BUYER_ANSWER.name(), "WITHDRAWN");
            case "a-to-z-filed" -> Map.of(DisputeFacts.CLAIM_FILED_AT.name(), Date.from(occurredAt));
            default -> Map.of();
        };
    }

    private String hash(NewCase told) {
        try {
            byte[] body = json.writeValueAsString(told).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
