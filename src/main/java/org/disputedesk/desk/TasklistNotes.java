package org.disputedesk.desk;

import java.util.List;
import java.util.stream.Collectors;
import org.disputedesk.evidence.ErasedWithCase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What staff typed in Tasklist and Cockpit goes with its case: comments, files at tasks, reasons. The engine's own services find
 * comments only while the task is open, and reasons they keep for ever.
 */
@Component
class TasklistNotes implements ErasedWithCase {

    private static final String OF_CASE = """
             where proc_inst_id_ in (select id_ from act_hi_procinst where business_key_ = :case)
            or task_id_ in (select t.id_ from act_hi_taskinst t join act_hi_procinst p on p.id_ = t.proc_inst_id_
              where p.business_key_ = :case)""";

    private static final String ROOMS =
            " proc_inst_id_ in (select id_ from act_hi_procinst where business_key_ = :case)";

    /**
     * What operators typed when they changed or ended something, and what a task was called before that was the model's alone.
     * Operations keep what names a user, a date or a number.
     */
    private static final List<String> ROOMS_TEXTS = List.of(
            "update act_hi_procinst set delete_reason_ = null where business_key_ = :case",
            "update act_hi_taskinst set delete_reason_ = 'deleted' where delete_reason_ <> 'completed' and" + ROOMS,
            "update act_hi_taskinst set name_ = task_def_key_, description_ = null where" + ROOMS
                    + " and id_ in (select task_id_ from act_hi_op_log where property_ in ('name', 'description'))",
            "update act_hi_incident set annotation_ = null where" + ROOMS,
            "update act_hi_op_log set annotation_ = null where" + ROOMS,
            "update act_hi_op_log set org_value_ = null, new_value_ = null where" + ROOMS
                    + " and property_ not in ("
                    + RecordHistory.HARMLESS.stream()
                            .map(property -> "'" + property + "'")
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ")");

    private final JdbcClient db;

    TasklistNotes(JdbcClient db) {
        this.db = db;
    }

    @Override
    public void erase(String caseNumber) {
        List<String> files = db.sql("select content_id_ from act_hi_attachment" + OF_CASE)
                .param("case", caseNumber)
                .query(String.class)
                .list();
        for (String table : List.of("act_hi_comment", "act_hi_attachment")) {
            db.sql("delete from " + table + OF_CASE).param("case", caseNumber).update();
        }
        ROOMS_TEXTS.forEach(update -> db.sql(update).param("case", caseNumber).update());
        for (String file : files) {
            if (file != null) {
                db.sql("delete from act_ge_bytearray where id_ = ?").param(file).update();
            }
        }
    }
}
