package org.disputedesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.disputedesk.web.Caller.Reply;
import org.disputedesk.web.Caller.Request;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sees whether anything was stored, in whichever table, and whether an answer tells how the desk is built. */
final class Inventory {

    /** Packages, stack traces, SQL. The engine's short exception names in "type" belong to its API. */
    private static final Pattern INSIDES = Pattern.compile(
            "(?:^|[^\\w@/.-])(?:java|javax|jakarta|org|com|net)\\.[a-z]\\w*\\.|\\tat |Exception:|SQLState|select [^<>{}]{1,200} from |insert into",
            Pattern.CASE_INSENSITIVE);

    private static final String RECORD = "record_entry";

    private final Caller caller;
    private final JdbcClient db;
    private final List<String> tables;

    Inventory(Caller caller, JdbcClient db) {
        this.caller = caller;
        this.db = db;
        this.tables = db
                .sql("select table_name from information_schema.tables where lower(table_schema) = 'public'"
                        + " and lower(table_type) = 'base table'")
                .query(String.class)
                .list()
                .stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !name.startsWith("flyway"))
                .sorted()
                .toList();
        assertThat(tables).hasSizeGreaterThan(40).contains("dispute_case", "outbox", "act_ru_execution");
    }

    Map<String, Long> count() {
        Map<String, Long> counts = new TreeMap<>();
        for (String table : tables) {
            counts.put(
                    table,
                    db.sql("select count(*) from " + table).query(Long.class).single());
        }
        return counts;
    }

    /** Sends something that must be refused with one of these statuses and leave nothing behind. */
    Reply refused(Request request, Integer... statuses) {
        Map<String, Long> before = count();
        Reply reply = caller.send(request);
        assertThat(reply.status()).as("%s: %s", request, reply.body()).isIn((Object[]) statuses);
        assertThat(count()).as("rows after %s", request).isEqualTo(before);
        decent(request, reply);
        return reply;
    }

    /** As {@link #refused}; only the record of a case may say that somebody has tried. */
    Reply refusedAndRecorded(Request request, Integer... statuses) {
        Map<String, Long> before = count();
        Reply reply = caller.send(request);
        assertThat(reply.status()).as("%s: %s", request, reply.body()).isIn((Object[]) statuses);
        Map<String, Long> after = count();
        Long told = after.put(RECORD, before.getOrDefault(RECORD, 0L));
        assertThat(after).as("rows after %s", request).isEqualTo(before);
        assertThat(told).isBetween(before.getOrDefault(RECORD, 0L), before.getOrDefault(RECORD, 0L) + 1);
        decent(request, reply);
        return reply;
    }

    /** No answer whatsoever may show the insides of the desk or be a failure of it. */
    static void decent(Request request, Reply reply) {
        assertThat(reply.status()).as("%s: %s", request, reply.body()).isLessThan(500);
        assertThat(INSIDES.matcher(reply.body()).find())
                .as("insides in the answer to %s: %s", request, reply.body())
                .isFalse();
        boolean isProblem = reply.status() >= 400 && request.path().startsWith("/api/");
        if (isProblem) {
            assertThat(reply.header("Content-Type"))
                    .as("%s: %s", request, reply.body())
                    .startsWith("application/problem+json");
            assertThat(reply.json().path("status").asInt()).isEqualTo(reply.status());
            assertThat(reply.json().path("detail").asText()).as(reply.body()).isNotBlank();
        }
    }
}
