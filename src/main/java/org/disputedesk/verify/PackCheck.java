package org.disputedesk.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.disputedesk.evidence.Chain;
import org.disputedesk.evidence.EvidenceLog.Verdict;
import org.disputedesk.verify.PackReader.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Checks an evidence pack: the ZIP byte for byte, every file against the two lists of checksums, the record's chain, and
 * texts and attachments against what the record says of them.
 */
final class PackCheck {

    private static final String MADE = "evidence-pack-made";

    /** What a pack can hold beside the manifest and the list of checksums. */
    private static final Pattern LAYOUT = Pattern.compile("report\\.pdf|entries\\.jsonl|VERIFY\\.txt"
            + "|messages/\\d{4,9}-(in|out)-[0-9TZ]{8,30}\\.txt|attachments/\\d{4,9}\\.[a-z]{3,4}"
            + "|anchors/\\d{4}-\\d{2}-\\d{2}\\.txt");

    private static final long LARGEST_FILE = 1L << 30;

    /** What is read as a whole; far more than any pack needs, and little enough for any machine. */
    private static final int LARGEST_TEXT = 1 << 24;

    private static final HexFormat HEX = HexFormat.of();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Findings findings = new Findings();
    private final Map<String, Found> files = new LinkedHashMap<>();
    private final List<String> order = new ArrayList<>();

    private final Told told = new Told();
    private final Set<String> packsMade = new HashSet<>();

    /** The hash of each entry that fits, in order. */
    private final List<String> hashes = new ArrayList<>();

    private record Found(Entry entry, String sha256, long size) {}

    private PackCheck() {}

    /** @throws IOException when the file cannot be read at all */
    static Findings of(Path pack) throws IOException {
        PackCheck check = new PackCheck();
        try (PackReader reader = new PackReader(pack)) {
            reader.problems().forEach(check.findings::wrong);
            try {
                check.run(reader.entries());
            } catch (IOException e) {
                check.findings.wrong("ZIP: it cannot be read to its end: " + firstLine(e) + ".");
            }
        }
        return check.findings;
    }

    private void run(List<Entry> entries) throws IOException {
        for (Entry entry : entries) {
            order.add(entry.name());
            Found found = hash(entry);
            if (files.putIfAbsent(entry.name(), found) != null) {
                findings.wrong(entry.name(), "stands twice in the pack.");
            }
        }
        Found manifestFile = files.get(Manifest.NAME);
        if (manifestFile == null) {
            findings.wrong(Manifest.NAME, "is missing, so that nothing else can be checked.");
            return;
        }
        Map<String, String> sums = sums();
        if (!manifestFile.sha256().equals(sums.get(Manifest.NAME))) {
            findings.wrong(Manifest.NAME, "was changed, or its line in " + Manifest.SUMS + " was.");
        }
        Manifest manifest;
        try {
            manifest = Manifest.of(bytes(manifestFile.entry(), LARGEST_TEXT));
        } catch (IOException e) {
            findings.wrong(Manifest.NAME, "cannot be read: " + firstLine(e) + ".");
            compare(sums);
            return;
        }
        if (!manifest.format().equals(Manifest.FORMAT)) {
            findings.wrong(
                    Manifest.NAME,
                    "has the format '" + PackReader.printable(manifest.format()) + "'; this program reads "
                            + Manifest.FORMAT + ".");
            return;
        }
        compare(manifest, sums);
        checkRecord(manifest);
        checkMessages(manifest);
        checkAttachments(manifest);
        checkAnchors(manifest);
        findings.say("case " + manifest.caseNumber() + ": " + manifest.head().sequence() + " entries, "
                + manifest.messages().size() + " messages, "
                + manifest.attachments().size() + " attachments");
        findings.say("NOT PROVEN by the record: what stands in " + Manifest.REPORT + " and " + Manifest.INSTRUCTIONS
                + ", the names of files and the language of what the buyer wrote");
        findings.say("made at " + manifest.madeAt() + " by " + manifest.madeBy());
        findings.say("last entry " + manifest.head().sequence() + ": "
                + manifest.head().hash());
        if (manifest.erasedAt() != null) {
            findings.say("the buyer's personal data were erased at " + manifest.erasedAt());
        }
    }

