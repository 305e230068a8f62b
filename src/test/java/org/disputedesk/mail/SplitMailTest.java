package org.disputedesk.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MailDateFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.disputedesk.DeskTest;
import org.disputedesk.attachment.Attachment;
import org.disputedesk.attachment.Attachments;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.CaseTexts.Message;
import org.disputedesk.intake.FurtherCases;
import org.disputedesk.intake.FurtherCases.Fields;
import org.disputedesk.intake.FurtherCases.Problem;
import org.disputedesk.mail.MailIntake.Taken;
import org.disputedesk.process.SecondDispute;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 004-15: what becomes of the conversation by mail when a mail held two problems. */
@DeskTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SplitMailTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String BOTH = "荷物が届きません。\n前の箱がつぶれていました。";
    private static final String PART = "前の箱がつぶれていました。";

    @Autowired
    private MailIntake intake;

    @Autowired
    private Mails mails;

    @Autowired
    private MailStore store;

    @Autowired
    private CaseThread threads;

    @Autowired
    private FurtherCases furtherCases;

    @Autowired
    private CaseTexts texts;

    @Autowired
    private Attachments attachments;

    @Autowired
    private TaskService tasks;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private JdbcClient db;

    @Autowired
    private Clock clock;

    private SecondDispute second;
    private String orderId = "";
    private String alias = "";
    private String thread = "";

    @BeforeAll
    void deploy() throws IOException {
        second = SecondDispute.deploy(repository);
    }

    @AfterAll
    void takeAway() {
        second.close();
    }

    @AfterEach
    void tidy() {
        runtime.createProcessInstanceQuery()
                .rootProcessInstances()
                .list()
                .forEach(one -> runtime.deleteProcessInstance(one.getId(), "the test is over"));
    }

    private byte[] mail(String id, String type, String from, String text, String... headers) {
        return String.join(
                        "\r\n",
                        Stream.concat(
                                        Stream.of(
                                                "From: " + from,
                                                "Reply-To: " + alias + "+" + thread + "@marketplace.amazon.co.jp",
                                                "Subject: Order inquiry (Order: " + orderId + ")",
                                                "Message-ID: <" + id + "@" + orderId + ".example>",
                                                "Date: " + new MailDateFormat().format(Date.from(clock.instant())),
                                                "X-Marketplace-ID: A1VC38T7YXB528",
                                                "X-Space-Notification-Type: " + type),
                                        Stream.of(headers))
                                .toArray(String[]::new))
                .concat("\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + text
                        + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] buyer(String id, String text, String... headers) {
        return mail(id, "BBC_MESSAGE_SENT_TO_MERCHANT", alias + "@marketplace.amazon.co.jp", text, headers);
    }

    private void meetsAnotherBuyer() {
        orderId = "503-6" + String.format(java.util.Locale.ROOT, "%06d", NUMBER.incrementAndGet()) + "-7654321";
        alias = "y" + UUID.randomUUID().toString().replace("-", "").substring(0, 14);
        thread = UUID.randomUUID().toString();
    }

    private String open() {
        meetsAnotherBuyer();
        return String.valueOf(intake.take("shop", buyer("1", BOTH)).caseNumber());
    }

    private String split(String caseNumber) {
        return furtherCases
                .open(
                        new CaseNumber(caseNumber),
                        List.of(new Problem(
                                SecondDispute.KIND,
                                PART,
                                "別の件。",
                                null,
                                new Fields("kind", "text", "reason", "orderId"))))
                .get(0)
                .caseNumber()
                .value();
    }

    private List<String> waiting(String caseNumber) {
        return texts.unanswered(caseNumber).stream().map(Message::content).toList();
    }

    private String kind(Taken taken) {
        return db.sql("select kind from dispute_case where case_number = ?")
                .param(taken.caseNumber())
                .query(String.class)
                .single();
    }

    private void completes(Taken triage, Map<String, Object> answers) {
        String task = tasks.createTaskQuery()
                .processInstanceBusinessKey(String.valueOf(triage.caseNumber()))
                .singleResult()
                .getId();
        tasks.complete(task, answers);
    }

    private void end(String caseNumber) {
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(caseNumber)
                .rootProcessInstances()
                .list()
                .forEach(one -> runtime.deleteProcessInstance(one.getId(), "settled by telephone"));
    }

    @Test
    void the_conversation_belongs_to_both_and_a_person_says_which_one_a_new_mail_is_for() {
        String first = open();
        String other = split(first);
        assertThat(waiting(other)).containsExactly(PART);
        assertThat(threads.newestOf(other)).isEqualTo(threads.newestOf(first)).isPresent();

        Taken unclear = intake.take("shop", buyer("2", "お返事をお願いします。"));
        assertThat(kind(unclear)).isEqualTo("message-triage");
        completes(unclear, Map.of("placement", "CASE", "placementCase", other));
        assertThat(waiting(other)).containsExactly(PART, "お返事をお願いします。");
        assertThat(waiting(first)).containsExactly(BOTH);

        // what it answers tells which of the two is meant
        Taken answering = intake.take("shop", buyer("3", "写真です。", "In-Reply-To: <2@" + orderId + ".example>"));
        assertThat(answering.caseNumber()).isEqualTo(other);
        Taken answeringBoth = intake.take("shop", buyer("4", "どうなりましたか。", "In-Reply-To: <1@" + orderId + ".example>"));
        assertThat(kind(answeringBoth)).isEqualTo("message-triage");

        end(first);
        assertThat(intake.take("shop", buyer("5", "まだですか。")).caseNumber()).isEqualTo(other);
    }

    /** 002-24: an answer past the desk says nothing of which problem it is about, so nobody's clock stops by guessing. */
    @Test
    void a_copy_of_an_answer_stops_only_the_clock_that_a_person_names() {
        String first = open();
        String other = split(first);
        Taken copy = intake.take(
                "shop",
                mail(
                        "r",
                        "BBC_MESSAGE_CONFIRMATION_TO_MERCHANT",
                        "donotreply@amazon.com",
                        "------------- Message: -------------\r\nすぐに調べます。\r\n------------- End message -------------",
                        "To: " + alias + "+" + thread + "@marketplace.amazon.co.jp"));
        assertThat(copy.kind()).isEqualTo(MailKind.REPLY_COPY);
        assertThat(kind(copy)).isEqualTo("message-triage");
        assertThat(waiting(first)).hasSize(1);
        assertThat(waiting(other)).hasSize(1);
        completes(copy, Map.of("placement", "CASE", "placementCase", first));
        assertThat(waiting(first)).isEmpty();
        assertThat(waiting(other)).containsExactly(PART);
        assertThat(texts.messages(first)).anySatisfy(message -> {
            assertThat(message.direction()).isEqualTo("OUT");
            assertThat(message.content()).isEqualTo("すぐに調べます。");
        });
    }

    /** 000-17: a mail is readable until the last of its cases is erased. */
    @Test
    void the_mail_is_erased_with_the_last_of_its_cases() {
        String first = open();
        String other = split(first);
        String id = mails.of(first).get(0).id();
        assertThat(mails.of(other)).extracting(Mails.Row::id).containsExactly(id);
        erased(first);
        mails.erase(first);
        assertThat(store.find(id)).isPresent();
        erased(other);
        mails.erase(other);
        assertThat(store.find(id)).isEmpty();
        assertThat(threads.newestOf(other)).isEmpty();
    }

    private void erased(String caseNumber) {
        db.sql("insert into case_erasure (case_number, erased_at) values (?, ?)")
                .params(caseNumber, clock.instant().atOffset(java.time.ZoneOffset.UTC))
                .update();
    }

    /** 003-03: a photo may show either problem. */
    @Test
    void photos_of_the_mail_are_evidence_in_both() {
        meetsAnotherBuyer();
        String boundary = "b-" + UUID.randomUUID();
        String whole = new String(buyer("p", ""), StandardCharsets.UTF_8)
                .replaceFirst(
                        "Content-Type: [^\r]*\r\nContent-Transfer-Encoding: 8bit",
                        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=" + boundary);
        String mail = whole + "--" + boundary + "\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n" + BOTH + "\r\n--"
                + boundary
                + "\r\nContent-Type: text/plain; name=box.txt\r\nContent-Disposition: attachment; filename=box.txt\r\n\r\nThe box is crushed.\r\n--"
                + boundary + "--\r\n";
        Taken taken = intake.take("shop", mail.getBytes(StandardCharsets.UTF_8));
        String first = String.valueOf(taken.caseNumber());
        assertThat(attachments.of(first)).hasSize(1);
        String other = furtherCases
                .open(
                        new CaseNumber(first),
                        List.of(new Problem(
                                SecondDispute.KIND,
                                PART,
                                "別の件。",
                                null,
                                new Fields("kind", "text", "reason", "orderId"))))
                .get(0)
                .caseNumber()
                .value();
        assertThat(attachments.of(other)).extracting(Attachment::fileName).containsExactly("box.txt");
    }
}
