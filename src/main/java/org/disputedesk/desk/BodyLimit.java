package org.disputedesk.desk;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies that no person and no shop's script would send, before anything reads them. What carries files has limits
 * of its own ({@link UploadLimit}).
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class BodyLimit extends OncePerRequestFilter {

    static final int MOST_BYTES = 1 << 20;

    /** A deployment holds all models and forms at once. */
    private static final int MOST_BYTES_OF_A_DEPLOYMENT = 16 << 20;

    /** What may carry files is {@link UploadLimit}'s. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return UploadLimit.isForFiles(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int most = UploadLimit.isMultipart(request) ? MOST_BYTES_OF_A_DEPLOYMENT : MOST_BYTES;
        if (request.getContentLengthLong() > most) {
            refuse(response, most);
        } else if (request.getContentLengthLong() >= 0 || request.getHeader("Transfer-Encoding") == null) {
            chain.doFilter(request, response);
        } else {
            // a body that does not say how long it is
            byte[] body = request.getInputStream().readNBytes(most + 1);
            if (body.length > most) {
                refuse(response, most);
            } else {
                chain.doFilter(new ReadBody(request, body), response);
            }
        }
    }

    static void refuse(HttpServletResponse response, int most) throws IOException {
        response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        // what is still on its way is not worth reading
        response.setHeader("Connection", "close");
        response.getWriter().write("""
                {"type":"urn:dispute-desk:problem:too-large","title":"The body is too large","status":413,\
                "detail":"Send at most %d bytes."}""".formatted(most));
    }

    /** A request whose body has been read already. */
    static final class ReadBody extends HttpServletRequestWrapper {

        private final byte[] body;

        ReadBody(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public int getContentLength() {
            return body.length;
        }

        @Override
        public long getContentLengthLong() {
            return body.length;
        }

        @Override
        public ServletInputStream getInputStream() {
            var bytes = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return bytes.read();
                }

                @Override
                public int read(byte[] into, int offset, int length) {
                    return bytes.read(into, offset, length);
                }

                @Override
                public boolean isFinished() {
                    return bytes.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new IllegalStateException("not an asynchronous request");
                }
            };
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }
}
