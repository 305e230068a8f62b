package org.disputebench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.ApplicationContext;

/** The same case on a stock Camunda: everything known is a variable, the engine's queries are the work list. */
final class StockWork extends Work {

    /** The columns of a work list that the task itself does not hold. */
    private static final List<String> SHOWN = List.of("caseNumber", "orderId", "marketplace", "kind", "priority");

    /** What conditions of the models ask for stands from the start, as on the desk. */
    private static final List<String> FLAGS = List.of("orderKnown", "trackingKnown", "answerDecided", "holding", "claimEligible", "answerInWork", "lookAgain", "settled", "carrierAlsoAsked", "secondPersonNeeded", "refundComplete", "claimsProtected", "highValue", "parcelMoved", "claimAskedAgain", "fraudSuspected");

    private static final List<String> TEXTS = List.of("letter", "answerLetter", "letterState", "response", "buyerAnswer", "nextDeadline", "remedy", "remedyState", "remedyLine", "approval", "carrierAnswer", "claimState", "claimDecision", "appealAnswer", "fraudState", "reportDecision", "paymentState");

    private static final List<String> NUMBERS = List.of("daysPastLatestDelivery", "daysWithoutMovement", "earlierNonArrivals", "earlierCasesOfOrder");

    StockWork(ApplicationContext context) {
        super(context);
    }

    @Override
    void open(long n) {
        String caseNumber = "S-2026-" + n;
        Map<String, Object> facts = new HashMap<>(Map.of(
                "caseNumber",
                caseNumber,
                "kind",
                "order-not-received",
                "marketplace",
                "JP",
                "orderId",
                orderId(n),
                "buyerLanguage",
                "ja",
                "buyerText",
                BUYER_TEXT,
                "messageExternalId",
                "mail-" + n,
                "messageReceivedAt",
                Date.from(Instant.now()),
                "priority",
                50L));
        FLAGS.forEach(flag -> facts.put(flag, false));
        TEXTS.forEach(text -> facts.put(text, ""));
        NUMBERS.forEach(number -> facts.put(number, 0L));
        facts.put("factsStale", true);
        // the rooms begin in one transaction and cannot tell each other yet
        facts.put("buyerWaits", true);
        facts.put("replyDue", Date.from(Instant.now().plus(1, ChronoUnit.DAYS)));
        facts.put("replyAction", "SEND");
        runtime.startProcessInstanceByKey("order-not-received", caseNumber, facts);
    }

    @Override
    void letterLeaves(String caseNumber) {
        runtime.createMessageCorrelation("letter-handled")
                .processInstanceBusinessKey(caseNumber)
                .setVariable("letterState", "SENT")
                .correlateWithResult();
    }

    @Override
    void confirm(String caseNumber) {
        runtime.createMessageCorrelation("buyer-confirmed")
                .processInstanceBusinessKey(caseNumber)
                .setVariable("buyerAnswer", "ARRIVED")
                .correlateWithResult();
    }

    /** Copies the tasks of one open case with their group links, executions and the five variables a line shows. */
    @Override
    void fill(int openCases) {
        int there = count("select count(*) from ACT_RU_TASK where ID_ like 'F-%'") / 2;
        String process = tasks("Task_EnterOrder").stream()
                .filter(task -> !task.id().startsWith("F-"))
                .findFirst()
                .orElseThrow()
                .caseNumber();
        List<String> tasks = Stream.of("Task_EnterOrder", "Task_SendHoldingReply")
                .flatMap(key -> tasks(key).stream())
                .filter(task -> task.caseNumber().equals(process))
                .map(Waiting::id)
                .filter(id -> !id.startsWith("F-"))
                .toList();
        db.execute("set referential_integrity false");
        for (String task : tasks) {
            String instance = db.queryForObject(
                    "select PROC_INST_ID_ from ACT_RU_TASK where ID_ = ?", String.class, task);
            copy("ACT_RU_TASK", "ID_ = '" + task + "'", there, openCases);
            copy("ACT_RU_IDENTITYLINK", "TASK_ID_ = '" + task + "'", there, openCases);
            copy("ACT_RU_EXECUTION", "PROC_INST_ID_ = '" + instance + "'", there, openCases);
            copy(
                    "ACT_RU_VARIABLE",
                    "PROC_INST_ID_ = '" + instance + "' and TASK_ID_ is null and NAME_ in ('"
                            + String.join("','", SHOWN) + "')",
                    there,
                    openCases);
        }
        db.execute("set referential_integrity true");
        db.execute("analyze");
    }

    /** Every id becomes another one in each copy, and due dates spread over a day. */
    private void copy(String table, String which, int there, int openCases) {
        List<String> columns = db.queryForList(
                "select column_name from information_schema.columns where table_name = ? order by ordinal_position",
                String.class,
                table);
        String values = String.join(", ", columns.stream().map(StockWork::copied).toList());
        db.update(
                "insert into " + table + " (" + String.join(", ", columns) + ") select " + values + " from " + table
                        + ", system_range(?, ?) k where " + which,
                there + 1,
                openCases);
    }

    private static String copied(String column) {
        return switch (column) {
            case "ID_", "EXECUTION_ID_", "PROC_INST_ID_", "TASK_ID_", "PARENT_ID_", "SUPER_EXEC_", "VAR_SCOPE_" ->
                "case when " + column + " is null then null else 'F-' || k.x || '-' || substring(" + column
                        + ", 1, 36) end";
            case "DUE_DATE_" -> "dateadd('SECOND', mod(k.x * 7919, 86400), DUE_DATE_)";
            default -> column;
        };
    }

    private int count(String sql) {
        Integer n = db.queryForObject(sql, Integer.class);
        return n == null ? 0 : n;
    }

    @Override
    int page() {
        var query = engine.getTaskService()
                .createTaskQuery()
                .taskCandidateGroup("agents")
                .orderByDueDate()
                .asc();
        query.count();
        List<Task> page = query.listPage(0, 50);
        engine.getRuntimeService()
                .createVariableInstanceQuery()
                .variableNameIn(SHOWN.toArray(String[]::new))
                .processInstanceIdIn(page.stream().map(Task::getProcessInstanceId).toArray(String[]::new))
                .list();
        return page.size();
    }
}
