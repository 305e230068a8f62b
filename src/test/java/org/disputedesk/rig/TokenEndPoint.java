package org.disputedesk.rig;

import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A provider's token end point that answers what a test wants, and writes down what it was asked. */
public final class TokenEndPoint implements Closeable {

    /** One answer. */
    public record Answer(int status, String type, String body, int afterMillis) {

        /** A token that is good for an hour. */
        public static Answer token(String token) {
            return json(200, "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
        }

        /** The same with a refresh token that takes the place of the one before. */
        public static Answer token(String token, String refreshToken) {
            return json(
                    200,
                    "{\"access_token\":\"" + token + "\",\"token_type\":\"bearer\",\"expires_in\":3600,"
                            + "\"refresh_token\":\"" + refreshToken + "\"}");
        }

        public static Answer json(int status, String body) {
            return new Answer(status, "application/json", body, 0);
        }

        public Answer after(int millis) {
            return new Answer(status, type, body, millis);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger given = new AtomicInteger();

    public TokenEndPoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/token", exchange -> {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> fields = new TreeMap<>();
            for (String field : form.split("&", -1)) {
                String[] parts = field.split("=", 2);
                fields.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
            asked.add(fields);
            Answer scripted = script.poll();
            Answer answer = scripted == null ? Answer.token("token-" + given.incrementAndGet()) : scripted;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(answer.afterMillis()));
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
    }

    public String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
    }

    /** What the next requests are answered, one each; after them {@code token-1}, {@code token-2} and so on. */
    public void next(Answer... answers) {
        script.addAll(List.of(answers));
    }

    /** The fields of every request. */
    public List<Map<String, String>> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
