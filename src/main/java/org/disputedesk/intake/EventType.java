package org.disputedesk.intake;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What can arrive later in a case, from whom, and which facts and texts it may tell; nothing else is taken. */
public enum EventType {
    BUYER_REPLIED("buyer-replied", "buyer", "buyerText"),
    BUYER_CONFIRMED("buyer-confirmed", "buyer", "buyerText"),
    BUYER_WITHDREW("buyer-withdrew", "buyer", "buyerText"),
    TRACKING_CHANGED(
            "tracking-changed",
            "carrier",
            "trackingNumber",
            "deliveryState",
            "trackingText",
            "deliveredAt",
            "deliveredPlace",
            "deliveryProof"),
    /** Of a claim, of a cancellation that was filed, or of feedback that is to be removed: one of the decisions alone. */
    AMAZON_DECIDED(
            "amazon-decided",
            "amazon",
            "claimDecision",
            "claimReference",
            "cancellationDecision",
            "cancellationReference",
            "removalDecision",
            "removalReference"),
    A_TO_Z_FILED("a-to-z-filed", "amazon", "claimReference", "claimAskedAt"),
    CARRIER_ANSWERED("carrier-answered", "carrier", "carrierAnswer", "carrierWords"),
    RETURN_RECEIVED("return-received", "", "returnScannedAt", "returnReceivedAt", "returnTrackingNumber"),
    SUPPORT_REPLIED("support-replied", "amazon", "staffNote"),
    FEEDBACK_RECEIVED("feedback-received", "buyer", "buyerText"),
    /** The buyer has taken his feedback back by himself, or it is gone for another reason (002-26). */
    FEEDBACK_WITHDRAWN("feedback-withdrawn", "buyer", "staffNote"),
    NO_RESPONSE_NEEDED("no-response-needed", "", "noResponseReason"),
    /** The shop has answered past the desk, in Seller Central: what the buyer wrote before is answered (002-24). */
    REPLY_SENT("reply-sent", "", "staffNote"),
    /** Staff doubt a report outside any task; not a BPMN message, the condition of the case's event sub-process takes it. */
    FRAUD_SUSPECTED("fraud-suspected", "", "staffNote");

    private static final Map<String, EventType> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toMap(EventType::type, Function.identity(), (a, b) -> a, TreeMap::new));

    private final String type;
    private final String from;
    private final Set<String> tells;

    EventType(String type, String from, String... tells) {
        this.type = type;
        this.from = from;
        this.tells = Set.of(tells);
    }

    /** As the API has it. */
    public String type() {
        return type;
    }

    /** Whose act it is in the record; empty when it is that of whoever told it. */
    String from() {
        return from;
    }

    /** The facts and texts it may tell. */
    public Set<String> tells() {
        return tells;
    }

    /** The type of this name. */
    static Optional<EventType> find(String type) {
        return Optional.ofNullable(BY_NAME.get(type));
    }

    /** All names, in order. */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }
}
