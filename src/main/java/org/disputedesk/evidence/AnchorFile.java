package org.disputedesk.evidence;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The heads of cases on one day, as text that a person can read and any tool can check with {@code sha256sum}:
 *
 * <pre>
 * dispute-desk anchors 1
 * day 2026-11-24
 * as-of 2026-11-24T00:03:11.125Z
 * previous 2026-11-23 5f0c…            (or: previous none)
 * D-2026-000123 17 9ab4…
 * </pre>
 *
 * @param day the day in UTC
 * @param asOf when the heads were read, UTC
 * @param previous the file before it; null in the first
 * @param heads one for each case, by case number
 */
record AnchorFile(LocalDate day, Instant asOf, @Nullable Link previous, List<Head> heads) {

    private static final String TITLE = "dispute-desk anchors 1";
    private static final int HEADER = 4;
    private static final Pattern LINE = Pattern.compile("(\\S+) (\\d{1,18}) ([0-9a-f]{64})");

    AnchorFile {
        heads = List.copyOf(heads);
    }

    /** A file by its day and the SHA-256 of its bytes. */
    record Link(LocalDate day, String sha256) {}

    /** The newest entry of a case. */
    record Head(String caseNumber, long sequence, String hash) {}

    byte[] bytes() {
        var text = new StringBuilder(TITLE)
                .append("\nday ")
                .append(day)
                .append("\nas-of ")
                .append(asOf)
                .append("\nprevious ")
                .append(previous == null ? "none" : previous.day() + " " + previous.sha256())
                .append('\n');
        for (Head head : heads) {
            text.append(head.caseNumber())
                    .append(' ')
                    .append(head.sequence())
                    .append(' ')
                    .append(head.hash())
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads such a file; null when it is none, or not written exactly as it would be written again. */
    static @Nullable AnchorFile read(byte[] bytes) {
        List<String> lines =
                new String(bytes, StandardCharsets.ISO_8859_1).lines().toList();
        if (lines.size() < HEADER) {
            return null;
        }
        try {
            String[] previous = after("previous ", lines.get(3)).split(" ", -1);
            var file = new AnchorFile(
                    LocalDate.parse(after("day ", lines.get(1))),
                    Instant.parse(after("as-of ", lines.get(2))),
                    previous.length == 2 ? new Link(LocalDate.parse(previous[0]), previous[1]) : null,
                    lines.stream().skip(HEADER).map(AnchorFile::head).toList());
            return Arrays.equals(file.bytes(), bytes) ? file : null;
        } catch (DateTimeException | IllegalArgumentException e) {
            return null;
        }
    }

    private static String after(String word, String line) {
        if (!line.startsWith(word)) {
            throw new IllegalArgumentException(line);
        }
        return line.substring(word.length());
    }

    private static Head head(String line) {
        Matcher head = LINE.matcher(line);
        if (!head.matches()) {
            throw new IllegalArgumentException(line);
        }
        return new Head(head.group(1), Long.parseLong(head.group(2)), head.group(3));
    }
}
