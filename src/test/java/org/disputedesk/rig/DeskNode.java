package org.disputedesk.rig;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The jar as users run it, in a process of its own that can be killed and started again. */
final class DeskNode implements AutoCloseable {

    /** One password for all five first users; they exist in this test's database only. */
    static final String PASSWORD = "rig-only-9f3c";

    private static final Duration LONGEST_START = Duration.ofMinutes(4);

    private final String name;
    private final Path home;
    private final Path log;
    private final List<String> settings;
    private final int port;
    private Process process;

    private DeskNode(String name, Path home, List<String> settings) throws IOException {
        this.name = name;
        this.home = home;
        this.settings = settings;
        this.log = Files.createDirectories(home).resolveSibling(name + ".log");
        this.port = freePort();
        this.process = launch();
    }

    /** Starts a node without waiting for it. */
    static DeskNode launch(String name, Path home, String... settings) throws IOException {
        return new DeskNode(name, home, List.of(settings));
    }

    /** Starts a node and waits until it serves. */
    static DeskNode start(String name, Path home, String... settings) throws IOException {
        DeskNode node = launch(name, home, settings);
        node.awaitReady();
        return node;
    }

    /** Makes a place for a run's files below {@code target}, where they can be looked at when the run fails. */
    static Path place(String run) throws IOException {
        Path place = Path.of(
                        "target", "rig", run + "-" + ProcessHandle.current().pid() + "-" + System.nanoTime())
                .toAbsolutePath();
        return Files.createDirectories(place);
    }

    private Process launch() throws IOException {
        String jar = System.getProperty("desk.jar", "");
        Assumptions.assumeTrue(
                !jar.isEmpty() && Files.exists(Path.of(jar)),
                "There is no jar to run; use ./mvnw verify, or give -Ddesk.jar=target/dispute-desk-….jar.");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx512m",
                "-jar",
                jar,
                "--desk.outbox.lease=4s",
                "--camunda.bpm.job-execution.lock-time-in-millis=5000"));
        command.addAll(settings);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> environment = builder.environment();
        environment.put("DESK_HOME", home.toString());
        environment.put("SERVER_PORT", String.valueOf(port));
        for (String role : List.of("AGENT", "LEAD", "ANALYST", "OPERATOR", "ADMIN")) {
            environment.put("DESK_PASSWORD_" + role, PASSWORD);
        }
        return builder.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    void awaitReady() {
        DeskClient client = client();
        await(name + " serves")
                .atMost(LONGEST_START)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(name + " ended with " + process.exitValue() + "; see " + log);
                    }
                    return client.isReady();
                });
    }

    DeskClient client() {
        return new DeskClient("http://127.0.0.1:" + port, PASSWORD);
    }

    Path home() {
        return home;
    }

    Path log() {
        return log;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What {@code kill -9} does: no hook runs, nothing is flushed. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void startAgain() throws IOException {
        process = launch();
        awaitReady();
    }

    /** Asks it to end, as an operating system that shuts down does, and waits. Answers the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
            throw new IllegalStateException(name + " did not end within a minute of being asked to; see " + log);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
