package org.disputedesk.intake;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.disputedesk.desk.CaseLinks;
import org.disputedesk.desk.DisputeKinds;
import org.disputedesk.dispute.CaseKinds;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.dispute.Refusals;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.dispute.Rejected.FieldError;
import org.disputedesk.dispute.Storable;
import org.disputedesk.dispute.Typed;
import org.disputedesk.engine.CurrentUser;
import org.disputedesk.engine.LostRace;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.CaseTexts.Message;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.intake.Intake.Conflict;
import org.disputedesk.intake.Intake.NewCase;
import org.disputedesk.intake.Intake.NewEvent;
import org.disputedesk.intake.Intake.NewMessage;
import org.disputedesk.intake.Intake.NoSuchCase;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One problem, one case (004-15): gives each further problem of a buyer's message a case of its own, linked with the one the
 * message came into. The buyer has been waiting for all of them since the message came in, so every clock counts from there. All
 * of them are opened or none, and a problem of a message has one case however often it is named.
 */
@Component
public class FurtherCases {

    private static final int MOST_PROBLEMS = 5;
    private static final int ATTEMPTS = 3;
    private static final int LONGEST_REASON = 1000;
    private static final int LONGEST_TEXT = 20_000;

    /** How a message is called that was split off: the case and the message it is part of. */
    private static final Pattern PART_OF = Pattern.compile("(?:.*\\|)?split:(D-[0-9-]+):([0-9a-f-]{36})(?::.*)?");

    private final Intake intake;
    private final DisputeKinds kinds;
    private final CaseLinks links;
    private final CaseTexts texts;
    private final EvidenceLog record;
    private final CurrentUser currentUser;
    private final List<SharedMessage> sharers;
    private final JdbcClient db;
    private final TransactionTemplate transaction;

