package org.disputedesk.attachment;

import java.net.URI;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Files that are refused, as {@code application/problem+json} that says what to do. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class AttachmentProblems {

    @ExceptionHandler(AttachmentRefused.class)
    ResponseEntity<ProblemDetail> refused(AttachmentRefused e) {
        ProblemDetail problem = switch (e.reason()) {
            case NO_CASE -> problem(HttpStatus.NOT_FOUND, "not-found", "No such case");
            case NO_FILE -> problem(HttpStatus.NOT_FOUND, "not-found", "No such file");
            case ERASED -> problem(HttpStatus.CONFLICT, "erased", "The personal data of this case were erased");
            case TOO_LARGE -> problem(HttpStatus.PAYLOAD_TOO_LARGE, "too-large", "The file is too large");
            case WRONG_TYPE ->
                problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "wrong-type", "The desk does not keep files of this kind");
            case DAMAGED -> problem(HttpStatus.BAD_REQUEST, "rejected", "The file cannot be kept");
        };
        problem.setDetail(e.getMessage());
        if (!e.errors().isEmpty()) {
            problem.setProperty("errors", e.errors());
        }
        return ResponseEntity.status(problem.getStatus()).body(problem);
    }

    @ExceptionHandler(UploadsBusy.class)
    ResponseEntity<ProblemDetail> busy(UploadsBusy e) {
        ProblemDetail problem = problem(HttpStatus.SERVICE_UNAVAILABLE, "busy", "Too many files at once");
        problem.setDetail(e.getMessage());
        return ResponseEntity.status(problem.getStatus())
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(UploadsBusy.TRY_AGAIN_AFTER))
                .body(problem);
    }

    private static ProblemDetail problem(HttpStatus status, String type, String title) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setType(URI.create("urn:dispute-desk:problem:" + type));
        problem.setTitle(title);
        return problem;
    }
}
