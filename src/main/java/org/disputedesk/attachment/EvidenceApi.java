package org.disputedesk.attachment;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.disputedesk.attachment.AttachmentRefused.Reason;
import org.disputedesk.attachment.Attachments.Kept;
import org.disputedesk.dispute.CaseNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** The files of a case over HTTP: in, listed, out as they came, and as a picture. There is no way to delete one. */
@RestController
@RequestMapping("/api/cases/{caseNumber}/evidence")
class EvidenceApi {

    /** Whatever a file holds, a browser that opens it runs nothing of it. */
    private static final String NOTHING_RUNS = "sandbox; default-src 'none'";

    private static final String POLICY = "Content-Security-Policy";

    private final Attachments attachments;
    private final UploadRoom room;

    EvidenceApi(Attachments attachments, UploadRoom room) {
        this.attachments = attachments;
        this.room = room;
    }

    /**
     * A file as the API tells of it.
     *
     * @param known whether the case had it before this upload; only in the answer to one
     */
    record Shown(
            String sha256,
            String fileName,
            String mediaType,
            long size,
            String purpose,
            Instant receivedAt,
            String by,
            @Nullable Boolean known) {

        static Shown of(Attachment file, @Nullable Boolean known) {
            return new Shown(
                    file.sha256(),
                    file.fileName(),
                    file.mediaType(),
                    file.size(),
                    file.purpose(),
                    file.receivedAt(),
                    file.by(),
                    known);
        }
    }

    /** All files of a case. */
    record Listed(String caseNumber, List<Shown> items) {}

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Shown> add(
            @PathVariable("caseNumber") String caseNumber,
            @RequestParam(name = "file", required = false) @Nullable MultipartFile file,
            @RequestParam(name = "purpose", required = false) @Nullable String purpose)
            throws IOException {
        String number = there(caseNumber);
        if (file == null) {
            throw AttachmentRefused.file(Reason.DAMAGED, "evidenceEmpty");
        }
        String name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
        try (InputStream bytes = file.getInputStream()) {
            Kept kept = attachments.keep(number, name, purpose == null ? "" : purpose, bytes);
            Shown shown = Shown.of(kept.attachment(), !kept.isNew());
            return kept.isNew()
                    ? ResponseEntity.created(URI.create("/api/cases/" + number + "/evidence/" + shown.sha256()))
                            .body(shown)
                    : ResponseEntity.ok(shown);
        }
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Listed list(@PathVariable("caseNumber") String caseNumber) {
        String number = there(caseNumber);
        return new Listed(
                number,
                attachments.of(number).stream()
                        .map(file -> Shown.of(file, null))
                        .toList());
    }

    /** Written here and now, so that the room it needs is given back once it has left. */
    @GetMapping("/{sha256}")
    void original(
            @PathVariable("caseNumber") String caseNumber,
            @PathVariable("sha256") String sha256,
            HttpServletResponse response)
            throws IOException {
        Attachment file = found(caseNumber, sha256);
        UploadRoom.Place place = room.onItsWayOut(file.size());
        try {
            byte[] bytes = attachments
                    .bytes(caseNumber, sha256)
                    .orElseThrow(() -> attachments.isErased(caseNumber)
                            ? AttachmentRefused.erased()
                            : AttachmentRefused.noFile(caseNumber));
            response.setContentType(file.mediaType());
            response.setContentLength(bytes.length);
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename(file.fileName(), StandardCharsets.UTF_8)
                            .build()
                            .toString());
            response.setHeader(POLICY, NOTHING_RUNS);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.getOutputStream().write(bytes);
        } finally {
            place.giveBack();
        }
    }

    @GetMapping("/{sha256}/preview")
    ResponseEntity<byte[]> preview(
            @PathVariable("caseNumber") String caseNumber, @PathVariable("sha256") String sha256) {
        found(caseNumber, sha256);
        byte[] picture = attachments
                .preview(caseNumber, sha256)
                .orElseThrow(() -> attachments.isErased(caseNumber)
                        ? AttachmentRefused.erased()
                        : AttachmentRefused.noPreview(caseNumber, sha256));
        return answer(
                MediaType.IMAGE_JPEG,
                ContentDisposition.inline()
                        .filename("preview-" + sha256.substring(0, 8) + ".jpg")
                        .build(),
                picture);
    }

    private static ResponseEntity<byte[]> answer(MediaType type, ContentDisposition disposition, byte[] bytes) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
                .header(POLICY, NOTHING_RUNS)
                .header("X-Content-Type-Options", "nosniff")
                .body(bytes);
    }

    private String there(String caseNumber) {
        String number = new CaseNumber(caseNumber).value();
        attachments.mustBeThere(number);
        return number;
    }

    private Attachment found(String caseNumber, String sha256) {
        String number = there(caseNumber);
        return attachments.find(number, sha256).orElseThrow(() -> AttachmentRefused.noFile(number));
    }
}
