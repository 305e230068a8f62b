package org.disputedesk.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.disputedesk.pack.SamplePacks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to a pack is found, and the place is named (A25). */
class PackMutationTest {

    private record Told(int exit, String text) {}

    private static Told verify(Path folder, byte[] pack) throws IOException {
        Path file = folder.resolve("pack.zip");
        Files.write(file, pack);
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int exit = Verify.run(List.of(file.toString()), Map.of(), out, out);
        return new Told(exit, said.toString(StandardCharsets.UTF_8));
    }

    private static void intact(Path folder, byte[] pack) throws IOException {
        Told told = verify(folder, pack);
        assertThat(told.exit()).as(told.text()).isZero();
        assertThat(told.text()).contains("INTACT", SamplePacks.CASE, "12 entries");
    }

    private static void changed(Path folder, byte[] pack, String what, String... named) throws IOException {
        Told told = verify(folder, pack);
        assertThat(told.exit()).as(what + "\n" + told.text()).isEqualTo(1);
        assertThat(told.text()).as(what).contains(named);
    }

    /** The files of a pack in their order. */
    private static Map<String, byte[]> files(byte[] pack) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(pack))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    /** Written as the desk writes it, so that only the contents tell. */
    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (PackZip zip = new PackZip(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.add(file.getKey(), file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] with(byte[] pack, String name, UnaryOperator<byte[]> change) throws IOException {
        Map<String, byte[]> files = files(pack);
        byte[] after = change.apply(files.get(name));
        assertThat(after).isNotEqualTo(files.get(name));
        files.put(name, after);
        return zip(files);
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= 1;
        return changed;
    }

    @Test
    void a_pack_that_nobody_touched_is_intact(@TempDir Path folder) throws IOException {
        intact(folder, SamplePacks.small());
        intact(folder, zip(files(SamplePacks.small())));
        intact(folder, SamplePacks.erased());
    }

    @Test
    void any_byte_of_any_file_tells(@TempDir Path folder) throws IOException {
        byte[] pack = SamplePacks.small();
        for (Map.Entry<String, byte[]> file : files(pack).entrySet()) {
            int step = Math.max(1, file.getValue().length / 400);
            for (int at = 0; at < file.getValue().length; at += step) {
                int place = at;
                changed(
                        folder,
                        with(pack, file.getKey(), bytes -> flipped(bytes, place)),
                        file.getKey() + " byte " + at,
                        file.getKey());
            }
        }
    }

    @Test
    void any_byte_of_the_zip_tells(@TempDir Path folder) throws IOException {
        byte[] pack = SamplePacks.small();
        for (int at = 0; at < pack.length; at += at < 200 || at > pack.length - 1500 ? 1 : 97) {
            changed(folder, flipped(pack, at), "byte " + at, "CHANGED");
        }
    }

    @Test
    void a_pack_that_was_cut_off_tells_where(@TempDir Path folder) throws IOException {
        byte[] pack = SamplePacks.small();
        for (int length = 0; length < pack.length; length += Math.max(1, pack.length / 300)) {
            changed(folder, Arrays.copyOf(pack, length), "cut to " + length, "ZIP: ");
        }
        changed(folder, Arrays.copyOf(pack, pack.length - 1), "cut by one", "the end of its directory");
        changed(folder, Arrays.copyOf(pack, pack.length + 1), "one more", "added after its end");
    }

    @Test
    void files_taken_out_put_in_renamed_moved_or_doubled_are_named(@TempDir Path folder) throws IOException {
        byte[] pack = SamplePacks.small();
        Map<String, byte[]> files = files(pack);
        List<String> names = List.copyOf(files.keySet());
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            Map<String, byte[]> without = new LinkedHashMap<>(files);
            without.remove(name);
            changed(folder, zip(without), "without " + name, name);

            Map<String, byte[]> renamed = new LinkedHashMap<>();
            files.forEach((n, bytes) -> renamed.put(n.equals(name) ? "x-" + n : n, bytes));
            changed(folder, zip(renamed), "renamed " + name, name);

            if (i > 0) {
                List<String> order = new ArrayList<>(names);
                Collections.swap(order, i - 1, i);
                Map<String, byte[]> moved = new LinkedHashMap<>();
                order.forEach(n -> moved.put(n, files.get(n)));
                changed(folder, zip(moved), "moved " + name, name);

                Map<String, byte[]> swapped = new LinkedHashMap<>(files);
                swapped.put(name, files.get(names.get(i - 1)));
                swapped.put(names.get(i - 1), files.get(name));
                changed(folder, zip(swapped), "swapped " + name, name);
            }
            var twice = new ByteArrayOutputStream();
            try (PackZip zip = new PackZip(twice)) {
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    zip.add(file.getKey(), file.getValue());
                }
                zip.add(name, Objects.requireNonNull(files.get(name)));
            }
            changed(folder, twice.toByteArray(), "doubled " + name, name, "stands twice");
        }
        for (String added :
                List.of("messages/0009.txt", "attachments/0009.jpg", "anchors/x.txt", "run-me.sh", "../up")) {
            Map<String, byte[]> more = new LinkedHashMap<>(files);
            more.put(added, new byte[] {1});
            changed(folder, zip(more), "added " + added, added);
        }
    }

    @Test
    void entries_changed_taken_out_put_in_moved_or_doubled_are_named(@TempDir Path folder) throws IOException {
        byte[] pack = SamplePacks.small();
        List<String> lines =
                List.of(new String(files(pack).get(Manifest.ENTRIES), StandardCharsets.UTF_8).split("\n", 0));
        for (int i = 0; i < lines.size(); i++) {
            List<String> changed = new ArrayList<>(lines);
            changed.set(i, lines.get(i).replace("Entry", "entry"));
            entries(folder, pack, changed, "entry " + (i + 1) + " was changed");

            List<String> without = new ArrayList<>(lines);
            without.remove(i);
            entries(
                    folder,
                    pack,
                    without,
                    i == lines.size() - 1 ? "after 11 are missing" : "Entry " + (i + 1) + " is missing");

            List<String> doubled = new ArrayList<>(lines);
            doubled.add(i, lines.get(i));
            entries(folder, pack, doubled, "entries.jsonl: ");

            if (i > 0) {
                List<String> moved = new ArrayList<>(lines);
                Collections.swap(moved, i - 1, i);
                entries(folder, pack, moved, "Entry " + i + " is missing");
            }
        }
    }

    /** Whoever changes the record mends the checksums as well. */
    private static void entries(Path folder, byte[] pack, List<String> lines, String named) throws IOException {
        byte[] entries = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        changed(folder, mended(pack, Manifest.ENTRIES, entries), named, named);
    }

    @Test
    void an_anchor_that_knows_another_record_tells_though_all_checksums_fit(@TempDir Path folder) throws IOException {
        byte[] pack = SamplePacks.small();
        assertThat(verify(folder, pack).text()).contains("anchored up to entry 9");
        String path = Manifest.ANCHORS + "2026-11-24.txt";
        String anchor = new String(files(pack).get(path), StandardCharsets.US_ASCII);
        for (String[] change : new String[][] {
            {" 9 ", " 8 ", "entry 8 was another one"},
            {" 9 ", " 99 ", "names entry 99"},
            {SamplePacks.CASE, "D-2026-000999", "does not name this case"}
        }) {
            changed(
                    folder,
                    mended(pack, path, anchor.replace(change[0], change[1]).getBytes(StandardCharsets.US_ASCII)),
                    change[2],
                    path + ": " + change[2]);
        }
    }

    /** Puts other bytes into a file and makes both lists of checksums fit. */
    private static byte[] mended(byte[] pack, String name, byte[] content) throws IOException {
        Map<String, byte[]> files = files(pack);
        files.put(name, content);
        Manifest old = Manifest.of(Objects.requireNonNull(files.get(Manifest.NAME)));
        return resealed(
                files,
                new Manifest(
                        old.format(),
                        old.caseNumber(),
                        old.madeAt(),
                        old.madeBy(),
                        old.head(),
                        old.commitmentKey(),
                        old.erasedAt(),
                        old.messages(),
                        old.attachments(),
                        old.anchors(),
                        old.files().stream()
                                .map(sum -> sum.path().equals(name)
                                        ? new Manifest.Sum(name, content.length, sha256(content))
                                        : sum)
                                .toList()));
    }

    private static byte[] resealed(Map<String, byte[]> files, Manifest manifest) throws IOException {
        files.put(Manifest.NAME, manifest.bytes());
        StringBuilder sums = new StringBuilder();
        files.forEach((path, bytes) -> {
            if (!path.equals(Manifest.SUMS)) {
                sums.append(PackCheck.line(sha256(bytes), path));
            }
        });
        files.put(Manifest.SUMS, sums.toString().getBytes(StandardCharsets.UTF_8));
        return zip(files);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void texts_and_files_that_the_record_does_not_know_are_named_though_all_checksums_fit(@TempDir Path folder)
            throws IOException {
        byte[] pack = SamplePacks.small();
        for (String name : files(pack).keySet()) {
            if (name.startsWith(Manifest.MESSAGES)) {
                changed(
                        folder,
                        mended(pack, name, "I never wrote this".getBytes(StandardCharsets.UTF_8)),
                        name,
                        name + ": is not the text the record tells of");
            }
            if (name.startsWith(Manifest.ATTACHMENTS)) {
                changed(folder, mended(pack, name, new byte[] {1, 2, 3}), name, name + ": is not the file");
            }
        }
    }

    @Test
    void what_the_record_vouches_for_cannot_be_changed_in_the_manifest(@TempDir Path folder) throws IOException {
        byte[] pack = SamplePacks.small();
        String json = new String(files(pack).get(Manifest.NAME), StandardCharsets.UTF_8);
        for (String[] change : new String[][] {
            {"evidence-pack/1", "evidence-pack/2", "format"},
            {SamplePacks.CASE, "D-2026-000124", "another case"},
            {"2026-11-23T00:00:12Z", "2026-11-23T00:00:13Z", "made at that time"},
            {"\"madeBy\": \"person:agent\"", "\"madeBy\": \"person:lead\"", "by that person"},
            {"\"sequence\": 12", "\"sequence\": 11", "head of the case"},
            {"\"sequence\": 12", "\"sequence\": 13", "after 12 are missing"},
            {"\"commitmentKey\": \"0f", "\"commitmentKey\": \"0e", "is not the text"},
            {"\"messages\": [", "\"messages\": [], \"attachments\": [", "manifest.json: cannot be read"},
            {"\"size\": ", "\"size\": 1", "size"}
        }) {
            Map<String, byte[]> files = files(pack);
            assertThat(json).contains(change[0]);
            files.put(Manifest.NAME, json.replace(change[0], change[1]).getBytes(StandardCharsets.UTF_8));
            StringBuilder sums = new StringBuilder();
            files.forEach((path, bytes) -> {
                if (!path.equals(Manifest.SUMS)) {
                    sums.append(PackCheck.line(sha256(bytes), path));
                }
            });
            files.put(Manifest.SUMS, sums.toString().getBytes(StandardCharsets.UTF_8));
            changed(folder, zip(files), String.join(" ", change), change[2]);
        }
    }

    @Test
    void texts_and_files_left_out_with_all_their_traces_are_missed(@TempDir Path folder) throws IOException {
        byte[] pack = SamplePacks.small();
        Map<String, byte[]> files = files(pack);
        Manifest old = Manifest.of(Objects.requireNonNull(files.get(Manifest.NAME)));
        String message = String.valueOf(old.messages().get(0).file());
        files.remove(message);
        changed(
                folder,
                resealed(
                        files,
                        new Manifest(
                                old.format(),
                                old.caseNumber(),
                                old.madeAt(),
                                old.madeBy(),
                                old.head(),
                                old.commitmentKey(),
                                null,
                                old.messages().subList(1, 2),
                                old.attachments(),
                                old.anchors(),
                                old.files().stream()
                                        .filter(sum -> !sum.path().equals(message))
                                        .toList())),
                "a message left out",
                "the text of entry 2 is in the record and not in the pack");
        Map<String, byte[]> others = files(pack);
        String photo = String.valueOf(old.attachments().get(0).file());
        others.remove(photo);
        changed(
                folder,
                resealed(
                        others,
                        new Manifest(
                                old.format(),
                                old.caseNumber(),
                                old.madeAt(),
                                old.madeBy(),
                                old.head(),
                                old.commitmentKey(),
                                null,
                                old.messages(),
                                old.attachments().subList(1, 2),
                                old.anchors(),
                                old.files().stream()
                                        .filter(sum -> !sum.path().equals(photo))
                                        .toList())),
                "a photo left out",
                "the file of entry 4 is in the record and not in the pack");
    }

    @Test
    void a_zip_of_another_program_is_told_and_what_was_changed_in_it_is_named(@TempDir Path folder) throws IOException {
        Map<String, byte[]> files = files(SamplePacks.small());
        files.computeIfPresent(Manifest.REPORT, (name, bytes) -> flipped(bytes, 3));
        var bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        changed(folder, bytes.toByteArray(), "deflated", "report.pdf: was changed", "packed it anew");
    }

    @Test
    void what_cannot_be_checked_is_misuse(@TempDir Path folder) {
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        for (List<String> arguments : List.of(
                List.<String>of(),
                List.of("--case"),
                List.of("--frob", "1"),
                List.of("nowhere.zip"),
                List.of("a", "b"),
                List.of("--case", "nonsense"),
                List.of("--case", SamplePacks.CASE, "--home", folder.toString()))) {
            assertThat(Verify.run(arguments, Map.of(), out, out))
                    .as(arguments.toString())
                    .isEqualTo(2);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("exit code 0", "There is no database");
    }

    /** Puts another manifest text in and mends the list of checksums. */
    private static byte[] edited(byte[] pack, UnaryOperator<String> change) throws IOException {
        Map<String, byte[]> files = files(pack);
        String before = new String(Objects.requireNonNull(files.get(Manifest.NAME)), StandardCharsets.UTF_8);
        String json = change.apply(before);
        assertThat(json).isNotEqualTo(before);
        files.put(Manifest.NAME, json.getBytes(StandardCharsets.UTF_8));
        return resummed(files);
    }

    private static byte[] resummed(Map<String, byte[]> files) throws IOException {
        StringBuilder sums = new StringBuilder();
        files.forEach((path, bytes) -> {
            if (!path.equals(Manifest.SUMS)) {
                sums.append(PackCheck.line(sha256(bytes), path));
            }
        });
        files.put(Manifest.SUMS, sums.toString().getBytes(StandardCharsets.UTF_8));
        return zip(files);
    }

    @Test
    void who_wrote_when_and_what_came_from_whom_is_bound_to_the_record(@TempDir Path folder) throws IOException {
        for (byte[] pack : List.of(SamplePacks.small(), SamplePacks.erased())) {
            for (String[] change : new String[][] {
                {"\"direction\": \"IN\"", "\"direction\": \"OUT\"", "entry 2 of the record this text was written by"},
                {"\"direction\": \"OUT\"", "\"direction\": \"IN\"", "entry 3 of the record this text was sent to"},
                {"\"at\": \"2026-11-23T", "\"at\": \"2020-11-23T", "entry 2 of the record this text is of"},
                {"\"at\": \"2026-11-23T", "\"at\": \"no", "has no time"},
                {"\"language\": \"ja\"", "\"language\": \"ja\", \"letter\": \"x\"", "and is no letter"},
                {"\"by\": \"person:agent\"", "\"by\": \"buyer\"", "this file came from person:agent"},
                {"\"receivedAt\": \"2026", "\"receivedAt\": \"2020", "this file came in at"}
            }) {
                changed(
                        folder,
                        edited(pack, json -> json.replaceFirst(Pattern.quote(change[0]), change[1])),
                        String.join(" ", change),
                        change[2]);
            }
        }
    }

    @Test
    void evidence_is_not_what_the_buyer_wrote(@TempDir Path folder) throws IOException {
        byte[] pack = SamplePacks.small();
        Manifest old = Manifest.of(Objects.requireNonNull(files(pack).get(Manifest.NAME)));
        Manifest.Original mail = old.attachments().get(1);
        byte[] bytes = Objects.requireNonNull(files(pack).get(String.valueOf(mail.file())));
        String path = String.valueOf(old.messages().get(0).file());
        byte[] passedOff = mended(pack, path, bytes);
        String commitment = old.messages().get(0).commitment();
        changed(
                folder,
                edited(passedOff, json -> json.replace(commitment, mail.sha256())),
                "evidence as a message",
                path + ": the text of",
                "no entry of the record tells of it");
    }

    @Test
    void only_files_of_a_pack_can_be_named(@TempDir Path folder) throws IOException {
        for (String path : List.of("../../evil", "/etc/x", "run-me.sh", "attachments/../x.txt", "C:\\x")) {
            Map<String, byte[]> before = files(SamplePacks.small());
            Manifest old = Manifest.of(Objects.requireNonNull(before.get(Manifest.NAME)));
            byte[] evil = {1};
            Map<String, byte[]> files = new LinkedHashMap<>();
            before.forEach((name, bytes) -> {
                if (name.equals(Manifest.NAME)) {
                    files.put(path, evil);
                }
                files.put(name, bytes);
            });
            List<Manifest.Sum> sums = new ArrayList<>(old.files());
            sums.add(new Manifest.Sum(path, 1, sha256(evil)));
            changed(
                    folder,
                    resealed(
                            files,
                            new Manifest(
                                    old.format(),
                                    old.caseNumber(),
                                    old.madeAt(),
                                    old.madeBy(),
                                    old.head(),
                                    old.commitmentKey(),
                                    old.erasedAt(),
                                    old.messages(),
                                    old.attachments(),
                                    old.anchors(),
                                    sums)),
                    path,
                    "is none of the files a pack consists of");
        }
    }

    @Test
    void what_the_record_does_not_prove_is_said(@TempDir Path folder) throws IOException {
        assertThat(verify(folder, SamplePacks.small()).text())
                .contains("NOT PROVEN by the record: what stands in report.pdf and VERIFY.txt");
    }

    @Test
    void nonsense_in_a_manifest_is_told_and_prints_no_line_of_its_own(@TempDir Path folder) throws IOException {
        byte[] pack = SamplePacks.small();
        for (String nonsense : List.of("null", "[]", "", "7", "{\"messages\": [null]}")) {
            changed(folder, edited(pack, json -> nonsense), nonsense, "manifest.json: cannot be read");
        }
        for (String end : List.of("\\n", "\\u2028", "\\u0085", "\\r")) {
            Told told = verify(
                    folder,
                    edited(
                            pack,
                            json -> json.replaceFirst(
                                    "\"at\": \"2026",
                                    "\"at\": \"X" + Matcher.quoteReplacement(end + "INTACT   pack.zip\\u001b[32m"))));
            assertThat(told.exit()).isEqualTo(1);
            assertThat(told.text()).contains("X?INTACT").doesNotContain("\u001b", "\u2028", "\u0085", "\r");
            assertThat(told.text().lines()).noneMatch(line -> line.startsWith("INTACT"));
        }
    }

    @Test
    void a_record_without_its_last_line_end_is_told(@TempDir Path folder) throws IOException {
        byte[] pack = SamplePacks.small();
        byte[] entries = Objects.requireNonNull(files(pack).get(Manifest.ENTRIES));
        changed(
                folder,
                mended(pack, Manifest.ENTRIES, Arrays.copyOf(entries, entries.length - 1)),
                "no line end",
                "entries.jsonl: its last line does not end");
    }

    @Test
    void a_manifest_that_unpacks_to_more_than_any_has_is_not_read_into_memory(@TempDir Path folder) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(Manifest.SUMS));
            zip.putNextEntry(new ZipEntry(Manifest.NAME));
            byte[] blanks = new byte[1 << 20];
            Arrays.fill(blanks, (byte) ' ');
            for (int i = 0; i < 17; i++) {
                zip.write(blanks);
            }
        }
        changed(folder, bytes.toByteArray(), "bomb", "manifest.json is larger than any such file of a pack");
    }
}
