package org.disputedesk.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/** Seals what an earlier version kept readable, in one transaction: a database is either as it was or sealed whole. */
@Component
class SealOldRows implements JavaMigration {

    private static final List<String> PERSON = List.of(
            "buyer_name",
            "recipient_name",
            "address_1",
            "address_2",
            "address_3",
            "city",
            "region",
            "postal_code",
            "country");

    private final Clock clock;
    private final Path home;
    private final String masterKey;

    SealOldRows(Clock clock, @Value("${desk.home}") Path home, @Value("${desk.master-key:}") String masterKey) {
        this.clock = clock;
        this.home = home;
        this.masterKey = masterKey;
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("7.2");
    }

    @Override
    public String getDescription() {
        return "seal what was readable";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        var source = new SingleConnectionDataSource(context.getConnection(), true);
        JdbcClient db = JdbcClient.create(source);
        if (isEmpty(db)) {
            return;
        }
        Vault vault =
                new Vault(db, clock, new MasterKey(db, home, masterKey), new DataSourceTransactionManager(source));
        Sealer sealer = new Sealer(db, vault);
        sealer.messages();
        sealer.column("case_text", "content", "case_number = ? and name = ?", "case_number", "name");
        sealer.column("outbox", "payload", "id = ?", "id");
        sealer.column("tracking_snapshot", "place", "id = ?", "id");
        sealer.column("tracking_snapshot", "raw_text", "id = ?", "id");
        sealer.persons();
        if (hasTable(context.getConnection(), "act_ru_variable")) {
            sealer.places();
        }
        FileWithoutTraces.wanted(db);
    }

    private static boolean isEmpty(JdbcClient db) {
        return List.of("case_message", "case_text", "outbox", "tracking_snapshot", "order_person").stream()
                .allMatch(table -> db.sql("select count(*) from " + table)
                                .query(Long.class)
                                .single()
                        == 0);
    }

    private static boolean hasTable(Connection connection, String name) throws SQLException {
        for (String spelled : List.of(name, name.toUpperCase(Locale.ROOT))) {
            try (ResultSet tables = connection.getMetaData().getTables(null, null, spelled, null)) {
                if (tables.next()) {
                    return true;
                }
            }
        }
        return false;
    }

    private record Sealer(JdbcClient db, Vault vault) {

        private record Row(String caseNumber, String text, List<Object> key) {}

        /** In the transaction of this step: there is but one connection. */
        private Subject ofCase(String caseNumber) {
            Subject subject = Subject.ofCase(caseNumber);
            vault.prepare(subject);
            return subject;
        }

        private List<Row> rows(String table, String column, String... key) {
            return db.sql("select * from " + table + " where " + column + " is not null")
                    .query((row, n) -> {
                        List<Object> values = new ArrayList<>();
                        for (String part : key) {
                            values.add(row.getString(part));
                        }
                        return new Row(row.getString("case_number"), row.getString(column), values);
                    })
                    .list();
        }

        void column(String table, String column, String where, String... key) {
            for (Row row : rows(table, column, key)) {
                db.sql("update " + table + " set " + column + " = ? where " + where)
                        .param(vault.sealText(ofCase(row.caseNumber()), row.text()))
                        .params(row.key())
                        .update();
            }
        }

        void messages() {
            for (Row row : rows("case_message", "content", "id")) {
                Subject subject = ofCase(row.caseNumber());
                db.sql("update case_message set content = ?, commitment = ? where id = ?")
                        .param(vault.sealText(subject, row.text()))
                        .param(vault.commitment(subject, row.text()))
                        .params(row.key())
                        .update();
            }
        }

        void persons() {
            Map<String, Map<String, String>> persons = new TreeMap<>();
            db.sql("select * from order_person").query(row -> {
                Map<String, String> known = new TreeMap<>();
                for (String column : PERSON) {
                    String value = row.getString(column);
                    if (value != null) {
                        known.put(column, value);
                    }
                }
                persons.put(row.getString("order_id"), known);
            });
            var json = new ObjectMapper();
            persons.forEach((orderId, known) -> {
                Subject subject = Subject.ofOrder(orderId);
                vault.prepare(subject);
                try {
                    db.sql("update order_person set sealed = ? where order_id = ?")
                            .params(vault.sealText(subject, json.writeValueAsString(known)), orderId)
                            .update();
                } catch (JsonProcessingException e) {
                    throw new IllegalStateException("A person cannot be written as JSON", e);
                }
            });
        }

        /** Where a parcel was left used to be a fact; it is a text now, since it can name a neighbour. */
        void places() {
            Map<String, String> places = new TreeMap<>();
            db.sql("""
                            select n.text_, p.text_ from act_ru_variable p
                            join act_ru_variable n on n.proc_inst_id_ = p.proc_inst_id_ and n.name_ = 'caseNumber'
                            where p.name_ = 'deliveredPlace' and p.text_ is not null and p.text_ <> ''""").query(row -> {
                places.put(row.getString(1), row.getString(2));
            });
            places.forEach((caseNumber, place) -> db.sql(
                            "insert into case_text (case_number, name, content) values (?, 'deliveredPlace', ?)")
                    .params(caseNumber, vault.sealText(ofCase(caseNumber), place))
                    .update());
            db.sql("delete from act_ru_variable where name_ = 'deliveredPlace'").update();
        }
    }
}
