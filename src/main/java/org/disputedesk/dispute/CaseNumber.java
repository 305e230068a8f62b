package org.disputedesk.dispute;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The number a case is known by everywhere, {@code D-2026-000123}; it is also the business key of its processes. */
public record CaseNumber(String value) {

    private static final Pattern FORMAT = Pattern.compile("D-\\d{4}-\\d{6,9}");

    /** @throws Rejected when the value has another form */
    public CaseNumber {
        if (!FORMAT.matcher(value).matches()) {
            throw Rejected.field("caseNumber", "A case number looks like D-2026-000123.");
        }
    }

    /** Whether this is the number of a case, and not some other business key. */
    public static boolean isCaseNumber(@Nullable String value) {
        return value != null && FORMAT.matcher(value).matches();
    }

    /** The number of the n-th case, opened in the given year (UTC). */
    public static CaseNumber of(int year, long n) {
        return new CaseNumber(String.format(Locale.ROOT, "D-%04d-%06d", year, n));
    }

    @Override
    public String toString() {
        return value;
    }
}
