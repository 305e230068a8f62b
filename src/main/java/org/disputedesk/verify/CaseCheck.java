package org.disputedesk.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.disputedesk.evidence.Chain;
import org.disputedesk.evidence.EvidenceLog.Verdict;
import org.disputedesk.evidence.RecordEntry;
import org.jspecify.annotations.Nullable;

/**
 * Checks the record of a case, its files and its messages in the database of a desk that is not running, or in PostgreSQL,
 * which may be in use.
 */
final class CaseCheck {

    /** H2 refuses a file that another process has open. */
    private static final int H2_IN_USE = 90020;

    private static final int H2_NOT_THERE = 90146;
    private static final int FETCHED_AT_ONCE = 500;

    private final String caseNumber;
    private final Path home;
    private final Findings findings = new Findings();

    private CaseCheck(String caseNumber, Path home) {
        this.caseNumber = caseNumber;
        this.home = home;
    }

    /**
     * @param environment where {@code SPRING_DATASOURCE_URL} names a database other than the H2 file of the home folder
     * @throws Unreadable when the database cannot be read
     */
    static Findings of(String caseNumber, Path home, Map<String, String> environment) throws Unreadable {
        CaseCheck check = new CaseCheck(caseNumber, home);
        check.run(environment);
        return check.findings;
    }

    /** The same on a connection that is open, and that stays so. */
    static Findings of(String caseNumber, Path home, Map<String, String> environment, Connection database)
            throws SQLException, IOException, Unreadable {
        CaseCheck check = new CaseCheck(caseNumber, home);
        check.run(environment, database);
        return check.findings;
    }

    /** Nothing can be said of the case; the message tells why and what to do. */
    static final class Unreadable extends Exception {
        Unreadable(String message) {
            super(message);
        }
    }

    private void run(Map<String, String> environment) throws Unreadable {
        try (Connection database = connect(environment)) {
            database.setReadOnly(true);
            database.setAutoCommit(false);
            database.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            run(environment, database);
            database.rollback();
        } catch (SQLException e) {
            throw unreadable(e, environment);
        } catch (IOException | IllegalStateException e) {
            throw new Unreadable("The files of " + caseNumber + " cannot be read: " + e.getMessage());
        }
    }

    private void run(Map<String, String> environment, Connection database)
            throws SQLException, IOException, Unreadable {
        checkChain(database);
        new KeptCheck(caseNumber, home, environment, findings).run(database);
    }

    private Connection connect(Map<String, String> environment) throws SQLException, Unreadable {
        String url = environment.get("SPRING_DATASOURCE_URL");
        Properties login = new Properties();
        if (url != null && !url.isBlank()) {
            login.setProperty("user", environment.getOrDefault("SPRING_DATASOURCE_USERNAME", "desk"));
            login.setProperty("password", environment.getOrDefault("SPRING_DATASOURCE_PASSWORD", ""));
            return DriverManager.getConnection(url, login);
        }
        Path file = home.resolve("desk").toAbsolutePath().normalize();
        if (!Files.isRegularFile(Path.of(file + ".mv.db"))) {
            throw new Unreadable(
                    "There is no database " + file + ".mv.db. Name the desk's home folder with --home, or a"
                            + " PostgreSQL database with SPRING_DATASOURCE_URL, _USERNAME and _PASSWORD.");
        }
        login.setProperty("user", "desk");
        login.setProperty("password", "");
        return DriverManager.getConnection("jdbc:h2:file:" + file + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r", login);
    }

    private Unreadable unreadable(SQLException e, Map<String, String> environment) {
        if (e.getErrorCode() == H2_IN_USE || String.valueOf(e.getMessage()).contains("already in use")) {
            return new Unreadable("The desk is running and holds its database. Stop it, or ask it:" + " GET /api/cases/"
                    + caseNumber + "/record?verify=true");
        }
        if (e.getErrorCode() == H2_NOT_THERE) {
            return new Unreadable("There is no database in " + home.toAbsolutePath() + ".");
        }
        String where = environment.getOrDefault("SPRING_DATASOURCE_URL", home.toAbsolutePath() + "/desk.mv.db");
        return new Unreadable("The database " + where + " cannot be read: "
                + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }

    private void checkChain(Connection database) throws SQLException, Unreadable {
        Head head = head(database);
        Chain chain = new Chain(caseNumber);
        List<String> hashes = new ArrayList<>();
        long count = 0;
        try (PreparedStatement query =
                database.prepareStatement("select * from record_entry where case_number = ? order by sequence")) {
            query.setFetchSize(FETCHED_AT_ONCE);
            query.setString(1, caseNumber);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    count++;
                    hashes.add(row.getString("hash"));
                    chain.next(RecordEntry.of(row));
                }
            }
        }
        if (head == null && count == 0) {
            throw new Unreadable("There is no case " + caseNumber + " in this database.");
        }
        Verdict verdict = head == null
                ? chain.verdict(0, RecordEntry.NOTHING_BEFORE)
                : chain.verdict(head.sequence(), head.hash());
        if (!verdict.intact()) {
            findings.wrong(verdict.problem());
        }
        checkAnchors(hashes, anchorsKnown(database));
        findings.say(verdict.entries() + " entries fit");
        if (head != null) {
            findings.say("last entry " + head.sequence() + ": " + head.hash());
        }
    }

