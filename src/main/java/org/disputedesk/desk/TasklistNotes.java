package org.disputedesk.desk;

import java.util.List;
import org.disputedesk.evidence.ErasedWithCase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Comments and files that staff attached to tasks in Tasklist go with their case. The engine's own services find them only while
 * the task is open.
 */
@Component
class TasklistNotes implements ErasedWithCase {

    private static final String OF_CASE = """
             where proc_inst_id_ in (select id_ from act_hi_procinst where business_key_ = :case)
            or task_id_ in (select t.id_ from act_hi_taskinst t join act_hi_procinst p on p.id_ = t.proc_inst_id_
              where p.business_key_ = :case)""";

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
        for (String file : files) {
            if (file != null) {
                db.sql("delete from act_ge_bytearray where id_ = ?").param(file).update();
            }
        }
    }
}
