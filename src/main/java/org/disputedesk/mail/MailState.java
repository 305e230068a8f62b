package org.disputedesk.mail;

/** Where a mail stands. */
public enum MailState {
    /** It belongs to a case. */
    PLACED,
    /** A person is asked where it belongs. */
    WAITING,
    /** A person, or a rule made by one, found that there is nothing to do. */
    DISMISSED
}
