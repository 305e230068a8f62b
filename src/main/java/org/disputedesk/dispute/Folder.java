package org.disputedesk.dispute;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What lies in a folder that people and other programs put files into while it is looked at (000-23, 002-24). */
public final class Folder {

    private Folder() {}

    /** Everything that lies in it, in no particular order. */
    public static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    /** The last part of a path; a root has none. */
    public static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }
}
