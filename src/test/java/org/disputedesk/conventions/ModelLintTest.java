package org.disputedesk.conventions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The linters that analysts know from their own tools: bpmnlint, dmnlint, element templates, forms. They need Node 20. */
@Tag("models")
class ModelLintTest {

    private static final Path FOLDER = Path.of("bpmn");

    @Test
    void the_models_pass_bpmnlint_and_its_companions() throws Exception {
        assumeTrue(
                isThere("node") && isThere("npm"),
                "Node 20 is not on this machine, so bpmnlint was skipped: install Node 20 and npm to run it.");
        Path installed = FOLDER.resolve("node_modules/.package-lock.json");
        Path lock = FOLDER.resolve("package-lock.json");
        if (!Files.exists(installed)
                || Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(lock)) < 0) {
            run(List.of("npm", "ci", "--no-audit", "--no-fund"));
        }
        run(List.of("npm", "test"));
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        File output = File.createTempFile("lint", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output);
        builder.environment().put("ROOM", System.getProperty("room", ""));
        Process process = builder.start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        String text = Files.readString(output.toPath(), StandardCharsets.UTF_8);
        assertThat(ended && process.exitValue() == 0)
                .as("%s said:%n%s", String.join(" ", command), text)
                .isTrue();
    }
}
