package org.disputedesk.letter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.disputedesk.evidence.ErasedWithCase;
import org.disputedesk.outbox.OutboxChannel;
import org.disputedesk.outbox.OutboxItem;
import org.disputedesk.outbox.OutboxState;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Letters as files in {@code <home>/outbox}, from where staff copy them into Seller Central: the way out that needs no
 * mail account. The file's name comes from the command, so a letter found there is never written again.
 */
@Component
class FolderChannel implements OutboxChannel, ErasedWithCase {

    static final String NAME = "letter";

    /** What a file's name begins with while it is written; a desk that dies meanwhile leaves it. */
    private static final String HALF = ".writing-";

    private final Path folder;
    private final LetterOutcome outcome;

    FolderChannel(LetterFolder letters, LetterOutcome outcome) {
        this.folder = letters.folder();
        this.outcome = outcome;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Delivery deliver(OutboxItem item) throws IOException {
        OutgoingLetter letter = outcome.letter(item);
        Path file = file(item, letter);
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            Path half = Files.createTempFile(folder, HALF + item.caseNumber() + "-", ".txt");
            try {
                write(half, text(item, letter));
                Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(half);
            }
            syncFolder();
        }
        return new Delivery.Delivered();
    }

    @Override
    public Found find(OutboxItem item) {
        return Files.exists(file(item, outcome.letter(item))) ? Found.DELIVERED : Found.NOT_DELIVERED;
    }

    @Override
    public void handled(OutboxItem item, OutboxState state, @Nullable String why) {
        outcome.handled(item, state, why);
    }

    @Override
    public void erase(String caseNumber) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        String pattern = "{" + HALF + ",}" + caseNumber + "-*.txt";
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The letters of " + caseNumber + " could not be deleted from " + folder, e);
        }
        syncFolder();
    }

    private Path file(OutboxItem item, OutgoingLetter letter) {
        return folder.resolve(LetterFolder.begin(item.caseNumber(), letter.letter(), letter.language())
                + item.id().substring(0, LetterFolder.ID_IN_NAME) + ".txt");
    }

    private static String text(OutboxItem item, OutgoingLetter letter) {
        return "Case: " + item.caseNumber() + "\nMarketplace: " + letter.marketplace()
                + (letter.orderId() == null ? "" : "\nOrder: " + letter.orderId()) + "\nSubject: "
                + letter.markedSubject()
                + "\n\n" + letter.body() + "\n";
    }

    private static void write(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** The new name itself must be on disk before the letter counts as sent; not every system can do that. */
    private void syncFolder() {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows cannot open a folder; there the rename is durable by itself
            return;
        }
    }
}
