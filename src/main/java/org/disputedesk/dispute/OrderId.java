package org.disputedesk.dispute;

import java.util.regex.Pattern;

/** A marketplace order number of a consumer order: three, seven and seven digits, as in {@code 250-1234567-1234567}. */
public record OrderId(String value) {

    private static final Pattern FORMAT = Pattern.compile("\\d{3}-\\d{7}-\\d{7}");

    /** @throws Rejected when the value has another form */
    public OrderId {
        if (!isOrderId(value)) {
            throw Rejected.field(
                    "orderId",
                    "An order number has 3, 7 and 7 digits with hyphens, for example 250-1234567-1234567."
                            + " Copy it from Seller Central.");
        }
    }

    /** Whether the text is an order number in the marketplace's form; ASCII digits only. */
    public static boolean isOrderId(String value) {
        return value.length() == 19 && FORMAT.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
