package org.disputedesk.attachment;

import java.time.Instant;

/**
 * A file that somebody added to a case as evidence.
 *
 * @param sha256 of the bytes as they came, in hex; its name within the case
 * @param fileName how the file was called, for people only; {@code erased} once the case's personal data are
 * @param mediaType what the content is, whatever its name said
 * @param size in bytes, as it came
 * @param purpose what it shall prove, a key of {@code needed-evidence} or empty
 * @param receivedAt when the desk had it safe on disk, UTC
 * @param by {@code person:<user id>} or {@code desk}
 */
public record Attachment(
        String sha256, String fileName, String mediaType, long size, String purpose, Instant receivedAt, String by) {

    public Attachment {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("No SHA-256 in hex: " + sha256);
        }
        if (size < 0) {
            throw new IllegalArgumentException("A file of " + size + " bytes");
        }
    }
}
