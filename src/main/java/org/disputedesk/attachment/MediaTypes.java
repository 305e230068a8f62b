package org.disputedesk.attachment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;
import org.disputedesk.attachment.AttachmentRefused.Reason;
import org.disputedesk.dispute.Rows;
import org.springframework.stereotype.Component;

/**
 * What a file is, told from its bytes alone and held against the list of what the desk keeps
 * ({@code evidence/media-types.csv}). Whatever is not on the list is refused, so nothing has to be known of what is harmful.
 */
@Component
class MediaTypes {

    private static final String TABLE = "evidence/media-types.csv";

    private static final String TEXT = "text/plain";
    private static final String MAIL = "message/rfc822";
    private static final String OUTLOOK = "application/vnd.ms-outlook";
    private static final String UNKNOWN = "application/octet-stream";
    private static final String PDF = "application/pdf";

    /** What Tika calls any compound file of Microsoft when it may not look at the name. */
    private static final Set<String> COMPOUND = Set.of("application/x-tika-msoffice", OUTLOOK);

    /** Each property of an Outlook message is a stream with a name that begins so. */
    private static final byte[] OUTLOOK_MARK = "__substg1.0_".getBytes(StandardCharsets.UTF_16LE);

    private static final byte[] PDF_MARK = "%PDF-".getBytes(StandardCharsets.US_ASCII);

    private final MimeTypes known = MimeTypes.getDefaultMimeTypes();
    private final Map<String, Type> kept = new LinkedHashMap<>();

    MediaTypes() {
        Rows.of(TABLE).forEach(row -> {
            var type = new Type(
                    row.get("mediaType"),
                    List.of(row.get("extensions").split("\\|", -1)),
                    Long.parseLong(row.get("previewPixels")));
            if (!type.name().matches("[a-z]+/[a-z0-9.+-]+")
                    || type.extensions().get(0).isBlank()) {
                throw Rows.wrong(TABLE, row, "needs a media type such as image/png and at least one extension.");
            }
            kept.put(type.name(), type);
        });
    }

    /**
     * A kind of file that the desk keeps.
     *
     * @param extensions that its name may have, the usual one first, in lower case
     * @param previewPixels how many pixels a picture may have to be shown as a preview; 0 for what has none
     */
    record Type(String name, List<String> extensions, long previewPixels) {
        boolean isPicture() {
            return name.startsWith("image/");
        }

        boolean hasPreview() {
            return previewPixels > 0;
        }
    }

    /** The kind of this name. */
    Optional<Type> named(String mediaType) {
        return Optional.ofNullable(kept.get(mediaType));
    }

    /** Whether some kind of file that is kept has this extension. */
    boolean isExtension(String extension) {
        return kept.values().stream().anyMatch(type -> type.extensions().contains(extension));
    }

    /**
     * What these bytes are.
     *
     * @param extension what stands behind the last dot of the file's name; it decides only between text and mail
     * @throws AttachmentRefused when they are nothing that the desk keeps, or not whole
     */
    Type of(byte[] bytes, String extension) {
        String found = found(bytes, extension);
        Type type = kept.get(found);
        if (type == null) {
            throw AttachmentRefused.file(Reason.WRONG_TYPE, "evidenceType", found);
        }
        if ((type.name().equals(TEXT) || type.name().equals(MAIL)) && hasForeignBytes(bytes)) {
            throw AttachmentRefused.file(Reason.WRONG_TYPE, "evidenceType", UNKNOWN);
        }
        if (type.hasPreview() && !Pictures.isSound(type, bytes)) {
            throw AttachmentRefused.file(Reason.DAMAGED, "evidenceDamaged");
        }
        return type;
    }

    private String found(byte[] bytes, String extension) {
        String found = detect(bytes);
        if (COMPOUND.contains(found)) {
            return contains(bytes, OUTLOOK_MARK) ? OUTLOOK : "application/x-ole-storage";
        }
        if (found.equals(PDF) && !startsWith(bytes, PDF_MARK)) {
            return UNKNOWN;
        }
        if (found.equals(MAIL) && extension.equals("txt")) {
            return TEXT;
        }
        if (found.equals(UNKNOWN) && isTextOfOldEncoding(bytes, extension)) {
            return TEXT;
        }
        return found.equals(TEXT) && extension.equals("eml") && beginsWithHeaders(bytes) ? MAIL : found;
    }

    private String detect(byte[] bytes) {
        try {
            return known.detect(new ByteArrayInputStream(bytes), new Metadata())
                    .getBaseType()
                    .toString()
                    .toLowerCase(Locale.ROOT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text has no zero bytes, unless it says at its beginning that its characters have two bytes. */
    private static boolean hasForeignBytes(byte[] bytes) {
        boolean isWide = bytes.length > 1
                && ((bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff)
                        || (bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe));
        if (!isWide) {
            for (byte b : bytes) {
                if (b == 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** CP932, GBK and their like look like nothing in particular, but have no controls in them. */
    private boolean isTextOfOldEncoding(byte[] bytes, String extension) {
        if (!named(TEXT).orElseThrow().extensions().contains(extension)) {
            return false;
        }
        for (byte b : bytes) {
            boolean isControl = (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f') || b == 0x7f;
            if (isControl) {
                return false;
            }
        }
        return true;
    }

    private static boolean beginsWithHeaders(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 4096), StandardCharsets.ISO_8859_1);
        return head.lines()
                .limit(2)
                .allMatch(line -> line.matches("[A-Za-z][A-Za-z0-9-]*:.*") || line.matches("[ \\t]+\\S.*"));
    }

    private static boolean startsWith(byte[] bytes, byte[] mark) {
        return bytes.length >= mark.length && isAt(bytes, 0, mark);
    }

    private static boolean contains(byte[] bytes, byte[] mark) {
        for (int at = 0; at + mark.length <= bytes.length; at++) {
            if (isAt(bytes, at, mark)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(byte[] bytes, int at, byte[] mark) {
        for (int i = 0; i < mark.length; i++) {
            if (bytes[at + i] != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
