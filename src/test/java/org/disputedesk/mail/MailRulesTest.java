package org.disputedesk.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.disputedesk.dispute.ReasonWords;
import org.disputedesk.dispute.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailRulesTest {

    private final MailReader reader = new MailReader(new MailText());
    private final MailRules rules = new MailRules();

    @ParameterizedTest
    @CsvSource({
        "ja-not-arrived, BUYER_MESSAGE, order-not-received",
        "html-only, BUYER_MESSAGE, order-not-received",
        "forwarded-as-a-mail, BUYER_MESSAGE, order-not-received",
        "en-not-arrived, BUYER_MESSAGE, order-not-received",
        "de-not-arrived, BUYER_MESSAGE, order-not-received",
        "es-message, BUYER_MESSAGE, order-not-received",
        "fr-ca-bilingual, BUYER_MESSAGE, order-not-received",
        "ja-expedite, BUYER_MESSAGE, expedite-request",
        "en-expedite-before-buying, BUYER_MESSAGE, expedite-request",
        "ja-wrong-item, BUYER_MESSAGE, wrong-item",
        "en-wrong-item, BUYER_MESSAGE, wrong-item",
        "zh-wrong-item, BUYER_MESSAGE, wrong-item",
        "pt-question, BUYER_MESSAGE,",
        "photo-only, BUYER_MESSAGE,",
        "reply-copy, REPLY_COPY,",
        "es-cancellation, CANCELLATION_REQUEST,",
        "es-return, RETURN_REQUEST,",
        "en-a-to-z-notice, A_TO_Z_NOTICE,",
        "es-a-to-z-decision, A_TO_Z_DECISION,",
        "en-opt-out, OPT_OUT,",
        "en-undeliverable, BOUNCE,",
        "bounce, BOUNCE,",
        "out-of-office, AUTO_REPLY,",
        "phishing-look-alike, PHISHING,",
        "phishing-authentication-failed, PHISHING,",
        "newsletter, OTHER,",
        "empty, OTHER,",
        "zeros, OTHER,"
    })
    void mails_are_told_apart(String name, MailKind kind, String dispute) {
        ReadMail mail = reader.read(Corpus.mail(name));
        assertThat(rules.kind(mail)).isEqualTo(kind);
        assertThat(rules.dispute(mail).orElse(null)).isEqualTo(kind == MailKind.BUYER_MESSAGE ? dispute : null);
    }

    @ParameterizedTest
    @CsvSource({
        "amazon.com.evil.example, true",
        "amazon-marketplace.example, true",
        "marketplace.arnazon.com, true",
        "amaz0n.co.jp, true",
        "xn--mazon-wqa.com, true",
        "аmazon.com, true",
        "amazon.co.jp, false",
        "marketplace.amazon.com.be, false",
        "kaze.example, false"
    })
    void hosts_that_look_like_the_marketplace_are_found(String host, boolean isLookAlike) {
        assertThat(Amazon.isLookAlike(host)).isEqualTo(isLookAlike);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            spf=pass; dkim=pass; dmarc=pass | BUYER_MESSAGE
            spf=softfail; dkim=pass; dmarc=pass | BUYER_MESSAGE
            spf=fail; dkim=none | PHISHING
            dkim=fail; spf=pass | PHISHING
            none | BUYER_MESSAGE
            """)
    void what_the_receiving_server_found_counts(String results, MailKind kind) {
        ReadMail mail = reader.read(("Authentication-Results: mx.kaze.example; " + results
                        + "\r\nFrom: q2w3e4r5t6y7u8i@marketplace.amazon.com\r\nSubject: hello\r\n\r\nhello\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        assertThat(rules.kind(mail)).isEqualTo(kind);
    }

    @Test
    void every_reason_is_told_in_every_language_of_staff() {
        var words = new ReasonWords();
        assertThat(TriageReason.values()).allMatch(reason -> words.knows(reason.text()));
        assertThat(Rows.of("words/triage.csv")).hasSameSizeAs(TriageReason.values());
    }

    @Test
    void a_notice_counts_only_from_the_marketplace() {
        ReadMail mail = reader.read("""
                X-Space-Notification-Type: BBC_MESSAGE_CONFIRMATION_TO_MERCHANT
                From: someone@kaze.example
                Subject: Seu e-mail para Ana

                hello
                """.getBytes(StandardCharsets.US_ASCII));
        assertThat(rules.kind(mail)).isEqualTo(MailKind.OTHER);
    }
}
