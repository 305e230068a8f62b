package org.disputedesk.evidence;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks, whenever the desk starts, whether the database still has the triggers that keep the record append-only (000-17). One
 * that somebody took away or switched off is put back, and the log says so: what was done while it was away, only verifying
 * can tell.
 */
@Component
class RecordTriggers implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(RecordTriggers.class);

    /**
     * One trigger as the migrations made it.
     *
     * @param does what follows its name when it is made
     */
    private record Guard(String name, String table, String does) {}

    private static final List<Guard> ON_H2 = List.of(
            h2("record_entry_kept", "record_entry", "update, delete", AppendOnly.class),
            h2("record_entry_of_head", "record_entry", "insert", OnlyAsHead.class),
            h2("record_head_forward", "record_head", "update, delete", ForwardOnly.class),
            h2("record_anchor_kept", "record_anchor", "update, delete", AppendOnly.class));

    private static final List<Guard> ON_POSTGRES = List.of(
            postgres("record_entry_kept", "record_entry", "update or delete", "row", "record_is_append_only"),
            postgres("record_entry_not_truncated", "record_entry", "truncate", "statement", "record_is_append_only"),
            postgres("record_entry_of_head", "record_entry", "insert", "row", "record_entry_is_its_head"),
            postgres("record_head_forward", "record_head", "update", "row", "record_only_grows"),
            postgres("record_head_kept", "record_head", "delete", "row", "record_is_append_only"),
            postgres("record_head_not_truncated", "record_head", "truncate", "statement", "record_is_append_only"),
            postgres("record_anchor_kept", "record_anchor", "update or delete", "row", "record_is_append_only"),
            postgres("record_anchor_not_truncated", "record_anchor", "truncate", "statement", "record_is_append_only"));

    private static Guard h2(String name, String table, String when, Class<?> refusal) {
        return new Guard(
                name, table, " before " + when + " on " + table + " for each row call '" + refusal.getName() + "'");
    }

    private static Guard postgres(String name, String table, String when, String each, String function) {
        return new Guard(
                name,
                table,
                " before " + when + " on " + table + " for each " + each + " execute function " + function + "()");
    }

    private final JdbcClient db;
    private final boolean isPostgres;
    private final TransactionTemplate transaction;

    RecordTriggers(JdbcClient db, DataSource database, PlatformTransactionManager transactions) {
        this.db = db;
        this.isPostgres = isPostgres(database);
        this.transaction = new TransactionTemplate(transactions);
    }

    private static boolean isPostgres(DataSource database) {
        try {
            String product = JdbcUtils.extractDatabaseMetaData(database, metadata -> metadata.getDatabaseProductName());
            return DatabaseDriver.fromProductName(product) == DatabaseDriver.POSTGRESQL;
        } catch (MetaDataAccessException e) {
            throw new IllegalStateException("The database does not say what it is", e);
        }
    }

    @Override
    public void afterPropertiesSet() {
        putBack();
    }

    /** Puts back what is missing. Answers the names of the triggers that were. */
    Set<String> putBack() {
        Set<String> there = there();
        Set<String> missing = new TreeSet<>();
        for (Guard guard : isPostgres ? ON_POSTGRES : ON_H2) {
            if (!there.contains(guard.name())) {
                missing.add(guard.name());
                transaction.executeWithoutResult(status -> {
                    db.sql("drop trigger if exists " + guard.name() + (isPostgres ? " on " + guard.table() : ""))
                            .update();
                    db.sql("create trigger " + guard.name() + guard.does()).update();
                });
            }
        }
        if (!missing.isEmpty()) {
            LOG.error(
                    "The database had lost triggers that keep the record append-only: {}. They are back. Somebody with all"
                            + " rights over the database took them away, or it was copied without them: find out who, and"
                            + " verify the records (GET /api/cases/<number>/record?verify=true).",
                    String.join(", ", missing));
        }
        return missing;
    }

    /** The names of those that are there and switched on. */
    private Set<String> there() {
        String sql = isPostgres
                ? "select t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid"
                        + " where t.tgenabled in ('O', 'A') and c.relnamespace = current_schema()::regnamespace"
                : "select trigger_name from information_schema.triggers where trigger_schema = current_schema";
        Set<String> names = new TreeSet<>();
        db.sql(sql).query(row -> {
            names.add(row.getString(1).toLowerCase(Locale.ROOT));
        });
        return names;
    }

    /** All that there should be, with their tables. */
    Map<String, String> wanted() {
        return (isPostgres ? ON_POSTGRES : ON_H2).stream().collect(Collectors.toMap(Guard::name, Guard::table));
    }
}
