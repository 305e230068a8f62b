package org.disputedesk.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;
import org.disputedesk.evidence.RecordEntry;
import org.disputedesk.vault.SealBroken;
import org.disputedesk.vault.SealedAtRest;
import org.disputedesk.vault.Subject;
import org.jspecify.annotations.Nullable;

/** Holds the files and messages of a case against what its record says of them. */
final class KeptCheck {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String FINGERPRINT = "master-key-fingerprint";

    private final String caseNumber;
    private final Subject subject;
    private final Path home;
    private final Map<String, String> environment;
    private final Findings findings;

    KeptCheck(String caseNumber, Path home, Map<String, String> environment, Findings findings) {
        this.caseNumber = caseNumber;
        this.subject = Subject.ofCase(caseNumber);
        this.home = home;
        this.environment = environment;
        this.findings = findings;
    }

    private record Key(@Nullable String sealed, @Nullable OffsetDateTime erasedAt) {}

    private record Message(
            String content,
            String commitment,
            String direction,
            Instant at,
            @Nullable String letter,
            String language) {}

    void run(Connection database) throws SQLException, IOException {
        Told told = told(database);
        boolean tellsOfSomething = told.tellsOfSomethingKept();
        Set<String> files = new TreeSet<>();
        listed(database, told, files);
        Key key = key(database);
        String sealedKey = key == null ? null : key.sealed();
        OffsetDateTime erasedAt = key == null ? null : key.erasedAt();
        Optional<SealedAtRest> vault = sealedKey == null ? Optional.empty() : vault(database);
        List<Message> messages = messages(database);
        checkMessages(messages, told, vault.orElse(null), sealedKey);
        if (erasedAt != null) {
            if (!told.tellsOfErasure()) {
                findings.wrong("The key of the case was dropped, and no entry of the record tells of an erasure.");
            }
            findings.say("files and texts were erased on " + erasedAt.toInstant());
            return;
        }
        if (sealedKey == null) {
            if (tellsOfSomething || !files.isEmpty() || !messages.isEmpty()) {
                findings.wrong("The key of the case is missing, so nothing that is sealed can be read.");
            }
            return;
        }
        checkFiles(files, vault.orElse(null), sealedKey);
        if (vault.isEmpty() && !(files.isEmpty() && messages.isEmpty())) {
            findings.notChecked("what is in files and messages, since the master key is not here"
                    + " (<home>/master-key or DESK_MASTER_KEY)");
        }
    }

