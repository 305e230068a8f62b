package org.disputedesk.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sends exactly the bytes it is told, as no honest HTTP client would let anybody do. */
final class Caller {

    static final ObjectMapper JSON = new ObjectMapper();

    private final int port;

    Caller(int port) {
        this.port = port;
    }

    /** What came back. */
    record Reply(int status, Map<String, String> headers, String body) {

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(toString(), e);
            }
        }

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /** A request; parts that are not given are left away. The body is kept byte by byte as ISO 8859-1. */
    record Request(String method, String path, @Nullable String user, Map<String, String> headers, String latin1) {

        static Request of(String method, String path) {
            return new Request(method, path, null, Map.of(), "");
        }

        Request as(String who) {
            return new Request(method, path, who, headers, latin1);
        }

        Request asNobody() {
            return new Request(method, path, null, headers, latin1);
        }

        Request with(String header, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Request(method, path, user, more, latin1);
        }

        Request json(String text) {
            return body("application/json", text.getBytes(StandardCharsets.UTF_8));
        }

        Request body(String type, byte[] bytes) {
            return new Request(method, path, user, headers, new String(bytes, StandardCharsets.ISO_8859_1))
                    .with("Content-Type", type);
        }

        /** One file in a form, as a browser sends it. */
        Request file(String field, String fileName, String type, byte[] content) {
            String boundary = "boundary-" + UUID.randomUUID();
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field
                            + "\"; filename=\"" + fileName + "\"\r\nContent-Type: " + type + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(content);
            bytes.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
            return body("multipart/form-data; boundary=" + boundary, bytes.toByteArray());
        }

        byte[] bytes() {
            return latin1.getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        public String toString() {
            String text = new String(bytes(), StandardCharsets.UTF_8);
            return user + ": " + method + " " + path + " " + headers + " "
                    + text.substring(0, Math.min(200, text.length()));
        }
    }

    Reply send(Request request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            StringBuilder head = new StringBuilder(request.method() + " " + request.path() + " HTTP/1.1\r\n"
                    + "Host: localhost\r\nConnection: close\r\n");
            if (request.user() != null) {
                head.append("Authorization: Basic ")
                        .append(basic(request.user()))
                        .append("\r\n");
            }
            request.headers()
                    .forEach((name, value) ->
                            head.append(name).append(": ").append(value).append("\r\n"));
            boolean chunked = request.headers().containsKey("Transfer-Encoding");
            if (!chunked && (request.bytes().length > 0 || request.method().startsWith("P"))) {
                head.append("Content-Length: ").append(request.bytes().length).append("\r\n");
            }
            out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            try {
                if (chunked) {
                    out.write((Integer.toHexString(request.bytes().length) + "\r\n").getBytes(StandardCharsets.UTF_8));
                }
                out.write(request.bytes());
                if (chunked) {
                    out.write("\r\n0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                }
                out.flush();
            } catch (IOException e) {
                // the desk answered before it had read everything; the answer is what counts
                return read(socket.getInputStream(), request);
            }
            return read(socket.getInputStream(), request);
        } catch (IOException e) {
            throw new UncheckedIOException(request.toString(), e);
        }
    }

    /** {@code user} with the password of the tests, or {@code user:password}. */
    private static String basic(String user) {
        String login = user.contains(":") ? user : user + ":" + user + "-of-the-tests";
        return Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    private static Reply read(InputStream in, Request request) throws IOException {
        byte[] all = in.readAllBytes();
        // byte by byte: a chunk may end in the middle of a letter
        String text = new String(all, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("no answer to " + request + ": " + text);
        }
        String[] lines = text.substring(0, end).split("\r\n", -1);
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.merge(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip(),
                    (a, b) -> a + "\n" + b);
        }
        byte[] body = Arrays.copyOfRange(all, end + 4, all.length);
        return new Reply(
                Integer.parseInt(lines[0].split(" ", -1)[1]),
                headers,
                headers.getOrDefault("transfer-encoding", "").equals("chunked")
                        ? unchunk(body)
                        : new String(body, StandardCharsets.UTF_8));
    }

    private static String unchunk(byte[] bytes) {
        var content = new ByteArrayOutputStream();
        int at = 0;
        while (at < bytes.length) {
            int lineEnd = at;
            while (bytes[lineEnd] != '\r') {
                lineEnd++;
            }
            int size = Integer.parseInt(new String(bytes, at, lineEnd - at, StandardCharsets.UTF_8), 16);
            if (size == 0) {
                break;
            }
            content.write(bytes, lineEnd + 2, size);
            at = lineEnd + 2 + size + 2;
        }
        return content.toString(StandardCharsets.UTF_8);
    }
}
