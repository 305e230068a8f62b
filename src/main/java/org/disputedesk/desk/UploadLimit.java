package org.disputedesk.desk;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.disputedesk.attachment.UploadRoom;
import org.disputedesk.attachment.UploadsBusy;
import org.disputedesk.dispute.Refusals;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks at requests with files before anything of them is read: refuses what is too large, and lets in no more at once than
 * there is memory for ({@link UploadRoom}, 000-17). On the pages of cases it stands before the look at the token against
 * forged requests, which reads the whole form, and behind the login everywhere.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class UploadLimit extends OncePerRequestFilter {

    /** A file of evidence has 10 MB at most; one that is a little larger is told so by the door of evidence itself. */
    static final int MOST_BYTES_OF_EVIDENCE = 12 << 20;

    /** A page's form may send several files at once. */
    static final int MOST_BYTES_OF_A_PAGE = 16 << 20;

    /** A browser shows an answer only once it has sent everything; more than this it is not spared. */
    private static final long MOST_READ_FOR_NOTHING = 64L << 20;

    private final UploadRoom room;
    private final PageNotices notices;
    private final ObjectMapper json;

    UploadLimit(UploadRoom room, PageNotices notices, ObjectMapper json) {
        this.room = room;
        this.notices = notices;
        this.json = json;
    }

    /** The engine's own doors and the web applications read files themselves, as they come. */
    static boolean isForFiles(HttpServletRequest request) {
        String path = request.getServletPath();
        return isMultipart(request) && !path.startsWith("/engine-rest") && !path.startsWith("/camunda");
    }

    static boolean isMultipart(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !isForFiles(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long length = request.getContentLengthLong();
        Door door = door(request.getServletPath());
        if (length > door.most) {
            tooLarge(request, response, door);
            return;
        }
        if (length < 0 && door == Door.OTHER) {
            problem(request, response, HttpStatus.LENGTH_REQUIRED, "no-length", "How long is it?", "noLength");
            return;
        }
        UploadRoom.Place place;
        try {
            place = room.onItsWay(length);
        } catch (UploadsBusy e) {
            busy(request, response, door);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            place.giveBack();
        }
    }

    private enum Door {
        EVIDENCE(MOST_BYTES_OF_EVIDENCE),
        PAGE(MOST_BYTES_OF_A_PAGE),
        /** Has the limit of {@code spring.servlet.multipart}. */
        ORDERS(Long.MAX_VALUE),
        OTHER(BodyLimit.MOST_BYTES);

        private final long most;

        Door(long most) {
            this.most = most;
        }
    }

    private static Door door(String path) {
        if (path.startsWith("/api/cases/")) {
            return Door.EVIDENCE;
        }
        if (path.startsWith("/cases/")) {
            return Door.PAGE;
        }
        return path.equals("/api/orders/import") ? Door.ORDERS : Door.OTHER;
    }

    private void tooLarge(HttpServletRequest request, HttpServletResponse response, Door door) throws IOException {
        if (door == Door.PAGE) {
            readForNothing(request);
            if (!WebSecurity.asksForJson(request)) {
                notices.tooLarge(request, response);
                return;
            }
        } else {
            // what is still on its way is not worth reading
            response.setHeader("Connection", "close");
        }
        problem(
                request,
                response,
                HttpStatus.PAYLOAD_TOO_LARGE,
                "too-large",
                "The file is too large",
                door == Door.PAGE ? "filesTooLarge" : "evidenceTooLarge");
    }

    private void busy(HttpServletRequest request, HttpServletResponse response, Door door) throws IOException {
        response.setHeader("Retry-After", String.valueOf(UploadsBusy.TRY_AGAIN_AFTER));
        if (door == Door.PAGE) {
            readForNothing(request);
            if (!WebSecurity.asksForJson(request)) {
                notices.busy(request, response);
                return;
            }
        } else {
            response.setHeader("Connection", "close");
        }
        problem(request, response, HttpStatus.SERVICE_UNAVAILABLE, "busy", "Too many files at once", "uploadsBusy");
    }

    private static void readForNothing(HttpServletRequest request) throws IOException {
        InputStream body = request.getInputStream();
        byte[] thrownAway = new byte[8192];
        long left = MOST_READ_FOR_NOTHING;
        int read = 0;
        while (left > 0 && read >= 0) {
            read = body.read(thrownAway);
            left -= read;
        }
    }

    private void problem(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            String type,
            String title,
            String refusal)
            throws IOException {
        // nothing has looked at the request's language yet
        LocaleContext before = LocaleContextHolder.getLocaleContext();
        LocaleContextHolder.setLocale(request.getLocale());
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, Refusals.said(refusal));
        LocaleContextHolder.setLocaleContext(before);
        problem.setType(URI.create("urn:dispute-desk:problem:" + type));
        problem.setTitle(title);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(json.writeValueAsString(problem));
    }
}
