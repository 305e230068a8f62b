package org.disputedesk.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.rest.dto.ExceptionDto;
import org.camunda.bpm.engine.rest.exception.ExceptionHandler;
import org.camunda.bpm.engine.rest.exception.ExceptionHandlerHelper;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.camunda.bpm.engine.rest.exception.JsonMappingExceptionHandler;
import org.camunda.bpm.engine.rest.exception.JsonParseExceptionHandler;
import org.camunda.bpm.engine.rest.exception.ProcessEngineExceptionHandler;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.camunda.bpm.engine.rest.exception.RestExceptionHandler;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;
import org.camunda.bpm.spring.boot.starter.rest.CamundaJerseyResourceConfig;
import org.disputedesk.dispute.NotAllowed;
import org.disputedesk.dispute.Rejected;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The engine's REST API with honest status codes: Camunda answers 500 to much that is the caller's mistake, among it
 * whatever the desk rejects when a task is completed. What really is a failure does not tell how the desk is built.
 */
@Component
class EngineRest extends CamundaJerseyResourceConfig {

    /** Camunda's own, which would otherwise stand beside ours for the same exceptions. */
    private static final Set<Class<?>> REPLACED = Set.of(
            RestExceptionHandler.class,
            ProcessEngineExceptionHandler.class,
            ExceptionHandler.class,
            JsonMappingExceptionHandler.class,
            JsonParseExceptionHandler.class);

    @Override
    protected void registerCamundaRestResources() {
        registerClasses(CamundaRestResources.getResourceClasses());
        Set<Class<?>> configuration = new LinkedHashSet<>(CamundaRestResources.getConfigurationClasses());
        configuration.removeAll(REPLACED);
        registerClasses(configuration);
        // its exception mappers would tell the names of our classes
        register(JacksonFeature.withoutExceptionMappers());
        register(OfRest.class);
        register(OfEngine.class);
        register(OfAnythingElse.class);
        register(OfJson.class);
    }

    /** How the engine names values it does not take; it has no exception of its own for them. */
    private static final List<String> UNWANTED_FORMATS = List.of(
            "ENGINE-17007",
            "ENGINE-13034",
            "ENGINE-13043",
            "Cannot find serializer for value",
            "Password does not match policy");

    private static final String REST_LAYER = "org.camunda.bpm.engine.rest.";

    private static Response answer(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Rejected refusal) {
                // whatever the REST layer makes of it, with words of its own
                return answer(
                        refusal instanceof NotAllowed ? Response.Status.FORBIDDEN : Response.Status.BAD_REQUEST,
                        e,
                        refusal.getMessage());
            }
            if (cause instanceof NotFoundException) {
                return answer(Response.Status.NOT_FOUND, e, cause.getMessage());
            }
        }
        Response answer = ExceptionHandlerHelper.getInstance().getResponse(e);
        if (answer.getStatus() != Response.Status.INTERNAL_SERVER_ERROR.getStatusCode()) {
            return answer;
        }
        if (e instanceof InvalidRequestException) {
            return answer(Response.Status.BAD_REQUEST, e, e.getMessage());
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            Response.Status status = statusOf(cause);
            if (status != null) {
                return answer(status, e, words(cause, e));
            }
        }
        StackTraceElement[] trace = e.getStackTrace();
        if ((e instanceof NullPointerException || e instanceof IllegalArgumentException)
                && trace.length > 0
                && trace[0].getClassName().startsWith(REST_LAYER)) {
            // it stumbles over what a body lacks before the engine has seen anything of it
            return answer(Response.Status.BAD_REQUEST, e, "The body lacks something that is needed here.");
        }
        return e instanceof RestException || e instanceof ProcessEngineException
                ? answer
                : answer(
                        Response.Status.INTERNAL_SERVER_ERROR,
                        e,
                        "Something went wrong in the desk. If it stays, tell your operator the time of this answer.");
    }

    private static @Nullable String words(Throwable cause, Exception e) {
        if (cause instanceof SQLException) {
            return isTooLong(cause)
                    ? "A value is longer than it can be. Shorten it."
                    : "Somebody else was faster. Look again and repeat if needed.";
        }
        return e.getMessage();
    }

    private static boolean isTooLong(Throwable cause) {
        return cause instanceof SQLException sql
                && String.valueOf(sql.getSQLState()).startsWith("22");
    }

    /** A deadlock, or a row that somebody else holds or has made at the same moment. */
    private static boolean isRace(Throwable cause) {
        return cause instanceof SQLException sql
                && Stream.of("40", "23", "55").anyMatch(String.valueOf(sql.getSQLState())::startsWith);
    }

    private static Response answer(Response.Status status, Exception e, @Nullable String message) {
        var body = new ExceptionDto();
        body.setType(e.getClass().getSimpleName());
        body.setMessage(message);
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body)
                .build();
    }

    private static Response.@Nullable Status statusOf(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        boolean isUnwantedFormat = cause instanceof ProcessEngineException
                && UNWANTED_FORMATS.stream().anyMatch(message::contains);
        if (isUnwantedFormat || cause instanceof BadUserRequestException) {
            return Response.Status.BAD_REQUEST;
        }
        if (cause instanceof NullValueException) {
            return Response.Status.NOT_FOUND;
        }
        if (isTooLong(cause)) {
            return Response.Status.BAD_REQUEST;
        }
        return cause instanceof OptimisticLockingException || isRace(cause) ? Response.Status.CONFLICT : null;
    }

    private static final class OfRest implements ExceptionMapper<RestException> {
        @Override
        public Response toResponse(RestException e) {
            return answer(e);
        }
    }

    private static final class OfEngine implements ExceptionMapper<ProcessEngineException> {
        @Override
        public Response toResponse(ProcessEngineException e) {
            return answer(e);
        }
    }

    private static final class OfAnythingElse implements ExceptionMapper<Exception> {
        @Override
        public Response toResponse(Exception e) {
            return answer(e);
        }
    }

    private static final class OfJson implements ExceptionMapper<JsonProcessingException> {
        @Override
        public Response toResponse(JsonProcessingException e) {
            String field = e instanceof JsonMappingException mapping
                    ? mapping.getPath().stream()
                            .map(part ->
                                    part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                            .collect(Collectors.joining("."))
                    : "";
            return answer(
                    Response.Status.BAD_REQUEST,
                    e,
                    field.isEmpty()
                            ? "The body is not the JSON that is expected here."
                            : "The field '" + field + "' is unknown or has the wrong type or form.");
        }
    }
}
