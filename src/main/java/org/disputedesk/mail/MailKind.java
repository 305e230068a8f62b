package org.disputedesk.mail;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a mail is, as {@code mail/rules.csv} names it. */
public enum MailKind {
    /** A buyer writes. */
    BUYER_MESSAGE,
    CANCELLATION_REQUEST,
    RETURN_REQUEST,
    /** A guarantee claim was filed, or Amazon asks about one. */
    A_TO_Z_NOTICE,
    A_TO_Z_DECISION,
    /** A copy of what the shop has answered in Seller Central. */
    REPLY_COPY,
    /** The buyer takes no messages that are not needed for the order. */
    OPT_OUT,
    /** What was sent did not arrive. */
    BOUNCE,
    /** A machine answers for the buyer, who has not read anything yet. */
    AUTO_REPLY,
    /** Not from whom it says. */
    PHISHING,
    OTHER;

    /** As it stands in tables, such as {@code buyer-message}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<MailKind> find(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }

    /** Whether a buyer said something that somebody has to read. */
    boolean isBuyers() {
        return this == BUYER_MESSAGE || this == CANCELLATION_REQUEST || this == RETURN_REQUEST;
    }
}