    private Found hash(Entry entry) {
        MessageDigest digest = sha256();
        CRC32 crc = new CRC32();
        long size = 0;
        try (InputStream in = entry.content().open()) {
            byte[] buffer = new byte[1 << 16];
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                size += got;
                if (size > LARGEST_FILE) {
                    findings.wrong(entry.name(), "is larger than any file of a pack.");
                    break;
                }
                digest.update(buffer, 0, got);
                crc.update(buffer, 0, got);
            }
            if ((int) crc.getValue() != entry.crc()) {
                findings.wrong(entry.name(), "does not fit its checksum in the ZIP.");
            }
        } catch (IOException e) {
            findings.wrong(entry.name(), "cannot be read: " + firstLine(e) + ".");
        }
        return new Found(entry, HEX.formatHex(digest.digest()), size);
    }

    /** The list of checksums as it stands, by file; its own form is checked here. */
    private Map<String, String> sums() throws IOException {
        Map<String, String> sums = new LinkedHashMap<>();
        Found file = files.get(Manifest.SUMS);
        if (file == null) {
            findings.wrong(Manifest.SUMS, "is missing.");
            return sums;
        }
        String text = new String(bytes(file.entry(), LARGEST_TEXT), StandardCharsets.UTF_8);
        int line = 0;
        for (String sum : text.split("\n", -1)) {
            line++;
            if (sum.isEmpty() && line > 1) {
                continue;
            }
            if (!sum.matches("[0-9a-f]{64}  \\S.*")) {
                findings.wrong(Manifest.SUMS, "line " + line + " was changed.");
            } else if (sums.putIfAbsent(sum.substring(66), sum.substring(0, 64)) != null) {
                findings.wrong(Manifest.SUMS, "line " + line + " stands there twice.");
            }
        }
        StringBuilder canonical = new StringBuilder();
        sums.forEach((path, sum) -> canonical.append(line(sum, path)));
        if (!canonical.toString().equals(text)) {
            findings.wrong(Manifest.SUMS, "was changed between its lines.");
        }
        return sums;
    }

    static String line(String sha256, String path) {
        return sha256 + "  " + path + "\n";
    }

    /** For want of a manifest. */
    private void compare(Map<String, String> sums) {
        files.forEach((path, found) -> {
            String sum = sums.get(path);
            if (sum != null && !sum.equals(found.sha256())) {
                findings.wrong(path, "was changed.");
            }
        });
    }

    private void compare(Manifest manifest, Map<String, String> sums) {
        List<String> expected = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Manifest.Sum sum : manifest.files()) {
            if (!seen.add(sum.path())) {
                findings.wrong(Manifest.NAME, "names " + PackReader.printable(sum.path()) + " twice.");
            }
            if (!LAYOUT.matcher(sum.path()).matches()) {
                findings.wrong(sum.path(), "is none of the files a pack consists of.");
            }
            expected.add(sum.path());
            Found found = files.get(sum.path());
            if (found == null) {
                findings.wrong(sum.path(), "is missing.");
            } else if (!found.sha256().equals(sum.sha256())) {
                findings.wrong(
                        sum.path(),
                        found.sha256().equals(sums.get(sum.path()))
                                ? "does not fit its checksum in " + Manifest.NAME + "."
                                : "was changed.");
            } else if (found.size() != sum.size()) {
                findings.wrong(sum.path(), "has another size than " + Manifest.NAME + " says.");
            } else if (!sum.sha256().equals(sums.get(sum.path()))) {
                findings.wrong(
                        Manifest.SUMS, "the line of " + PackReader.printable(sum.path()) + " was changed or removed.");
            }
        }
        for (String needed : List.of(Manifest.INSTRUCTIONS, Manifest.REPORT, Manifest.ENTRIES)) {
            if (!expected.contains(needed)) {
                findings.wrong(needed, "is not named in " + Manifest.NAME + ".");
            }
        }
        expected.add(Manifest.NAME);
        Set<String> known = new HashSet<>(expected);
        List<String> linesExpected = List.copyOf(expected);
        expected.add(Manifest.SUMS);
        for (String path : order) {
            if (!known.contains(path) && !path.equals(Manifest.SUMS)) {
                findings.wrong(path, "was added: the manifest does not name it.");
            }
        }
        sums.keySet().stream()
                .filter(path -> !known.contains(path))
                .forEach(path -> findings.wrong(Manifest.SUMS, "names " + PackReader.printable(path) + " in vain."));
        inOrder("the pack", order, expected);
        inOrder(Manifest.SUMS, List.copyOf(sums.keySet()), linesExpected);
    }

    private void inOrder(String where, List<String> found, List<String> expected) {
        if (found.size() != expected.size()
                || found.equals(expected)
                || !Set.copyOf(found).equals(Set.copyOf(expected))) {
            return;
        }
        for (int i = 0; i < found.size(); i++) {
            if (!found.get(i).equals(expected.get(i))) {
                findings.wrong(
                        where,
                        PackReader.printable(found.get(i)) + " stands where " + PackReader.printable(expected.get(i))
                                + " belongs.");
                return;
            }
        }
    }

    /** Each line is the very text that was hashed, so that its hash is what the next line names. */
    private void checkRecord(Manifest manifest) throws IOException {
        Found file = files.get(Manifest.ENTRIES);
        if (file == null) {
            return;
        }
        Chain chain = new Chain(manifest.caseNumber());
        Verdict verdict;
        long line = 0;
        try (LineReader lines = new LineReader(file.entry().content().open())) {
            for (byte[] text = lines.next(); text != null; text = lines.next()) {
                line++;
                JsonNode entry = entry(text);
                if (entry == null) {
                    findings.wrong(Manifest.ENTRIES, "entry " + line + " cannot be read (line " + line + ").");
                    return;
                }
                if (!entry.path("caseNumber").asText().equals(manifest.caseNumber())) {
                    findings.wrong(
                            Manifest.ENTRIES, "entry " + line + " belongs to another case than the manifest names.");
                    return;
                }
                String hash = HEX.formatHex(sha256().digest(text));
                if (chain.next(
                        entry.path("sequence").asLong(-1),
                        entry.path("previousHash").asText(),
                        hash)) {
                    hashes.add(hash);
                    remember(entry);
                }
            }
            if (!lines.isWhole()) {
                findings.wrong(Manifest.ENTRIES, "its last line does not end.");
            }
        }
        verdict = chain.verdict(manifest.head().sequence(), manifest.head().hash());
        if (!verdict.intact()) {
            findings.wrong(Manifest.ENTRIES, said(verdict, manifest.head().sequence()));
        } else if (!packsMade.contains(manifest.madeAt() + " " + manifest.madeBy())) {
            findings.wrong(
                    Manifest.NAME, "the record does not say that this pack was made at that time by that person.");
        }
        if (manifest.erasedAt() != null && !told.tellsOfErasure()) {
            findings.wrong(Manifest.NAME, "says that data were erased; the record does not.");
        }
    }

    /** Where an entry does not follow the one before it, either may have been changed; the last one only the head vouches for. */
    private static String said(Verdict verdict, long headSequence) {
        long last = verdict.entries();
        if (verdict.problem().contains("does not follow") && last > 0) {
            return "entry " + last + " was changed, or entry " + (last + 1) + " was: they do not follow each other.";
        }
        return last == headSequence
                ? "entry " + last + " was changed, or the hash of the head in " + Manifest.NAME + " was."
                : verdict.problem();
    }

    private static @Nullable JsonNode entry(byte[] line) {
        try {
            JsonNode entry = JSON.readTree(line);
            return entry == null || !entry.isObject() ? null : entry;
        } catch (IOException e) {
            return null;
        }
    }

    private void remember(JsonNode entry) {
        JsonNode facts;
        try {
            facts = JSON.readTree(entry.path("facts").asText());
        } catch (JsonProcessingException e) {
            findings.wrong(Manifest.ENTRIES, "the facts of entry " + entry.path("sequence") + " cannot be read.");
            return;
        }
        Instant at = Told.instant(entry.path("at").asText());
        if (at == null) {
            findings.wrong(Manifest.ENTRIES, "entry " + entry.path("sequence") + " has no time.");
            return;
        }
        String kind = entry.path("kind").asText();
        String actor = entry.path("actor").asText();
        told.next(entry.path("sequence").asLong(), at, actor, kind, facts);
        if (kind.equals(MADE)) {
            packsMade.add(entry.path("at").asText() + " " + actor);
        }
    }

    private void checkMessages(Manifest manifest) throws IOException {
        Set<String> used = new HashSet<>();
        for (Manifest.Text text : manifest.messages()) {
            String path = text.file();
            told.text(names(text), text.direction(), Told.instant(text.at()), text.letter(), text.language())
                    .ifPresent(problem -> findings.wrong(
                            path == null ? Manifest.NAME : path, "the text of " + text.at() + ": " + problem));
            if (path == null) {
                if (manifest.erasedAt() == null) {
                    findings.wrong(
                            Manifest.NAME, "the text of " + text.at() + " is missing though nothing was erased.");
                }
                continue;
            }
            used.add(path);
            Found file = files.get(path);
            if (!path.startsWith(Manifest.MESSAGES) || file == null) {
                findings.wrong(path, "is missing.");
            } else if (!commits(manifest.commitmentKey(), bytes(file.entry(), LARGEST_TEXT), text.commitment())) {
                findings.wrong(path, "is not the text the record tells of.");
            }
        }
        told.textsLeft()
                .forEach(entry -> findings.wrong(
                        Manifest.NAME, "the text of entry " + entry + " is in the record and not in the pack."));
        nothingElse(Manifest.MESSAGES, used);
    }

    /** Entries of the first versions name a text by its plain hash. */
    private Set<String> names(Manifest.Text text) {
        Found file = text.file() == null ? null : files.get(text.file());
        return file == null ? Set.of(text.commitment()) : new HashSet<>(List.of(text.commitment(), file.sha256()));
    }

    private static boolean commits(@Nullable String key, byte[] text, String commitment) {
        if (HEX.formatHex(sha256().digest(text)).equals(commitment)) {
            return true;
        }
        try {
            if (key == null || key.isEmpty()) {
                return false;
            }
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(HEX.parseHex(key), "HmacSHA256"));
            return HEX.formatHex(mac.doFinal(text)).equals(commitment);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private void checkAttachments(Manifest manifest) {
        Set<String> used = new HashSet<>();
        for (Manifest.Original original : manifest.attachments()) {
            String path = original.file();
            told.file(
                            original.sha256(),
                            original.mediaType(),
                            original.size(),
                            original.purpose(),
                            Told.instant(original.receivedAt()),
                            original.by())
                    .ifPresent(problem -> findings.wrong(
                            path == null ? Manifest.NAME : path, "the file " + original.sha256() + ": " + problem));
            if (path == null) {
                if (manifest.erasedAt() == null) {
                    findings.wrong(
                            Manifest.NAME,
                            "the bytes of " + original.sha256() + " are missing though nothing was erased.");
                }
                continue;
            }
            used.add(path);
            Found file = files.get(path);
            if (!path.startsWith(Manifest.ATTACHMENTS) || file == null) {
                findings.wrong(path, "is missing.");
            } else if (!file.sha256().equals(original.sha256())) {
                findings.wrong(path, "is not the file the record tells of.");
            } else if (file.size() != original.size()) {
                findings.wrong(Manifest.NAME, "the size of " + path + " was changed.");
            }
        }
        told.filesLeft()
                .values()
                .forEach(entry -> findings.wrong(
                        Manifest.NAME, "the file of entry " + entry + " is in the record and not in the pack."));
        nothingElse(Manifest.ATTACHMENTS, used);
    }

    private void checkAnchors(Manifest manifest) throws IOException {
        nothingElse(Manifest.ANCHORS, new HashSet<>(manifest.anchors()));
        long anchored = 0;
        for (String path : manifest.anchors()) {
            Found file = files.get(path);
            if (!path.startsWith(Manifest.ANCHORS) || file == null) {
                findings.wrong(path, "is missing.");
                continue;
            }
            Anchored line = Anchored.in(bytes(file.entry(), LARGEST_TEXT), manifest.caseNumber());
            if (line == null) {
                findings.wrong(path, "does not name this case.");
            } else if (line.sequence() > hashes.size()) {
                findings.wrong(path, "names entry " + line.sequence() + ", which is not in the record.");
            } else if (line.sequence() > 0 && !line.hash().equals(hashes.get((int) line.sequence() - 1))) {
                findings.wrong(path, "entry " + line.sequence() + " was another one when it was anchored.");
            } else {
                anchored = Math.max(anchored, line.sequence());
            }
        }
        findings.say(
                manifest.anchors().isEmpty()
                        ? "no anchor is in this pack: compare the last entry with an anchor you got elsewhere"
                        : "anchored up to entry " + anchored
                                + "; compare the anchor files with copies you got elsewhere");
    }

    private void nothingElse(String folder, Set<String> used) {
        files.keySet().stream()
                .filter(path -> path.startsWith(folder) && !used.contains(path))
                .forEach(path -> findings.wrong(path, "belongs to nothing the manifest tells of."));
    }

    private static byte[] bytes(Entry entry, int most) throws IOException {
        try (InputStream in = entry.content().open()) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new IOException(entry.name() + " is larger than any such file of a pack");
            }
            return bytes;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage());
        return PackReader.printable(message.lines().findFirst().orElse(""));
    }

    /** Lines as bytes, since what is hashed are bytes. */
    private static final class LineReader implements AutoCloseable {

        private final InputStream in;
        private final byte[] buffer = new byte[1 << 16];
        private int at;
        private int filled;
        private boolean isWhole = true;

        LineReader(InputStream in) {
            this.in = in;
        }

        byte @Nullable [] next() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            while (true) {
                if (at == filled) {
                    filled = in.read(buffer);
                    at = 0;
                    if (filled < 0) {
                        filled = 0;
                        if (line.size() == 0) {
                            return null;
                        }
                        isWhole = false;
                        return line.toByteArray();
                    }
                }
                int from = at;
                while (at < filled && buffer[at] != '\n') {
                    at++;
                }
                line.write(buffer, from, at - from);
                if (at < filled) {
                    at++;
                    return line.toByteArray();
                }
                if (line.size() > LARGEST_TEXT) {
                    throw new IOException("a line is too long");
                }
            }
        }

        boolean isWhole() {
            return isWhole;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
