package org.disputedesk.attachment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.disputedesk.dispute.CaseNumber;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The folder of sealed files, one folder for each case. A file is there whole or not at all, whenever the machine stops:
 * it is written beside its place, forced to disk and renamed, and the folder is forced to disk as well.
 */
@Component
class EvidenceFolder {

    private static final String UNFINISHED = ".part";
    private static final Duration LONGEST_WRITE = Duration.ofDays(1);

    private final Path folder;

    EvidenceFolder(@Value("${desk.evidence.folder:${desk.home}/evidence}") Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** Writes a file; when this returns it survives a power cut. What stood in its place is replaced. */
    void write(String caseNumber, String name, byte[] bytes) {
        Path place = place(caseNumber);
        Path unfinished = place.resolve("." + name + "." + UUID.randomUUID() + UNFINISHED);
        try {
            make(place);
            try {
                try (FileChannel channel =
                        FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                    var left = ByteBuffer.wrap(bytes);
                    while (left.hasRemaining()) {
                        channel.write(left);
                    }
                    channel.force(true);
                }
                sweep(place, Files.getLastModifiedTime(unfinished).toInstant());
                Files.move(unfinished, place.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unfinished);
            }
            force(place);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IllegalStateException(
                    "The file system of " + folder + " cannot rename a file in one step; use another one", e);
        } catch (IOException e) {
            throw new UncheckedIOException("A file of evidence cannot be written to " + folder, e);
        }
    }

    /** Whether there is such a file. */
    boolean has(String caseNumber, String name) {
        return Files.isRegularFile(place(caseNumber).resolve(name));
    }

    /** The sealed bytes; empty when there is no such file. */
    Optional<byte[]> read(String caseNumber, String name) {
        try {
            return Optional.of(Files.readAllBytes(place(caseNumber).resolve(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("A file of evidence cannot be read from " + folder, e);
        }
    }

    /** Deletes one file, if it is there. */
    void delete(String caseNumber, String name) {
        try {
            Files.deleteIfExists(place(caseNumber).resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("A file of evidence cannot be deleted from " + folder, e);
        }
    }

    /** Deletes everything of a case. */
    void forget(String caseNumber) {
        Path place = place(caseNumber);
        try {
            if (Files.isDirectory(place)) {
                for (Path file : files(place)) {
                    Files.deleteIfExists(file);
                }
                Files.deleteIfExists(place);
                force(folder);
            }
        } catch (DirectoryNotEmptyException e) {
            // an upload is under way; it finds the case erased and takes its file away again
        } catch (IOException e) {
            throw new UncheckedIOException("The files of " + caseNumber + " cannot be deleted from " + folder, e);
        }
    }

    private Path place(String caseNumber) {
        return folder.resolve(new CaseNumber(caseNumber).value());
    }

    private void make(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            Files.createDirectories(place);
            force(folder);
            Path above = folder.getParent();
            if (above != null) {
                force(above);
            }
        }
    }

    /** What a killed desk left half written. */
    private static void sweep(Path place, Instant now) throws IOException {
        for (Path file : files(place)) {
            if (file.toString().endsWith(UNFINISHED)) {
                try {
                    if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(LONGEST_WRITE))) {
                        Files.deleteIfExists(file);
                    }
                } catch (NoSuchFileException e) {
                    // another upload has just finished it
                }
            }
        }
    }

    private static List<Path> files(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.toList();
        }
    }

    /** Makes names in a folder last. Windows opens no folders, and its file system does this by itself. */
    private static void force(Path place) throws IOException {
        if (Files.getFileStore(place).supportsFileAttributeView("posix")) {
            try (FileChannel channel = FileChannel.open(place, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
