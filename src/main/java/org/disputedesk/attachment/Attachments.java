package org.disputedesk.attachment;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Keeps the files of a case, sealed, each once, on disk before anybody is told that they are kept. */
@Component
public class Attachments {

    /** The files of a case in order of arrival; empty when there are none or there is no such case. */
    public List<Attachment> of(String caseNumber) {
        return List.of();
    }

    /** The bytes as they came; empty when they were erased or are missing. */
    public Optional<byte[]> bytes(String caseNumber, String sha256) {
        return Optional.empty();
    }

    /** A picture of it, re-encoded without anything but the pixels (JPEG or PNG); empty when it has none. */
    public Optional<byte[]> preview(String caseNumber, String sha256) {
        return Optional.empty();
    }

    /** Keeps a file; the same bytes a second time are the file that is there already. */
    public Attachment store(String caseNumber, String fileName, String purpose, InputStream bytes) {
        throw new UnsupportedOperationException("comes with the next commit: " + caseNumber);
    }
}
