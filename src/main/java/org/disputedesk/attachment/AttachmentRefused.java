package org.disputedesk.attachment;

import java.util.List;
import org.disputedesk.dispute.Refusals;
import org.disputedesk.dispute.Rejected;

/** A file, or a case, that the desk cannot keep evidence of; the message says what to do in the language of whoever asks. */
public class AttachmentRefused extends Rejected {

    /** What is in the way. */
    public enum Reason {
        NO_CASE,
        NO_FILE,
        ERASED,
        TOO_LARGE,
        WRONG_TYPE,
        DAMAGED
    }

    private final Reason reason;

    private AttachmentRefused(Reason reason, String message, List<FieldError> errors) {
        super(message, errors);
        this.reason = reason;
    }

    /** A file that cannot be kept, said by its name in {@code words/refusals.csv}. */
    static AttachmentRefused file(Reason reason, String refusal, Object... filled) {
        String said = Refusals.said(refusal, filled);
        return new AttachmentRefused(reason, said, List.of(new FieldError("file", said)));
    }

    static AttachmentRefused noCase(String caseNumber) {
        return new AttachmentRefused(
                Reason.NO_CASE, "There is no case " + caseNumber + ". Search with GET /api/cases.", List.of());
    }

    static AttachmentRefused noFile(String caseNumber) {
        return new AttachmentRefused(
                Reason.NO_FILE,
                "Case " + caseNumber + " has no such file, or it is missing or changed on disk: GET /api/cases/"
                        + caseNumber + "/record?verify=true tells which.",
                List.of());
    }

    static AttachmentRefused noPreview(String caseNumber, String sha256) {
        return new AttachmentRefused(
                Reason.NO_FILE,
                "This file has no preview. Download it: GET /api/cases/" + caseNumber + "/evidence/" + sha256 + ".",
                List.of());
    }

    static AttachmentRefused erased() {
        return new AttachmentRefused(Reason.ERASED, Refusals.said("evidenceErased"), List.of());
    }

    /** What is in the way. */
    public Reason reason() {
        return reason;
    }
}
