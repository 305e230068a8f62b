package org.disputedesk.outbox;

/** Where a command is. SENDING is committed before the call, so that one found there after a crash is never repeated blindly. */
public enum OutboxState {
    NEW,
    SENDING,
    SENT,
    RETRY,
    UNKNOWN,
    DEAD,
    TAKEN_BACK
}
