package org.disputedesk.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.disputedesk.attachment.UploadRoom;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** However many upload at once, no more is in memory than there is room for. */
class UploadLimitTest {

    private static final long MB = 1 << 20;

    /** Half of it is for files on their way: 8 of 10 MB, each counted twice. */
    private static final long MEMORY = 2 * 8 * 2 * 10 * MB;

    private static final Duration LONG = Duration.ofMinutes(5);

    private static UploadLimit limit(UploadRoom room) {
        return new UploadLimit(room, new Said(), new ObjectMapper());
    }

    /** Which notice was shown. */
    private static final class Said implements PageNotices {
        @Override
        public void logInFirst(HttpServletRequest request, HttpServletResponse response) {
            response.setHeader("notice", "log in");
        }

        @Override
        public void notAllowed(HttpServletRequest request, HttpServletResponse response) {
            response.setHeader("notice", "not allowed");
        }

        @Override
        public void tooLarge(HttpServletRequest request, HttpServletResponse response) {
            response.setHeader("notice", "too large");
        }

        @Override
        public void busy(HttpServletRequest request, HttpServletResponse response) {
            response.setHeader("notice", "busy");
        }
    }

    /** A request that says it has so many bytes; nobody reads them. */
    private static MockHttpServletRequest upload(String path, long length) {
        var request = new MockHttpServletRequest("POST", path) {
            @Override
            public long getContentLengthLong() {
                return length;
            }
        };
        request.setServletPath(path);
        request.setContentType("multipart/form-data; boundary=x");
        return request;
    }

    private static MockHttpServletRequest evidence(long length) {
        return upload("/api/cases/D-2026-000001/evidence", length);
    }

    @Test
    void twenty_files_of_ten_megabytes_come_in_eight_at_a_time() throws Exception {
        UploadRoom room = new UploadRoom(MEMORY, LONG, LONG);
        UploadLimit limit = limit(room);
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var mayLeave = new CountDownLatch(1);
        FilterChain reads = (request, response) -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
                mayLeave.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            inside.decrementAndGet();
        };
        ExecutorService people = Executors.newFixedThreadPool(20);
        List<Future<Integer>> answers = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                answers.add(people.submit(() -> {
                    var response = new MockHttpServletResponse();
                    limit.doFilter(evidence(10 * MB), response, reads);
                    return response.getStatus();
                }));
            }
            await().until(() -> inside.get() + room.waiting() == 20);
            assertThat(inside).hasValue(8);
            mayLeave.countDown();
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
        } finally {
            people.shutdownNow();
        }
        assertThat(most).hasValue(8);
    }

    @Test
    void who_finds_no_room_is_told_when_to_come_again_and_what_was_taken_is_given_back() throws Exception {
        UploadLimit limit = limit(new UploadRoom(MEMORY, Duration.ZERO, LONG));
        var others = new MockHttpServletResponse();
        var page = new MockHttpServletResponse();
        limit.doFilter(evidence(-1), new MockHttpServletResponse(), (request, response) -> {
            // one that does not say how large it is takes all the room
            limit.doFilter(evidence(1), others, (r, s) -> {
                throw new IllegalStateException("let in");
            });
            limit.doFilter(upload("/cases/D-2026-000001/evidence", 1), page, (r, s) -> {
                throw new IllegalStateException("let in");
            });
        });
        assertThat(others.getStatus()).isEqualTo(503);
        assertThat(others.getHeader("Retry-After")).isEqualTo("5");
        assertThat(others.getContentType()).startsWith("application/problem+json");
        assertThat(new ObjectMapper()
                        .readTree(others.getContentAsString())
                        .path("detail")
                        .asText())
                .contains("again in a few seconds");
        assertThat(page.getHeader("notice")).isEqualTo("busy");
        assertThat(page.getHeader("Retry-After")).isEqualTo("5");

        var afterwards = new MockHttpServletResponse();
        limit.doFilter(evidence(12 * MB), afterwards, (request, response) -> afterwards.setHeader("let", "in"));
        assertThat(afterwards.getHeader("let")).isEqualTo("in");
    }

    @Test
    void what_is_too_large_or_belongs_to_no_door_of_files_is_not_let_in() throws Exception {
        UploadLimit limit = limit(new UploadRoom(MEMORY, Duration.ZERO, LONG));
        record Refused(MockHttpServletRequest request, int status) {}
        for (Refused refused : List.of(
                new Refused(evidence(13 * MB), 413),
                new Refused(upload("/", 2 * MB), 413),
                new Refused(upload("/", -1), 411),
                new Refused(upload("/error", -1), 411))) {
            var response = new MockHttpServletResponse();
            limit.doFilter(refused.request(), response, (request, answer) -> {
                throw new IllegalStateException("let in");
            });
            assertThat(response.getStatus()).isEqualTo(refused.status());
        }
        var page = new MockHttpServletResponse();
        limit.doFilter(upload("/cases/D-2026-000001/evidence", 17 * MB), page, (request, answer) -> {
            throw new IllegalStateException("let in");
        });
        assertThat(page.getHeader("notice")).isEqualTo("too large");
    }
}
