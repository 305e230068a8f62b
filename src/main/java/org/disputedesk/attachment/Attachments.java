package org.disputedesk.attachment;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The attachments of cases. */
@Component
public class Attachments {

    /** In order of arrival. */
    public List<Attachment> of(String caseNumber) {
        return List.of();
    }

    /** The original bytes; empty when erased or missing. */
    public Optional<byte[]> bytes(String caseNumber, String sha256) {
        return Optional.empty();
    }

    /** A picture to look at, as JPEG or PNG; empty when there is none. */
    public Optional<byte[]> preview(String caseNumber, String sha256) {
        return Optional.empty();
    }
}
