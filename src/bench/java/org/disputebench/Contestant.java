package org.disputebench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One of the two in a process of its own. */
final class Contestant implements AutoCloseable {

    /** What is measured: its jar, its main class and what its database file is called. */
    record Kind(String name, Path jar, String application, String database) {}

    private static final List<String> FLAGS = List.of("-Xmx512m", "-Duser.timezone=UTC");
    private static final Duration LONGEST_START = Duration.ofMinutes(4);

    private final Process process;
    private final int port;
    private final Path log;

    private Contestant(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Starts the jar as users do. */
    static Contestant plain(Kind kind, Path home) throws IOException {
        return launch(home, List.of("-jar", kind.jar().toString()), false);
    }

    /** Starts the unchanged jar with the worker beside it. */
    static Contestant withWorker(Kind kind, Path home, Path classes) throws IOException {
        Contestant contestant = launch(home,
                List.of(
                        "-Dloader.main=" + Worker.class.getName(),
                        "-Dloader.path=" + classes,
                        "-cp",
                        kind.jar().toString(),
                        "org.springframework.boot.loader.launch.PropertiesLauncher",
                        kind.application()),
                true);
        contestant.awaitAnswer();
        return contestant;
    }

    private static Contestant launch(Path home, List<String> what, boolean talks) throws IOException {
        Files.createDirectories(home);
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(what);
        command.add("--server.port=" + port);
        Path log = home.resolve("log.txt");
        // in a folder of its own: the launcher takes what lies where it is started for a part of the application
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        home.resolve("errors.txt").toFile()));
        if (!talks) {
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        }
        builder.environment().put("DESK_HOME", home.toString());
        builder.environment().put("BENCH_HOME", home.toString());
        return new Contestant(builder.start(), port, log);
    }

    /** Waits until it says that it is healthy. */
    void awaitUp() throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest ask = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
                .timeout(Duration.ofSeconds(20))
                .build();
        long patience = System.nanoTime() + LONGEST_START.toNanos();
        while (System.nanoTime() < patience) {
            try {
                if (client.send(ask, HttpResponse.BodyHandlers.ofString()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                if (!process.isAlive()) {
                    throw new IOException("It ended; see " + log, e);
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IOException("It did not start; see " + log);
    }

    /** Asks the worker and waits for its answer. */
    String ask(String what) throws IOException {
        tell(what);
        return awaitAnswer();
    }

    void tell(String what) throws IOException {
        BufferedWriter out = process.outputWriter(StandardCharsets.UTF_8);
        out.write(what + "\n");
        out.flush();
    }

    String awaitAnswer() throws IOException {
        BufferedReader in = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        String line;
        while ((line = in.readLine()) != null) {
            if (line.startsWith(Worker.SIGN)) {
                String answer = line.substring(Worker.SIGN.length());
                if (answer.startsWith("failed")) {
                    throw new IOException(answer + "\n" + said);
                }
                return answer;
            }
            said.append(line).append('\n');
        }
        throw new IOException("It ended:\n" + said);
    }

    double cpu() throws IOException {
        return Machine.cpu(process.pid());
    }

    double residentMegabytes() throws IOException {
        return Machine.residentMegabytes(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
