package org.disputedesk.pack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The anchor files of the desk, of which a pack takes along those that name its case. */
@Component
class AnchorFolder {

    private final Path folder;

    AnchorFolder(@Value("${desk.home}") Path home) {
        this.folder = home.resolve("anchors");
    }

    /** The files that name a case, by name, which is their day. */
    SortedMap<String, byte[]> naming(String caseNumber) {
        SortedMap<String, byte[]> found = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> days = files.filter(file -> file.getFileName().toString().matches("\\d{4}-\\d\\d-\\d\\d\\.txt"))
                    .toList();
            for (Path day : days) {
                byte[] bytes = Files.readAllBytes(day);
                if (new String(bytes, StandardCharsets.ISO_8859_1).contains("\n" + caseNumber + " ")) {
                    found.put(day.getFileName().toString(), bytes);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The anchors in " + folder + " cannot be read", e);
        }
        return found;
    }
}
