package org.disputedesk.page;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.disputedesk.attachment.Attachment;
import org.disputedesk.attachment.Attachments;
import org.disputedesk.desk.CaseSearch;
import org.disputedesk.desk.CaseSearch.Detail;
import org.disputedesk.desk.Labels;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.page.CasePage.Doing;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/**
 * Takes files from the page of a case, with the page's own token against forged requests: from its script, which is
 * answered in JSON, and from its plain form, which is answered with the page.
 */
@RestController
class EvidenceDoor {

    /** What the page sends when a file proves nothing on the list. */
    private static final String OTHER = "other";

    private final CaseSearch cases;
    private final Attachments attachments;
    private final CasePage page;
    private final Templates templates;
    private final Words words;

    EvidenceDoor(CaseSearch cases, Attachments attachments, CasePage page, Templates templates, Words words) {
        this.cases = cases;
        this.attachments = attachments;
        this.page = page;
        this.templates = templates;
        this.words = words;
    }

    @PostMapping(
            path = "/cases/{caseNumber}/evidence",
            consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Attachment> fromScript(
            @PathVariable("caseNumber") String caseNumber,
            @RequestParam(name = "purpose", defaultValue = "") String purpose,
            @RequestParam(name = "file", required = false) @Nullable List<MultipartFile> files)
            throws IOException {
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(store(find(caseNumber), purpose, files).get(0));
    }

    @PostMapping(
            path = "/cases/{caseNumber}/evidence",
            consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
            produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> fromForm(
            Authentication login,
            CsrfToken csrf,
            @PathVariable("caseNumber") String caseNumber,
            @RequestParam(name = "purpose", defaultValue = "") String purpose,
            @RequestParam(name = "file", required = false) @Nullable List<MultipartFile> files)
            throws IOException {
        Detail detail = find(caseNumber);
        try {
            store(detail, purpose, files);
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create("/cases/" + detail.caseNumber() + "#evidence"))
                    .build();
        } catch (Rejected e) {
            Doing doing = Doing.looks(null, false).withFileError(String.valueOf(e.getMessage()));
            return ResponseEntity.badRequest()
                    .contentType(new MediaType(MediaType.TEXT_HTML, java.nio.charset.StandardCharsets.UTF_8))
                    .body(templates.render("case", page.of(detail, Viewer.of(login), csrf.getToken(), doing)));
        }
    }

    private Detail find(String caseNumber) {
        return cases.find(new CaseNumber(caseNumber).value())
                .orElseThrow(() -> new Rejected(words.of("notFoundHow", Labels.staffLanguage())));
    }

    private List<Attachment> store(Detail detail, String purpose, @Nullable List<MultipartFile> files)
            throws IOException {
        List<MultipartFile> sent = files == null
                ? List.of()
                : files.stream().filter(file -> !file.isEmpty()).toList();
        if (sent.isEmpty()) {
            throw new Rejected(words.of("noFile", Labels.staffLanguage()));
        }
        List<Attachment> kept = new java.util.ArrayList<>();
        for (MultipartFile file : sent) {
            String name = file.getOriginalFilename();
            try (InputStream bytes = file.getInputStream()) {
                kept.add(attachments.store(
                        detail.caseNumber(), name == null ? "" : name, purpose.equals(OTHER) ? "" : purpose, bytes));
            }
        }
        return kept;
    }
}
