package org.disputedesk.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.Vault;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The mails as they came, each sealed with a key of its own. A mail is on disk before anything is done with it, so that
 * whatever happens then it can be read again.
 */
@Component
class MailStore {

    private final Path folder;
    private final Vault vault;

    MailStore(@Value("${desk.mail.store:${desk.home}/mail}") Path folder, Vault vault) {
        this.folder = folder.toAbsolutePath();
        this.vault = vault;
    }

    /** Keeps a mail; when this returns it survives a power cut. Keeping it again replaces it. */
    void keep(String id, byte[] mail) {
        Path drawer = drawer(id);
        Path unfinished = drawer.resolve("." + id + "." + UUID.randomUUID() + ".part");
        try {
            Files.createDirectories(drawer);
            try {
                try (FileChannel channel =
                        FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                    var left = ByteBuffer.wrap(vault.seal(Subject.ofMail(id), mail));
                    while (left.hasRemaining()) {
                        channel.write(left);
                    }
                    channel.force(true);
                }
                Files.move(unfinished, place(id), StandardCopyOption.ATOMIC_MOVE);
                force(drawer);
                force(folder);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A mail cannot be written to " + folder, e);
        }
    }

    /** The bytes as they came; empty when they were erased or are not there. */
    Optional<byte[]> find(String id) {
        try {
            return vault.open(Subject.ofMail(id), Files.readAllBytes(place(id)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("A mail cannot be read from " + folder, e);
        }
    }

    /** Makes it unreadable for good, wherever copies may be. */
    void erase(String id) {
        vault.erase(Subject.ofMail(id));
        try {
            Files.deleteIfExists(place(id));
        } catch (IOException e) {
            throw new UncheckedIOException("A mail cannot be deleted from " + folder, e);
        }
    }

    private Path place(String id) {
        if (!id.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("No mail has the id " + id);
        }
        return drawer(id).resolve(id);
    }

    private Path drawer(String id) {
        return folder.resolve(id.substring(0, 2));
    }

    private static void force(Path place) throws IOException {
        if (Files.getFileStore(place).supportsFileAttributeView("posix")) {
            try (FileChannel channel = FileChannel.open(place, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
