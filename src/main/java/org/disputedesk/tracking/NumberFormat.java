package org.disputedesk.tracking;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.disputedesk.dispute.Rows;
import org.jspecify.annotations.Nullable;

/**
 * One shape of the numbers of one carrier, a row of {@code number-formats.csv}.
 *
 * @param pattern the whole number; what its group holds is checked, or all of it when it has none
 * @param check the rule of the check digit, null where the carrier has none or keeps it to itself
 * @param rank how much the shape says: 1 is nobody else's, from 50 on it could be anybody's
 * @param typical numbers known to be this carrier's; it changes the order of suggestions and nothing else
 */
record NumberFormat(
        String carrier,
        String name,
        Pattern pattern,
        @Nullable Predicate<String> check,
        int rank,
        @Nullable Pattern typical) {

    private static final int ANYBODYS = 50;

    /** What the check digit says. */
    enum Verdict {
        OK,
        NONE,
        WRONG;

        /** As the API says it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static NumberFormat of(CSVRecord row) {
        String check = row.get("check");
        String typical = row.get("typical");
        try {
            return new NumberFormat(
                    row.get("carrier"),
                    row.get("format"),
                    Pattern.compile(row.get("pattern")),
                    check.equals("none") ? null : CheckDigit.named(check),
                    Integer.parseInt(row.get("rank")),
                    typical.isEmpty() ? null : Pattern.compile(typical));
        } catch (IllegalArgumentException e) {
            throw Rows.wrong("tracking/number-formats.csv", row, String.valueOf(e.getMessage()));
        }
    }

    /** What the check digit says of a number of this shape; empty when the number has another shape. */
    Optional<Verdict> judge(TrackingNumber number) {
        Matcher shape = pattern.matcher(number.value());
        if (!shape.matches()) {
            return Optional.empty();
        }
        if (check == null) {
            return Optional.of(Verdict.NONE);
        }
        String checked = shape.groupCount() == 0 ? number.value() : shape.group(1);
        return Optional.of(check.test(checked) ? Verdict.OK : Verdict.WRONG);
    }

    /** Whether the shape alone says nothing: a number of it is rather another carrier's with a mistake in it. */
    boolean isAnybodys() {
        return check == null && rank >= ANYBODYS;
    }

    boolean isTypical(TrackingNumber number) {
        return typical != null && typical.matcher(number.value()).matches();
    }
}
