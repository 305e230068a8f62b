package org.disputedesk.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.disputedesk.attachment.Uploads.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.disputedesk.dispute.Rejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceFolderTest {

    private static final String CASE = "D-2026-000001";

    @TempDir
    Path home;

    private EvidenceFolder folder() {
        return new EvidenceFolder(home.resolve("evidence"));
    }

    private Path place() {
        return home.resolve("evidence").resolve(CASE);
    }

    @Test
    void a_file_is_read_as_it_was_written_and_nothing_else_is_left() throws IOException {
        folder().write(CASE, "a", text("one"));
        folder().write(CASE, "a", text("two"));

        assertThat(folder().read(CASE, "a")).contains(text("two"));
        assertThat(folder().read(CASE, "b")).isEmpty();
        try (Stream<Path> files = Files.list(place())) {
            assertThat(files).containsExactly(place().resolve("a"));
        }
    }

    @Test
    void what_a_killed_desk_left_half_written_is_swept_a_day_later() throws IOException {
        folder().write(CASE, "a", text("one"));
        Path old = Files.write(place().resolve(".b.1.part"), text("ha"));
        Path young = Files.write(place().resolve(".c.2.part"), text("lf"));
        Instant now = Files.getLastModifiedTime(young).toInstant();
        Files.setLastModifiedTime(old, FileTime.from(now.minus(Duration.ofHours(25))));

        folder().write(CASE, "d", text("more"));

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(place().resolve("a")).exists();
    }

    @Test
    void everything_of_a_case_is_forgotten_at_once() {
        folder().write(CASE, "a", text("one"));
        folder().write("D-2026-000002", "a", text("other"));

        folder().forget(CASE);
        folder().forget(CASE);

        assertThat(place()).doesNotExist();
        assertThat(folder().read(CASE, "a")).isEmpty();
        assertThat(folder().read("D-2026-000002", "a")).isPresent();
    }

    @Test
    void nothing_but_a_case_number_becomes_a_folder() {
        assertThatThrownBy(() -> folder().write("../elsewhere", "a", text("one")))
                .isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> folder().read("..", "a")).isInstanceOf(Rejected.class);
    }
}
