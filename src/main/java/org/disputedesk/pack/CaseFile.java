package org.disputedesk.pack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.disputedesk.calendar.DeadlineWords;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.desk.CaseLinks;
import org.disputedesk.desk.CaseSearch;
import org.disputedesk.desk.DisputeKinds;
import org.disputedesk.desk.OrderWords;
import org.disputedesk.desk.RecordWords;
import org.disputedesk.dispute.CodeWords;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.RecordEntry;
import org.disputedesk.orders.Order;
import org.disputedesk.orders.OrderBook;
import org.disputedesk.pack.Dossier.Deadline;
import org.disputedesk.pack.Dossier.Document;
import org.disputedesk.pack.Dossier.Event;
import org.disputedesk.pack.Dossier.Fact;
import org.disputedesk.pack.Dossier.Message;
import org.disputedesk.pack.Dossier.Refusal;
import org.disputedesk.pack.Dossier.Scan;
import org.disputedesk.remedy.Remedies;
import org.disputedesk.tracking.SeenWords;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what the report of a case says. Whatever it states of what happened, it takes from the record. */
@Component
class CaseFile {

    /** What the desk does for itself tells a claims clerk nothing; it is in the record all the same. */
    private static final Set<String> INSIDE = Set.of(
            "process-began",
            "process-migrated",
            "process-suspended",
            "process-resumed",
            "process-cancelled",
            "reached",
            "noticed",
            "step",
            "timer",
            "operation",
            "incident",
            "incident-resolved",
            "incident-dropped",
            "decision",
            "deadline",
            "urgency",
            "priority",
            "task-opened",
            "task-assigned",
            "task-dropped",
            "order-looked-up",
            "earlier-cases",
            "answer-decided",
            "letter-drafted",
            "letter-approved",
            "reply-clock",
            "hold-placed",
            "hold-lifted",
            "report-drafted",
            "refused",
            EvidencePacks.MADE);

    /** Facts of an entry that are told as they are, since they are numbers somebody gave. */
    private static final Set<String> REFERENCES = Set.of(
            "trackingNumber",
            "claimReference",
            "remedyReference",
            "reportReference",
            "carrierCaseNumber",
            "refundExpectedDate",
            "linkedCase");

    /** What attachments serve as when they show that a parcel was delivered. */
    private static final Set<String> PROOFS = Set.of("DELIVERY_PROOF", "SIGNATURE");

    private static final String NO_PROOF = "NONE";
    private static final String CANCELLED = "Case cancelled: ";
    private static final String CANCELLED_NOW = "Case cancelled";

