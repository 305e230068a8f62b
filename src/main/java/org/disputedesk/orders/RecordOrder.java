package org.disputedesk.orders;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Fact;
import org.disputedesk.dispute.LocalMoment;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.dispute.Refusals;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.dispute.Rejected.FieldError;
import org.disputedesk.dispute.Typed;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.orders.Order.Dates;
import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.orders.Order.Money;
import org.disputedesk.orders.Order.Parcel;
import org.disputedesk.orders.Order.PaymentState;
import org.disputedesk.orders.Order.Person;
import org.disputedesk.orders.Order.Source;
import org.disputedesk.orders.Order.State;
import org.disputedesk.orders.OrderBook.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Record order: takes what staff typed about an order into the order book, for this case and the next. */
@Component
class RecordOrder implements JavaDelegate {

    private static final int LONGEST_CODE = 200;

    private final OrderBook book;
    private final Clock clock;
    private final EvidenceLog record;

    RecordOrder(OrderBook book, Clock clock, EvidenceLog record) {
        this.book = book;
        this.clock = clock;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Entered entered = new Entered(execution);
        Order order = entered.order(clock.instant().truncatedTo(ChronoUnit.MICROS));
        if (book.learn(order) == Outcome.OTHER_MARKETPLACE) {
            throw Rejected.field(
                    DisputeFacts.MARKETPLACE.name(),
                    "The order book has order " + order.id() + " under another marketplace. Check the order number.");
        }
        DisputeFacts.ORDER_KNOWN.set(execution, true);
        boolean wasUnsent = DisputeFacts.NOTHING_SENT.in(execution, false);
        boolean isUnsent = order.state().isBeforeShipping() && order.parcels().isEmpty();
        DisputeFacts.NOTHING_SENT.set(execution, isUnsent);
        if (wasUnsent && !isUnsent) {
            // its parcel has to be looked for now
            DisputeFacts.FACTS_STALE.set(execution, true);
        }
        // the book may know better than what was typed
        Fulfilment fulfilment = Objects.requireNonNull(
                book.find(order.id()).map(Order::fulfilment).orElse(order.fulfilment()));
        DisputeFacts.FULFILMENT.set(execution, fulfilment.name());
        DisputeFacts.SERVICE_OWNER.set(execution, fulfilment.serviceOwner());
        Money total = order.total();
        if (total != null) {
            DisputeFacts.ORDER_VALUE.set(execution, total.amount().doubleValue());
            DisputeFacts.CURRENCY.set(execution, total.currency().getCurrencyCode());
        }
        Instant latestDeliveryAt = order.dates().latestDeliveryAt();
        if (latestDeliveryAt != null) {
            DisputeFacts.LATEST_DELIVERY_AT.set(execution, Date.from(latestDeliveryAt));
        }
        record.append(
                DisputeFacts.CASE_NUMBER.requiredIn(execution),
                "order-recorded",
                "Order entered into the order book by staff",
                Map.of(DisputeFacts.FULFILMENT.name(), fulfilment.name()));
    }

    /** What was typed, and everything that is wrong with it: staff see all of it at once. */
    private static final class Entered {

        private final DelegateExecution execution;
        private final List<FieldError> errors = new ArrayList<>();

        Entered(DelegateExecution execution) {
            this.execution = execution;
        }

