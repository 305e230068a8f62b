package org.disputedesk.attachment;

import java.time.Instant;

/** One photo or document of a case; {@code by} is the actor of the record who brought it, {@code receivedAt} is UTC. */
public record Attachment(
        String sha256, String fileName, String mediaType, long size, String purpose, Instant receivedAt, String by) {}
