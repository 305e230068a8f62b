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
import java.util.SortedMap;
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
    private static final List<String> WORDS = List.of("荷物が届きません。", "Sehr geehrte Frau Źdźbło");
    private static final List<byte[]> FILES =
            List.of(Dossiers.picture(), "From: a@example.com\n".getBytes(StandardCharsets.UTF_8));
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
        List<RecordEntry> record = record(entries);
        List<Text> messages = List.of(
                new Text(erased ? null : WORDS.get(0), "IN", MORNING, "ja", null, commitment(WORDS.get(0))),
                new Text(
                        erased ? null : WORDS.get(1),
                        "OUT",
                        MORNING.plusSeconds(9),
                        "de",
                        "give-remedy/refund-issued",
                        commitment(WORDS.get(1))));
        List<Original> originals = new ArrayList<>();
        for (byte[] file : FILES) {
            originals.add(new Original(
                    new Attachment(
                            sha256(file), "../x.jpg", "image/jpeg", file.length, "photo", MORNING, "person:agent"),
                    () -> erased ? Optional.empty() : Optional.of(file)));
        }
        SortedMap<String, byte[]> anchors = new TreeMap<>();
        anchors.put("2026-11-24.txt", anchor(record, 9));
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
                        anchors),
                report,
                zip);
        return zip.toByteArray();
    }

    /** An anchor file as the desk writes it. */
    public static byte[] anchor(List<RecordEntry> record, int sequence) {
        return ("dispute-desk anchors 1\nday 2026-11-24\nas-of 2026-11-24T00:00:01Z\nprevious none\n" + CASE + " "
                        + sequence + " " + record.get(sequence - 1).hash() + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** A record with this many entries, at least seven. */
    public static List<RecordEntry> record(int entries) {
        List<RecordEntry> record = new ArrayList<>();
        add(record, "desk", "case-opened", Map.of("kind", "order-not-received"));
        add(record, "buyer", "message-received", Map.of("commitment", commitment(WORDS.get(0))));
        add(record, "desk", "letter-sent", Map.of("commitment", commitment(WORDS.get(1))));
        for (byte[] file : FILES) {
            add(record, "person:agent", "evidence-received", Map.of("sha256", sha256(file)));
        }
        while (record.size() < entries - 2) {
            add(record, "desk", "timer", Map.of("n", record.size()));
        }
        add(record, "desk", "personal-data-erased", Map.of());
        add(record, "person:agent", EvidencePacks.MADE, Map.of("language", "en"));
        return record;
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
