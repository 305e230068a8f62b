package org.disputedesk.overview;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.disputedesk.claim.Claims;
import org.disputedesk.desk.CaseLinks;
import org.disputedesk.desk.Labels;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.ledger.LedgerView;
import org.disputedesk.ledger.LedgerView.AmountView;
import org.disputedesk.ledger.Recoveries;
import org.disputedesk.orders.Order;
import org.disputedesk.orders.Order.Money;
import org.disputedesk.overview.OrderOverview.CaseOf;
import org.disputedesk.overview.OrderOverview.LineMoney;
import org.disputedesk.overview.OrderOverview.Lock;
import org.disputedesk.overview.OrderOverview.Parcel;
import org.disputedesk.overview.OrderOverview.View;
import org.disputedesk.remedy.Remedies.Remedy;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** One order with all its cases over HTTP, and the bookings of what came back (000-16, 001-15). */
@RestController
@RequestMapping(path = "/api/orders/{orderId}", produces = MediaType.APPLICATION_JSON_VALUE)
class OrderOverviewApi {

    private final OrderOverview overview;
    private final Recoveries recoveries;

    OrderOverviewApi(OrderOverview overview, Recoveries recoveries) {
        this.overview = overview;
        this.recoveries = recoveries;
    }

    /** Why something is locked, and what to do instead, in the language of whoever asks. */
    record RuleView(String id, String said, String source, String certainty) {}

    /** One lock, see {@link Lock}. */
    record LockView(
            String kind,
            @Nullable String caseNumber,
            @Nullable String line,
            @Nullable String detail,
            RuleView rule) {

        static LockView of(Lock lock) {
            var rule = lock.rule();
            return new LockView(
                    lock.kind(),
                    named(lock.caseNumber()),
                    named(lock.line()),
                    named(lock.detail()),
                    new RuleView(rule.id(), rule.said(Labels.staffLanguage(), ""), rule.source(), rule.certainty()));
        }
    }

    /** One remedy of whichever case. */
    record RemedyView(
            String caseNumber,
            String type,
            @Nullable String line,
            String state,
            String paidBy,
            @Nullable AmountView decidedAmount,
            @Nullable String deduction,
            @Nullable AmountView amount,
            @Nullable String reference,
            @Nullable LocalDate expectedOn,
            boolean secondPersonNeeded,
            String decidedBy,
            Instant decidedAt,
            @Nullable String approvedBy,
            @Nullable String doneBy,
            @Nullable Instant doneAt) {

        static RemedyView of(Remedy remedy) {
            var amount = remedy.amount();
            return new RemedyView(
                    remedy.caseNumber(),
                    remedy.type(),
                    named(remedy.line()),
                    remedy.state().name(),
                    remedy.payer(),
                    AmountView.of(remedy.decided()),
                    remedy.deduction(),
                    amount == null || remedy.currency() == null
                            ? null
                            : AmountView.of(new Money(amount, java.util.Currency.getInstance(remedy.currency()))),
                    remedy.reference(),
                    remedy.expectedOn(),
                    remedy.secondPerson(),
                    remedy.decidedBy(),
                    remedy.decidedAt(),
                    remedy.approvedBy(),
                    remedy.doneBy(),
                    remedy.doneAt());
        }
    }

    /** A line of the order with its money, see {@link LineMoney}. */
    record LineView(
            @Nullable String line,
            @Nullable AmountView paid,
            @Nullable AmountView refunded,
            @Nullable AmountView stillPossible,
            @Nullable String heldByCase) {

        static LineView of(LineMoney line) {
            Remedy held = line.heldBy();
            return new LineView(
                    named(line.key()),
                    AmountView.of(line.paid()),
                    AmountView.of(line.refunded()),
                    AmountView.of(line.possible()),
                    held == null ? null : held.caseNumber());
        }
    }

    /** The money of the order. */
    record MoneyView(
            @Nullable AmountView paid,
            List<LineView> lines,
            List<LedgerView.TotalView> totals,
            List<LedgerView.EntryView> entries) {

        /** Makes it unchangeable. */
        MoneyView {
            lines = List.copyOf(lines);
            totals = List.copyOf(totals);
            entries = List.copyOf(entries);
        }
    }

