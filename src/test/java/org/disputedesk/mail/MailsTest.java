package org.disputedesk.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.disputedesk.mail.Mails.OpenCase;
import org.disputedesk.rig.TestDatabase;
import org.disputedesk.vault.TestVault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DuplicateKeyException;

/** Which cases a mail belongs to, and that it is there once (002-24, 004-15). */
class MailsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T00:00:00Z"), ZoneOffset.UTC);

    private final String thread = UUID.randomUUID().toString();
    private final String id = UUID.randomUUID().toString().replace("-", "");
    private final String first = number();
    private final String second = number();

    @TempDir
    private Path home;

    private TestDatabase database;
    private MailStore store;
    private Mails mails;

    private static String number() {
        return "D-2026-" + (100_000_000 + (UUID.randomUUID().getMostSignificantBits() >>> 36));
    }

    TestDatabase open() {
        return TestDatabase.inMemory();
    }

    @BeforeEach
    void a_mail_in_one_of_two_cases() {
        database = open();
        store = new MailStore(home, TestVault.on(database.dataSource()));
        mails = new Mails(database.db(), CLOCK, store);
        database.hasCase(first, "order-not-received", "503-1234567-1234567", true);
        database.hasCase(second, "wrong-item", "503-1234567-1234567", true);
        ReadMail mail = mail("1", "");
        store.keep(id, "mail".getBytes(StandardCharsets.UTF_8));
        mails.take(id, "shop", mail.key(), mail, MailKind.BUYER_MESSAGE, MailState.WAITING);
        mails.settle(id, MailState.PLACED, first);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private ReadMail mail(String number, String header) {
        return new MailReader(new MailText())
                .read(("From: abcdefghij@marketplace.amazon.co.jp\r\nReply-To: abcdefghij+" + thread
                                + "@marketplace.amazon.co.jp\r\nSubject: Order 503-1234567-1234567\r\nMessage-ID: <"
                                + number
                                + "@" + thread + ">\r\n" + header
                                + "Content-Type: text/plain\r\n\r\nWhere is it?\r\n")
                        .getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void the_conversation_of_a_shared_mail_is_that_of_both_cases() {
        ReadMail next = mail("2", "");
        assertThat(mails.ofConversation(next)).extracting(OpenCase::caseNumber).containsExactly(first);
        assertThat(mails.share(id, second)).isTrue();
        assertThat(mails.share(id, second)).isFalse();
        assertThat(mails.share(id, first)).isFalse();
        assertThat(mails.ofConversation(next))
                .extracting(OpenCase::caseNumber)
                .containsExactlyInAnyOrder(first, second);
        assertThat(mails.of(second)).extracting(Mails.Row::id).containsExactly(id);

        // a mail of only one of them is answered
        String own = UUID.randomUUID().toString().replace("-", "");
        mails.take(own, "shop", next.key(), next, MailKind.BUYER_MESSAGE, MailState.WAITING);
        mails.settle(own, MailState.PLACED, second);
        assertThat(mails.ofConversation(mail("3", "In-Reply-To: <2@" + thread + ">\r\n")))
                .extracting(OpenCase::caseNumber)
                .containsExactly(second);
        assertThat(mails.ofConversation(mail("4", "In-Reply-To: <1@" + thread + ">\r\n")))
                .hasSize(2);
        assertThat(mails.ofConversation(mail("5", "In-Reply-To: <unknown@" + thread + ">\r\n")))
                .hasSize(2);
    }

    @Test
    void a_mail_is_the_same_in_every_mailbox() {
        ReadMail mail = mail("1", "X-Delivered-To: other\r\n");
        assertThat(mails.find(mail.key(), mail.fingerprint()))
                .get()
                .extracting(Mails.Row::id)
                .isEqualTo(id);
        assertThatThrownBy(() -> mails.take(id, "other", mail.key(), mail, MailKind.BUYER_MESSAGE, MailState.WAITING))
                .isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void a_shared_mail_goes_with_the_last_of_its_cases() {
        mails.share(id, second);
        erased(first);
        mails.erase(first);
        assertThat(store.find(id)).isPresent();
        erased(second);
        mails.erase(second);
        assertThat(store.find(id)).isEmpty();
        assertThat(mails.find(id)).get().extracting(Mails.Row::fingerprint).isEqualTo("");
    }

    private void erased(String caseNumber) {
        database.db()
                .sql("insert into case_erasure (case_number, erased_at) values (?, current_timestamp)")
                .param(caseNumber)
                .update();
    }
}
