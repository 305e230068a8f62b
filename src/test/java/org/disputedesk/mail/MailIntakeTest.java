package org.disputedesk.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MailDateFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.camunda.bpm.engine.TaskService;
import org.disputedesk.DeskTest;
import org.disputedesk.attachment.Attachments;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.evidence.RecordEntry;
import org.disputedesk.intake.Intake;
import org.disputedesk.mail.MailIntake.Taken;
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.Vault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

@DeskTest
class MailIntakeTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String SHOP = "shop";

    @Autowired
    private MailIntake intake;

    @Autowired
    private Intake cases;

    @Autowired
    private Mails mails;

    @Autowired
    private OwnRules ownRules;

    @Autowired
    private MailStore store;

    @Autowired
    private CaseTexts texts;

    @Autowired
    private EvidenceLog record;

    @Autowired
    private Attachments attachments;

    @Autowired
    private Vault vault;

    @Autowired
    private TaskService tasks;

    @Autowired
    private JdbcClient db;

    @Autowired
    private Clock clock;

    @Value("${desk.home}")
    private Path home;

    private final String orderId =
            "503-8" + String.format(java.util.Locale.ROOT, "%06d", NUMBER.incrementAndGet()) + "-7654321";
    private final String alias =
            "z" + UUID.randomUUID().toString().replace("-", "").substring(0, 14);
    private final String thread = UUID.randomUUID().toString();

    /** A mail of the buyer of this test. */
    private byte[] buyer(String id, String text, String... headers) {
        return mail(
                id,
                "From: " + alias + "@marketplace.amazon.co.jp",
                "Subject: Order inquiry (Order: " + orderId + ")",
                text,
                Stream.concat(
                                Stream.of(
                                        "Reply-To: " + alias + "+" + thread + "@marketplace.amazon.co.jp",
                                        "X-Marketplace-ID: A1VC38T7YXB528",
                                        "X-Space-Notification-Type: BBC_MESSAGE_SENT_TO_MERCHANT"),
                                Stream.of(headers))
                        .toArray(String[]::new));
    }

    private byte[] mail(String id, String from, String subject, String text, String... headers) {
        return (from + "\r\n" + subject + "\r\nMessage-ID: <" + id + "@" + orderId + ".example>\r\nDate: "
                        + new MailDateFormat().format(Date.from(clock.instant())) + "\r\n"
                        + String.join("\r\n", headers)
                        + "\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                        + text
                        + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private List<String> incoming(String caseNumber) {
        return texts.messages(caseNumber).stream()
                .filter(message -> message.direction().equals("IN"))
                .map(CaseTexts.Message::content)
                .toList();
    }

    private List<String> lines(String caseNumber) {
        return record.entries(caseNumber).stream().map(RecordEntry::text).toList();
    }

    private String kind(String caseNumber) {
        return db.sql("select kind from dispute_case where case_number = ?")
                .param(caseNumber)
                .query(String.class)
                .single();
    }

    private List<String> openCases() {
        return db.sql("select case_number from dispute_case where order_id = ? and state = 'OPEN'")
                .param(orderId)
                .query(String.class)
                .list();
    }

    private static String number(Taken taken) {
        return String.valueOf(taken.caseNumber());
    }

    @Test
    void a_buyers_message_opens_a_case_and_the_next_one_goes_into_it() {
        Taken first = intake.take(SHOP, buyer("1", "荷物が届きません。"));
        assertThat(first.state()).isEqualTo(MailState.PLACED);
        assertThat(kind(number(first))).isEqualTo("order-not-received");
        Taken second = intake.take(SHOP, buyer("2", "まだですか。"));
        assertThat(second.caseNumber()).isEqualTo(first.caseNumber());
        assertThat(incoming(number(first))).containsExactly("荷物が届きません。", "まだですか。");
        assertThat(lines(number(first))).contains("Event: buyer-replied", "Mail taken in: buyer-message");
        assertThat(record.verify(number(first)).intact()).isTrue();
    }

    /** 001-01, 001-11: wishes to cancel and to return begin their dispute; without an order a person is asked */
    @Test
    void a_wish_to_cancel_or_to_return_opens_its_dispute() {
        Taken wish = intake.take(SHOP, buyer("1", "注文をキャンセルしたいです。"));
        assertThat(wish.state()).isEqualTo(MailState.PLACED);
        assertThat(kind(number(wish))).isEqualTo("post-shipment-cancellation");
        Taken again = intake.take(SHOP, buyer("2", "やはり返品でお願いします。"));
        assertThat(again.caseNumber()).isEqualTo(wish.caseNumber());
    }

    /** P16, P19: Amazon's own notices, which name the order */
    @Test
    void notices_of_cancellations_and_returns_are_placed_when_they_name_the_order() {
        Taken notice = intake.take(
                SHOP,
                mail(
                        "1",
                        "From: donotreply@amazon.co.jp",
                        "Subject: 返品リクエスト (" + orderId + ")",
                        "購入者が返品を希望しています。注文番号：" + orderId,
                        "X-Space-Notification-Type: RETURN_REQUEST",
                        "X-Marketplace-ID: A1VC38T7YXB528"));
        assertThat(notice.kind()).isEqualTo(MailKind.RETURN_REQUEST);
        assertThat(kind(number(notice))).isEqualTo("post-shipment-cancellation");
        Taken unnamed = intake.take(
                SHOP,
                mail(
                        "2",
                        "From: donotreply@amazon.co.jp",
                        "Subject: 返品リクエスト",
                        "購入者が返品を希望しています。",
                        "X-Space-Notification-Type: RETURN_REQUEST",
                        "X-Marketplace-ID: A1VC38T7YXB528"));
        assertThat(unnamed.state()).isEqualTo(MailState.WAITING);
        assertThat(kind(number(unnamed))).isEqualTo("message-triage");
    }

    @Test
    void the_same_mail_is_taken_once_from_one_mailbox_and_told_once_from_two() {
        byte[] mail = buyer("1", "荷物が届きません。");
        Taken first = intake.take(SHOP, mail);
        Taken again = intake.take(SHOP, mail);
        assertThat(again.isNew()).isFalse();
        assertThat(again.caseNumber()).isEqualTo(first.caseNumber());
        // the provider has changed the lines of the way
        assertThat(intake.take(
                                SHOP,
                                ("Received: from b\r\n" + new String(mail, StandardCharsets.UTF_8))
                                        .getBytes(StandardCharsets.UTF_8))
                        .isNew())
                .isFalse();
        assertThat(incoming(number(first))).hasSize(1);
        assertThat(openCases()).hasSize(1);
    }

    /** A shop whose old address forwards to the new one, or that has one mailbox for each marketplace. */
    @Test
    void the_same_mail_in_two_mailboxes_is_one_mail() {
        byte[] mail = buyer("1", "荷物が届きません。");
        Taken first = intake.take(SHOP, mail);
        byte[] forwarded = ("Delivered-To: other@shop.example\r\nReceived: from b\r\n"
                        + new String(mail, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
        Taken again = intake.take("other", forwarded);
        assertThat(again).isEqualTo(new Taken(first.id(), first.kind(), first.state(), first.caseNumber(), false));
        assertThat(incoming(number(first))).containsExactly("荷物が届きません。");
        assertThat(intake.take("folder", forwarded).isNew()).isFalse();

        // nobody keeps another mail out by its number
        Taken forged = intake.take("other", buyer("1", "返金は不要です。"));
        assertThat(forged.isNew()).isTrue();
        assertThat(kind(number(forged))).isEqualTo("message-triage");
        assertThat(store.find(first.id()))
                .hasValueSatisfying(kept -> assertThat(kept).isEqualTo(mail));
    }

    @Test
    void mailboxes_that_get_the_same_mail_at_once_open_one_case() throws Exception {
        byte[] mail = buyer("1", "荷物が届きません。");
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Taken>> taken = Stream.of("shop", "other", "third", "folder")
                    .map(account -> nodes.submit(() -> {
                        start.await();
                        return intake.take(account, mail);
                    }))
                    .toList();
            start.countDown();
            for (Future<Taken> one : taken) {
                assertThat(one.get().caseNumber()).isEqualTo(taken.get(0).get().caseNumber());
            }
        } finally {
            nodes.shutdownNow();
        }
        assertThat(openCases()).hasSize(1);
        assertThat(incoming(openCases().get(0))).hasSize(1);
    }

    @Test
    void a_mail_without_an_id_is_known_by_its_bytes() {
        byte[] mail = new String(buyer("1", "荷物が届きません。"), StandardCharsets.UTF_8)
                .replaceAll("Message-ID: .*\r\n", "")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(intake.take(SHOP, mail).isNew()).isTrue();
        assertThat(intake.take(SHOP, mail).isNew()).isFalse();
        assertThat(openCases()).hasSize(1);
    }

    @Test
    void whoever_forges_the_id_of_a_mail_keeps_nothing_out() {
        Taken real = intake.take(SHOP, buyer("1", "荷物が届きません。"));
        Taken other = intake.take(SHOP, buyer("1", "返金してください。"));
        assertThat(other.state()).isEqualTo(MailState.WAITING);
        assertThat(incoming(number(other))).containsExactly("返金してください。");
        assertThat(incoming(number(real))).hasSize(1);
        assertThat(intake.take(SHOP, buyer("1", "返金してください。")).isNew()).isFalse();
    }

    @Test
    void two_mails_of_one_case_at_the_same_moment_are_one_case_with_two_entries() throws Exception {
        List<byte[]> both = List.of(buyer("1", "荷物が届きません。"), buyer("2", "まだ届きません。返事をください。"));
        var go = new CountDownLatch(1);
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            // each of the two is seen by two nodes
            List<Future<Taken>> taken = Stream.of(0, 1, 0, 1)
                    .map(n -> nodes.submit(() -> {
                        go.await();
                        return intake.take(SHOP, both.get(n));
                    }))
                    .toList();
            go.countDown();
            for (Future<Taken> one : taken) {
                assertThat(one.get().state()).isEqualTo(MailState.PLACED);
            }
            assertThat(taken.stream().filter(one -> isNew(one))).hasSize(2);
        } finally {
            nodes.shutdownNow();
        }
        assertThat(openCases()).hasSize(1);
        assertThat(incoming(openCases().get(0))).containsExactlyInAnyOrder("荷物が届きません。", "まだ届きません。返事をください。");
        assertThat(record.verify(openCases().get(0)).intact()).isTrue();
    }

    private static boolean isNew(Future<Taken> taken) {
        try {
            return taken.get().isNew();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_message_in_a_known_conversation_needs_no_order() {
        Taken first = intake.take(SHOP, buyer("1", "荷物が届きません。"));
        byte[] later = mail(
                "2", "From: " + alias + "+" + thread + "@marketplace.amazon.co.jp", "Subject: hello", "どうなっていますか。");
        assertThat(intake.take(SHOP, later).caseNumber()).isEqualTo(first.caseNumber());
        byte[] answer = mail(
                "3",
                "From: " + alias + "@marketplace.amazon.co.jp",
                "Subject: Re: hello",
                "返信します。",
                "In-Reply-To: <2@" + orderId + ".example>");
        assertThat(intake.take(SHOP, answer).caseNumber()).isEqualTo(first.caseNumber());
    }

    @Test
    void a_copy_of_an_answer_stops_the_clock() {
        Taken first = intake.take(SHOP, buyer("1", "荷物が届きません。"));
        assertThat(texts.oldestUnanswered(number(first))).isPresent();
        Taken copy = intake.take(
                SHOP,
                mail(
                        "2",
                        "From: donotreply@amazon.com",
                        "Subject: Your message to the buyer (Order: " + orderId + ")",
                        "------------- Message: -------------\r\nすぐに調べます。\r\n------------- End message -------------",
                        "To: " + alias + "+" + thread + "@marketplace.amazon.co.jp",
                        "X-Space-Notification-Type: BBC_MESSAGE_CONFIRMATION_TO_MERCHANT"));
        assertThat(copy.kind()).isEqualTo(MailKind.REPLY_COPY);
        assertThat(copy.caseNumber()).isEqualTo(first.caseNumber());
        assertThat(texts.oldestUnanswered(number(first))).isEmpty();
        assertThat(texts.messages(number(first)))
                .filteredOn(message -> message.direction().equals("OUT"))
                .extracting(CaseTexts.Message::content)
                .containsExactly("すぐに調べます。");
        assertThat(lines(number(first))).contains("Event: reply-sent", "Reply clock stopped");
        assertThat(tasks.createTaskQuery()
                        .processInstanceBusinessKey(number(first))
                        .taskDefinitionKey("Task_SendHoldingReply")
                        .count())
                .isZero();
    }

    /** 002-24: what the marketplace copies to the shop may be a letter of the desk, which is no second answer */
    @Test
    void a_copy_of_the_desks_own_letter_is_no_other_answer() {
        Taken first = intake.take(SHOP, buyer("1", "荷物が届きません。"));
        String letter = "お問い合わせありがとうございます。ご注文 " + orderId + " の配送状況を確認しております。明日までに改めてご連絡いたします。";
        texts.sent(number(first), "0f".repeat(32), "answer-buyer/holding-reply", "ja", letter);
        Taken copy = intake.take(
                SHOP,
                mail(
                        "2",
                        "From: donotreply@amazon.com",
                        "Subject: Your message to the buyer (Order: " + orderId + ")",
                        "------------- Message: -------------\r\n" + letter.replace("。", "。\r\n")
                                + "------------- End message -------------",
                        "To: " + alias + "+" + thread + "@marketplace.amazon.co.jp",
                        "X-Space-Notification-Type: BBC_MESSAGE_CONFIRMATION_TO_MERCHANT"));
        assertThat(copy.kind()).isEqualTo(MailKind.REPLY_COPY);
        assertThat(copy.state()).isEqualTo(MailState.PLACED);
        assertThat(texts.oldestUnanswered(number(first)))
                .as("the clock runs on")
                .isPresent();
        assertThat(texts.messages(number(first)))
                .filteredOn(message -> message.direction().equals("OUT"))
                .hasSize(1);
        assertThat(lines(number(first))).contains("Mail taken in: reply-copy").doesNotContain("Event: reply-sent");
    }

    /** P24: Amazon says both in one mail; the letter has not arrived, so somebody is asked */
    @Test
    void an_opt_out_that_turned_a_letter_away_is_shown_to_a_person() {
        Taken first = intake.take(SHOP, buyer("1", "荷物が届きません。"));
        texts.sent(number(first), "0e".repeat(32), "settle-non-arrival/please-wait", "ja", "お待ちください。");
        Taken optOut = intake.take(
                SHOP,
                mail(
                        "2",
                        "From: donotreply@amazon.com",
                        "Subject: Your message about order " + orderId,
                        "We were unable to deliver the message you sent for order " + orderId
                                + " because the buyer has chosen to opt out of receiving unsolicited messages from sellers."));
        assertThat(optOut.kind()).isEqualTo(MailKind.OPT_OUT);
        assertThat(optOut.state()).isEqualTo(MailState.WAITING);
        assertThat(texts.find(number(optOut), "mailHead")).isPresent();
        assertThat(lines(number(first))).contains("Mail taken in: opt-out");
        assertThat(mails.optOutAt(number(first))).isPresent();
        // another buyer's case is not meant
        assertThat(mails.optOutAt("D-2026-999999")).isEmpty();
    }

    /** 002-13: what a buyer writes belongs to no case that only asks for feedback */
    @Test
    void a_message_about_an_order_of_which_feedback_is_asked_opens_a_dispute() {
        Intake.Answer asking = cases.open(new Intake.NewCase("feedback-request", "JP", orderId, null, null), null);
        Taken first = intake.take(SHOP, buyer("1", "荷物が届きません。"));
        assertThat(number(first)).isNotEqualTo(asking.caseNumber().value());
        assertThat(kind(number(first))).isEqualTo("order-not-received");
    }

    @Test
    void an_automatic_answer_and_an_opt_out_leave_the_clock_running() {
        Taken first = intake.take(SHOP, buyer("1", "荷物が届きません。"));
        Taken auto = intake.take(SHOP, buyer("2", "I am away.", "Auto-Submitted: auto-replied"));
        assertThat(auto.kind()).isEqualTo(MailKind.AUTO_REPLY);
        Taken optOut = intake.take(
                SHOP,
                mail(
                        "3",
                        "From: donotreply@amazon.com",
                        "Subject: About order " + orderId,
                        "The buyer has chosen to opt out of messages. Order " + orderId));
        assertThat(optOut.caseNumber()).isEqualTo(first.caseNumber());
        assertThat(incoming(number(first))).hasSize(1);
        assertThat(texts.oldestUnanswered(number(first))).isPresent();
        assertThat(lines(number(first))).contains("Mail taken in: auto-reply", "Mail taken in: opt-out");
    }

    @Test
    void a_claim_is_told_to_the_case() {
        Taken first = intake.take(SHOP, buyer("1", "荷物が届きません。"));
        Taken claim = intake.take(
                SHOP,
                mail(
                        "2",
                        "From: atoz-guarantee-no-reply@amazon.com",
                        "Subject: A-to-z claim for order " + orderId,
                        "A claim has been filed."));
        assertThat(claim.state()).isEqualTo(MailState.PLACED);
        assertThat(lines(number(first))).contains("Event: a-to-z-filed");
    }

    @Test
    void a_bounce_stands_in_the_case_and_somebody_is_asked() {
        Taken first = intake.take(SHOP, buyer("1", "荷物が届きません。"));
        Taken bounce = intake.take(
                SHOP,
                mail(
                        "2",
                        "From: donotreply@amazon.com",
                        "Subject: We were unable to deliver the message you sent",
                        "Order " + orderId));
        assertThat(bounce.state()).isEqualTo(MailState.WAITING);
        assertThat(lines(number(first))).contains("Mail taken in: bounce");
    }

    @Test
    void what_no_rule_places_waits_for_a_person_and_is_erased_with_its_case() {
        Taken taken = intake.take(SHOP, buyer("1", "包装について質問です。"));
        assertThat(taken.state()).isEqualTo(MailState.WAITING);
        assertThat(kind(number(taken))).isEqualTo(Mails.TRIAGE);
        assertThat(tasks.createTaskQuery()
                        .processInstanceBusinessKey(number(taken))
                        .singleResult()
                        .getName())
                .isEqualTo("Place the message");
        assertThat(texts.find(number(taken), "mailHead").orElse("")).contains("Subject: Order inquiry", alias);
        assertThat(store.find(taken.id())).isPresent();
        mails.erase(number(taken));
        assertThat(store.find(taken.id())).isEmpty();
        assertThat(vault.erasedAt(Subject.ofMail(taken.id()))).isPresent();
        assertThat(db.sql("select fingerprint from mail where id = ?")
                        .param(taken.id())
                        .query(String.class)
                        .single())
                .isEmpty();
        assertThat(intake.take(SHOP, buyer("1", "包装について質問です。")).isNew())
                .as("it is known still")
                .isFalse();
    }

    @Test
    void a_forgery_opens_no_dispute_and_its_files_stay_closed() {
        intake.take(SHOP, buyer("1", "荷物が届きません。"));
        Taken forged = intake.take(
                SHOP,
                mail(
                        "2",
                        "From: \"Amazon\" <" + alias + "@marketplace.amazon.co.jp.evil.example>",
                        "Subject: Refund (Order: " + orderId + ")",
                        "届きません。 https://evil.example"));
        assertThat(forged.kind()).isEqualTo(MailKind.PHISHING);
        assertThat(kind(number(forged))).isEqualTo(Mails.TRIAGE);
        assertThat(incoming(openCases().get(0))).hasSize(1);
        assertThat(db.sql("select count(*) from dispute_case where order_id = ?")
                        .param(orderId)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void files_become_evidence_and_what_is_no_evidence_stays_sealed() {
        String picture = Base64.getEncoder().encodeToString(png());
        byte[] mail = (new String(buyer("1", ""), StandardCharsets.UTF_8).replaceAll("(?s)Content-Type:.*", "")
                        + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
                        + "--b\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n届きません。\r\n"
                        + "--b\r\nContent-Type: image/png; name=box.png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + picture
                        + "\r\n--b\r\nContent-Type: application/x-msdownload; name=a.exe\r\n\r\nMZ\u0000\r\n--b--\r\n")
                .getBytes(StandardCharsets.UTF_8);
        Taken taken = intake.take(SHOP, mail);
        assertThat(attachments.of(number(taken))).singleElement().satisfies(file -> {
            assertThat(file.fileName()).isEqualTo("box.png");
            assertThat(file.mediaType()).isEqualTo("image/png");
        });
        assertThat(record.entries(number(taken)).stream()
                        .filter(entry -> entry.kind().equals("mail-taken"))
                        .map(RecordEntry::facts))
                .singleElement()
                .asString()
                .contains("\"filesNotKept\":1");
        assertThat(store.find(taken.id())).contains(mail);
    }

    private static byte[] png() {
        var image = new java.awt.image.BufferedImage(8, 8, java.awt.image.BufferedImage.TYPE_INT_RGB);
        var out = new java.io.ByteArrayOutputStream();
        try {
            javax.imageio.ImageIO.write(image, "png", out);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Test
    void bytes_that_are_no_mail_are_kept_and_shown() {
        byte[] noise = ("\u0000" + orderId).getBytes(StandardCharsets.UTF_8);
        Taken taken = intake.take(SHOP, noise);
        assertThat(taken.state()).isEqualTo(MailState.WAITING);
        assertThat(store.find(taken.id())).contains(noise);
    }

    @Test
    void a_person_places_a_message_and_the_desk_remembers_it() {
        byte[] question = mail(
                "1", "From: rates" + alias + "@carrier.example", "Subject: Rates of 2026 " + alias, "Our new rates.");
        Taken taken = intake.take(SHOP, question);
        complete(number(taken), Map.of("placement", "NOT_OURS", "rememberPlacement", true));
        assertThat(mails.of(number(taken)).get(0).state()).isEqualTo(MailState.DISMISSED);
        Taken next = intake.take(
                SHOP,
                mail(
                        "2",
                        "From: rates" + alias + "@carrier.example",
                        "Subject: Rates of 2027 " + alias,
                        "Newer rates."));
        assertThat(next.state()).isEqualTo(MailState.DISMISSED);
        assertThat(next.caseNumber()).isNull();
        mails.eraseDismissedBefore(clock.instant().plus(Duration.ofDays(1)));
        assertThat(store.find(next.id())).isEmpty();

        OwnRules.Remembered rule = ownRules.all().stream()
                .filter(one -> one.caseNumber().equals(number(taken)))
                .findFirst()
                .orElseThrow();
        assertThat(rule.placement()).isEqualTo("NOT_OURS");
        assertThat(ownRules.forget(rule.id())).isTrue();
        assertThat(ownRules.forget(rule.id())).isFalse();
        assertThat(lines(number(taken))).containsOnlyOnce("Rule for such mails taken back: NOT_OURS");
        Taken askedAgain = intake.take(
                SHOP,
                mail(
                        "3",
                        "From: rates" + alias + "@carrier.example",
                        "Subject: Rates of 2028 " + alias,
                        "Newest rates."));
        assertThat(askedAgain.state()).isEqualTo(MailState.WAITING);
    }

    @Test
    void a_rule_leaves_no_mail_of_a_buyer_aside() {
        Taken taken = intake.take(SHOP, buyer("1", "包装について質問です。"));
        complete(number(taken), Map.of("placement", "NOT_OURS", "rememberPlacement", true));
        assertThat(intake.take(SHOP, buyer("2", "包装について質問です。")).state()).isEqualTo(MailState.WAITING);
    }

    @Test
    void a_message_that_was_placed_takes_its_files_and_its_time_along() {
        Taken taken = intake.take(SHOP, buyer("1", "包装について質問です。"));
        Instant came = texts.oldestUnanswered(number(taken)).orElseThrow();
        complete(
                number(taken),
                Map.of("placement", "NEW_CASE", "placementKind", "order-not-received", "placementOrderId", orderId));
        assertThat(openCases()).hasSize(1);
        assertThat(texts.oldestUnanswered(openCases().get(0))).contains(came);
        assertThat(mails.of(openCases().get(0))).hasSize(1);
        // the conversation is known from then on
        assertThat(intake.take(SHOP, buyer("2", "包装の続きです。")).caseNumber())
                .isEqualTo(openCases().get(0));
    }

    private void complete(String caseNumber, Map<String, Object> answers) {
        var task =
                tasks.createTaskQuery().processInstanceBusinessKey(caseNumber).singleResult();
        tasks.complete(task.getId(), new java.util.HashMap<>(answers));
    }

    @Test
    void the_folder_gives_every_mail_once_and_keeps_none_open(@TempDir Path desk) throws Exception {
        var folder = new MailFolder(intake, clock, desk);
        folder.poll();
        Path inbox = desk.resolve("inbox/mail");
        byte[] mail = buyer("1", "荷物が届きません。");
        Files.write(inbox.resolve("half.eml"), java.util.Arrays.copyOf(mail, 40));
        Files.write(inbox.resolve("ignored.txt"), mail);
        folder.poll();
        // somebody is still writing
        Files.write(inbox.resolve("half.eml"), mail);
        folder.poll();
        assertThat(openCases()).isEmpty();
        Files.write(inbox.resolve("twice.eml"), mail);
        folder.poll();
        folder.poll();
        assertThat(openCases()).hasSize(1);
        assertThat(incoming(openCases().get(0))).hasSize(1);
        try (Stream<Path> left = Files.walk(inbox).filter(Files::isRegularFile)) {
            assertThat(left).containsExactly(inbox.resolve("ignored.txt"));
        }
        Path sealed = home.resolve("mail");
        try (Stream<Path> files = Files.walk(sealed).filter(Files::isRegularFile)) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .doesNotContain("Subject:"));
        }
    }
}
