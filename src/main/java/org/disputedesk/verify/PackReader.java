package org.disputedesk.verify;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.disputedesk.verify.PackZip.Member;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ZIP of a pack and compares every byte around its files with what {@link PackZip} writes. If another program has
 * written the ZIP anew, the files are read all the same, so that it can be said which of them are still what they were.
 */
final class PackReader implements Closeable {

    private static final int LONGEST_NAME = 400;
    private static final int MOST_PROBLEMS = 20;

    /** What is unpacked of a ZIP that another program has written; more than this no pack holds. */
    private static final long MOST_UNPACKED = 1L << 32;

    private static final int MOST_FILES = 100_000;

    /** A file in the ZIP; {@code crc} as the ZIP states it. */
    record Entry(String name, int crc, Opener content) {}

    interface Opener {
        InputStream open() throws IOException;
    }

    private final RandomAccessFile file;
    private final long length;
    private final List<String> problems = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private @Nullable ZipFile foreign;

    /** @throws IOException when there is no such file, or it cannot be read */
    PackReader(Path path) throws IOException {
        file = new RandomAccessFile(path.toFile(), "r");
        length = file.length();
        List<Member> members = new ArrayList<>();
        boolean isWhole = readMembers(members) && readDirectory(members);
        if (isWhole && problems.isEmpty()) {
            members.forEach(member -> entries.add(new Entry(member.name(), member.crc(), () -> open(member))));
        } else {
            readAsAnyZip(path);
        }
    }

    /** The files in their order. */
    List<Entry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /** What is wrong around the files. */
    List<String> problems() {
        return Collections.unmodifiableList(problems);
    }

    private InputStream open(Member member) {
        return new Part(member.end() - member.size(), member.size());
    }

    /** Whether the files lie one after the other up to the directory of the ZIP. */
    private boolean readMembers(List<Member> members) throws IOException {
        long at = 0;
        String last = "the beginning";
        while (true) {
            ByteBuffer header = ByteBuffer.wrap(read(at, PackZip.LOCAL_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
            if (header.capacity() >= 4 && header.getInt(0) == PackZip.CENTRAL && at > 0) {
                return true;
            }
            if (header.capacity() < PackZip.LOCAL_BYTES) {
                problems.add("ZIP: it ends after " + last + ".");
                return false;
            }
            if (header.getInt(0) != PackZip.LOCAL) {
                problems.add("ZIP: after " + last + " stands what does not belong there (byte " + at + ").");
                return false;
            }
            int nameLength = Math.min(header.getShort(26) & 0xffff, LONGEST_NAME);
            String name = new String(read(at + PackZip.LOCAL_BYTES, nameLength), StandardCharsets.UTF_8);
            Member member = new Member(name, header.getInt(14), header.getInt(18) & 0xffffffffL, at);
            byte[] expected = member.localHeader();
            if (!Arrays.equals(read(at, expected.length), expected)) {
                problems.add("ZIP: the header of " + printable(name) + " was changed (byte " + at + ").");
                return false;
            }
            if (member.end() > length) {
                problems.add("ZIP: it ends within " + printable(name) + ".");
                return false;
            }
            members.add(member);
            at = member.end();
            last = printable(name);
        }
    }

    /** Whether the directory at the end of the ZIP names these files and nothing else. */
    private boolean readDirectory(List<Member> members) throws IOException {
        long at = members.get(members.size() - 1).end();
        for (Member member : members) {
            byte[] expected = member.centralHeader();
            if (!Arrays.equals(read(at, expected.length), expected)) {
                problems.add("ZIP: its directory was changed at " + printable(member.name()) + " (byte " + at + ").");
                return false;
            }
            at += expected.length;
        }
        byte[] end = PackZip.end(members);
        if (!Arrays.equals(read(at, end.length), end)) {
            problems.add("ZIP: the end of its directory was changed (byte " + at + ").");
            return false;
        }
        if (at + end.length != length) {
            problems.add("ZIP: something was added after its end (byte " + (at + end.length) + ").");
            return false;
        }
        return true;
    }

    /** Fewer bytes when the file ends before. */
    private byte[] read(long at, int count) throws IOException {
        byte[] bytes = new byte[(int) Math.max(0, Math.min(count, length - at))];
        file.seek(at);
        file.readFully(bytes);
        return bytes;
    }

    private void readAsAnyZip(Path path) throws IOException {
        List<String> namesOfFiles = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(path))) {
            byte[] buffer = new byte[1 << 16];
            long unpacked = 0;
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                namesOfFiles.add(entry.getName());
                for (int got = in.read(buffer); got >= 0 && unpacked <= MOST_UNPACKED; got = in.read(buffer)) {
                    unpacked += got;
                }
                if (unpacked > MOST_UNPACKED || namesOfFiles.size() > MOST_FILES) {
                    problems.add("ZIP: it is larger than any pack; it was not read further.");
                    return;
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            problems.add("ZIP: it cannot be read to its end (after "
                    + (namesOfFiles.isEmpty() ? "nothing" : printable(namesOfFiles.get(namesOfFiles.size() - 1)))
                    + ").");
        }
        try {
            ZipFile zip = new ZipFile(path.toFile());
            foreign = zip;
            zip.stream()
                    .forEach(entry ->
                            entries.add(new Entry(entry.getName(), (int) entry.getCrc(), () -> open(zip, entry))));
        } catch (IOException | IllegalArgumentException e) {
            problems.add("ZIP: it has no directory that can be read.");
        }
        List<String> namesInDirectory = entries.stream().map(Entry::name).toList();
        if (!entries.isEmpty() && !namesInDirectory.equals(namesOfFiles)) {
            namesOfFiles.stream()
                    .filter(name -> !namesInDirectory.contains(name))
                    .limit(MOST_PROBLEMS)
                    .forEach(name ->
                            problems.add("ZIP: " + printable(name) + " is in the file but not in its directory."));
            namesInDirectory.stream()
                    .filter(name -> !namesOfFiles.contains(name))
                    .limit(MOST_PROBLEMS)
                    .forEach(name ->
                            problems.add("ZIP: " + printable(name) + " is in the directory but not in the file."));
        }
        if (problems.size() == 1 && !entries.isEmpty()) {
            problems.add("ZIP: it is not as the desk wrote it; perhaps another program has packed it anew.");
        }
    }

    private static InputStream open(ZipFile zip, ZipEntry entry) throws IOException {
        InputStream in = zip.getInputStream(entry);
        if (in == null) {
            throw new EOFException("The ZIP does not contain what its directory names.");
        }
        return in;
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** A name without what could upset a terminal. */
    static String printable(String name) {
        String safe = name.codePoints()
                .limit(LONGEST_NAME)
                .map(c -> isPrintable(c) ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return safe.isEmpty() ? "a file without a name" : safe;
    }

    @Override
    public void close() throws IOException {
        file.close();
        if (foreign != null) {
            foreign.close();
        }
    }

    /** Some bytes of the ZIP as a stream. */
    private final class Part extends InputStream {

        private long at;
        private long left;

        Part(long at, long left) {
            this.at = at;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int count) throws IOException {
            if (left == 0) {
                return -1;
            }
            file.seek(at);
            int got = file.read(into, offset, (int) Math.min(count, left));
            if (got < 0) {
                throw new EOFException("The ZIP ends too early.");
            }
            at += got;
            left -= got;
            return got;
        }
    }
}
