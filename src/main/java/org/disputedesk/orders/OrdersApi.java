package org.disputedesk.orders;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.orders.Order.Address;
import org.disputedesk.orders.Order.Dates;
import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.orders.Order.Money;
import org.disputedesk.orders.OrderImport.ImportReport;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** The order book over HTTP: reports in, one order out. */
@RestController
@RequestMapping(path = "/api/orders", produces = MediaType.APPLICATION_JSON_VALUE)
class OrdersApi {

    private final OrderBook book;
    private final OrderImport orderImport;

    OrdersApi(OrderBook book, OrderImport orderImport) {
        this.book = book;
        this.orderImport = orderImport;
    }

    /** Imports a report as downloaded; answers when it is done. */
    @PostMapping(path = "/import", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ImportReport importReport(
            @RequestParam(name = "file", required = false) @Nullable MultipartFile file,
            @RequestParam(name = "marketplace", required = false) @Nullable String marketplace)
            throws IOException {
        if (file == null || file.isEmpty()) {
            throw Rejected.field(
                    "file", "Attach the order report as downloaded from Seller Central; it is missing or" + " empty.");
        }
        Marketplace of = marketplace == null || marketplace.isBlank() ? null : Marketplace.of(marketplace);
        String name = Objects.requireNonNullElse(file.getOriginalFilename(), "upload");
        try (InputStream content = file.getInputStream()) {
            return orderImport.importFile(name, content, of);
        }
    }

    /** What the desk knows of the order, and from where. */
    @GetMapping("/{orderId}")
    OrderView order(@PathVariable("orderId") String orderId) {
        return book.find(new OrderId(orderId))
                .map(OrderView::of)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND,
                        "The order book has no order " + orderId + ". Import an order report that contains it."));
    }

    /** An order as the API shows it: amounts are decimal text with their currency. */
    record OrderView(
            String orderId,
            Marketplace marketplace,
            Order.State state,
            Order.PaymentState paymentState,
            @Nullable Fulfilment fulfilment,
            @Nullable String serviceOwner,
            Dates dates,
            @Nullable String shipServiceLevel,
            @Nullable AmountView total,
            @Nullable String buyerName,
            @Nullable String recipientName,
            @Nullable Address address,
            List<LineView> lines,
            List<Order.Parcel> parcels,
            String source,
            @Nullable Instant sourceUpdatedAt,
            @Nullable Instant updatedAt) {

        static OrderView of(Order order) {
            Fulfilment fulfilment = order.fulfilment();
            Address address = order.person().address();
            return new OrderView(
                    order.id().value(),
                    order.marketplace(),
                    order.state(),
                    order.paymentState(),
                    fulfilment,
                    fulfilment == null ? null : fulfilment.serviceOwner(),
                    order.dates(),
                    order.shipServiceLevel(),
                    AmountView.of(order.total()),
                    order.person().buyerName(),
                    order.person().recipientName(),
                    address.equals(Address.NONE) ? null : address,
                    order.lines().stream().map(LineView::of).toList(),
                    order.parcels(),
                    order.source().name(),
                    order.source().asOf(),
                    order.source().storedAt());
        }
    }

    record LineView(
            @Nullable String sku,
            @Nullable String asin,
            @Nullable String title,
            @Nullable Long quantity,
            @Nullable Long quantityShipped,
            @Nullable AmountView price,
            @Nullable AmountView amount) {

        static LineView of(Order.Line line) {
            return new LineView(
                    line.sku(),
                    line.asin(),
                    line.title(),
                    line.quantity(),
                    line.quantityShipped(),
                    AmountView.of(line.price()),
                    AmountView.of(line.amount()));
        }
    }

    record AmountView(String amount, String currency) {

        static @Nullable AmountView of(@Nullable Money money) {
            return money == null
                    ? null
                    : new AmountView(
                            money.amount().toPlainString(), money.currency().getCurrencyCode());
        }
    }
}
