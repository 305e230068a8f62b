package org.disputedesk.dispute;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** What every database can keep and give back unchanged. */
public final class Storable {

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2999;

    private Storable() {}

    /** What is wrong with a text, null when nothing is. */
    public static @Nullable String problem(String text, int longest) {
        if (text.length() > longest) {
            return Refusals.said("tooLong", longest);
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isWhole = !Character.isSurrogate(c);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                isWhole = true;
            }
            if (c == 0 || !isWhole) {
                return Refusals.said("badCharacter", i + 1);
            }
        }
        return null;
    }

    /**
     * The text itself.
     *
     * @throws Rejected when it cannot be kept
     */
    public static String text(String field, String text, int longest) {
        String problem = problem(text, longest);
        if (problem != null) {
            throw Rejected.field(field, problem);
        }
        return text;
    }

    /**
     * The moment itself.
     *
     * @throws Rejected when it lies beyond what databases count
     */
    public static OffsetDateTime moment(String field, OffsetDateTime moment) {
        if (moment.getYear() < FIRST_YEAR || moment.getYear() > LAST_YEAR) {
            throw Rejected.because(field, "yearsOnly", FIRST_YEAR, LAST_YEAR);
        }
        return moment;
    }
}