    FurtherCases(
            Intake intake,
            DisputeKinds kinds,
            CaseLinks links,
            CaseTexts texts,
            EvidenceLog record,
            CurrentUser currentUser,
            List<SharedMessage> sharers,
            JdbcClient db,
            PlatformTransactionManager transactions) {
        this.intake = intake;
        this.kinds = kinds;
        this.links = links;
        this.texts = texts;
        this.record = record;
        this.currentUser = currentUser;
        this.sharers = List.copyOf(sharers);
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What the parts of a problem are called where somebody typed them. */
    public record Fields(String kind, String text, String reason, String orderId) {}

    /**
     * A further problem of a message, as somebody names it.
     *
     * @param kind the dispute it is
     * @param text the lines of the message that belong to it; nothing when all of it does
     * @param reason why it is a problem of its own
     * @param orderId the order it is about when that is another one of the same buyer; nothing when it is that of the case
     */
    public record Problem(
            @Nullable String kind,
            @Nullable String text,
            @Nullable String reason,
            @Nullable String orderId,
            Fields fields) {

        /** The order it is about; empty when none was named. */
        private String named() {
            return Typed.code(Objects.requireNonNullElse(orderId, "")).strip();
        }

        /** Whether no part of the message was named. */
        boolean isOfAll() {
            return text == null || text.isBlank();
        }
    }

    /**
     * The case a problem has.
     *
     * @param isNew whether it was opened for it
     * @param wasNamed whether the problem had its case before
     */
    public record Opened(String kind, CaseNumber caseNumber, boolean isNew, boolean wasNamed) {}

    private record Source(
            CaseNumber number,
            String kind,
            String marketplace,
            @Nullable String orderId,
            String language) {}

    /**
     * Gives each problem its case: the open one of this kind that the order has, or else a new one.
     *
     * @throws Rejected when anything is wrong with any of them; then nothing has happened
     */
    public List<Opened> open(CaseNumber from, List<Problem> problems) {
        // a part of somebody's task cannot be tried again without the task
        int attempts = TransactionSynchronizationManager.isActualTransactionActive() ? 1 : ATTEMPTS;
        for (int attempt = 1; ; attempt++) {
            try {
                return Objects.requireNonNull(transaction.execute(status -> split(from, problems)));
            } catch (RuntimeException e) {
                if (e instanceof Rejected || !LostRace.is(e)) {
                    throw e;
                }
                if (attempt == attempts) {
                    throw new Conflict(Refusals.said("caseBusy", from));
                }
            }
        }
    }

    private List<Opened> split(CaseNumber from, List<Problem> problems) {
        if (problems.isEmpty() || problems.size() > MOST_PROBLEMS) {
            throw Rejected.because("problems", "furtherCount", MOST_PROBLEMS);
        }
        holdOrders(source(from), problems);
        // it may have been closed while others had it
        Source source = source(from);
        refuse(errors(source, problems));
        Written written = written(from);
        List<Opened> opened = new ArrayList<>();
        for (Problem problem : problems) {
            opened.add(open(source, problem, holding(written, problem)));
        }
        return opened;
    }

    /** All cases that a problem may go to, so that whoever splits another of them at the same moment waits for this one. */
    private void holdOrders(Source source, List<Problem> problems) {
        Set<String> needed = new HashSet<>(Set.of(source.number().value()));
        Stream.concat(Stream.ofNullable(source.orderId()), problems.stream().map(Problem::named))
                .filter(orderId -> !orderId.isEmpty())
                .flatMap(orderId -> links.openOf(orderId).stream())
                .forEach(open -> needed.add(open.value()));
        record.holdCases(needed);
    }

    private Source source(CaseNumber number) {
        return db.sql(
                        "select kind, marketplace, order_id, buyer_language, state from dispute_case where case_number = ?")
                .param(number.value())
                .query((row, n) -> {
                    if (row.getString("state").equals("CLOSED")) {
                        throw new Conflict(Refusals.said("caseClosed", number));
                    }
                    if (row.getString("kind").equals(CaseKinds.FEEDBACK_REMOVAL)) {
                        throw new Conflict(Refusals.said("furtherNoMessage", number));
                    }
                    return new Source(
                            number,
                            row.getString("kind"),
                            row.getString("marketplace"),
                            row.getString("order_id"),
                            row.getString("buyer_language"));
                })
                .optional()
                .orElseThrow(() -> new NoSuchCase(number.value()));
    }

    private List<FieldError> errors(Source source, List<Problem> problems) {
        List<String> known = kinds.all();
        Set<String> named = new HashSet<>();
        List<FieldError> errors = new ArrayList<>();
        for (Problem problem : problems) {
            Fields fields = problem.fields();
            String kind = Objects.requireNonNullElse(problem.kind(), "");
            String otherOrder = otherOrder(source, problem);
            if (otherOrder.isEmpty() && kind.equals(source.kind())) {
                errors.add(new FieldError(fields.kind(), Refusals.said("furtherSameKind", source.number())));
            } else if (!known.contains(kind)) {
                errors.add(new FieldError(fields.kind(), Refusals.said("oneOf", String.join(", ", known))));
            } else if (!named.add(kind + "|" + otherOrder)) {
                errors.add(new FieldError(fields.kind(), Refusals.said("furtherTwice")));
            }
            wrong(fields.orderId(), wrongOrder(source, otherOrder), errors);
            String reason = Objects.requireNonNullElse(problem.reason(), "");
            wrong(fields.reason(), Typed.saysNothing(reason) ? Refusals.said("required") : null, errors);
            wrong(fields.reason(), Storable.problem(reason, LONGEST_REASON), errors);
            wrong(
                    fields.text(),
                    Storable.problem(Objects.requireNonNullElse(problem.text(), ""), LONGEST_TEXT),
                    errors);
        }
        return errors;
    }

    /** The order a problem is about; empty when it is that of the case. */
    private static String otherOrder(Source source, Problem problem) {
        return problem.named().equals(source.orderId()) ? "" : problem.named();
    }

    /** An order of another marketplace has its own buyers, rules and clocks; its messages come in there. */
    private @Nullable String wrongOrder(Source source, String otherOrder) {
        if (otherOrder.isEmpty()) {
            return null;
        }
        if (!OrderId.isOrderId(otherOrder)) {
            return Refusals.said("noOrderId");
        }
        return db.sql("""
                        select marketplace from customer_order where order_id = :order
                        union select marketplace from dispute_case where order_id = :order""").param("order", otherOrder).query(String.class).list().stream()
                .filter(marketplace -> !marketplace.equals(source.marketplace()))
                .findFirst()
                .map(marketplace -> Refusals.said("furtherOtherMarketplace", marketplace, source.marketplace()))
                .orElse(null);
    }

    private static void wrong(String field, @Nullable String problem, List<FieldError> errors) {
        if (problem != null) {
            errors.add(new FieldError(field, problem));
        }
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new Rejected(
                    String.join(
                            " ",
                            errors.stream()
                                    .map(e -> e.field() + ": " + e.message())
                                    .toList()),
                    errors);
        }
    }

    /** What the buyer wrote in a case: what waits for an answer, the oldest first, and the rest, the newest first. */
    private record Written(List<Message> waiting, List<Message> answered) {}

    private Written written(CaseNumber number) {
        List<Message> waiting = texts.unanswered(number.value()).stream()
                .filter(message -> !message.erased())
                .toList();
        Set<String> ids = waiting.stream().map(Message::id).collect(Collectors.toSet());
        List<Message> answered = texts.messages(number.value()).stream()
                .filter(message -> message.direction().equals("IN") && !message.erased())
                .filter(message -> !ids.contains(message.id()))
                .sorted(Comparator.comparing(Message::at).reversed())
                .toList();
        if (waiting.isEmpty() && answered.isEmpty()) {
            throw new Conflict(Refusals.said("furtherNoMessage", number));
        }
        return new Written(waiting, answered);
    }

