package org.disputedesk.overview;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.disputedesk.claim.Claims;
import org.disputedesk.desk.CaseLinks;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.hold.Holds;
import org.disputedesk.ledger.Entry;
import org.disputedesk.ledger.Ledger;
import org.disputedesk.orders.Order;
import org.disputedesk.orders.Order.Money;
import org.disputedesk.orders.OrderBook;
import org.disputedesk.policy.PolicyPack;
import org.disputedesk.remedy.OrderWaits;
import org.disputedesk.remedy.Remedies;
import org.disputedesk.remedy.Remedies.Remedy;
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts together what all cases of an order share (000-16, 000-17, 001-05). Nothing of it tells who the buyer is. */
@Component
public class OrderOverview {

    private static final Set<Remedies.State> FREE = Set.of(Remedies.State.WITHDRAWN, Remedies.State.FAILED);

    private final JdbcClient db;
    private final OrderBook orders;
    private final CaseLinks links;
    private final Remedies remedies;
    private final Claims claims;
    private final Holds holds;
    private final OrderWaits waits;
    private final Ledger ledger;
    private final Vault vault;
    private final PolicyPack policy;

    OrderOverview(
            JdbcClient db,
            OrderBook orders,
            CaseLinks links,
            Remedies remedies,
            Claims claims,
            Holds holds,
            OrderWaits waits,
            Ledger ledger,
            Vault vault,
            PolicyPack policy) {
        this.db = db;
        this.orders = orders;
        this.links = links;
        this.remedies = remedies;
        this.claims = claims;
        this.holds = holds;
        this.waits = waits;
        this.ledger = ledger;
        this.vault = vault;
        this.policy = policy;
    }

    /**
     * One case of the order.
     *
     * @param erasedAt when its personal data were erased (UTC); null while they are not
     */
    public record CaseOf(
            String caseNumber,
            String kind,
            Marketplace marketplace,
            String state,
            @Nullable String outcome,
            Instant openedAt,
            @Nullable Instant closedAt,
            @Nullable Instant erasedAt,
            List<CaseLinks.Linked> links) {

        /** Makes it unchangeable. */
        public CaseOf {
            links = List.copyOf(links);
        }

        /** Whether it is still being worked on. */
        public boolean isOpen() {
            return state.equals("OPEN");
        }
    }

    /**
     * Something that forbids a remedy, or keeps the records.
     *
     * @param kind CLAIM_OPEN, LINE_HELD, CANCELLATION_FILED, CANCELLATION_ASKED, RETURN_AWAITED, PAYMENT, AMAZON_SERVES or
     *     RECORDS_HELD
     * @param caseNumber where it lies; empty when it lies in none
     * @param line of the order; empty for all of it
     * @param detail a code that says more, such as the remedy that holds the line
     * @param rule of the policy pack
     */
    public record Lock(String kind, String caseNumber, String line, String detail, PolicyPack.Rule rule) {}

    /**
     * A line of the order with its money.
     *
     * @param key empty for an order whose lines the desk does not know
     * @param refunded in all cases, and what was decided and is under way
     * @param possible what could still be refunded for it if nothing locked it; null when nobody knows what was paid
     */
    public record LineMoney(
            String key,
            @Nullable Money paid,
            @Nullable Money refunded,
            @Nullable Money possible,
            @Nullable Remedy heldBy) {}

    /** A parcel, and where it was seen last. */
    public record Parcel(
            @Nullable String carrier,
            String trackingNumber,
            @Nullable String state,
            @Nullable Instant seenAt) {}

    /** The whole of it. */
    public record View(
            String orderId,
            Marketplace marketplace,
            Optional<Order> order,
            List<CaseOf> cases,
            List<Remedy> remedies,
            List<Claims.Claim> claims,
            List<Lock> locks,
            List<LineMoney> lines,
            List<Parcel> parcels,
            List<Entry> ledger) {

        /** Makes it unchangeable. */
        public View {
            cases = List.copyOf(cases);
            remedies = List.copyOf(remedies);
            claims = List.copyOf(claims);
            locks = List.copyOf(locks);
            lines = List.copyOf(lines);
            parcels = List.copyOf(parcels);
            ledger = List.copyOf(ledger);
        }
    }

    /** The order of this number, if a case is about it or it stands in the order book. */
    public Optional<View> of(String orderId) {
        if (!OrderId.isOrderId(orderId)) {
            return Optional.empty();
        }
        Optional<Order> order = orders.find(new OrderId(orderId));
        List<CaseOf> cases = cases(orderId);
        if (order.isEmpty() && cases.isEmpty()) {
            return Optional.empty();
        }
        Marketplace marketplace =
                order.map(Order::marketplace).orElseGet(() -> cases.get(0).marketplace());
        List<Remedy> given = remedies.ofOrder(orderId);
        List<Claims.Claim> claimed = claims.ofOrder(orderId);
        return Optional.of(new View(
                orderId,
                marketplace,
                order,
                cases,
                given,
                claimed,
                locks(orderId, order, cases, given, claimed),
                lines(order, given),
                parcels(orderId, order),
                ledger.ofOrder(orderId)));
    }

    private List<CaseOf> cases(String orderId) {
        return db
                .sql("select * from dispute_case where order_id = ? order by opened_at, case_number")
                .param(orderId)
                .query((row, n) -> new CaseOf(
                        row.getString("case_number"),
                        row.getString("kind"),
                        Marketplace.of(row.getString("marketplace")),
                        row.getString("state"),
                        row.getString("outcome"),
                        Objects.requireNonNull(instant(row.getObject("opened_at", OffsetDateTime.class))),
                        instant(row.getObject("closed_at", OffsetDateTime.class)),
                        null,
                        List.of()))
                .list()
                .stream()
                .map(one -> new CaseOf(
                        one.caseNumber(),
                        one.kind(),
                        one.marketplace(),
                        one.state(),
                        one.outcome(),
                        one.openedAt(),
                        one.closedAt(),
                        vault.erasedAt(Subject.ofCase(one.caseNumber())).orElse(null),
                        links.of(one.caseNumber()).stream()
                                .filter(other -> other.how() != CaseLinks.How.SAME_ORDER)
                                .toList()))
                .toList();
    }

