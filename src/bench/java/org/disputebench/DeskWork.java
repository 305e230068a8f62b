package org.disputebench;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.disputedesk.desk.CaseSearch;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.intake.Intake;
import org.disputedesk.intake.Intake.NewCase;
import org.disputedesk.intake.Intake.NewEvent;
import org.disputedesk.intake.Intake.NewMessage;
import org.springframework.context.ApplicationContext;

/** The case on the desk as shipped: intake, record, case table, guard and outbox take part. */
final class DeskWork extends Work {

    private final Intake intake;
    private final CaseSearch cases;

    DeskWork(ApplicationContext context) {
        super(context);
        this.intake = context.getBean(Intake.class);
        this.cases = context.getBean(CaseSearch.class);
    }

    @Override
    void open(long n) {
        intake.open(
                new NewCase(
                        "order-not-received",
                        "JP",
                        orderId(n),
                        new NewMessage(BUYER_TEXT, OffsetDateTime.now(ZoneOffset.UTC), "ja", "mail-" + n),
                        Map.of()),
                "key-" + n);
    }

    @Override
    void letterLeaves(String caseNumber) {
        // the outbox sends it
    }

    @Override
    void confirm(String caseNumber) {
        intake.event(
                new CaseNumber(caseNumber),
                new NewEvent(
                        "buyer-confirmed", OffsetDateTime.now(ZoneOffset.UTC), "confirmed-" + caseNumber, Map.of()));
    }

    @Override
    void fill(int openCases) {
        db.update("""
                insert into dispute_case (case_number, kind, marketplace, order_id, state, assignee_group, open_task,
                  next_due_at, priority, buyer_language, process_instance_id, opened_at)
                select 'F-' || lpad(x, 7, '0'), 'order-not-received', 'JP', '503-1' || lpad(x, 6, '0') || '-0000000',
                  'OPEN', 'agents', 'Enter order', dateadd('SECOND', mod(x * 7919, 86400), current_timestamp), 50, 'ja',
                  'p' || x, current_timestamp
                from system_range((select count(*) + 1 from dispute_case where case_number like 'F-%'), ?)""", openCases);
        db.update("""
                insert into case_task (task_id, case_number, task_key, name, candidate_group, due_at, created_at)
                select case_number || k.x, case_number, 'Task_EnterOrder', 'Enter order', 'agents', next_due_at, opened_at
                from dispute_case, system_range(1, 2) k where case_number like 'F-%'
                  and case_number not in (select case_number from case_task)""");
        db.execute("analyze");
    }

    @Override
    int page() {
        return cases.search(new CaseSearch.Query("OPEN", null, null, "agents", null, null, "due", 0, 50))
                .items()
                .size();
    }
}