        Order order(Instant now) {
            OrderId id = checked(() -> new OrderId(required(DisputeFacts.ORDER_ID)));
            Marketplace marketplace = checked(() -> Marketplace.of(required(DisputeFacts.MARKETPLACE)));
            Fulfilment fulfilment = choice(DisputeFacts.FULFILMENT, Fulfilment.class);
            if (text(DisputeFacts.FULFILMENT) == null) {
                errors.add(new FieldError(DisputeFacts.FULFILMENT.name(), Refusals.said("noFulfilment")));
            }
            State state = choice(DisputeFacts.ORDER_STATE, State.class);
            PaymentState paymentState = choice(DisputeFacts.PAYMENT_STATE, PaymentState.class);
            Money total = marketplace == null ? null : total(marketplace);
            Instant latestDeliveryAt = marketplace == null ? null : latestDeliveryAt(marketplace);
            Parcel parcel = new Parcel(code(DisputeFacts.CARRIER), code(DisputeFacts.TRACKING_NUMBER), null, null);
            if (!errors.isEmpty() || id == null || marketplace == null) {
                throw new Rejected(
                        errors.stream()
                                .map(error -> error.field() + ": " + error.message())
                                .collect(Collectors.joining(" ")),
                        errors);
            }
            return new Order(
                    id,
                    marketplace,
                    Objects.requireNonNullElse(state, State.UNKNOWN),
                    Objects.requireNonNullElse(paymentState, PaymentState.UNKNOWN),
                    fulfilment,
                    new Dates(null, null, null, null, null, latestDeliveryAt),
                    null,
                    total,
                    Person.NONE,
                    List.of(),
                    parcel.carrier() == null && parcel.trackingNumber() == null ? List.of() : List.of(parcel),
                    new Source(Source.STAFF, now, null));
        }

        private <T> @Nullable T checked(Supplier<T> value) {
            try {
                return value.get();
            } catch (Rejected e) {
                errors.addAll(e.errors());
                return null;
            }
        }

        private @Nullable String text(Fact<?> fact) {
            Object raw = execution.getVariable(fact.name());
            String text = raw == null ? "" : raw.toString().strip();
            return text.isEmpty() ? null : text;
        }

        private String required(Fact<String> fact) {
            String text = text(fact);
            if (text == null) {
                throw Rejected.field(fact.name(), "is needed to record the order.");
            }
            return text;
        }

        private @Nullable String code(Fact<String> fact) {
            String text = text(fact);
            if (text != null && text.length() > LONGEST_CODE) {
                errors.add(new FieldError(fact.name(), "must have at most " + LONGEST_CODE + " characters."));
            }
            return text;
        }

        private <E extends Enum<E>> @Nullable E choice(Fact<String> fact, Class<E> type) {
            String text = text(fact);
            if (text == null) {
                return null;
            }
            E[] values = type.getEnumConstants();
            return Arrays.stream(values)
                    .filter(value -> value.name().equals(text.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseGet(() -> {
                        errors.add(new FieldError(
                                fact.name(),
                                "must be one of "
                                        + Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", "))
                                        + "."));
                        return null;
                    });
        }

        private @Nullable Money total(Marketplace marketplace) {
            String name = DisputeFacts.ORDER_VALUE.name();
            Object raw = execution.getVariable(name);
            String text = text(DisputeFacts.ORDER_VALUE);
            if (text == null) {
                return null;
            }
            try {
                // through the text of the number: 19.99 stays 19.99
                BigDecimal amount = raw instanceof Number ? new BigDecimal(text) : Typed.amount(name, text);
                if (amount.signum() < 0) {
                    throw new Rejected("An order is not worth less than nothing.");
                }
                String code = text(DisputeFacts.CURRENCY);
                return new Money(amount, code == null ? marketplace.currency() : Currency.getInstance(code));
            } catch (Rejected e) {
                errors.addAll(
                        e.errors().isEmpty()
                                ? List.of(new FieldError(name, String.valueOf(e.getMessage())))
                                : e.errors());
            } catch (IllegalArgumentException e) {
                errors.add(new FieldError(
                        e instanceof NumberFormatException ? name : DisputeFacts.CURRENCY.name(),
                        "must be " + (e instanceof NumberFormatException ? "an amount." : "an ISO 4217 code.")));
            }
            return null;
        }

        private @Nullable Instant latestDeliveryAt(Marketplace marketplace) {
            String text = text(DisputeFacts.LATEST_DELIVERY_DATE);
            if (text == null) {
                return null;
            }
            try {
                // promised for that day means until its last second, where the buyer lives by the marketplace's clock
                return LocalMoment.day(DisputeFacts.LATEST_DELIVERY_DATE.name(), text)
                        .atTime(LocalTime.of(23, 59, 59))
                        .atZone(marketplace.zone())
                        .toInstant();
            } catch (Rejected e) {
                errors.addAll(e.errors());
                return null;
            }
        }
    }
}
