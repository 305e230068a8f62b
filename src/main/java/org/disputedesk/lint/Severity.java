package org.disputedesk.lint;

/** How a finding counts. */
public enum Severity {
    /** The letter is not sent. */
    HARD,
    /** The letter is sent when whoever sends it says why. */
    SOFT
}
