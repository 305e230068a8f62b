package org.disputedesk.pack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.disputedesk.attachment.Attachment;
import org.disputedesk.evidence.Chain;
import org.disputedesk.evidence.RecordEntry;
import org.disputedesk.pack.PackWriter.Contents;
import org.disputedesk.pack.PackWriter.Original;
import org.disputedesk.pack.PackWriter.Text;
import org.jspecify.annotations.Nullable;

/** Packs as the desk makes them, of a case that was never anybody's. */
public final class SamplePacks {

    public static final String CASE = "D-2026-000123";
    private static final String KEY = "0f".repeat(32);
    private static final Instant MORNING = Instant.parse("2026-11-23T00:00:00Z");

    private SamplePacks() {}

    /** A pack of a few kilobytes with two messages and two attachments. */
    public static byte[] small() throws IOException {
        return pack(12, "%PDF-1.7 a report".getBytes(StandardCharsets.UTF_8), false);
    }

    /** The same after the buyer's data were erased. */
    public static byte[] erased() throws IOException {
        return pack(12, "%PDF-1.7 a report".getBytes(StandardCharsets.UTF_8), true);
    }

    /** A pack with a report and this many entries. */
    static byte[] pack(int entries, byte[] report, boolean erased) throws IOException {
        List<String> words = List.of("荷物が届きません。", "Sehr geehrte Frau Źdźbło");
        List<byte[]> files = List.of(Dossiers.picture(), "From: a@example.com\n".getBytes(StandardCharsets.UTF_8));
        List<RecordEntry> record = new ArrayList<>();
        add(record, "desk", "case-opened", Map.of("kind", "order-not-received"));
        add(record, "buyer", "message-received", Map.of("commitment", commitment(words.get(0))));
        add(record, "desk", "letter-sent", Map.of("commitment", commitment(words.get(1))));
        for (byte[] file : files) {
            add(record, "person:agent", "evidence-received", Map.of("sha256", sha256(file)));
        }
        while (record.size() < entries - 2) {
            add(record, "desk", "timer", Map.of("n", record.size()));
        }
        add(record, "desk", "personal-data-erased", Map.of());
        add(record, "person:agent", EvidencePacks.MADE, Map.of("language", "en"));
        List<Text> messages = List.of(
                new Text(erased ? null : words.get(0), "IN", MORNING, "ja", null, commitment(words.get(0))),
                new Text(
                        erased ? null : words.get(1),
                        "OUT",
                        MORNING.plusSeconds(9),
                        "de",
                        "give-remedy/refund-issued",
                        commitment(words.get(1))));
        List<Original> originals = new ArrayList<>();
        for (byte[] file : files) {
            originals.add(new Original(
                    new Attachment(
                            sha256(file), "../x.jpg", "image/jpeg", file.length, "photo", MORNING, "person:agent"),
                    () -> erased ? Optional.empty() : Optional.of(file)));
        }
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        PackWriter.write(
                new Contents(
                        CASE,
                        record.get(record.size() - 1),
                        erased ? null : KEY,
                        erased ? MORNING.plusSeconds(60) : null,
                        record,
                        messages,
                        originals,
                        new TreeMap<>()),
                report,
                zip);
        return zip.toByteArray();
    }

    private static void add(List<RecordEntry> record, String actor, String kind, Map<String, Object> facts) {
        int n = record.size() + 1;
        String previous = record.isEmpty()
                ? RecordEntry.NOTHING_BEFORE
                : record.get(n - 2).hash();
        RecordEntry open = new RecordEntry(
                n, MORNING.plusSeconds(n), actor, kind, "Entry " + n + " 記録", Chain.canonical(facts), previous, "");
        record.add(new RecordEntry(
                n,
                open.at(),
                actor,
                kind,
                open.text(),
                open.facts(),
                previous,
                sha256(Chain.body(CASE, open).getBytes(StandardCharsets.UTF_8))));
    }

    private static String commitment(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(KEY), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sha256(byte @Nullable [] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
