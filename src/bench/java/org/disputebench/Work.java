package org.disputebench;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** What buyer, staff and mail desk do in the measured case; the contestants differ only in where they do it. */
abstract class Work {

    static final String BUYER_TEXT = """
            お世話になっております。先週注文した商品ですが、配達完了となっているのにまだ届いておりません。
            家族にも確認しましたが、誰も受け取っていないとのことです。
            至急ご確認のうえ、ご連絡いただけますでしょうか。よろしくお願いいたします。""";

    /** The user tasks of the case in their order, and what staff fill in. */
    final List<Map.Entry<String, Map<String, Object>>> staff = List.of(
            Map.entry(
                    "Task_EnterOrder",
                    Map.of(
                            "fulfilment",
                            "FBM",
                            "orderState",
                            "SHIPPED",
                            "paymentState",
                            "PAID",
                            "latestDeliveryDate",
                            LocalDate.now(ZoneOffset.UTC).minusDays(1).toString())),
            Map.entry(
                    "Task_EnterTracking",
                    Map.of(
                            "carrier",
                            "YAMATO",
                            "trackingNumber",
                            "123456789012",
                            "deliveryState",
                            "DELIVERED",
                            "deliveredPlace",
                            "玄関前",
                            "deliveryProof",
                            "NONE",
                            "deliveredAtLocal",
                            LocalDate.now(ZoneOffset.UTC).minusDays(2) + "T14:05")),
            Map.entry(
                    "Task_CheckFacts", Map.of("addressCorrect", true, "addressFault", "NONE", "paymentState", "PAID")),
            Map.entry("Task_AnswerBuyer", Map.of("replyAction", "SEND")));

    static final String LAST_TASK = "Task_NoteCause";

    /** What staff note when the matter is settled. */
    static final Map<String, Object> CAUSE = Map.of("causeCode", "BUYER", "parcelTracked", true);

    /** An open task or a waiting case. */
    record Waiting(String id, String caseNumber) {}

    final ProcessEngine engine;
    final RuntimeService runtime;
    final JdbcTemplate db;

    Work(ApplicationContext context) {
        this.engine = context.getBean(ProcessEngine.class);
        this.runtime = engine.getRuntimeService();
        this.db = new JdbcTemplate(context.getBean(javax.sql.DataSource.class));
    }

    static String orderId(long n) {
        return "503-%07d-%07d".formatted(n / 10_000_000, n % 10_000_000);
    }

    /** The buyer writes. */
    abstract void open(long n);

    /** Staff open a form, fill it in and send it. */
    void complete(String taskId, Map<String, Object> answers) {
        engine.getIdentityService().setAuthentication("agent", List.of("agents"));
        try {
            engine.getFormService().getTaskFormVariables(taskId);
            engine.getFormService().submitTaskForm(taskId, answers);
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    /** What happens after the answer is approved, if nobody else does it. */
    abstract void letterLeaves(String caseNumber);

    /** The buyer has found the parcel. */
    abstract void confirm(String caseNumber);

    /** Makes as many open cases as the work list is to have, by copying. */
    abstract void fill(int openCases);

    /** One page of the agents' work list: 50 lines with case, order, marketplace, task and due date, and how many in all. */
    abstract int page();

    List<Waiting> tasks(String key) {
        return db.query(
                """
                select t.ID_, p.BUSINESS_KEY_ from ACT_RU_TASK t join ACT_RU_EXECUTION p on p.ID_ = t.PROC_INST_ID_
                where t.TASK_DEF_KEY_ = ?""",
                (row, n) -> new Waiting(row.getString(1), row.getString(2)),
                key);
    }

    /** Cases that wait at a timer. */
    List<Waiting> waitingAt(String timer) {
        return db.query(
                """
                select j.ID_, p.BUSINESS_KEY_ from ACT_RU_JOB j
                  join ACT_RU_EXECUTION p on p.ID_ = j.PROCESS_INSTANCE_ID_ where j.HANDLER_CFG_ = ?""",
                (row, n) -> new Waiting(row.getString(1), row.getString(2)),
                timer);
    }
}
