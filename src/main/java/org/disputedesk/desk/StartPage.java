package org.disputedesk.desk;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.disputedesk.calendar.DeadlineWords;
import org.disputedesk.look.Looks;
import org.disputedesk.orders.OrderImport;
import org.disputedesk.outbox.Outbox;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The short page at {@code /}: where to go, what waits and what is late. Figures are shown to staff who are logged in. */
@RestController
class StartPage {

    private record Text(
            String title,
            String tasklist,
            String cases,
            String cockpit,
            String api,
            String waits,
            String open,
            String tasks,
            String soon,
            String late,
            String letters,
            String doubtful,
            String importing,
            String looks,
            String neverLooked,
            String login) {}

    private static final Map<String, Text> TEXTS = Map.of(
            "en",
            new Text(
                    "Dispute Desk",
                    "Tasks",
                    "Cases",
                    "Operations (Cockpit)",
                    "API",
                    "What waits",
                    "Open cases",
                    "Open tasks",
                    "Due within 4 hours",
                    "Overdue",
                    "Letters on their way",
                    "Letters that need a person",
                    "Order report being read",
                    "Seller Central last looked into",
                    "never",
                    "Log in to see what waits."),
            "ja",
            new Text(
                    "Dispute Desk",
                    "タスク",
                    "案件",
                    "運用（Cockpit）",
                    "API",
                    "待っているもの",
                    "対応中の案件",
                    "未完了のタスク",
                    "4時間以内に期限",
                    "期限超過",
                    "送信中の返信",
                    "確認が必要な返信",
                    "読み込み中の注文レポート",
                    "セラーセントラルの前回確認",
                    "未確認",
                    "ログインすると件数が表示されます。"),
            "zh",
            new Text(
                    "Dispute Desk",
                    "任务",
                    "案件",
                    "运维（Cockpit）",
                    "API",
                    "待处理",
                    "处理中的案件",
                    "未完成的任务",
                    "4小时内到期",
                    "已逾期",
                    "发送中的回复",
                    "需要人工确认的回复",
                    "正在读取的订单报告",
                    "上次查看卖家平台",
                    "从未",
                    "登录后可查看数量。"));

    private final JdbcClient db;
    private final Clock clock;
    private final Outbox outbox;
    private final OrderImport orders;
    private final Looks looks;

    StartPage(JdbcClient db, Clock clock, Outbox outbox, OrderImport orders, Looks looks) {
        this.looks = looks;
        this.db = db;
        this.clock = clock;
        this.outbox = outbox;
        this.orders = orders;
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    String page(HttpServletRequest request) {
        String lang = Labels.staffLanguage();
        Text text = TEXTS.getOrDefault(lang, TEXTS.get("en"));
        if (text == null) {
            throw new IllegalStateException("No texts for the start page");
        }
        return """
                <!doctype html><html lang="%s"><head><meta charset="utf-8"><title>%s</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <style>
                body{font:16px/1.5 system-ui,"Noto Sans CJK JP","Noto Sans CJK SC",sans-serif;max-width:44rem;
                  margin:3rem auto;padding:0 1rem;color:#1b1f24}
                h1{font-size:1.6rem;margin-bottom:.2rem} nav a{display:inline-block;margin:.3rem 1.2rem .3rem 0}
                table{border-collapse:collapse;margin-top:.5rem;min-width:20rem}
                td{padding:.35rem .8rem .35rem 0;border-bottom:1px solid #d8dee4} td:last-child{text-align:right;
                  font-variant-numeric:tabular-nums} .late td{font-weight:600;color:#a40e26}
                </style></head><body><h1>%s</h1>
                <nav><a href="/camunda/app/tasklist/">%s</a><a href="/cases">%s</a><a href="/camunda/app/cockpit/">%s</a>
                <a href="/api/docs">%s</a></nav>%s</body></html>
                """.formatted(
                        lang,
                        text.title(),
                        text.title(),
                        text.tasklist(),
                        text.cases(),
                        text.cockpit(),
                        text.api(),
                        request.getUserPrincipal() == null ? "<p>" + text.login() + "</p>" : figures(text, lang));
    }

    private String figures(Text text, String lang) {
        OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        long open = count("select count(*) from dispute_case where state = 'OPEN'");
        long tasks = count("select count(*) from case_task");
        long soon = count("select count(*) from case_task where due_at >= ? and due_at < ?", now, now.plusHours(4));
        long late = count("select count(*) from case_task where due_at < ?", now);
        StringBuilder rows = new StringBuilder("<h2>" + text.waits() + "</h2><table>");
        row(rows, text.open(), String.valueOf(open), false);
        row(rows, text.tasks(), String.valueOf(tasks), false);
        row(rows, text.soon(), String.valueOf(soon), false);
        row(rows, text.late(), String.valueOf(late), late > 0);
        row(rows, text.letters(), String.valueOf(outbox.waiting()), false);
        long doubtful = count("select count(*) from case_task where task_key = 'Task_SettleLetter'");
        row(rows, text.doubtful(), String.valueOf(doubtful), doubtful > 0);
        looks.longestAgo()
                .ifPresent(look -> rows.append(look.isLate() ? "<tr class=\"late\"><td>" : "<tr><td>")
                        .append("<a href=\"/cases/looks\">")
                        .append(HtmlUtils.htmlEscape(text.looks()))
                        .append("</a></td><td>")
                        .append(HtmlUtils.htmlEscape(lastLook(look, text, lang)))
                        .append("</td></tr>"));
        orders.current()
                .forEach(progress ->
                        row(rows, text.importing(), progress.fileName() + ": " + progress.linesDone(), false));
        return rows.append("</table>").toString();
    }

    private static String lastLook(Looks.Look look, Text text, String lang) {
        Instant lookedAt = look.lookedAt();
        return look.marketplace() + ": "
                + (lookedAt == null
                        ? text.neverLooked()
                        : DeadlineWords.in(lang)
                                .moment(lookedAt, look.marketplace().zone()));
    }

    private static void row(StringBuilder rows, String name, String value, boolean late) {
        rows.append(late ? "<tr class=\"late\"><td>" : "<tr><td>")
                .append(HtmlUtils.htmlEscape(name))
                .append("</td><td>")
                .append(HtmlUtils.htmlEscape(value))
                .append("</td></tr>");
    }

    private long count(String sql, Object... params) {
        return db.sql(sql).params(params).query(Long.class).single();
    }
}
