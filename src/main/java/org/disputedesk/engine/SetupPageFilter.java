package org.disputedesk.engine;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriUtils;

/**
 * Closes CVE-2026-77226: while the group {@code camunda-admin} is empty, Camunda's set-up page makes an administrator of
 * whoever comes first. The desk creates its administrator itself, so the page and its API do not exist here (404), in
 * whatever spelling they are asked for.
 */
public class SetupPageFilter extends OncePerRequestFilter {

    /** The container decodes once; more rounds only make the filter stricter. */
    private static final int DECODING_ROUNDS = 3;

    private static final Set<String> WEBAPP_PARTS = Set.of("api", "app");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String mapped = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
        if (isSetup(mapped) || isSetup(request.getRequestURI())) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else {
            chain.doFilter(request, response);
        }
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    /** Whether the path leads below {@code /api/admin/.../setup} or {@code /app/admin/.../setup}, at any root. */
    private static boolean isSetup(String path) {
        List<String> segments = segments(path);
        for (int i = 0; i + 2 < segments.size(); i++) {
            if (WEBAPP_PARTS.contains(segments.get(i)) && "admin".equals(segments.get(i + 1))) {
                return segments.subList(i + 2, segments.size()).contains("setup");
            }
        }
        return false;
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String part : decode(path).replace('\\', '/').split("/", -1)) {
            int parameter = part.indexOf(';');
            String segment = (parameter < 0 ? part : part.substring(0, parameter)).strip();
            if ("..".equals(segment)) {
                if (!segments.isEmpty()) {
                    segments.remove(segments.size() - 1);
                }
            } else if (!segment.isEmpty() && !".".equals(segment)) {
                segments.add(segment.toLowerCase(Locale.ROOT));
            }
        }
        return segments;
    }

    private static String decode(String path) {
        String decoded = path;
        for (int round = 0; round < DECODING_ROUNDS && decoded.indexOf('%') >= 0; round++) {
            try {
                decoded = UriUtils.decode(decoded, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException malformed) {
                return decoded;
            }
        }
        return decoded;
    }
}
