package org.disputedesk.verify;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The ZIP file around an evidence pack. Files are stored one after the other, uncompressed and with one fixed time, so that
 * every byte of the ZIP follows from names and contents: whatever else stands in one was put there by somebody else. Photos
 * and PDFs would not shrink anyway.
 */
public final class PackZip implements AutoCloseable {

    static final int LOCAL = 0x04034b50;
    static final int CENTRAL = 0x02014b50;
    static final int END = 0x06054b50;
    static final int LOCAL_BYTES = 30;

    private static final int CENTRAL_BYTES = 46;
    private static final int END_BYTES = 22;
    private static final short VERSION = 10;
    /** Names are UTF-8. */
    private static final short FLAGS = 0x0800;

    /** 1980-01-01, the first day a ZIP can tell. */
    private static final short DAY = 0x21;

    private static final int MOST_FILES = 0xfffe;
    private static final long MOST_BYTES = 0xfffffffeL;

    private final OutputStream out;
    private final List<Member> members = new ArrayList<>();
    private long written;

    /** Writes a pack to a stream, which stays open. */
    public PackZip(OutputStream out) {
        this.out = out;
    }

    /**
     * A file in the ZIP.
     *
     * @param offset where its local header begins
     */
    record Member(String name, int crc, long size, long offset) {

        byte[] localHeader() {
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            return buffer(LOCAL_BYTES + utf8.length)
                    .putInt(LOCAL)
                    .putShort(VERSION)
                    .put(common(utf8))
                    .put(utf8)
                    .array();
        }

        byte[] centralHeader() {
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            return buffer(CENTRAL_BYTES + utf8.length)
                    .putInt(CENTRAL)
                    .putShort(VERSION)
                    .putShort(VERSION)
                    .put(common(utf8))
                    // no comment, first disk, no attributes
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putInt(0)
                    .putInt((int) offset)
                    .put(utf8)
                    .array();
        }

        private byte[] common(byte[] utf8) {
            return buffer(24)
                    .putShort(FLAGS)
                    // stored, midnight
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putShort(DAY)
                    .putInt(crc)
                    .putInt((int) size)
                    .putInt((int) size)
                    .putShort((short) utf8.length)
                    .putShort((short) 0)
                    .array();
        }

        long end() {
            return offset + LOCAL_BYTES + name.getBytes(StandardCharsets.UTF_8).length + size;
        }
    }

    /** Adds a file after those that are there. */
    public void add(String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        Member member = new Member(name, (int) crc.getValue(), content.length, written);
        if (members.size() >= MOST_FILES || member.end() > MOST_BYTES) {
            throw new IOException("The evidence pack is larger than a ZIP can be.");
        }
        out.write(member.localHeader());
        out.write(content);
        members.add(member);
        written = member.end();
    }

    /** Ends the ZIP; the stream stays open. */
    @Override
    public void close() throws IOException {
        for (Member member : members) {
            out.write(member.centralHeader());
        }
        out.write(end(members));
        out.flush();
    }

    static byte[] end(List<Member> members) {
        int size = members.stream().mapToInt(m -> m.centralHeader().length).sum();
        long offset = members.isEmpty() ? 0 : members.get(members.size() - 1).end();
        return buffer(END_BYTES)
                .putInt(END)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) members.size())
                .putShort((short) members.size())
                .putInt(size)
                .putInt((int) offset)
                .putShort((short) 0)
                .array();
    }

    static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
