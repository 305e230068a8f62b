package org.disputedesk.page;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.disputedesk.attachment.Attachment;
import org.disputedesk.attachment.Attachments;
import org.disputedesk.attachment.UploadsBusy;
import org.disputedesk.desk.CaseSearch;
import org.disputedesk.desk.CaseSearch.Detail;
import org.disputedesk.desk.Labels;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.page.CasePage.Doing;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;

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
        Detail detail = find(caseNumber).orElseThrow(() -> {
            ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                    HttpStatus.NOT_FOUND, words.of("notFoundHow", Labels.staffLanguage()));
            problem.setType(URI.create("urn:dispute-desk:problem:not-found"));
            problem.setTitle(words.of("notFound", Labels.staffLanguage()));
            return new ErrorResponseException(HttpStatus.NOT_FOUND, problem, null);
        });
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(store(detail, purpose, files).get(0));
    }

    @PostMapping(
            path = "/cases/{caseNumber}/evidence",
            consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
            produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> fromForm(
            Authentication login,
            CsrfToken csrf,
            @PathVariable("caseNumber") String caseNumber,
            MultipartHttpServletRequest form)
            throws IOException {
        Viewer viewer = Viewer.of(login);
        Optional<Detail> found = find(caseNumber);
        if (found.isEmpty()) {
            String lang = viewer.language();
            return html(
                    HttpStatus.NOT_FOUND,
                    templates.render(
                            "notice",
                            Notices.model(words, lang, "notFound", words.of("notFoundHow", lang), "/cases", "")));
        }
        Detail detail = found.get();
        try {
            // a file in the place of the purpose is none
            String purpose = Objects.requireNonNullElse(form.getParameter("purpose"), "");
            store(detail, purpose, form.getFiles("file"));
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create("/cases/" + detail.caseNumber() + "#evidence"))
                    .build();
        } catch (Rejected e) {
            return again(HttpStatus.BAD_REQUEST, detail, viewer, csrf, e);
        } catch (UploadsBusy e) {
            return again(HttpStatus.SERVICE_UNAVAILABLE, detail, viewer, csrf, e);
        }
    }

    /** The page once more, with what was wrong with the file. */
    private ResponseEntity<String> again(
            HttpStatus status, Detail detail, Viewer viewer, CsrfToken csrf, RuntimeException why) {
        Doing doing = Doing.looks(null, false).withFileError(String.valueOf(why.getMessage()));
        return html(status, templates.render("case", page.of(detail, viewer, csrf.getToken(), doing)));
    }

    private static ResponseEntity<String> html(HttpStatus status, String body) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(body);
    }

    private Optional<Detail> find(String caseNumber) {
        return CaseNumber.isCaseNumber(caseNumber) ? cases.find(caseNumber) : Optional.empty();
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
