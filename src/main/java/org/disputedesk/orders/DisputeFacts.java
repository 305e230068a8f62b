package org.disputedesk.orders;

import java.util.Date;
import org.disputedesk.dispute.Fact;

/** Stands in for the class of the same name in package dispute until that is there; same names, same types. */
final class DisputeFacts {

    static final Fact<String> MARKETPLACE = Fact.text("marketplace");
    static final Fact<String> ORDER_ID = Fact.text("orderId");
    static final Fact<Boolean> ORDER_KNOWN = Fact.flag("orderKnown");
    static final Fact<String> FULFILMENT = Fact.text("fulfilment");
    static final Fact<String> SERVICE_OWNER = Fact.text("serviceOwner");
    static final Fact<String> ORDER_STATE = Fact.text("orderState");
    static final Fact<String> PAYMENT_STATE = Fact.text("paymentState");
    static final Fact<Double> ORDER_VALUE = Fact.number("orderValue");
    static final Fact<String> CURRENCY = Fact.text("currency");
    static final Fact<String> TRACKING_NUMBER = Fact.text("trackingNumber");
    static final Fact<String> CARRIER = Fact.text("carrier");
    static final Fact<Date> LATEST_DELIVERY_AT = Fact.instant("latestDeliveryAt");
    static final Fact<String> LATEST_DELIVERY_DATE = Fact.text("latestDeliveryDate");

    private DisputeFacts() {}
}
