package org.disputedesk.rig;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.disputedesk.rig.Shop.Completion;

/** Compares what the desk holds with what it has acknowledged. */
final class Findings {

    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(3);

    private final String database;
    private final Shop shop;
    private final Path outbox;
    private final List<String> lost = new ArrayList<>();
    private final List<String> doubled = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final List<String> letters = new ArrayList<>();
    private final List<String> stuck = new ArrayList<>();
    private final Set<String> approved = new HashSet<>();
    private int completionsSeen;
    private int kills;
    private int doubledLetters;
    private int remedies;
    private Duration slowestStart = Duration.ZERO;

    Findings(String database, Shop shop, Path home) {
        this.database = database;
        this.shop = shop;
        this.outbox = home.resolve("outbox");
    }

    void killed(Duration startAgain) {
        kills++;
        slowestStart = slowestStart.compareTo(startAgain) > 0 ? slowestStart : startAgain;
    }

    /** Every acknowledged case is there once, and what was acknowledged since the last check stands in the record. */
    void check(DeskClient desk) {
        Map<String, String> acknowledged = shop.acknowledgedCases();
        List<Completion> completions = shop.acknowledgedCompletions();
        Map<String, List<String>> casesByOrder = casesByOrder(desk);
        acknowledged.forEach((order, caseNumber) -> {
            List<String> found = casesByOrder.getOrDefault(order, List.of());
            if (!found.contains(caseNumber)) {
                lost.add("case " + caseNumber + " of " + order + ", found " + found);
            }
        });
        casesByOrder.forEach((order, found) -> {
            if (found.size() > 1) {
                doubled.add("order " + order + ": " + found);
            }
        });
        Map<String, List<Completion>> toCheck = completions.subList(completionsSeen, completions.size()).stream()
                .collect(Collectors.groupingBy(Completion::caseNumber));
        completionsSeen = completions.size();
        toCheck.forEach((caseNumber, done) -> {
            Map<String, Long> recorded = new HashMap<>();
            for (JsonNode entry : record(desk, caseNumber)) {
                if (entry.path("kind").asText().equals("task-completed")) {
                    recorded.merge(entry.path("text").asText(), 1L, Long::sum);
                }
            }
            done.stream()
                    .collect(Collectors.groupingBy(Completion::taskName, Collectors.counting()))
                    .forEach((task, times) -> {
                        if (recorded.getOrDefault("Task completed: " + task, 0L) < times) {
                            lost.add(times + " x " + task + " of " + caseNumber);
                        }
                    });
        });
    }

