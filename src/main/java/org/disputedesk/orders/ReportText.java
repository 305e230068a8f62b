package org.disputedesk.orders;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.jspecify.annotations.Nullable;

/**
 * A downloaded file as text. Which encoding it is in is told by its content alone: what Amazon, a browser or a
 * spreadsheet declares is wrong too often.
 */
final class ReportText {

    /** What a character became that the encoding does not have. */
    static final char UNREADABLE = '\uFFFD';

    /** Stands where the rest of an endless line was dropped. */
    static final char CUT_OFF = '\0';

    static final int LONGEST_LINE = 100_000;

    private static final Charset JAPANESE = Charset.forName("windows-31j");
    private static final Charset WESTERN = Charset.forName("windows-1252");
    private static final String JAPANESE_SHOP = "amazon.co.jp";

    private ReportText() {}

    /**
     * The encodings the file may be in, likeliest first.
     *
     * <p>One damaged line does not make a UTF-8 file Japanese: it is UTF-8 as long as more lines prove than disprove
     * it. Text in another encoding hardly ever proves it by chance.
     *
     * @throws Rejected when the file is no text an Amazon report could be
     */
    static List<Charset> charsets(Path file, @Nullable Marketplace marketplace) throws IOException {
        refuseOtherFormats(file);
        Signs signs = signs(file);
        if (signs.linesAgainstUtf8 == 0 || signs.linesForUtf8 > signs.linesAgainstUtf8) {
            return List.of(StandardCharsets.UTF_8);
        }
        if (marketplace != null) {
            return List.of(marketplace == Marketplace.JP ? JAPANESE : WESTERN);
        }
        return signs.namesJapaneseShop ? List.of(JAPANESE) : List.of(WESTERN, JAPANESE);
    }

    /** Reads the file in this encoding, in constant memory whatever its lines are. */
    static Reader read(Path file, Charset charset) throws IOException {
        // not Files.newBufferedReader, which stops at the first character it cannot read
        return new LineCap(new InputStreamReader(Files.newInputStream(file), charset));
    }

    private record Signs(long linesForUtf8, long linesAgainstUtf8, boolean namesJapaneseShop) {}

    private static Signs signs(Path file) throws IOException {
        SignsSeen seen = new SignsSeen();
        char[] buffer = new char[1 << 14];
        try (Reader text = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            int count;
            while ((count = text.read(buffer)) != -1) {
                for (int i = 0; i < count; i++) {
                    seen.add(buffer[i]);
                }
            }
        }
        return seen.signs();
    }

    /** Reads character by character as if it were UTF-8. */
    private static final class SignsSeen {

        private long linesFor;
        private long linesAgainst;
        private boolean japaneseShop;
        private boolean beyondAscii;
        private boolean unreadable;
        private int matched;

        void add(char c) {
            if (c == '\n' || c == '\r') {
                endLine();
                return;
            }
            unreadable |= c == UNREADABLE;
            beyondAscii |= c > 0x7F && c != '\uFEFF';
            char lower = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
            matched = lower == JAPANESE_SHOP.charAt(matched) ? matched + 1 : lower == 'a' ? 1 : 0;
            if (matched == JAPANESE_SHOP.length()) {
                japaneseShop = true;
                matched = 0;
            }
        }

        private void endLine() {
            linesAgainst += unreadable ? 1 : 0;
            linesFor += beyondAscii && !unreadable ? 1 : 0;
            unreadable = false;
            beyondAscii = false;
            matched = 0;
        }

        Signs signs() {
            endLine();
            return new Signs(linesFor, linesAgainst, japaneseShop);
        }
    }

    private static void refuseOtherFormats(Path file) throws IOException {
        byte[] start;
        try (var in = Files.newInputStream(file)) {
            start = in.readNBytes(4);
        }
        if (start.length == 0) {
            throw new Rejected("The file is empty. Download the report again and import it as it is.");
        }
        String magic = new String(start, StandardCharsets.ISO_8859_1);
        if (magic.startsWith("PK") || magic.startsWith("\u001F\u008B")) {
            throw new Rejected("The file is packed or an Excel workbook. Import the text file (.txt) as downloaded"
                    + " from Seller Central; unpack it first if it is a ZIP.");
        }
        if (magic.startsWith("\u00FF\u00FE") || magic.startsWith("\u00FE\u00FF")) {
            throw new Rejected(
                    "The file was saved as \"Unicode text\" by a spreadsheet program. Import the text file as"
                            + " downloaded from Seller Central, without opening it first.");
        }
    }

    /** Lets only the beginning of an endless line through, and marks where it was cut. */
    private static final class LineCap extends FilterReader {

        private int inLine;

        LineCap(Reader in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            char[] one = new char[1];
            return read(one, 0, 1) == -1 ? -1 : one[0];
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            int kept = 0;
            while (kept == 0) {
                int count = in.read(buffer, offset, length);
                if (count <= 0) {
                    return count;
                }
                for (int i = offset; i < offset + count; i++) {
                    char c = buffer[i];
                    inLine = c == '\n' || c == '\r' ? 0 : Math.min(inLine + 1, LONGEST_LINE + 2);
                    if (inLine <= LONGEST_LINE + 1) {
                        buffer[offset + kept++] = inLine <= LONGEST_LINE ? c : CUT_OFF;
                    }
                }
            }
            return kept;
        }
    }
}
