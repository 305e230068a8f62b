package org.disputedesk.pack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.apache.commons.codec.digest.DigestUtils;
import org.disputedesk.attachment.Attachment;
import org.disputedesk.evidence.Chain;
import org.disputedesk.evidence.RecordEntry;
import org.disputedesk.verify.Manifest;
import org.disputedesk.verify.PackZip;
import org.jspecify.annotations.Nullable;

/** Writes an evidence pack file by file, always in the same order; {@link Manifest} tells its form. */
final class PackWriter {

    private static final DateTimeFormatter IN_NAMES =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** What files of these types are called at their end; all others end in {@code .bin}. */
    private static final Map<String, String> ENDINGS = Map.of(
            "image/jpeg", "jpg",
            "image/png", "png",
            "image/gif", "gif",
            "image/webp", "webp",
            "image/heic", "heic",
            "application/pdf", "pdf",
            "text/plain", "txt",
            "message/rfc822", "eml");

    /**
     * What goes into a pack.
     *
     * @param made the entry of the record that says so
     * @param commitmentKey in hex; null once erased
     * @param anchors anchor files by name
     */
    record Contents(
            String caseNumber,
            RecordEntry made,
            @Nullable String commitmentKey,
            @Nullable Instant erasedAt,
            List<RecordEntry> entries,
            List<Text> messages,
            List<Original> attachments,
            SortedMap<String, byte[]> anchors) {}

    /** @param content null once erased */
    record Text(
            @Nullable String content,
            String direction,
            Instant at,
            String language,
            @Nullable String letter,
            String commitment) {}

    /** @param bytes empty once erased; read when its turn comes, so that only one is in memory */
    record Original(Attachment attachment, Supplier<Optional<byte[]>> bytes) {}

    private final PackZip zip;
    private final List<Manifest.Sum> sums = new ArrayList<>();

    private PackWriter(PackZip zip) {
        this.zip = zip;
    }

    static void write(Contents contents, byte[] report, OutputStream out) throws IOException {
        try (PackZip zip = new PackZip(out)) {
            new PackWriter(zip).write(contents, report);
        }
    }

    private void write(Contents contents, byte[] report) throws IOException {
        add(Manifest.INSTRUCTIONS, Instructions.of(contents).getBytes(StandardCharsets.UTF_8));
        add(Manifest.REPORT, report);
        add(Manifest.ENTRIES, entries(contents));
        List<Manifest.Text> messages = messages(contents.messages());
        List<Manifest.Original> attachments = attachments(contents.attachments());
        List<String> anchors = new ArrayList<>();
        for (Map.Entry<String, byte[]> anchor : contents.anchors().entrySet()) {
            anchors.add(Manifest.ANCHORS + anchor.getKey());
            add(Manifest.ANCHORS + anchor.getKey(), anchor.getValue());
        }
        RecordEntry last = contents.entries().get(contents.entries().size() - 1);
        Instant erasedAt = contents.erasedAt();
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                contents.caseNumber(),
                contents.made().at().toString(),
                contents.made().actor(),
                new Manifest.Head(last.sequence(), last.hash()),
                contents.commitmentKey(),
                erasedAt == null ? null : erasedAt.toString(),
                messages,
                attachments,
                anchors,
                sums);
        add(Manifest.NAME, manifest.bytes());
        StringBuilder lines = new StringBuilder();
        sums.forEach(sum ->
                lines.append(sum.sha256()).append("  ").append(sum.path()).append('\n'));
        add(Manifest.SUMS, lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] entries(Contents contents) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (RecordEntry entry : contents.entries()) {
            lines.writeBytes(Chain.body(contents.caseNumber(), entry).getBytes(StandardCharsets.UTF_8));
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    private List<Manifest.Text> messages(List<Text> messages) throws IOException {
        List<Manifest.Text> told = new ArrayList<>();
        for (Text message : messages) {
            String path = null;
            String content = message.content();
            if (content != null) {
                path = String.format(
                        Locale.ROOT,
                        "%s%04d-%s-%s.txt",
                        Manifest.MESSAGES,
                        told.size() + 1,
                        message.direction().toLowerCase(Locale.ROOT),
                        IN_NAMES.format(message.at()));
                add(path, content.getBytes(StandardCharsets.UTF_8));
            }
            told.add(new Manifest.Text(
                    path,
                    message.direction(),
                    message.at().toString(),
                    message.language(),
                    message.letter(),
                    message.commitment()));
        }
        return told;
    }

    /** Names are the desk's own: those the files came with can be anything. */
    private List<Manifest.Original> attachments(List<Original> attachments) throws IOException {
        List<Manifest.Original> told = new ArrayList<>();
        for (Original original : attachments) {
            Attachment attachment = original.attachment();
            byte[] bytes = original.bytes().get().orElse(null);
            String path = null;
            if (bytes != null) {
                path = String.format(
                        Locale.ROOT,
                        "%s%04d.%s",
                        Manifest.ATTACHMENTS,
                        told.size() + 1,
                        ENDINGS.getOrDefault(attachment.mediaType(), "bin"));
                add(path, bytes);
            }
            told.add(new Manifest.Original(
                    path,
                    attachment.sha256(),
                    attachment.fileName(),
                    attachment.mediaType(),
                    attachment.size(),
                    attachment.purpose(),
                    attachment.receivedAt().toString(),
                    attachment.by()));
        }
        return told;
    }

    private void add(String path, byte[] content) throws IOException {
        zip.add(path, content);
        sums.add(new Manifest.Sum(path, content.length, DigestUtils.sha256Hex(content)));
    }
}