    /** One case. */
    record CaseView(
            String caseNumber,
            String kind,
            String state,
            @Nullable String outcome,
            Instant openedAt,
            @Nullable Instant closedAt,
            @Nullable Instant erasedAt,
            List<CaseLinks.Linked> links) {

        /** Makes it unchangeable. */
        CaseView {
            links = List.copyOf(links);
        }

        static CaseView of(CaseOf one) {
            return new CaseView(
                    one.caseNumber(),
                    one.kind(),
                    one.state(),
                    one.outcome(),
                    one.openedAt(),
                    one.closedAt(),
                    one.erasedAt(),
                    one.links());
        }
    }

    /** All of it. */
    record OverviewView(
            String orderId,
            Marketplace marketplace,
            @Nullable String state,
            @Nullable String paymentState,
            @Nullable String fulfilment,
            List<CaseView> cases,
            List<RemedyView> remedies,
            List<Claims.Claim> claims,
            List<LockView> locks,
            MoneyView money,
            List<Parcel> parcels) {

        /** Makes it unchangeable. */
        OverviewView {
            cases = List.copyOf(cases);
            remedies = List.copyOf(remedies);
            claims = List.copyOf(claims);
            locks = List.copyOf(locks);
            parcels = List.copyOf(parcels);
        }

        static OverviewView of(View view) {
            Optional<Order> order = view.order();
            return new OverviewView(
                    view.orderId(),
                    view.marketplace(),
                    order.map(o -> o.state().name()).orElse(null),
                    order.map(o -> o.paymentState().name()).orElse(null),
                    order.map(Order::fulfilment).map(Enum::name).orElse(null),
                    view.cases().stream().map(CaseView::of).toList(),
                    view.remedies().stream().map(RemedyView::of).toList(),
                    view.claims(),
                    view.locks().stream().map(LockView::of).toList(),
                    new MoneyView(
                            AmountView.of(order.map(Order::total).orElse(null)),
                            view.lines().stream().map(LineView::of).toList(),
                            LedgerView.totals(view.ledger()),
                            view.ledger().stream().map(LedgerView.EntryView::of).toList()),
                    view.parcels());
        }
    }

    /** All cases of the order with what they share. */
    @GetMapping("/overview")
    OverviewView overview(@PathVariable("orderId") String orderId) {
        return overview.of(new OrderId(orderId).value()).map(OverviewView::of).orElseThrow(() -> unknown(orderId));
    }

    /** A lead books money that came back; the same key again books nothing. */
    @PostMapping(path = "/recoveries", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Recoveries.Booked> book(
            @PathVariable("orderId") String orderId,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Recoveries.Booking booking) {
        Recoveries.Booked booked =
                recoveries.book(new OrderId(orderId), booking, key).orElseThrow(() -> unknown(orderId));
        return booked.isNew()
                ? ResponseEntity.created(URI.create("/api/orders/" + orderId + "/overview"))
                        .body(booked)
                : ResponseEntity.ok(booked);
    }

    /** What was taken back. */
    record TakenBack(String id) {}

    /** A lead takes a wrong booking back. */
    @PostMapping("/recoveries/{id}/take-back")
    TakenBack takeBack(@PathVariable("orderId") String orderId, @PathVariable("id") String id) {
        if (!recoveries.takeBack(new OrderId(orderId), id)) {
            throw new ResponseStatusException(
                    HttpStatus.NOT_FOUND,
                    "The order has no such booking, or it was taken back already. Look at its overview.");
        }
        return new TakenBack(id);
    }

    private static ResponseStatusException unknown(String orderId) {
        return new ResponseStatusException(
                HttpStatus.NOT_FOUND, "No case is about order " + orderId + ". Check the number, or open a case.");
    }

    private static @Nullable String named(String text) {
        return text.isEmpty() ? null : text;
    }
}
