package org.disputedesk.letter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The letters in {@code <home>/outbox}. No letter leaves this folder by itself: staff copy it into Seller Central, so the
 * page of a case asks for that as long as its newest letter lies here (000-09).
 */
@Component
public class LetterFolder {

    /** How much of a command's id stands in the name of its file. */
    static final int ID_IN_NAME = 8;

    private final Path folder;

    LetterFolder(@Value("${desk.home}") Path home) {
        this.folder = home.resolve("outbox");
    }

    Path folder() {
        return folder;
    }

    static String begin(String caseNumber, String letter, String language) {
        return caseNumber + "-" + letter.substring(letter.indexOf('/') + 1) + "." + language + "-";
    }

    /**
     * Whether a letter of the case lies in the folder.
     *
     * @param letter its name, such as {@code order-not-received/preparing}
     * @param id of the command in the outbox: another letter with the same name may have gone by mail
     */
    public boolean holds(String caseNumber, String letter, String language, String id) {
        String begin = begin(caseNumber, letter, language) + id.substring(0, Math.min(id.length(), ID_IN_NAME));
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder, file -> String.valueOf(file.getFileName()).startsWith(begin))) {
            return files.iterator().hasNext();
        } catch (IOException e) {
            throw new UncheckedIOException("The letters of " + caseNumber + " cannot be listed in " + folder, e);
        }
    }
}
