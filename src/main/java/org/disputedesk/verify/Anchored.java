package org.disputedesk.verify;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an anchor file says of one case: the number of an entry, and the hash it had on that day. */
record Anchored(long sequence, String hash) {

    /** The line of a case; null when the file does not name it. */
    static @Nullable Anchored in(byte[] file, String caseNumber) {
        Matcher line = Pattern.compile(
                        "^" + Pattern.quote(caseNumber) + " (\\d{1,9}) ([0-9a-f]{64})$", Pattern.MULTILINE)
                .matcher(new String(file, StandardCharsets.ISO_8859_1));
        return line.find() ? new Anchored(Long.parseLong(line.group(1)), line.group(2)) : null;
    }
}