    /** Nobody puts words into the buyer's mouth: each line stands in one of his messages, and that one is the message. */
    private static Message holding(Written written, Problem problem) {
        List<String> lines = Objects.requireNonNullElse(problem.text(), "")
                .lines()
                .map(FurtherCases::plain)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.isEmpty() && written.waiting().size() > 1) {
            throw Rejected.because(problem.fields().text(), "furtherWhich");
        }
        return Stream.concat(written.waiting().stream(), written.answered().stream())
                .filter(message -> {
                    String said = plain(message.content());
                    return lines.stream().allMatch(said::contains);
                })
                .findFirst()
                .orElseThrow(() -> Rejected.because(problem.fields().text(), "furtherNotWritten"));
    }

    private static String plain(String text) {
        return text.replaceAll("[\\s\\u3000]+", " ").strip();
    }

    private Opened open(Source source, Problem problem, Message message) {
        String kind = Objects.requireNonNull(problem.kind());
        String otherOrder = otherOrder(source, problem);
        Optional<CaseNumber> before = links.splitOff(message.id(), kind, otherOrder);
        if (before.isPresent()) {
            return new Opened(kind, before.get(), false, true);
        }
        String part = problem.isOfAll()
                ? message.content()
                : Objects.requireNonNull(problem.text()).strip();
        String called = "split:" + source.number() + ":" + message.id();
        String orderId = otherOrder.isEmpty() ? source.orderId() : otherOrder;
        Optional<CaseNumber> open = orderId == null ? Optional.empty() : openCase(kind, orderId);
        CaseNumber into = open.isPresent()
                ? open.get()
                : opened(
                        source,
                        kind,
                        orderId,
                        part,
                        message,
                        called + ":" + kind + (otherOrder.isEmpty() ? "" : ":" + otherOrder));
        if (open.isPresent()) {
            intake.event(
                    into,
                    new NewEvent(
                            EventType.BUYER_REPLIED.type(),
                            message.at().atOffset(ZoneOffset.UTC),
                            called,
                            Map.of("buyerText", part)));
        }
        links.split(
                source.number(),
                message.id(),
                kind,
                otherOrder,
                into,
                currentUser.id().orElse("desk"));
        String reason = Objects.requireNonNull(problem.reason()).strip();
        texts.put(into.value(), "splitReason", reason);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", kind);
        facts.put("linkedCase", into.value());
        if (!otherOrder.isEmpty()) {
            facts.put("orderId", otherOrder);
        }
        facts.put("messageCommitment", message.commitment());
        facts.put("partCommitment", texts.commitment(source.number().value(), part));
        facts.put("reasonCommitment", texts.commitment(source.number().value(), reason));
        facts.put("receivedAt", message.at());
        record.append(source.number().value(), "message-split", "Further problem goes to " + into, facts);
        Map<String, Object> theirs = new LinkedHashMap<>();
        theirs.put("linkedCase", source.number().value());
        theirs.put("messageCommitment", texts.commitment(into.value(), message.content()));
        theirs.put("partCommitment", texts.commitment(into.value(), part));
        theirs.put("reasonCommitment", texts.commitment(into.value(), reason));
        theirs.put("receivedAt", message.at());
        record.append(into.value(), "message-split", "Split off from a message in " + source.number(), theirs);
        String origin = origin(message);
        if (origin != null) {
            sharers.forEach(sharer -> sharer.belongsAlsoTo(origin, into.value()));
        }
        return new Opened(kind, into, open.isEmpty(), false);
    }

    private Optional<CaseNumber> openCase(String kind, String orderId) {
        return db.sql("select case_number from dispute_case where open_key = ?")
                .param(kind + "|" + orderId)
                .query((row, n) -> new CaseNumber(row.getString(1)))
                .optional();
    }

    private CaseNumber opened(
            Source source, String kind, @Nullable String orderId, String part, Message message, String externalId) {
        return intake.open(
                        new NewCase(
                                kind,
                                source.marketplace(),
                                orderId,
                                new NewMessage(
                                        part, message.at().atOffset(ZoneOffset.UTC), source.language(), externalId),
                                null),
                        null)
                .caseNumber();
    }

    /** What the message is called where it came from, also when it is itself a part of one; null when nobody said. */
    private @Nullable String origin(Message message) {
        String called = message.externalId();
        Matcher part = PART_OF.matcher(Objects.requireNonNullElse(called, ""));
        if (!part.matches()) {
            return called;
        }
        return texts.messages(part.group(1)).stream()
                .filter(whole -> whole.id().equals(part.group(2)))
                .findFirst()
                .map(this::origin)
                .orElse(null);
    }
}
