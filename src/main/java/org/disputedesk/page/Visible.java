package org.disputedesk.page;

import java.util.regex.Pattern;

/** Makes characters visible that would change how what stands around them reads. */
final class Visible {

    /** Those that turn the direction of writing, and those that cannot be seen at all. */
    private static final Pattern HIDDEN =
            Pattern.compile("[\\p{Cc}\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060\\u2066-\\u2069\\uFEFF]");

    private Visible() {}

    /** The name of a file as it is spelt: {@code exe.gpj} cannot pass for {@code jpg.exe}. */
    static String fileName(String name) {
        return HIDDEN.matcher(name)
                .replaceAll(found -> "[U+%04X]".formatted((int) found.group().charAt(0)));
    }
}
