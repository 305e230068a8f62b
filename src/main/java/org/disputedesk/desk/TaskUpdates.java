package org.disputedesk.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets Tasklist set the dates of a task. It sends back the whole task as it was given it, and the engine's REST layer cannot
 * read the reference to the form that it wrote itself (operaton/operaton#3659 tells of the same code), so that no date of
 * any task with a Camunda form could be set. The reference is left out; nothing is ever updated from it.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 1)
class TaskUpdates extends OncePerRequestFilter {

    private static final Pattern TASK =
            Pattern.compile("(?:/engine-rest|/camunda/api/engine)(?:/engine/[^/]+)?/task/[^/]+");

    private final ObjectMapper json;

    TaskUpdates(ObjectMapper json) {
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("PUT")
                || !TASK.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] body = request.getInputStream().readNBytes(BodyLimit.MOST_BYTES + 1);
        if (body.length > BodyLimit.MOST_BYTES) {
            BodyLimit.refuse(response, BodyLimit.MOST_BYTES);
        } else {
            chain.doFilter(new BodyLimit.ReadBody(request, withoutForm(body)), response);
        }
    }

    private byte[] withoutForm(byte[] body) throws IOException {
        try {
            if (json.readTree(body) instanceof ObjectNode task && task.remove("camundaFormRef") != null) {
                return json.writeValueAsBytes(task);
            }
            return body;
        } catch (JsonProcessingException e) {
            // whoever reads it says what is wrong with it
            return body;
        }
    }
}
