package org.disputedesk.desk;

import jakarta.annotation.Priority;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.rest.dto.ExceptionDto;
import org.camunda.bpm.engine.rest.exception.ExceptionHandlerHelper;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.camunda.bpm.spring.boot.starter.rest.CamundaJerseyResourceConfig;
import org.disputedesk.dispute.Rejected;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The engine's REST API with honest status codes: Camunda answers 500 to much that is the caller's mistake, among it
 * whatever the desk rejects when a task is completed.
 */
@Component
class EngineRest extends CamundaJerseyResourceConfig {

    @Override
    protected void registerAdditionalResources() {
        register(CallersMistakes.class);
    }

    @Priority(1)
    private static final class CallersMistakes implements ExceptionMapper<RestException> {

        @Override
        public Response toResponse(RestException e) {
            Response answer = ExceptionHandlerHelper.getInstance().getResponse(e);
            if (answer.getStatus() != Response.Status.INTERNAL_SERVER_ERROR.getStatusCode()) {
                return answer;
            }
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                Response.Status status = statusOf(cause);
                if (status != null) {
                    var body = new ExceptionDto();
                    body.setType(e.getClass().getSimpleName());
                    body.setMessage(cause instanceof Rejected ? cause.getMessage() : e.getMessage());
                    return Response.status(status)
                            .type(MediaType.APPLICATION_JSON_TYPE)
                            .entity(body)
                            .build();
                }
            }
            return answer;
        }

        private static Response.@Nullable Status statusOf(Throwable cause) {
            if (cause instanceof BadUserRequestException) {
                return Response.Status.BAD_REQUEST;
            }
            if (cause instanceof NotFoundException || cause instanceof NullValueException) {
                return Response.Status.NOT_FOUND;
            }
            return cause instanceof OptimisticLockingException ? Response.Status.CONFLICT : null;
        }
    }
}
