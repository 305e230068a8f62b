package org.disputedesk.pack;

import java.net.URI;
import org.disputedesk.desk.CaseSearch;
import org.disputedesk.dispute.CaseNumber;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Evidence packs over REST. */
@RestController
class PackApi {

    private final EvidencePacks packs;
    private final CaseSearch cases;

    PackApi(EvidencePacks packs, CaseSearch cases) {
        this.packs = packs;
        this.cases = cases;
    }

    /** The evidence pack of a case as a ZIP; {@code language} en, ja or zh is that of the report's labels. */
    @GetMapping("/api/cases/{caseNumber}/evidence-pack")
    ResponseEntity<StreamingResponseBody> pack(
            @PathVariable("caseNumber") String caseNumber,
            @RequestParam(name = "language", defaultValue = "en") String language) {
        String number = new CaseNumber(caseNumber).value();
        if (cases.find(number).isEmpty()) {
            throw noSuchCase(number);
        }
        EvidencePacks.Prepared pack = packs.prepare(number, language);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/zip"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(number + "-evidence-pack.zip")
                                .build()
                                .toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(pack::writeTo);
    }

    private static ErrorResponseException noSuchCase(String number) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.NOT_FOUND, "There is no case " + number + ". GET /api/cases lists those there are.");
        problem.setType(URI.create("urn:dispute-desk:problem:not-found"));
        problem.setTitle("Not found");
        return new ErrorResponseException(HttpStatus.NOT_FOUND, problem, null);
    }
}
