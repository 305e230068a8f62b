package org.disputedesk.rig;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL server for a test, from the binaries on the class path. PostgreSQL refuses to run as root: there it runs in
 * a user namespace of its own, or, where containers forbid those, in a process of the user nobody; where that is not
 * possible either, the test is skipped and says why.
 */
public final class TestPostgres implements AutoCloseable {

    public static final String USER = "postgres";
    public static final String PASSWORD = "postgres";

    private static final List<String> WITHOUT_NAMESPACES =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    private final int port;
    private final @Nullable EmbeddedPostgres inside;
    private final @Nullable Process outside;

    private TestPostgres(int port, @Nullable EmbeddedPostgres inside, @Nullable Process outside) {
        this.port = port;
        this.inside = inside;
        this.outside = outside;
    }

    /** Starts a server with an empty database. */
    public static TestPostgres start() throws IOException {
        Exception why;
        try {
            EmbeddedPostgres server = server();
            return new TestPostgres(server.getPort(), server, null);
        } catch (IOException | IllegalStateException e) {
            why = e;
        }
        try {
            return asNobody();
        } catch (IOException e) {
            e.addSuppressed(why);
            return Assumptions.abort("PostgreSQL cannot run here (" + why.getMessage() + "; as nobody: "
                    + e.getMessage() + "). Run the tests as a user other than root.");
        }
    }

    private static EmbeddedPostgres server() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "120")
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The address of the database for JDBC. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** What makes a node use this database. */
    String[] settings() {
        return new String[] {
            "--spring.profiles.active=postgres",
            "--spring.datasource.url=" + url(),
            "--spring.datasource.username=" + USER,
            "--spring.datasource.password=" + PASSWORD
        };
    }

    @Override
    public void close() throws IOException {
        if (inside != null) {
            inside.close();
        }
        if (outside != null) {
            // it stops its server when nobody listens any more
            outside.getOutputStream().close();
            try {
                if (!outside.waitFor(30, TimeUnit.SECONDS)) {
                    outside.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Runs this class as nobody, from a copy of the few jars it needs, since nobody may not read a root's home. */
    private static TestPostgres asNobody() throws IOException {
        Path folder = Files.createTempDirectory("desk-postgres-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        List<String> command = new ArrayList<>(WITHOUT_NAMESPACES);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                String.join(":", copyClassPath(folder)),
                TestPostgres.class.getName()));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors.log").toFile())
                .start();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        String line;
        while ((line = lines.readLine()) != null) {
            if (line.startsWith("port ")) {
                return new TestPostgres(Integer.parseInt(line.substring(5)), null, process);
            }
        }
        throw new IOException("it did not start, see " + folder.resolve("errors.log"));
    }

    private static Set<String> copyClassPath(Path folder) throws IOException {
        Set<String> copied = new LinkedHashSet<>();
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            Path from = Path.of(entry);
            boolean needed = Stream.of("postgres", "commons-", "slf4j-api", "xz-", "junit-jupiter-api", "opentest4j")
                    .anyMatch(name -> String.valueOf(from.getFileName()).contains(name));
            if (needed && Files.isRegularFile(from)) {
                Path to = folder.resolve(String.valueOf(from.getFileName()));
                copied.add(Files.copy(from, to).toString());
            }
        }
        String self = TestPostgres.class.getName().replace('.', '/') + ".class";
        Path to = folder.resolve("classes").resolve(self);
        Files.createDirectories(to.getParent());
        try (var in = TestPostgres.class.getClassLoader().getResourceAsStream(self)) {
            if (in == null) {
                throw new IOException(self + " is not on the class path");
            }
            Files.copy(in, to);
        }
        copied.add(folder.resolve("classes").toString());
        return copied;
    }

    /** Runs a server until the standard input ends. */
    public static void main(String[] args) throws IOException {
        try (EmbeddedPostgres server = server()) {
            System.out.println("port " + server.getPort());
            while (System.in.read() >= 0) {
                // whoever started this keeps the pipe open for as long as the server is needed
            }
        }
    }
}
