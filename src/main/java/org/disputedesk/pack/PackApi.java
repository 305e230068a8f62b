package org.disputedesk.pack;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.disputedesk.desk.CaseSearch;
import org.disputedesk.dispute.CaseNumber;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

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
    void pack(
            @PathVariable("caseNumber") String caseNumber,
            @RequestParam(name = "language", defaultValue = "en") String language,
            HttpServletResponse response)
            throws IOException {
        String number = new CaseNumber(caseNumber).value();
        if (cases.find(number).isEmpty()) {
            throw noSuchCase(number);
        }
        EvidencePacks.Prepared pack = packs.prepare(number, language);
        response.setContentType("application/zip");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + number + "-evidence-pack.zip\"");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        pack.writeTo(response.getOutputStream());
    }

    private static ErrorResponseException noSuchCase(String number) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.NOT_FOUND, "There is no case " + number + ". GET /api/cases lists those there are.");
        problem.setType(URI.create("urn:dispute-desk:problem:not-found"));
        problem.setTitle("Not found");
        return new ErrorResponseException(HttpStatus.NOT_FOUND, problem, null);
    }
}
