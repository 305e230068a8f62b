package org.disputedesk.rig;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jar as users run it, in a process of its own that can be killed and started again. */
public final class DeskNode implements AutoCloseable {

    /** One password for all five first users; they exist in this test's database only. */
    public static final String PASSWORD = "rig-only-9f3c";

    private static final Duration LONGEST_START = Duration.ofMinutes(4);

    private final String name;
    private final Path home;
    private final Path log;
    private final Map<String, String> environment;
    private final List<String> settings;
    private final int port;
    private Process process;

    private DeskNode(String name, Path home, Map<String, String> environment, List<String> settings)
            throws IOException {
        this.name = name;
        this.home = home;
        this.environment = environment;
        this.settings = settings;
        this.log = Files.createDirectories(home).resolveSibling(name + ".log");
        this.port = freePort();
        this.process = launch();
    }

    /** Starts a node without waiting for it. */
    static DeskNode launch(String name, Path home, String... settings) throws IOException {
        Map<String, String> passwords = new HashMap<>();
        for (String role : List.of("AGENT", "LEAD", "ANALYST", "OPERATOR", "ADMIN")) {
            passwords.put("DESK_PASSWORD_" + role, PASSWORD);
        }
        return new DeskNode(name, home, passwords, List.of(settings));
    }

    /** Starts a node that is told nothing but these environment variables and its home and port, and waits for it. */
    public static DeskNode startFresh(String name, Path home, Map<String, String> environment) throws IOException {
        DeskNode node = new DeskNode(name, home, environment, List.of());
        node.awaitReady();
        return node;
    }

    /** Starts a node and waits until it serves. */
    public static DeskNode start(String name, Path home, String... settings) throws IOException {
        DeskNode node = launch(name, home, settings);
        node.awaitReady();
        return node;
    }

    /** Makes a place for a run's files below {@code target}, where they can be looked at when the run fails. */
    public static Path place(String run) throws IOException {
        Path place = Path.of(
                        "target", "rig", run + "-" + ProcessHandle.current().pid() + "-" + System.nanoTime())
                .toAbsolutePath();
        return Files.createDirectories(place);
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx512m"));
        command.addAll(program());
        command.add("--desk.outbox.lease=4s");
        command.add("--camunda.bpm.job-execution.lock-time-in-millis=5000");
        command.addAll(settings);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("DESK_"));
        builder.environment().putAll(environment);
        builder.environment().put("DESK_HOME", home.toString());
        builder.environment().put("SERVER_PORT", String.valueOf(port));
        return builder.start();
    }

    /** The jar, or in the test phase, before there is one, the same classes without those of the tests. */
    private static List<String> program() {
        String jar = System.getProperty("desk.jar", "");
        if (!jar.isEmpty()) {
            return List.of("-jar", jar);
        }
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        return List.of("-cp", classPath, "org.disputedesk.DisputeDesk");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** What a command of the jar, such as {@code verify}, answers. */
    record Answer(int exitCode, String text) {}

    /**
     * Runs a command of the jar against this home; the desk must not run meanwhile.
     *
     * @param more environment besides the home
     */
    Answer command(Map<String, String> more, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(program());
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(variable -> variable.startsWith("DESK_"));
        builder.environment().put("DESK_HOME", home.toString());
        builder.environment().putAll(more);
        Process told = builder.start();
        String text = new String(told.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(told.waitFor(), text);
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

    public DeskClient client() {
        return new DeskClient("http://127.0.0.1:" + port, PASSWORD);
    }

    /** Where a browser on this machine finds it; browsers keep secure cookies for this name without TLS. */
    public String address() {
        return "http://localhost:" + port;
    }

    public Path home() {
        return home;
    }

    public Path log() {
        return log;
    }

    public int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What {@code kill -9} does: no hook runs, nothing is flushed. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    public void startAgain() throws IOException {
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
