package org.disputedesk.intake;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.engine.LostRace;
import org.disputedesk.policy.Refused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.ConversionNotSupportedException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentConversionNotSupportedException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every error of the API as {@code application/problem+json} that says what to do, and never how the desk is built. */
@RestControllerAdvice
class ApiProblems extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ApiProblems.class);

    @ExceptionHandler(Rejected.class)
    ResponseEntity<ProblemDetail> rejected(Rejected e) {
        ProblemDetail problem;
        if (e instanceof Intake.NoSuchCase) {
            problem = problem(HttpStatus.NOT_FOUND, "not-found", "No such case", e.getMessage());
        } else if (e instanceof AlreadyOpen open) {
            problem = problem(HttpStatus.CONFLICT, "already-open", "A case is open already", e.getMessage());
            problem.setProperty("caseNumber", open.open().value());
            problem.setProperty("rule", AlreadyOpen.RULE);
        } else if (e instanceof Intake.Conflict) {
            problem = problem(HttpStatus.CONFLICT, "conflict", "Not possible now", e.getMessage());
        } else if (e instanceof Refused refused) {
            problem = problem(HttpStatus.CONFLICT, "refused", "Forbidden by a rule", e.getMessage());
            problem.setProperty("rule", refused.rule().id());
        } else {
            problem = problem(HttpStatus.BAD_REQUEST, "rejected", "The desk cannot take this", e.getMessage());
        }
        if (!e.errors().isEmpty()) {
            problem.setProperty("errors", e.errors());
        }
        return answer(problem);
    }

    @ExceptionHandler(AuthorizationException.class)
    ResponseEntity<ProblemDetail> forbidden(AuthorizationException e) {
        return answer(problem(
                HttpStatus.FORBIDDEN, "forbidden", "Not allowed", "Your group may not do this. Ask an administrator."));
    }

    @ExceptionHandler({OptimisticLockingException.class, PessimisticLockingFailureException.class})
    ResponseEntity<ProblemDetail> busy(Exception e) {
        log.debug("Two wanted the same at once", e);
        return answer(problem(
                HttpStatus.CONFLICT,
                "busy",
                "Somebody else was faster",
                "Look at the case again and repeat if needed."));
    }

    @ExceptionHandler({CannotCreateTransactionException.class, DataAccessResourceFailureException.class})
    ResponseEntity<ProblemDetail> away(Exception e) {
        log.warn("The database does not answer", e);
        return answer(problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "unavailable",
                "The database does not answer",
                "Nothing was stored. Try again in a few seconds."));
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    ResponseEntity<ProblemDetail> wrongType(MethodArgumentTypeMismatchException e) {
        Class<?> type = e.getRequiredType();
        return answer(withField(
                problem(
                        HttpStatus.BAD_REQUEST,
                        "rejected",
                        "A parameter has the wrong form",
                        "The parameter '" + e.getName() + "' has the wrong form."),
                e.getName(),
                type == null ? "has the wrong form." : "must be of the form " + type.getSimpleName() + "."));
    }

    @ExceptionHandler(MultipartException.class)
    ResponseEntity<ProblemDetail> noForm(MultipartException e) {
        return answer(problem(
                HttpStatus.BAD_REQUEST,
                "unreadable",
                "The form cannot be read",
                "Send multipart/form-data with the file in the field 'file'."));
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<ProblemDetail> unexpected(Exception e) {
        Throwable cause = e;
        while (cause != null) {
            if (cause instanceof Rejected rejected) {
                return rejected(rejected);
            }
            cause = cause.getCause();
        }
        if (LostRace.is(e)) {
            return busy(e);
        }
        log.error("Unexpected", e);
        return answer(problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "unexpected",
                "Something went wrong in the desk",
                "Nothing was stored. Try again; if it stays, tell your operator the time of this answer."));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = problem(
                HttpStatus.BAD_REQUEST,
                "unreadable",
                "The body cannot be read",
                "Send a JSON object as described in /api/docs.");
        if (e.getCause() instanceof UnrecognizedPropertyException unknown) {
            problem.setDetail("There is no field '" + path(unknown) + "'. See /api/docs for the fields there are.");
            withField(problem, path(unknown), "is not a field of this request.");
        } else if (e.getCause() instanceof JsonMappingException mapping) {
            problem.setDetail("The field '" + path(mapping) + "' has the wrong type or form. See /api/docs.");
            withField(problem, path(mapping), "has the wrong type or form.");
        } else if (e.getCause() instanceof JsonParseException) {
            problem.setDetail("The body is not valid JSON.");
        }
        return new ResponseEntity<>(problem, headers, status);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMaxUploadSizeExceededException(
            MaxUploadSizeExceededException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return new ResponseEntity<>(
                problem(
                        HttpStatus.PAYLOAD_TOO_LARGE,
                        "too-large",
                        "The file is too large",
                        "Split the file, or put it into the folder inbox/orders of the desk's home."),
                headers,
                HttpStatus.PAYLOAD_TOO_LARGE);
    }

    /** A file came where a value is asked for; everything else of this kind is a mistake of the desk. */
    @Override
    protected @Nullable ResponseEntity<Object> handleConversionNotSupported(
            ConversionNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (!(e instanceof MethodArgumentConversionNotSupportedException argument)
                || !(e.getValue() instanceof MultipartFile)) {
            return super.handleConversionNotSupported(e, headers, status, request);
        }
        return new ResponseEntity<>(
                withField(
                        problem(
                                HttpStatus.BAD_REQUEST,
                                "rejected",
                                "A file stands where a value belongs",
                                "Send '" + argument.getName() + "' as a plain field of the form, without a file name."),
                        argument.getName(),
                        "must be a value and no file."),
                headers,
                HttpStatus.BAD_REQUEST);
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static ProblemDetail withField(ProblemDetail problem, String field, String message) {
        problem.setProperty("errors", List.of(new Rejected.FieldError(field, message)));
        return problem;
    }

    static ProblemDetail problem(HttpStatus status, String type, String title, @Nullable String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail == null ? title : detail);
        problem.setType(URI.create("urn:dispute-desk:problem:" + type));
        problem.setTitle(title);
        return problem;
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus()).body(problem);
    }
}
