package org.disputedesk.vault;

/**
 * Whose data a key seals.
 *
 * @param id {@code case:<case number>}, {@code order:<order id>} or {@code mail:<id>}
 */
public record Subject(String id) {

    private static final int LONGEST = 60;

    public Subject {
        if (!id.matches("(case|order|mail):\\S+") || id.length() > LONGEST) {
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

    /** A mail as it came in, whichever case it belongs to. */
    public static Subject ofMail(String id) {
        return new Subject("mail:" + id);
    }

    @Override
    public String toString() {
        return id;
    }
}