    private static final Duration ARRIVED_LATER = Duration.ofMinutes(1);
    private static final int MOST_EVENTS = 250;
    private static final int MOST_SCANS = 100;
    private static final int MOST_REFUSALS = 100;
    private static final Duration LONGEST_IN_HOURS = Duration.ofDays(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OrderBook orders;
    private final Remedies remedies;
    private final Deadlines deadlines;
    private final CodeWords codes;
    private final ReportWords words;
    private final CaseTexts texts;
    private final RecordWords recordWords;
    private final SeenWords seen;
    private final DisputeKinds kinds;

    CaseFile(
            OrderBook orders,
            Remedies remedies,
            Deadlines deadlines,
            CodeWords codes,
            ReportWords words,
            CaseTexts texts,
            RecordWords recordWords,
            SeenWords seen,
            DisputeKinds kinds) {
        this.orders = orders;
        this.remedies = remedies;
        this.deadlines = deadlines;
        this.codes = codes;
        this.words = words;
        this.texts = texts;
        this.recordWords = recordWords;
        this.seen = seen;
        this.kinds = kinds;
    }

    /** What was read of a case, all at one moment. */
    record Read(
            CaseSearch.Detail detail,
            RecordEntry made,
            @Nullable Instant erasedAt,
            List<RecordEntry> entries,
            List<Message> messages,
            List<Document> documents,
            List<String> anchors) {}

    Dossier dossier(Read read, String language) {
        return new Reader(read, language).dossier();
    }

    private record Told(RecordEntry entry, JsonNode facts) {

        String fact(String name) {
            return facts.path(name).asText("");
        }
    }

    private final class Reader {

        private final Read read;
        private final CaseSearch.Detail detail;
        private final String lang;
        private final Marketplace marketplace;
        private final ZoneId zone;
        private final Optional<Order> order;
        private final List<Told> record;
        private final List<String> carrierWords;

        Reader(Read read, String language) {
            this.read = read;
            this.detail = read.detail();
            this.lang = language;
            this.marketplace = Marketplace.of(detail.marketplace());
            this.zone = marketplace.zone();
            String orderId = detail.orderId();
            this.order = orderId == null ? Optional.empty() : orders.find(new OrderId(orderId));
            this.record = read.entries().stream().map(Reader::told).toList();
            this.carrierWords = read.erasedAt() == null
                    ? seen.of(detail.caseNumber()).stream()
                            .map(SeenWords.Seen::words)
                            .toList()
                    : List.of();
        }

        private static Told told(RecordEntry entry) {
            try {
                return new Told(entry, JSON.readTree(entry.facts()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("The facts of entry " + entry.sequence() + " cannot be read", e);
            }
        }

        Dossier dossier() {
            List<Event> events = record.stream()
                    .filter(told -> !INSIDE.contains(told.entry().kind()))
                    .map(told -> new Event(told.entry().at(), who(told.entry().actor()), what(told)))
                    .toList();
            List<Event> shown = ends(events, MOST_EVENTS);
            RecordEntry last = read.entries().get(read.entries().size() - 1);
            return new Dossier(
                    detail.caseNumber(),
                    kind() + " · " + shop() + (detail.orderId() == null ? "" : " · " + detail.orderId()),
                    lang,
                    zone,
                    read.made().at(),
                    who(read.made().actor()),
                    read.erasedAt(),
                    facts(),
                    inShort(),
                    shown,
                    events.size() - shown.size(),
                    read.messages().stream().map(this::named).toList(),
                    ends(scans(), MOST_SCANS),
                    read.documents().stream().map(this::named).toList(),
                    ends(refusals(), MOST_REFUSALS),
                    deadlines(),
                    last.sequence(),
                    last.hash(),
                    read.anchors());
        }

        /** What an entry tells, in words; as it was recorded when there are none for it. */
        private String what(Told told) {
            String kind = told.entry().kind();
            Optional<String> words = CaseFile.this.words.kind(kind, lang);
            if (words.isEmpty()) {
                return told.entry().text();
            }
            String details = switch (kind) {
                case "case-opened" -> kind();
                case "case-closed" -> outcome(told);
                case "task-completed" -> joined(step(told), details(told));
                default -> details(told);
            };
            return joined(
                    words.get() + (details.isEmpty() ? "" : (lang.equals("en") ? ": " : "：") + details), arrival(told));
        }

        /** Those facts of an entry that have words, or are numbers somebody gave. */
        private String details(Told told) {
            List<String> details = new ArrayList<>();
            for (Map.Entry<String, JsonNode> fact : told.facts().properties()) {
                String name = fact.getKey();
                String value = fact.getValue().asText("");
                if (name.equals("letter")) {
                    details.add(words.letter(value, lang));
                } else if (name.equals("purpose")) {
                    details.add(purpose(value));
                } else if (name.equals("claimDecision")) {
                    details.add(codes.of(DisputeFacts.CLAIM_STATE, value, lang));
                } else if (name.equals("deliveryProof")) {
                    details.add(proof(told));
                } else if (name.equals("refundAmount")) {
                    details.add(amount(
                            new Order.Money(new BigDecimal(value), Currency.getInstance(told.fact("currency")))));
                } else if (REFERENCES.contains(name)) {
                    details.add(value);
                } else if (codes.knows(name, value)) {
                    details.add(codes.of(name, value, lang));
                }
            }
            return joined(details.stream().distinct().toArray(String[]::new));
        }

        private String step(Told told) {
            String text = told.entry().text();
            return words.step(text.substring(text.indexOf(": ") + 1).strip(), lang);
        }

        /** When it happened, if it was told only later. */
        private String arrival(Told told) {
            return instant(told.fact("receivedAt"))
                    .or(() -> instant(told.fact("occurredAt")))
                    .filter(at -> at.plus(ARRIVED_LATER).isBefore(told.entry().at()))
                    .map(at -> word("arrived", moment(at)))
                    .orElse("");
        }

        private Message named(Message message) {
            return new Message(
                    message.at(),
                    message.fromBuyer(),
                    message.heading().isEmpty() ? "" : words.letter(message.heading(), lang),
                    message.language(),
                    message.content());
        }

        private Document named(Document document) {
            return new Document(
                    document.at(),
                    document.fileName(),
                    document.mediaType(),
                    document.size(),
                    purpose(document.purpose()),
                    who(document.by()),
                    document.sha256(),
                    document.isThere(),
                    document.preview());
        }

        private String purpose(String code) {
            return code.isEmpty() ? "" : codes.of("neededEvidence", code, lang);
        }

        /** The first and the last of many. */
        private static <T> List<T> ends(List<T> all, int most) {
            if (all.size() <= most) {
                return all;
            }
            List<T> ends = new ArrayList<>(all.subList(0, most / 2));
            ends.addAll(all.subList(all.size() - most / 2, all.size()));
            return ends;
        }

        private String kind() {
            String english = detail.kind().replace('-', ' ');
            return detail.kind().equals("order-not-received") && !lang.equals("en")
                    ? (lang.equals("ja") ? "商品未着" : "未收到商品")
                    : english.substring(0, 1).toUpperCase(Locale.ROOT) + english.substring(1);
        }

        private String shop() {
            return "Amazon." + marketplace.topLevelDomain();
        }

        private List<Fact> facts() {
            List<Fact> facts = new ArrayList<>();
            add(facts, "kind", kind());
            add(facts, "order", joined(detail.orderId(), orderStates()));
            add(facts, "marketplace", shop());
            add(facts, "opened", moment(detail.openedAt().toInstant()));
            order.ifPresent(known -> {
                add(facts, "ordered", moment(known.dates().purchasedAt()));
                add(facts, "promised", day(known.dates().latestDeliveryAt()));
                fact(facts, "items", known.lines().stream().map(Reader::item).toList());
                add(facts, "total", amount(known.total()));
                add(
                        facts,
                        "service",
                        known.fulfilment() == null
                                ? null
                                : codes.of(
                                        DisputeFacts.FULFILMENT,
                                        known.fulfilment().name(),
                                        lang));
            });
            fact(facts, "recipient", recipient());
            add(facts, "addressCheck", addressCheck());
            lastScan().ifPresent(scan -> {
                add(facts, "carrier", scan.parcel());
                add(facts, "parcel", joined(scan.state(), scan.details()));
            });
            fact(
                    facts,
                    "carrierWords",
                    Stream.of(
                                    text("trackingText"),
                                    lastScan().map(Scan::carrierSaid).orElse(""),
                                    text("carrierWords"))
                            .distinct()
                            .flatMap(String::lines)
                            .filter(line -> !line.isBlank())
                            .toList());
            List<String> given = given();
            fact(facts, "given", given.isEmpty() ? List.of(word("nothingGiven")) : given);
            List<String> claim = claim();
            fact(facts, "claim", claim.isEmpty() ? List.of(word("noClaim")) : claim);
            fact(facts, "linked", linked());
            add(facts, "result", result());
            return facts;
        }

        /** Whoever reads this file learns that there are others: by their numbers, which tell nothing of the buyer. */
        private List<String> linked() {
            return detail.linkedCases().stream()
                    .map(other -> joined(
                            other.caseNumber(),
                            kinds.name(other.kind(), lang),
                            word(other.isOpen() ? "linkedOpen" : "linkedClosed"),
                            word(other.how() == CaseLinks.How.SAME_ORDER ? "linkedByOrder" : "linkedByMessage")))
                    .toList();
        }

        private void add(List<Fact> facts, String label, @Nullable String value) {
            fact(facts, label, value == null || value.isBlank() ? List.of() : List.of(value));
        }

        private void fact(List<Fact> facts, String label, List<String> values) {
            if (!values.isEmpty()) {
                facts.add(new Fact(word(label), values));
            }
        }

        private String orderStates() {
            return order.map(known -> joined(
                            codes.of(DisputeFacts.ORDER_STATE, known.state().name(), lang),
                            codes.of(
                                    DisputeFacts.PAYMENT_STATE,
                                    known.paymentState().name(),
                                    lang)))
                    .orElse("");
        }

        private static String item(Order.Line line) {
            return (line.quantity() == null ? "" : line.quantity() + " × ")
                    + Objects.requireNonNullElse(line.title(), Objects.requireNonNullElse(line.sku(), line.key()));
        }

        private List<String> recipient() {
            if (read.erasedAt() != null) {
                return List.of(word("erasedFile"));
            }
            List<String> booked = order.map(Reader::recipient).orElse(List.of());
            return booked.isEmpty()
                    ? Stream.of("orderBuyerName", "orderAddress")
                            .flatMap(name -> text(name).lines())
                            .filter(line -> !line.isBlank())
                            .toList()
                    : booked;
        }

        /** What people wrote in the case under this name; empty when nobody did, and once it is erased. */
        private String text(String name) {
            return read.erasedAt() == null
                    ? texts.find(detail.caseNumber(), name).orElse("")
                    : "";
        }

        /** What staff found when they compared the address, and when. */
        private String addressCheck() {
            return record.stream()
                    .filter(told -> !told.fact("addressFault").isEmpty()
                            && told.entry().kind().equals("task-completed"))
                    .reduce((earlier, later) -> later)
                    .map(told -> joined(
                            codes.of(DisputeFacts.ADDRESS_FAULT, told.fact("addressFault"), lang),
                            who(told.entry().actor()),
                            moment(told.entry().at())))
                    .orElse("");
        }

        private static List<String> recipient(Order known) {
            Order.Address address = known.person().address();
            return Stream.of(
                            Optional.ofNullable(known.person().recipientName())
                                    .orElse(known.person().buyerName()),
                            address.line1(),
                            address.line2(),
                            address.line3(),
                            joined(address.city(), address.region(), address.postalCode(), address.country()))
                    .filter(part -> part != null && !part.isBlank())
                    .map(Objects::requireNonNull)
                    .toList();
        }

        private String amount(Order.@Nullable Money money) {
            return money == null ? "" : OrderWords.amount(money, lang);
        }

        private List<Scan> scans() {
            return record.stream()
                    .filter(told -> told.entry().kind().equals("tracking"))
                    .map(told -> new Scan(
                            told.entry().at(),
                            codes.of(DisputeFacts.DELIVERY_STATE, told.fact("deliveryState"), lang),
                            (told.fact("carrier") + " " + told.fact("trackingNumber")).strip(),
                            joined(
                                    instant(told.fact("deliveredAt"))
                                            .map(this::moment)
                                            .orElse(""),
                                    place(told),
                                    proof(told),
                                    told.fact("lastScanDate")),
                            source(told.fact("source")),
                            carrierSaid(told)))
                    .toList();
        }

        /** The carrier's own words on that look, which the record names by their commitment; empty once they are erased. */
        private String carrierSaid(Told told) {
            String commitment = told.fact("carrierWordsCommitment");
            return commitment.isEmpty() || read.erasedAt() != null
                    ? ""
                    : carrierWords.stream()
                            .filter(words ->
                                    texts.commitment(detail.caseNumber(), words).equals(commitment))
                            .findFirst()
                            .orElse("");
        }

        /** Where the parcel was left. The record only has its commitment, so that another place is not taken for it. */
        private String place(Told told) {
            String commitment = told.fact("deliveredPlaceCommitment");
            String place = commitment.isEmpty() ? "" : text("deliveredPlace");
            return !place.isEmpty()
                            && texts.commitment(detail.caseNumber(), place).equals(commitment)
                    ? place
                    : "";
        }

        private String proof(Told told) {
            String code = told.fact("deliveryProof");
            boolean isAttached = told.fact("deliveryState").equals("DELIVERED")
                    && read.documents().stream().anyMatch(document -> PROOFS.contains(document.purpose()));
            return joined(
                    code.isEmpty() || (isAttached && code.equals(NO_PROOF))
                            ? ""
                            : codes.of(DisputeFacts.DELIVERY_PROOF, code, lang),
                    isAttached ? word("proofAttached") : "");
        }

        private String source(String source) {
            return switch (source) {
                case "staff" -> word("sourceStaff");
                case "carrier" -> word("carrierActor");
                default -> source;
            };
        }

        private Optional<Scan> lastScan() {
            List<Scan> scans = scans();
            return scans.isEmpty() ? Optional.empty() : Optional.of(scans.get(scans.size() - 1));
        }

        private List<String> given() {
            String orderId = detail.orderId();
            return orderId == null
                    ? List.of()
                    : remedies.ofOrder(orderId).stream()
                            .filter(remedy -> remedy.state() != Remedies.State.WITHDRAWN)
                            .map(remedy -> joined(
                                    codes.of(DisputeFacts.REMEDY, remedy.type(), lang),
                                    codes.of(
                                            DisputeFacts.REMEDY_STATE,
                                            remedy.state().name(),
                                            lang),
                                    remedy.amount() == null || remedy.currency() == null
                                            ? ""
                                            : amount(new Order.Money(
                                                    remedy.amount(), Currency.getInstance(remedy.currency()))),
                                    remedy.reference(),
                                    remedy.caseNumber().equals(detail.caseNumber()) ? "" : remedy.caseNumber()))
                            .toList();
        }

        private List<String> claim() {
            List<String> claim = new ArrayList<>();
            for (Told told : record) {
                String at = moment(told.entry().at());
                switch (told.entry().kind()) {
                    case "claim-filed" -> claim.add(joined(word("claimFiled", at), told.fact("claimReference")));
                    case "claim-answered" -> claim.add(word("claimAnswered", at));
                    case "claim-decided" ->
                        claim.add(word(
                                "claimDecided",
                                at,
                                codes.of(DisputeFacts.CLAIM_STATE, told.fact("claimDecision"), lang)));
                    default -> {}
                }
            }
            return claim;
        }

        private String result() {
            return detail.state().equals("OPEN") ? word("stillOpen") : joined(closed(), moment(closedAt()));
        }

        private String closed() {
            return record.stream()
                    .filter(told -> told.entry().kind().equals("case-closed"))
                    .reduce((a, b) -> b)
                    .map(this::outcome)
                    .orElse(Objects.requireNonNullElse(detail.outcome(), ""));
        }

        private String outcome(Told closed) {
            String text = closed.entry().text();
            // entries of older versions told the reason
            return text.startsWith(CANCELLED)
                    ? joined(word("cancelled"), step(closed))
                    : text.equals(CANCELLED_NOW) ? word("cancelled") : step(closed);
        }

        private @Nullable Instant closedAt() {
            OffsetDateTime at = detail.closedAt();
            return at == null ? null : at.toInstant();
        }

        private List<String> inShort() {
            List<String> sentences = new ArrayList<>();
            Optional<Message> first =
                    read.messages().stream().filter(Message::fromBuyer).findFirst();
            first.ifPresent(message -> sentences.add(word("sReported", moment(message.at()), kind())));
            lastScan().ifPresent(scan -> sentences.add(word("sParcel", joined(scan.state(), scan.details()))));
            List<Message> letters =
                    read.messages().stream().filter(m -> !m.fromBuyer()).toList();
            if (letters.isEmpty()) {
                sentences.add(word("sNotAnswered"));
            } else {
                first.ifPresent(message -> sentences.add(word(
                        "sAnswered",
                        letters.size(),
                        length(Duration.between(message.at(), letters.get(0).at())))));
            }
            List<String> given = given();
            sentences.add(given.isEmpty() ? word("sNothing") : word("sGiven", String.join("; ", given)));
            List<String> claim = claim();
            if (!claim.isEmpty()) {
                sentences.add(word("sClaim", String.join("; ", claim)));
            }
            int refused = refusals().size();
            if (refused > 0) {
                sentences.add(word("sRefused", refused));
            }
            Instant closedAt = closedAt();
            sentences.add(closedAt == null ? word("sOpen") : word("sClosed", moment(closedAt), closed()));
            return sentences;
        }

        private List<Refusal> refusals() {
            return record.stream()
                    .filter(told -> told.entry().kind().equals("refused"))
                    .map(told -> new Refusal(
                            told.entry().at(),
                            who(told.entry().actor()),
                            refused(told.entry().text())))
                    .toList();
        }

        /** The rule in the reader's language; in English what the record says, which has more. */
        private String refused(String recorded) {
            return lang.equals("en")
                    ? recorded
                    : recordWords.rule(recorded, lang).orElse(recorded);
        }

        /**
         * Each time by which the buyer had to be answered and the newest of each other deadline, with what is known of how it
         * went.
         */
        private List<Deadline> deadlines() {
            Map<String, Told> listed = new LinkedHashMap<>();
            Map<String, Told> newest = new LinkedHashMap<>();
            for (Told told : record) {
                if (told.entry().kind().equals("deadline")) {
                    String key = told.fact("deadline");
                    newest.put(key, told);
                    if (key.startsWith("reply.")) {
                        listed.putIfAbsent(key + due(told), told);
                    } else {
                        listed.put(key, told);
                    }
                }
            }
            Map<String, Deadlines.Kept> open = deadlines.of(detail.caseNumber()).stream()
                    .collect(Collectors.toMap(Deadlines.Kept::rule, kept -> kept, (a, b) -> b));
            List<Deadline> deadlines = new ArrayList<>();
            for (Told told : listed.values()) {
                String key = told.fact("deadline");
                kept(told).ifPresent(kept -> {
                    boolean runs = open.containsKey(key)
                            && due(Objects.requireNonNull(newest.get(key))).equals(due(told));
                    deadlines.add(deadline(told, kept, runs));
                });
            }
            return deadlines;
        }

        private Deadline deadline(Told told, Deadlines.Kept kept, boolean runs) {
            Instant due = kept.due().toInstant();
            Instant done = runs ? null : done(told.fact("deadline"), told);
            Deadline.State state;
            if (runs) {
                state = due.isBefore(read.made().at()) ? Deadline.State.OVERDUE : Deadline.State.OPEN;
            } else if (done == null) {
                state = Deadline.State.ENDED;
            } else {
                state = done.isAfter(due) ? Deadline.State.MISSED : Deadline.State.MET;
            }
            return new Deadline(
                    deadlines.name(kept, lang), due, state, done, deadlines.explanation(kept, lang, marketplace));
        }

        private Optional<Deadlines.Kept> kept(Told told) {
            return Deadlines.recorded(detail.caseNumber(), told.entry().text(), told.facts());
        }

        private Optional<Instant> due(Told told) {
            return kept(told).map(kept -> kept.due().toInstant());
        }

        /** When what was due was done; null when the record has no entry that would show it. */
        private @Nullable Instant done(String key, Told deadline) {
            Set<String> kinds = key.startsWith("reply.")
                    ? Set.of("letter-sent", "reply-clock")
                    : key.startsWith("claim.") ? Set.of("claim-answered", "claim-appeal") : Set.of();
            return record.stream()
                    .map(Told::entry)
                    .filter(entry -> entry.sequence() > deadline.entry().sequence() && kinds.contains(entry.kind()))
                    .map(RecordEntry::at)
                    .findFirst()
                    .orElse(null);
        }

        private static Optional<Instant> instant(String text) {
            return text.matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z") ? Optional.of(Instant.parse(text)) : Optional.empty();
        }

        private String who(String actor) {
            return switch (actor) {
                case "buyer" -> word("buyer");
                case "desk" -> word("desk");
                case "carrier" -> word("carrierActor");
                case "amazon" -> word("amazonActor");
                default -> word("shopPerson", actor.replaceFirst("^person:", ""));
            };
        }

        private String length(Duration time) {
            return time.compareTo(LONGEST_IN_HOURS) <= 0
                    ? word("hours", time.toHours(), time.toMinutesPart())
                    : word("daysHours", time.toDays(), time.toHoursPart());
        }

        private String moment(@Nullable Instant at) {
            return at == null ? "" : DeadlineWords.in(lang).moment(at, zone);
        }

        /** The day that ends at an instant. */
        private @Nullable String day(@Nullable Instant end) {
            return end == null
                    ? null
                    : end.minusMillis(1).atZone(zone).toLocalDate().toString();
        }

        private String word(String label, Object... filled) {
            return words.of(label, lang, filled);
        }

        private static String joined(@Nullable String... parts) {
            return Stream.of(parts)
                    .filter(part -> part != null && !part.isBlank())
                    .collect(Collectors.joining(" · "));
        }
    }
}
