package org.disputedesk.attachment;

import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.Orientation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into photos without trusting them. How large a picture is, is read before anything of it is decoded; one that is too
 * large is not decoded at all, and of the others only every n-th pixel is kept.
 */
final class Pictures {

    private static final Logger log = LoggerFactory.getLogger(Pictures.class);

    /** Pixels of the longer edge: enough to read a label on a parcel. */
    private static final int LONGEST_EDGE = 1600;

    private static final double QUALITY = 0.85;

    /** A photo has about ten; each is a pass over the whole picture, and ten megabytes hold a million. */
    private static final int MOST_SCANS = 100;

    /** So that ten uploads at once cannot take all memory. */
    private static final Semaphore DECODING = new Semaphore(2);

    private static final Pattern EXIF_TIME = Pattern.compile("(\\d{4}):(\\d\\d):(\\d\\d) (\\d\\d:\\d\\d:\\d\\d)");
    private static final Pattern EXIF_ZONE = Pattern.compile("[+-]\\d\\d:\\d\\d");

    private Pictures() {}

    private record Size(long width, long height) {
        long pixels() {
            return width * height;
        }
    }

    /** Whether the file really is a picture of this kind, with a head that can be read; nothing of it is decoded. */
    static boolean isSound(MediaTypes.Type type, byte[] bytes) {
        return size(type, bytes) != null;
    }

    private static @Nullable Size size(MediaTypes.Type type, byte[] bytes) {
        ImageReader reader = reader(type, bytes);
        try {
            var size = new Size(reader.getWidth(0), reader.getHeight(0));
            return size.width() > 0 && size.height() > 0 ? size : null;
        } catch (IOException | RuntimeException e) {
            // readers meet broken files with any exception there is
            log.debug("The head of a picture cannot be read", e);
            return null;
        } finally {
            reader.dispose();
        }
    }

    /**
     * The picture as a JPEG of moderate size that holds nothing but pixels, turned as the camera was held; empty when it is
     * too large to be decoded, or broken.
     */
    static Optional<byte[]> preview(MediaTypes.Type type, byte[] bytes) {
        Size size = size(type, bytes);
        if (size == null
                || size.pixels() > type.previewPixels()
                || (type.name().equals("image/jpeg") && scans(bytes) > MOST_SCANS)) {
            return Optional.empty();
        }
        DECODING.acquireUninterruptibly();
        ImageReader reader = reader(type, bytes);
        try {
            var asked = reader.getDefaultReadParam();
            int every = (int) Math.max(1, Math.max(size.width(), size.height()) / (2 * LONGEST_EDGE));
            asked.setSourceSubsampling(every, every, 0, 0);
            return Optional.of(encoded(onWhite(reader.read(0, asked)), orientation(type, bytes)));
        } catch (IOException | RuntimeException e) {
            log.debug("A picture has no preview", e);
            return Optional.empty();
        } finally {
            reader.dispose();
            DECODING.release();
        }
    }

    private static byte[] encoded(BufferedImage picture, Orientation orientation) throws IOException {
        int edge = Math.min(LONGEST_EDGE, Math.max(picture.getWidth(), picture.getHeight()));
        var out = new ByteArrayOutputStream();
        Thumbnails.of(picture)
                .size(edge, edge)
                .addFilter(ExifFilterUtils.getFilterForOrientation(orientation))
                .outputFormat("jpg")
                .outputQuality(QUALITY)
                .toOutputStream(out);
        return out.toByteArray();
    }

    private static BufferedImage onWhite(BufferedImage picture) {
        var plain = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        var canvas = plain.createGraphics();
        canvas.drawImage(picture, 0, 0, Color.WHITE, null);
        canvas.dispose();
        return plain;
    }

    private static ImageReader reader(MediaTypes.Type type, byte[] bytes) {
        ImageReader reader = type.name().equals("image/webp")
                ? new WebPImageReaderSpi().createReaderInstance(null)
                : ImageIO.getImageReadersByMIMEType(type.name()).next();
        // what is not asked for is skipped: packed texts and colour profiles in PNG are bombs of their own
        reader.setInput(new ByteArrayImageInputStream(bytes), true, true);
        return reader;
    }

    private static int scans(byte[] jpeg) {
        int scans = 0;
        for (int i = 0; i + 1 < jpeg.length; i++) {
            if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) 0xda) {
                scans++;
            }
        }
        return scans;
    }

    /** When the photo was taken, as its camera wrote it: ISO 8601 with the camera's offset if it knew one. */
    static Optional<String> takenAt(MediaTypes.Type type, byte[] bytes) {
        ExifSubIFDDirectory exif = directory(type, bytes, ExifSubIFDDirectory.class);
        String time = exif == null ? null : exif.getString(ExifDirectoryBase.TAG_DATETIME_ORIGINAL);
        Matcher read = EXIF_TIME.matcher(time == null ? "" : time.strip());
        if (exif == null || !read.matches()) {
            return Optional.empty();
        }
        String zone = exif.getString(ExifDirectoryBase.TAG_TIME_ZONE_ORIGINAL);
        return Optional.of(read.group(1) + "-" + read.group(2) + "-" + read.group(3) + "T" + read.group(4)
                + (zone != null && EXIF_ZONE.matcher(zone.strip()).matches() ? zone.strip() : ""));
    }

    private static Orientation orientation(MediaTypes.Type type, byte[] bytes) {
        ExifIFD0Directory exif = directory(type, bytes, ExifIFD0Directory.class);
        Integer turned = exif == null ? null : exif.getInteger(ExifDirectoryBase.TAG_ORIENTATION);
        return turned == null || turned < 1 || turned > 8 ? Orientation.TOP_LEFT : Orientation.typeOf(turned);
    }

    private static <T extends ExifDirectoryBase> @Nullable T directory(
            MediaTypes.Type type, byte[] bytes, Class<T> directory) {
        if (!type.name().equals("image/jpeg")) {
            return null;
        }
        try {
            Metadata found =
                    JpegMetadataReader.readMetadata(new ByteArrayInputStream(bytes), List.of(new ExifReader()));
            return found.getFirstDirectoryOfType(directory);
        } catch (JpegProcessingException | IOException | RuntimeException e) {
            log.debug("A photo tells nothing of its camera", e);
            return null;
        }
    }
}
