package org.disputedesk.attachment;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Files as people and as attackers upload them. */
final class Uploads {

    static final String TAKEN = "2026:11:20 14:05:33";

    private Uploads() {}

    static byte[] text(String content) {
        return content.getBytes(StandardCharsets.UTF_8);
    }

    /** Red on its left half, blue on its right one. */
    static byte[] picture(String format, int width, int height) {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var canvas = picture.createGraphics();
        canvas.setColor(Color.RED);
        canvas.fillRect(0, 0, width / 2, height);
        canvas.setColor(Color.BLUE);
        canvas.fillRect(width / 2, 0, width - width / 2, height);
        canvas.dispose();
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A photo whose camera was held so (1 to 8), taken at {@link #TAKEN} in Japan, with a place in it. */
    static byte[] photo(int width, int height, int orientation) {
        byte[] jpeg = picture("jpg", width, height);
        byte[] exif = exif(orientation);
        return ByteBuffer.allocate(jpeg.length + exif.length + 4)
                .put(jpeg, 0, 2)
                .putShort((short) 0xffe1)
                .putShort((short) (exif.length + 2))
                .put(exif)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /** Three directories, as TIFF has them: of the picture, of the camera, of the place. */
    private static byte[] exif(int orientation) {
        var tiff = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put(new byte[] {'I', 'I', 42, 0}).putInt(8);
        tiff.putShort((short) 3);
        entry(tiff, 0x0112, 3, 1, orientation);
        entry(tiff, 0x8769, 4, 1, 50);
        entry(tiff, 0x8825, 4, 1, 110);
        tiff.putInt(0).position(50);
        tiff.putShort((short) 2);
        entry(tiff, 0x9003, 2, 20, 80);
        entry(tiff, 0x9011, 2, 7, 100);
        tiff.putInt(0).position(80);
        tiff.put(text(TAKEN + "\0")).put(text("+09:00\0")).position(110);
        tiff.putShort((short) 2);
        // reference, and a degree as a fraction
        entry(tiff, 0x0001, 2, 2, 'N');
        entry(tiff, 0x0002, 5, 3, 140);
        tiff.putInt(0).position(140);
        tiff.putInt(35).putInt(1).putInt(40).putInt(1).putInt(12).putInt(1);
        return ByteBuffer.allocate(206).put(text("Exif\0\0")).put(tiff.array()).array();
    }

    private static void entry(ByteBuffer tiff, int tag, int type, int count, int value) {
        tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }

    /** A small lossy WebP, one pixel. */
    static byte[] webp() {
        return Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");
    }

    /** The head of a photo as telephones take them. */
    static byte[] heic() {
        return ByteBuffer.allocate(64)
                .putInt(24)
                .put(text("ftypheic"))
                .putInt(0)
                .put(text("mif1heic"))
                .array();
    }

    /** A PNG that says of itself that it is this large, and packs its zeros well. */
    static byte[] hugePng(int width, int height, int rowsThere) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        out.writeBytes(chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {8, 0, 0, 0, 0})
                        .array()));
        var packed = new ByteArrayOutputStream();
        try (var pixels = new DeflaterOutputStream(packed)) {
            byte[] row = new byte[width + 1];
            for (int i = 0; i < rowsThere; i++) {
                pixels.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.writeBytes(chunk("IDAT", packed.toByteArray()));
        out.writeBytes(chunk("IEND", new byte[0]));
        return out.toByteArray();
    }

    private static byte[] chunk(String type, byte[] content) {
        var sum = new CRC32();
        sum.update(text(type));
        sum.update(content);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(text(type))
                .put(content)
                .putInt((int) sum.getValue())
                .array();
    }

    static byte[] zip(String name, byte[] content) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A compound file as Outlook and old Office write them, with a stream of this name. */
    static byte[] compound(String stream) {
        return ByteBuffer.allocate(2048)
                .put(new byte[] {
                    (byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1, 0x1a, (byte) 0xe1
                })
                .position(1024)
                .put(stream.getBytes(StandardCharsets.UTF_16LE))
                .array();
    }
}
