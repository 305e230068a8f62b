package org.disputedesk.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** Speaks HTTP with one node, as a person's browser or a shop's script would. */
public final class DeskClient {

    static final ObjectMapper JSON = new ObjectMapper();

    private final String root;
    private final String password;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    DeskClient(String root, String password) {
        this.root = root;
        this.password = password;
    }

    public record Reply(int status, JsonNode body, String text) {}

    boolean isReady() {
        try {
            return send(HttpRequest.newBuilder(URI.create(root + "/actuator/health/readiness"))
                                    .GET())
                            .status()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    public Reply get(String user, String path) throws IOException {
        return send(as(user, path).GET());
    }

    /** For checks, in which an unreachable node is a failure. */
    public JsonNode mustGet(String user, String path) {
        try {
            Reply reply = get(user, path);
            if (reply.status() != 200) {
                throw new IllegalStateException("GET " + path + ": " + reply);
            }
            return reply.body();
        } catch (IOException e) {
            throw new UncheckedIOException("GET " + path, e);
        }
    }

    public Reply post(String user, String path, Object body, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request = as(user, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
        headers.forEach(request::header);
        return send(request);
    }

    /** Sends one file in a form. */
    Reply upload(String user, String path, String fileName, byte[] content) throws IOException {
        var body = new ByteArrayOutputStream();
        body.writeBytes(("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n--edge--\r\n".getBytes(StandardCharsets.UTF_8));
        return send(as(user, path)
                .header("Content-Type", "multipart/form-data; boundary=edge")
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** A file as it comes; empty when the answer is another than 200. */
    byte[] download(String user, String path) throws IOException {
        try {
            HttpResponse<byte[]> response = http.send(
                    as(user, path).GET().timeout(Duration.ofMinutes(2)).build(), BodyHandlers.ofByteArray());
            return response.statusCode() == 200 ? response.body() : new byte[0];
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private HttpRequest.Builder as(String user, String path) {
        String login = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(root + path)).header("Authorization", "Basic " + login);
    }

    private Reply send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response =
                    http.send(request.timeout(Duration.ofMinutes(2)).build(), BodyHandlers.ofString());
            String text = response.body();
            boolean isJson =
                    response.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Reply(
                    response.statusCode(),
                    isJson && !text.isBlank() ? JSON.readTree(text) : MissingNode.getInstance(),
                    text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