    /** The files beside the database know what entries were like on earlier days, and each knows the file before it. */
    private void checkAnchors(List<String> hashes, Map<String, String> known) throws Unreadable {
        Path folder = home.resolve("anchors");
        for (String day : known.keySet()) {
            if (!Files.isRegularFile(folder.resolve(day + ".txt"))) {
                findings.wrong("anchors/" + day + ".txt", "is missing.");
            }
        }
        if (!Files.isDirectory(folder)) {
            findings.say("there are no anchors in " + folder);
            return;
        }
        long anchored = 0;
        String before = null;
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> days = files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
            for (Path day : days) {
                String name = "anchors/" + day.getFileName();
                byte[] bytes = Files.readAllBytes(day);
                String text = new String(bytes, StandardCharsets.ISO_8859_1);
                if (before != null && !text.contains(" " + before + "\n")) {
                    findings.wrong(name, "does not follow the anchor file before it.");
                }
                before = DigestUtils.sha256Hex(bytes);
                String expected = known.get(name.substring("anchors/".length(), name.length() - ".txt".length()));
                if (expected == null) {
                    findings.wrong(
                            name,
                            "is unknown to the database: it was added, or the database is an older copy, or the desk"
                                    + " was killed while it wrote it (then start the desk until it anchors again).");
                } else if (!expected.equals(before)) {
                    findings.wrong(name, "was changed after it was written.");
                }
                Anchored line = Anchored.in(bytes, caseNumber);
                if (line == null) {
                    continue;
                }
                if (line.sequence() > hashes.size()) {
                    findings.wrong(name, "names entry " + line.sequence() + ", which is missing.");
                } else if (line.sequence() > 0 && !line.hash().equals(hashes.get((int) line.sequence() - 1))) {
                    findings.wrong(name, "entry " + line.sequence() + " was another one when it was anchored.");
                } else {
                    anchored = Math.max(anchored, line.sequence());
                }
            }
        } catch (IOException e) {
            throw new Unreadable("The anchors in " + folder + " cannot be read: " + e.getMessage());
        }
        findings.say("anchored up to entry " + anchored);
    }

    /** The SHA-256 of each anchor file by its day. */
    private static Map<String, String> anchorsKnown(Connection database) throws SQLException {
        Map<String, String> known = new TreeMap<>();
        try (PreparedStatement query = database.prepareStatement(
                        "select anchored_on, sha256 from record_anchor order by anchored_on");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                known.put(row.getString(1), row.getString(2));
            }
        }
        return known;
    }

    private record Head(long sequence, String hash) {}

    private @Nullable Head head(Connection database) throws SQLException {
        try (PreparedStatement query =
                database.prepareStatement("select sequence, hash from record_head where case_number = ?")) {
            query.setString(1, caseNumber);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? new Head(row.getLong(1), row.getString(2)) : null;
            }
        }
    }
}