    private List<Lock> locks(
            String orderId, Optional<Order> order, List<CaseOf> cases, List<Remedy> given, List<Claims.Claim> claimed) {
        List<Lock> locks = new ArrayList<>();
        order.map(Order::fulfilment)
                .filter(fulfilment -> fulfilment.serviceOwner().equals("AMAZON"))
                .ifPresent(fulfilment -> locks.add(
                        new Lock("AMAZON_SERVES", "", "", fulfilment.name(), policy.rule("refund-is-amazons"))));
        claimed.stream()
                .filter(claim -> claim.state().equals("OPEN"))
                .forEach(claim -> locks.add(
                        new Lock("CLAIM_OPEN", claim.caseNumber(), "", "", policy.rule("nothing-beside-a-claim"))));
        claimed.stream()
                .filter(claim -> claim.state().equals("GRANTED"))
                .forEach(claim -> locks.add(new Lock(
                        "PAYMENT", claim.caseNumber(), "", "REFUNDED", policy.rule("nothing-while-payment-is-open"))));
        order.map(Order::paymentState)
                .filter(state -> Set.of(Order.PaymentState.PENDING, Order.PaymentState.REFUNDED)
                        .contains(state))
                .ifPresent(state -> locks.add(
                        new Lock("PAYMENT", "", "", state.name(), policy.rule("nothing-while-payment-is-open"))));
        String whichever = cases.stream()
                .filter(one -> one.isOpen() && one.kind().equals("post-shipment-cancellation"))
                .map(CaseOf::caseNumber)
                .findFirst()
                .orElse("");
        waits.of(whichever, orderId)
                .forEach(wait -> locks.add(new Lock(
                        wait.why(), wait.caseNumber(), "", "", policy.rule("refund-after-approval-or-return"))));
        given.stream()
                .filter(OrderOverview::holdsLines)
                .forEach(remedy -> locks.add(new Lock(
                        "LINE_HELD", remedy.caseNumber(), remedy.line(), remedy.type(), policy.rule("one-remedy"))));
        cases.forEach(one -> holds.of(one.caseNumber()).stream()
                .filter(hold -> hold.liftedAt() == null)
                .forEach(hold -> locks.add(
                        new Lock("RECORDS_HELD", one.caseNumber(), "", hold.reason(), policy.rule("records-held")))));
        return locks;
    }

    private static boolean holdsLines(Remedy remedy) {
        return !remedy.type().equals("CARRIER_INQUIRY") && !FREE.contains(remedy.state());
    }

    private static List<LineMoney> lines(Optional<Order> order, List<Remedy> given) {
        List<LineMoney> lines = new ArrayList<>();
        List<Order.Line> known = order.map(Order::lines).orElse(List.of());
        if (known.size() > 1) {
            known.forEach(line -> lines.add(line(
                    line.key(),
                    line.amount(),
                    given,
                    remedy -> remedy.line().equals(line.key()) || remedy.line().isEmpty())));
        } else {
            lines.add(line("", order.map(Order::total).orElse(null), given, remedy -> true));
        }
        return lines;
    }

    private static LineMoney line(String key, @Nullable Money paid, List<Remedy> given, Predicate<Remedy> touches) {
        Optional<Remedy> held =
                given.stream().filter(OrderOverview::holdsLines).filter(touches).findFirst();
        if (paid == null) {
            return new LineMoney(key, null, null, null, held.orElse(null));
        }
        // a refund of the whole order says nothing of the share of one of its lines
        BigDecimal refunded = held.filter(remedy -> remedy.type().equals("REFUND"))
                .map(remedy -> remedy.line().equals(key) ? amount(remedy, paid) : paid.amount())
                .orElse(BigDecimal.ZERO);
        return new LineMoney(
                key,
                paid,
                new Money(refunded, paid.currency()),
                new Money(held.isPresent() ? BigDecimal.ZERO : paid.amount(), paid.currency()),
                held.orElse(null));
    }

    private static BigDecimal amount(Remedy refund, Money paid) {
        BigDecimal done = refund.amount();
        BigDecimal decided = refund.decidedAmount();
        return done != null ? done : decided != null ? decided : paid.amount();
    }

    private List<Parcel> parcels(String orderId, Optional<Order> order) {
        List<Parcel> parcels = new ArrayList<>(db.sql("""
                        select t.tracking_number, t.carrier, t.state, t.fetched_at from tracking_snapshot t
                          where t.order_id = ? and t.tracking_number is not null and t.seq = (
                            select max(n.seq) from tracking_snapshot n
                              where n.order_id = t.order_id and n.tracking_number = t.tracking_number)
                          order by t.seq""")
                .param(orderId)
                .query((row, n) -> new Parcel(
                        row.getString(2),
                        row.getString(1),
                        row.getString(3),
                        instant(row.getObject(4, OffsetDateTime.class))))
                .list());
        order.map(Order::parcels).orElse(List.of()).forEach(parcel -> {
            String number = parcel.trackingNumber();
            if (number != null
                    && parcels.stream().noneMatch(one -> one.trackingNumber().equals(number))) {
                parcels.add(new Parcel(parcel.carrier(), number, null, null));
            }
        });
        return parcels;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