    /** Waits until nothing is left to do for the desk, then looks at every case and counts the letters that have left. */
    void drainAndCheckAll(DeskClient desk) throws IOException {
        check(desk);
        completionsSeen = 0;
        check(desk);
        await("no job is left that is due")
                .atMost(LONGEST_DRAIN)
                .until(() -> desk.mustGet("operator", "/engine-rest/job/count?executable=true")
                                .path("count")
                                .asInt()
                        == 0);
        JsonNode incidents = desk.mustGet("operator", "/engine-rest/incident?maxResults=10");
        incidents.forEach(incident -> stuck.add("incident: " + incident.path("incidentMessage")));
        Collection<String> open = new ArrayList<>();
        casesByOrder(desk).values().forEach(open::addAll);
        await("all letters have left")
                .atMost(LONGEST_DRAIN)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    open.removeIf(caseNumber -> hasNoOpenLetter(desk, caseNumber));
                    return open.isEmpty();
                });
        casesByOrder(desk)
                .values()
                .forEach(cases -> cases.forEach(caseNumber -> {
                    JsonNode answer = desk.mustGet("lead", "/api/cases/" + caseNumber + "/record?verify=true");
                    if (!answer.path("verdict").path("intact").asBoolean()) {
                        broken.add(caseNumber + ": " + answer.path("verdict"));
                    }
                }));
        countFiles();
        shop.acknowledgedArrivals().forEach(caseNumber -> checkArrival(desk, caseNumber));
    }

    /** The buyer's word is taken once, and leads to the end of the case, or to a person who is asked for the cause. */
    private void checkArrival(DeskClient desk, String caseNumber) {
        long told = 0;
        for (JsonNode entry : record(desk, caseNumber)) {
            told += entry.path("kind").asText().equals("buyer-confirmed") ? 1 : 0;
        }
        if (told == 0) {
            lost.add("arrival told to " + caseNumber);
        } else if (told > 1) {
            doubled.add("arrival told to " + caseNumber + ", " + told + " times");
        }
        JsonNode found = desk.mustGet("lead", "/api/cases/" + caseNumber);
        if (!found.path("state").asText().equals("CLOSED")
                && found.path("openTasks").isEmpty()) {
            stuck.add(caseNumber + ": arrived, and nobody is asked for anything: " + found.path("facts"));
        }
    }

    private boolean hasNoOpenLetter(DeskClient desk, String caseNumber) {
        Set<String> waiting = new HashSet<>();
        Set<String> sent = new HashSet<>();
        for (JsonNode entry : record(desk, caseNumber)) {
            String id = outboxId(entry);
            switch (entry.path("kind").asText()) {
                case "letter-approved" -> waiting.add(id);
                case "letter-sent" -> {
                    if (!sent.add(id)) {
                        letters.add("letter " + id + " of " + caseNumber + " is recorded as sent twice");
                    }
                }
                case "letter-in-doubt", "letter-undeliverable" ->
                    letters.add("letter " + id + " of " + caseNumber + ": " + entry.path("text"));
                default -> {}
            }
        }
        approved.addAll(waiting);
        waiting.removeAll(sent);
        return waiting.isEmpty();
    }

    private void countFiles() throws IOException {
        Map<String, Integer> files = new TreeMap<>();
        if (Files.exists(outbox)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(outbox, "[!.]*.txt")) {
                for (Path file : stream) {
                    String name = String.valueOf(file.getFileName());
                    files.merge(name.substring(name.length() - 12, name.length() - 4), 1, Integer::sum);
                }
            }
        }
        files.forEach((id, times) -> {
            if (times > 1) {
                doubledLetters++;
            }
        });
        Set<String> wanted = approved.stream().map(id -> id.substring(0, 8)).collect(Collectors.toSet());
        if (!files.keySet().equals(wanted)) {
            Set<String> missing = new HashSet<>(wanted);
            missing.removeAll(files.keySet());
            Set<String> unwanted = new HashSet<>(files.keySet());
            unwanted.removeAll(wanted);
            letters.add("approved but not in the folder: " + missing + ", in the folder but not approved: " + unwanted);
        }
    }

    /** Looks into the database itself, once no node holds its file any more. */
    void checkTables(String url, String user, String password) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            Map<String, Integer> states = counts(statement, "select state, count(*) from outbox group by state");
            Map<String, Integer> wanted = approved.isEmpty() ? Map.of() : Map.of("SENT", approved.size());
            if (!states.equals(wanted)) {
                letters.add("outbox table: " + states + ", wanted: " + wanted);
            }
            counts(statement, "select order_id, count(*) from remedy where state = 'DONE' group by order_id")
                    .forEach((order, times) -> {
                        remedies++;
                        if (times > 1) {
                            doubled.add("remedy of order " + order + ", " + times + " times");
                        }
                    });
        }
    }

    private static Map<String, Integer> counts(Statement statement, String sql) throws SQLException {
        Map<String, Integer> counts = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getInt(2));
            }
        }
        return counts;
    }

    private static JsonNode record(DeskClient desk, String caseNumber) {
        return desk.mustGet("lead", "/api/cases/" + caseNumber + "/record").path("entries");
    }

    private static String outboxId(JsonNode entry) {
        JsonNode facts = entry.path("facts");
        try {
            return (facts.isTextual() ? DeskClient.JSON.readTree(facts.asText()) : facts)
                    .path("outboxId")
                    .asText();
        } catch (IOException e) {
            throw new IllegalStateException(entry.toString(), e);
        }
    }

    private static Map<String, List<String>> casesByOrder(DeskClient desk) {
        Map<String, List<String>> cases = new HashMap<>();
        for (int page = 0; ; page++) {
            JsonNode items = desk.mustGet("lead", "/api/cases?sort=opened&size=200&page=" + page)
                    .path("items");
            for (JsonNode item : items) {
                cases.computeIfAbsent(item.path("orderId").asText(), order -> new ArrayList<>())
                        .add(item.path("caseNumber").asText());
            }
            if (items.size() < 200) {
                return cases;
            }
        }
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        lost.forEach(what -> problems.add("lost: " + what));
        doubled.forEach(what -> problems.add("doubled: " + what));
        broken.forEach(what -> problems.add("broken record: " + what));
        stuck.forEach(what -> problems.add("stuck: " + what));
        problems.addAll(letters);
        if (doubledLetters > 0) {
            problems.add(doubledLetters + " letters lie in the folder twice");
        }
        shop.complaints().forEach(what -> problems.add("answered: " + what));
        return problems;
    }

    String table() {
        return """
                database  kills  acknowledged  lost  doubled  stuck  tasks  arrivals  remedies  repeated  letters  doubled letters  broken records  slowest start
                %-8s  %5d  %12d  %4d  %7d  %5d  %5d  %8d  %8d  %8d  %7d  %15d  %14d  %12.1fs
                """.formatted(
                        database,
                        kills,
                        shop.acknowledgedCases().size(),
                        lost.size(),
                        doubled.size(),
                        stuck.size(),
                        shop.acknowledgedCompletions().size(),
                        shop.acknowledgedArrivals().size(),
                        remedies,
                        shop.repeats(),
                        approved.size(),
                        doubledLetters,
                        broken.size(),
                        slowestStart.toMillis() / 1000.0)
                .formatted(Locale.ROOT);
    }
}
