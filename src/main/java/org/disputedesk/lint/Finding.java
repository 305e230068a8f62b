package org.disputedesk.lint;

/**
 * What a rule found in a letter.
 *
 * @param part the name of the part, such as {@code letterFacts}
 * @param start where it begins in the text of that part as people see it, in UTF-16 units
 * @param end where it ends, exclusive; both 0 when the whole letter is meant
 * @param excerpt the words themselves; they may be somebody's telephone number and belong into no record
 */
public record Finding(LintRule rule, Severity severity, String part, int start, int end, String excerpt) {

    /** Whether the letter may not be sent with it at all. */
    public boolean isHard() {
        return severity == Severity.HARD;
    }
}
