package org.disputedesk.mail;

import java.util.Locale;

/** What could not be read as it was meant, or deserves a look at the original. */
public enum MailProblem {
    /** Nothing of it is understood; only the bytes are kept. */
    UNREADABLE,
    /** Larger than {@link MailReader#MOST_BYTES}. */
    TOO_LARGE,
    /** Mails within mails, or parts within parts, deeper than anybody writes them. */
    TOO_DEEP,
    TOO_MANY_PARTS,
    /** One part is broken; the others are read. */
    PART_UNREADABLE,
    /** A file of more than 10 MB was left in the original. */
    FILE_TOO_LARGE,
    /** The text goes on in the original. */
    TEXT_CUT,
    /** The part for plain readers and the one for browsers do not say the same. */
    PARTS_DIFFER,
    /** The mail does not say, or says wrongly, how its characters are written. */
    CHARSET_GUESSED,
    /** Some characters cannot be read in any way. */
    CHARACTERS_LOST,
    NO_MESSAGE_ID,
    NO_DATE,
    /** More than one order is named. */
    SEVERAL_ORDERS,
    /** It came as a mail within another one. */
    FORWARDED,
    /** Another mail with other words came under the same Message-ID. */
    SAME_ID_OTHER_WORDS;

    /** As it stands in tables, such as {@code too-large}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
