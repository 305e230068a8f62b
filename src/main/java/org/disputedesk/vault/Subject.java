package org.disputedesk.vault;

/**
 * Whose data a key seals.
 *
 * @param id {@code case:<case number>} or {@code order:<order id>}
 */
public record Subject(String id) {

    private static final int LONGEST = 60;

    public Subject {
        if (!id.matches("(case|order):\\S+") || id.length() > LONGEST) {
            throw new IllegalArgumentException("No subject of the vault: " + id);
        }
    }

    /** What was written, uploaded or seen in one case. */
    public static Subject ofCase(String caseNumber) {
        return new Subject("case:" + caseNumber);
    }

    /** Who ordered and where it was sent. */
    public static Subject ofOrder(String orderId) {
        return new Subject("order:" + orderId);
    }

    @Override
    public String toString() {
        return id;
    }
}
