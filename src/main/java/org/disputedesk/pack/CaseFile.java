package org.disputedesk.pack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.disputedesk.desk.CaseSearch;
import org.disputedesk.dispute.CodeWords;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what the report of a case says. Whatever it states of what happened, it takes from the record. */
@Component
class CaseFile {

    /** What the desk does for itself tells a claims clerk nothing; it is in the record all the same. */
    private static final Set<String> INSIDE = Set.of(
            "decision",
            "deadline",
            "urgency",
            "task-assigned",
            "letter-drafted",
            "letter-approved",
            "reply-clock",
            "hold-placed",
            "hold-lifted",
            "report-drafted",
            "refused",
            EvidencePacks.MADE);

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

    CaseFile(OrderBook orders, Remedies remedies, Deadlines deadlines, CodeWords codes, ReportWords words) {
        this.orders = orders;
        this.remedies = remedies;
        this.deadlines = deadlines;
        this.codes = codes;
        this.words = words;
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

        Reader(Read read, String language) {
            this.read = read;
            this.detail = read.detail();
            this.lang = language;
            this.marketplace = Marketplace.of(detail.marketplace());
            this.zone = marketplace.zone();
            String orderId = detail.orderId();
            this.order = orderId == null ? Optional.empty() : orders.find(new OrderId(orderId));
            this.record = read.entries().stream().map(Reader::told).toList();
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
                    .map(told -> new Event(
                            told.entry().at(),
                            who(told.entry().actor()),
                            told.entry().text()))
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
                    read.messages(),
                    ends(scans(), MOST_SCANS),
                    read.documents(),
                    ends(refusals(), MOST_REFUSALS),
                    deadlines(),
                    last.sequence(),
                    last.hash(),
                    read.anchors());
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
                fact(facts, "recipient", recipient(known));
            });
            lastScan().ifPresent(scan -> {
                add(facts, "carrier", scan.parcel());
                add(facts, "parcel", joined(scan.state(), scan.details()));
            });
            List<String> given = given();
            fact(facts, "given", given.isEmpty() ? List.of(word("nothingGiven")) : given);
            List<String> claim = claim();
            fact(facts, "claim", claim.isEmpty() ? List.of(word("noClaim")) : claim);
            add(facts, "result", result());
            return facts;
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

        private List<String> recipient(Order known) {
            if (read.erasedAt() != null) {
                return List.of(word("erasedFile"));
            }
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

        private static @Nullable String amount(Order.@Nullable Money money) {
            return money == null
                    ? null
                    : money.currency().getCurrencyCode() + " "
                            + String.format(
                                    Locale.ROOT, "%,." + Math.max(money.amount().scale(), 0) + "f", money.amount());
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
                                    told.fact("deliveredPlace"),
                                    told.fact("deliveryProof").isEmpty()
                                            ? ""
                                            : codes.of(DisputeFacts.DELIVERY_PROOF, told.fact("deliveryProof"), lang),
                                    told.fact("lastScanDate")),
                            told.fact("source")))
                    .toList();
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
                                codes.of(DisputeFacts.CLAIM_DECISION, told.fact("claimDecision"), lang)));
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
                    .map(told -> told.entry().text().replaceFirst("^Case closed: ", ""))
                    .orElse(Objects.requireNonNullElse(detail.outcome(), ""));
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
                            told.entry().text()))
                    .toList();
        }

        /** The newest of each deadline that the record tells of, and what is known of how it went. */
        private List<Deadline> deadlines() {
            Map<String, Told> newest = new LinkedHashMap<>();
            for (Told told : record) {
                if (told.entry().kind().equals("deadline")) {
                    newest.put(told.fact("deadline"), told);
                }
            }
            Map<String, Deadlines.Kept> open = deadlines.of(detail.caseNumber()).stream()
                    .collect(Collectors.toMap(Deadlines.Kept::rule, kept -> kept, (a, b) -> b));
            List<Deadline> told = new ArrayList<>();
            newest.forEach((key, entry) -> due(entry).ifPresent(due -> {
                Deadlines.Kept kept = open.get(key);
                Instant done = done(key, entry);
                Deadline.State state;
                if (kept != null) {
                    state = due.isBefore(read.made().at()) ? Deadline.State.OVERDUE : Deadline.State.OPEN;
                } else if (done == null) {
                    state = Deadline.State.ENDED;
                } else {
                    state = done.isAfter(due) ? Deadline.State.MISSED : Deadline.State.MET;
                }
                told.add(new Deadline(
                        kept == null ? name(entry) : deadlines.name(kept, lang),
                        due,
                        state,
                        kept == null ? done : null,
                        kept == null ? explanation(entry) : deadlines.explanation(kept, lang, marketplace)));
            }));
            return told;
        }

        private static String name(Told told) {
            return told.entry().text().replaceFirst("\\. .*$", "");
        }

        private static String explanation(Told told) {
            return told.entry().text().replaceFirst("^.*?\\. ", "");
        }

        /** The instant among the facts that is the deadline itself: reminders come before it. */
        private static Optional<Instant> due(Told told) {
            return told.facts().properties().stream()
                    .filter(fact ->
                            !fact.getKey().endsWith("WarnAt") && !fact.getKey().endsWith("UrgentAt"))
                    .flatMap(fact -> instant(fact.getValue().asText()).stream())
                    .max(Instant::compareTo);
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
