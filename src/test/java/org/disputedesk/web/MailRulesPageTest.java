package org.disputedesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RuntimeService;
import org.disputedesk.DeskTest;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.web.Caller.Reply;
import org.disputedesk.web.Caller.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Leads see what was decided of mails for good, and take it back (004-15). */
@DeskTest
class MailRulesPageTest {

    private static final String HERE = "/cases/mail-rules";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient db;

    @Autowired
    private EvidenceLog record;

    @Autowired
    private RuntimeService runtime;

    private Caller caller;
    private String caseNumber = "";

    @BeforeEach
    void a_rule() {
        caller = new Caller(port);
        caseNumber = caller.send(Request.of("POST", "/api/cases")
                        .as("agent")
                        .json("{\"kind\":\"message-triage\",\"marketplace\":\"JP\",\"message\":{\"text\":\"Rates\"}}"))
                .json()
                .path("caseNumber")
                .asText();
        db.sql("insert into mail_rule (sender_hash, subject_hash, placement, dispute, made_by, made_at, case_number)"
                        + " values (?, ?, 'NOT_OURS', '', 'agent', current_timestamp, ?)")
                .params(UUID.randomUUID().toString(), UUID.randomUUID().toString(), caseNumber)
                .update();
    }

    @AfterEach
    void tidy() {
        db.sql("delete from mail_rule where case_number = ?").param(caseNumber).update();
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(caseNumber)
                .list()
                .forEach(one -> runtime.deleteProcessInstance(one.getId(), "the test is over"));
    }

    private Reply page(String user, String language) {
        return caller.send(Request.of("GET", HERE).as(user).with("Accept-Language", language));
    }

    private long rules() {
        return db.sql("select count(*) from mail_rule where case_number = ?")
                .param(caseNumber)
                .query(Long.class)
                .single();
    }

    @Test
    void a_lead_takes_a_rule_back_and_that_stands_in_its_case() {
        for (String user : new String[] {"agent", "analyst", "operator"}) {
            assertThat(page(user, "en").status()).as(user).isEqualTo(403);
        }
        for (Map.Entry<String, String> language :
                Map.of("en", "not for the shop", "ja", "当店宛ではない", "zh", "与本店无关").entrySet()) {
            assertThat(page("lead", language.getKey()).body()).contains(language.getValue(), "/cases/" + caseNumber);
        }
        Reply shown = page("lead", "en");
        String rule = found(shown, "/cases/" + caseNumber + "\".*?action=\"(" + HERE + "/[0-9a-f]{32}/forget)\"");
        Request forget = Request.of("POST", rule)
                .as("lead")
                .with("Cookie", shown.header("Set-Cookie").replaceAll(";.*", ""))
                .body(
                        "application/x-www-form-urlencoded",
                        ("_csrf=" + found(shown, "name=\"_csrf\" value=\"([^\"]*)\""))
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(caller.send(forget.as("agent")).status()).isEqualTo(403);
        assertThat(caller.send(Request.of("POST", rule).as("lead")).status()).isEqualTo(403);
        assertThat(rules()).isEqualTo(1);

        assertThat(caller.send(forget).status()).isEqualTo(303);
        assertThat(caller.send(forget).status()).isEqualTo(303);
        assertThat(rules()).isZero();
        assertThat(record.entries(caseNumber))
                .filteredOn(entry -> entry.kind().equals("mail-rule-removed"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.actor()).contains("lead"));
        assertThat(page("lead", "en").body()).doesNotContain(caseNumber);
    }

    private static String found(Reply reply, String pattern) {
        Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(reply.body());
        assertThat(found.find()).as(pattern + " in " + reply.body()).isTrue();
        return found.group(1);
    }
}