    private Told told(Connection database) throws SQLException {
        Told told = new Told();
        try (PreparedStatement query =
                database.prepareStatement("select * from record_entry where case_number = ? order by sequence")) {
            query.setString(1, caseNumber);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    RecordEntry entry = RecordEntry.of(row);
                    told.next(entry.sequence(), entry.at(), entry.actor(), entry.kind(), facts(entry.facts()));
                }
            }
        }
        return told;
    }

    /** Holds the table of files against the record. */
    private void listed(Connection database, Told told, Set<String> files) throws SQLException {
        try (PreparedStatement query =
                database.prepareStatement("select * from case_attachment where case_number = ?")) {
            query.setString(1, caseNumber);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String sha256 = row.getString("sha256");
                    files.add(sha256);
                    told.file(
                                    sha256,
                                    row.getString("media_type"),
                                    row.getLong("size_bytes"),
                                    row.getString("purpose"),
                                    row.getObject("received_at", OffsetDateTime.class)
                                            .toInstant(),
                                    row.getString("received_by"))
                            .ifPresent(problem -> findings.wrong("file " + sha256, "is in the table: " + problem));
                }
            }
        }
        told.filesLeft()
                .forEach((sha256, entry) -> findings.wrong(
                        "file " + sha256, "entry " + entry + " tells of it, and the table does not know it."));
    }

    /** What is no JSON any more, the chain has found already. */
    private static JsonNode facts(String facts) {
        try {
            return JSON.readTree(facts);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    private void checkFiles(Set<String> files, @Nullable SealedAtRest vault, String sealedKey) throws IOException {
        String told = environment.getOrDefault("DESK_EVIDENCE_FOLDER", "");
        Path folder = (told.isBlank() ? home.resolve("evidence") : Path.of(told)).resolve(caseNumber);
        int whole = 0;
        for (String sha256 : files) {
            String place = "file " + sha256;
            Path file = folder.resolve(sha256);
            if (!Files.isRegularFile(file)) {
                findings.wrong(place, "is missing in " + folder + ".");
            } else if (vault != null) {
                try {
                    if (DigestUtils.sha256Hex(vault.open(subject, sealedKey, Files.readAllBytes(file)))
                            .equals(sha256)) {
                        whole++;
                    } else {
                        findings.wrong(place, "is another one than was received.");
                    }
                } catch (SealBroken e) {
                    findings.wrong(place, "was changed on disk.");
                }
            }
        }
        if (vault != null) {
            findings.say(whole + " of " + files.size() + " files are as they were received");
        }
    }

    private void checkMessages(
            List<Message> messages, Told told, @Nullable SealedAtRest vault, @Nullable String sealedKey) {
        int number = 0;
        int whole = 0;
        for (Message message : messages) {
            number++;
            String place = "message " + number;
            Set<String> names = new TreeSet<>(List.of(message.commitment()));
            boolean isWhole = true;
            if (vault != null && sealedKey != null) {
                try {
                    String text = vault.openText(subject, sealedKey, message.content());
                    // entries of the first versions name texts by their plain hash
                    String plain = DigestUtils.sha256Hex(text.getBytes(StandardCharsets.UTF_8));
                    isWhole = vault.commitment(subject, sealedKey, text).equals(message.commitment())
                            || plain.equals(message.commitment());
                    if (isWhole) {
                        names.add(plain);
                    } else {
                        findings.wrong(place, "is not the text that the record names.");
                    }
                } catch (SealBroken | IllegalArgumentException e) {
                    isWhole = false;
                    findings.wrong(place, "was changed.");
                }
            }
            Optional<String> problem =
                    told.text(names, message.direction(), message.at(), message.letter(), message.language());
            problem.ifPresent(words -> findings.wrong(place, words));
            if (isWhole && problem.isEmpty()) {
                whole++;
            }
        }
        told.textsLeft()
                .forEach(entry -> findings.wrong("the text of entry " + entry + " is not in the table of messages."));
        if (vault != null) {
            findings.say(whole + " of " + number + " messages are as they were written");
        }
    }

    private List<Message> messages(Connection database) throws SQLException {
        List<Message> messages = new ArrayList<>();
        try (PreparedStatement query =
                database.prepareStatement("select * from case_message where case_number = ? order by at, seq")) {
            query.setString(1, caseNumber);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    messages.add(new Message(
                            row.getString("content"),
                            row.getString("commitment"),
                            row.getString("direction"),
                            row.getObject("at", OffsetDateTime.class).toInstant(),
                            row.getString("letter"),
                            row.getString("language")));
                }
            }
        }
        return messages;
    }

    private Optional<SealedAtRest> vault(Connection database) throws SQLException, IOException {
        List<String> fingerprint = strings(database, "select setting from desk_setting where name = ?", FINGERPRINT);
        return fingerprint.isEmpty()
                ? Optional.empty()
                : SealedAtRest.with(environment.getOrDefault("DESK_MASTER_KEY", ""), home, fingerprint.get(0));
    }

    private @Nullable Key key(Connection database) throws SQLException {
        try (PreparedStatement query =
                database.prepareStatement("select sealed_key, erased_at from vault_key where subject = ?")) {
            query.setString(1, subject.id());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? new Key(row.getString(1), row.getObject(2, OffsetDateTime.class)) : null;
            }
        }
    }

    private static List<String> strings(Connection database, String sql, String parameter) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement query = database.prepareStatement(sql)) {
            query.setString(1, parameter);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
        }
        return found;
    }
}
