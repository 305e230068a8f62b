package org.disputedesk.attachment;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How an uploaded file is called for people. The name never becomes a path of the desk; it is cleaned because it becomes one
 * on the machine of whoever downloads the file.
 */
final class FileNames {

    private static final int LONGEST = 150;
    private static final String NONE = "file";

    /** Controls, signs that cannot be seen or turn the writing direction, halves of characters, private ones. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]");

    /** What Windows has no files by the name of. */
    private static final Pattern RESERVED =
            Pattern.compile("(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?", Pattern.CASE_INSENSITIVE);

    private static final Pattern EXTENSION = Pattern.compile(".*\\.([A-Za-z0-9]{1,10})");

    private FileNames() {}

    /** What stands behind the last dot, in lower case; empty when nothing does. */
    static String extension(String name) {
        var found = EXTENSION.matcher(clean(name));
        return found.matches() ? found.group(1).toLowerCase(Locale.ROOT) : "";
    }

    /**
     * The name to show. An extension that belongs to another kind of file gives way to the right one, anything else behind
     * the last dot stays and the right one follows it.
     */
    static String shown(String told, MediaTypes.Type type, MediaTypes types) {
        String name = clean(told);
        String extension = extension(name);
        String right = "." + type.extensions().get(0);
        String stem = extension.isEmpty() ? name : name.substring(0, name.length() - extension.length() - 1);
        if (type.extensions().contains(extension)) {
            right = "." + extension;
        } else if (!types.isExtension(extension)) {
            stem = name;
        }
        stem = stem.replaceAll("[. ]+$", "");
        int room = LONGEST - right.length();
        if (stem.codePointCount(0, stem.length()) > room) {
            stem = stem.substring(0, stem.offsetByCodePoints(0, room)).strip();
        }
        return (stem.isEmpty() ? NONE : stem) + right;
    }

    private static String clean(String told) {
        String name = UNSEEN.matcher(Normalizer.normalize(told, Normalizer.Form.NFC))
                .replaceAll("")
                .replaceAll("^.*[/\\\\]", "")
                .replaceAll("[<>:\"|?*]", "_")
                .replaceAll("\\s+", " ")
                .replaceAll("^[. ]+|[. ]+$", "");
        return RESERVED.matcher(name).matches() ? "_" + name : name;
    }
}
