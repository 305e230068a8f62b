package org.disputedesk.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.commons.codec.digest.DigestUtils;
import org.disputedesk.dispute.Marketplace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailReaderTest {

    private static final String NOT_ARRIVED = "注文した商品がまだ届きません。\n追跡では「配達完了」になっていますが、受け取っていません。\n確認をお願いします。";

    private final MailReader reader = new MailReader(new MailText());

    private ReadMail read(String name) {
        return reader.read(Corpus.mail(name));
    }

    @Test
    void a_buyers_message_is_read_whole() {
        ReadMail mail = read("ja-not-arrived");
        assertThat(mail.text()).isEqualTo(NOT_ARRIVED);
        assertThat(mail.subject()).isEqualTo("電気ケトルに関するお問い合わせ(注文: 503-1234567-1234567)");
        assertThat(mail.orderId()).isEqualTo("503-1234567-1234567");
        assertThat(mail.marketplace()).isEqualTo(Marketplace.JP);
        assertThat(mail.alias()).isEqualTo("x1b2c3d4e5f6g7h");
        assertThat(mail.thread()).isEqualTo(Corpus.THREAD);
        assertThat(mail.from()).isEqualTo("x1b2c3d4e5f6g7h@marketplace.amazon.co.jp");
        assertThat(mail.senderName()).isEqualTo("山田 花子");
        assertThat(mail.replyAddress()).contains("x1b2c3d4e5f6g7h+" + Corpus.THREAD + "@marketplace.amazon.co.jp");
        assertThat(mail.messageId()).isEqualTo("<0101aaaa-1@ap-northeast-1.amazonses.com>");
        assertThat(mail.sentAt()).isEqualTo(Instant.parse("2026-11-20T03:34:56Z"));
        assertThat(mail.language()).isEqualTo("ja");
        assertThat(mail.headers()).containsEntry("x-space-notification-type", "BBC_MESSAGE_SENT_TO_MERCHANT");
        assertThat(mail.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "html-only",
                "forwarded-as-a-mail",
                "external-mark",
                "without-message-id",
                "raw-utf-8-in-headers",
                "ja-subject-cut-within-a-character"
            })
    void the_same_words_are_found_however_they_come(String name) {
        ReadMail mail = read(name);
        assertThat(mail.text()).isEqualTo(NOT_ARRIVED);
        assertThat(mail.subject()).isEqualTo("電気ケトルに関するお問い合わせ(注文: 503-1234567-1234567)");
        assertThat(mail.orderId()).isEqualTo("503-1234567-1234567");
        assertThat(mail.thread()).isEqualTo(Corpus.THREAD);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            iso-2022-jp-with-microsofts-signs | ①㈱髙橋商店です。注文品が届きません。
            shift-jis-with-microsofts-signs   | ①㈱髙橋商店です。注文品が届きません。
            cp932-declared-as-utf-8           | ①㈱髙橋商店です。注文品が届きません。
            en-not-arrived | Hello, my order 503-7654321-7654321 has not arrived. It should be here since Monday.\\nThanks, Dana
            en-history     | It is still not here.
            en-answers-between | No, I asked all of them.\\n[…]\\nYes.
            de-not-arrived | Guten Tag, das Paket ist nicht angekommen. Bitte erstatten Sie den Betrag.
            pt-question    | Bom dia, o produto é bivolt?
            es-message     | No he recibido el paquete.
            fr-ca-bilingual | Le colis n'est pas arrivé.
            outlook-history | Where is it?
            only-history   | > please wait until Friday.\\n> Thank you
            reply-copy     | Olá Ana, o pedido foi enviado ontem.
            no-boundary    | hello, it has not arrived
            """)
    void what_the_person_wrote_is_found(String name, String text) {
        String found = read(name).text();
        assertThat(found.startsWith("[…]\n") ? found.substring(4) : found).isEqualTo(text.replace("\\n", "\n"));
    }

    @Test
    void a_buyer_cannot_cut_his_message_short_by_a_marker() {
        assertThat(read("buyer-forges-a-marker").text())
                .contains("first", "second")
                .doesNotContain("footer");
    }

    @Test
    void a_subject_in_microsofts_signs_is_read() {
        assertThat(read("iso-2022-jp-with-microsofts-signs").subject()).isEqualTo("㈱のお問い合わせ(注文: 503-1234567-1234567)");
    }

    @Test
    void characters_that_were_guessed_are_told() {
        assertThat(read("cp932-declared-as-utf-8").problems()).contains(MailProblem.CHARSET_GUESSED);
        assertThat(read("iso-2022-jp-with-microsofts-signs").problems()).isEmpty();
    }

    @Test
    void what_only_the_page_or_only_the_text_says_is_not_lost() {
        ReadMail mail = read("text-and-html-differ");
        assertThat(mail.problems()).contains(MailProblem.PARTS_DIFFER);
        assertThat(mail.text()).contains("まだ届きません。返金してください。");
    }

    @ParameterizedTest
    @MethodSource("everything")
    void no_signed_link_and_no_token_is_visible(String name) {
        ReadMail mail = read(name);
        assertThat(mail.text() + mail.body() + mail.subject())
                .doesNotContain("SECRETTOKEN", "HASHSECRET", "commMgrTok", "SPC-JPAmazon", "messaging/inbox");
    }

    static java.util.List<String> everything() {
        return Corpus.names();
    }

    @Test
    void a_link_to_a_stranger_tells_no_thread_and_others_stay() {
        ReadMail mail = read("link-to-a-stranger");
        assertThat(mail.thread()).isNull();
        assertThat(mail.text())
                .contains("https://www.amazon.co.jp/dp/B0EXAMPLE1")
                .doesNotContain("evil");
    }

    @ParameterizedTest
    @CsvSource({
        "rfc-2231-name, 配送センターの写真.png",
        "encoded-word-name, 配送センターの写真.png",
        "photo-only, IMG_0001.png",
        "inline-picture, broken.png",
        "dangerous-files, ../../factura.html"
    })
    void files_come_with_their_names(String name, String file) {
        assertThat(read(name).files()).singleElement().satisfies(found -> {
            assertThat(found.name()).isEqualTo(file);
            assertThat(found.bytes()).isNotEmpty();
        });
    }

    @Test
    void a_photo_without_words_has_no_text() {
        assertThat(read("photo-only").text()).isEmpty();
        assertThat(read("inline-picture").text()).isEqualTo("Please look:\nIt is broken.");
        assertThat(read("inline-picture").files().get(0).inline()).isTrue();
    }

    @Test
    void a_mail_within_a_mail_is_the_one_that_counts() {
        ReadMail mail = read("forwarded-as-a-mail");
        assertThat(mail.problems()).contains(MailProblem.FORWARDED);
        assertThat(mail.from()).isEqualTo("x1b2c3d4e5f6g7h@marketplace.amazon.co.jp");
        assertThat(mail.messageId()).isEqualTo("<0101aaaa-13@ap-northeast-1.amazonses.com>");
    }

    @Test
    void without_a_message_id_the_bytes_are_the_key() {
        ReadMail mail = read("without-message-id");
        assertThat(mail.messageId()).isNull();
        assertThat(mail.key()).isEqualTo(DigestUtils.sha256Hex(Corpus.mail("without-message-id")));
        assertThat(mail.problems()).contains(MailProblem.NO_MESSAGE_ID, MailProblem.NO_DATE);
    }

    @Test
    void the_order_of_the_subject_goes_before_the_one_the_buyer_mentions() {
        ReadMail mail = read("two-orders");
        assertThat(mail.orderId()).isEqualTo("503-1234567-1234567");
        assertThat(mail.problems()).contains(MailProblem.SEVERAL_ORDERS);
        assertThat(read("full-width-order").orderId()).isEqualTo("503-1234567-1234567");
    }

    @Test
    void the_letter_that_came_back_is_no_forward() {
        ReadMail mail = read("bounce");
        assertThat(mail.from()).isEqualTo("mailer-daemon@mx.kaze.example");
        assertThat(mail.orderId()).isEqualTo("503-7654321-7654321");
    }

    @Test
    void depth_and_number_of_parts_have_an_end() {
        assertThat(read("thirty-levels").problems()).contains(MailProblem.TOO_DEEP);
        assertThat(read("four-hundred-parts").problems()).contains(MailProblem.TOO_MANY_PARTS);
    }

    @Test
    void a_file_of_more_than_ten_megabytes_stays_in_the_original() {
        String file = java.util.Base64.getMimeEncoder().encodeToString(new byte[(10 << 20) + 1]);
        ReadMail mail = reader.read(("From: a@b.example\r\nSubject: big\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nhello\r\n--x\r\n"
                        + "Content-Type: image/png; name=big.png\r\nContent-Transfer-Encoding: base64\r\n\r\n" + file
                        + "\r\n--x--\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        assertThat(mail.problems()).contains(MailProblem.FILE_TOO_LARGE);
        assertThat(mail.files()).isEmpty();
        assertThat(mail.text()).isEqualTo("hello");
    }

    @Test
    void a_mail_that_is_too_large_is_not_even_looked_into() {
        assertThat(reader.read(new byte[MailReader.MOST_BYTES + 1]).problems()).containsExactly(MailProblem.TOO_LARGE);
    }

    @Test
    void a_long_text_is_cut_between_characters_and_says_so() {
        ReadMail mail =
                reader.read(("From: a@b.example\r\nSubject: long\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                                + "x" + "😀".repeat(20_000))
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(mail.problems()).contains(MailProblem.TEXT_CUT);
        assertThat(mail.text()).hasSizeLessThanOrEqualTo(20_000).endsWith(MailText.LEFT_OUT);
        assertThat(mail.text().codePoints().noneMatch(sign -> Character.getType(sign) == Character.SURROGATE))
                .isTrue();
    }

    @Test
    void one_message_id_with_other_words_has_another_fingerprint() {
        ReadMail one = read("ja-not-arrived");
        String other = new String(Corpus.mail("ja-not-arrived"), StandardCharsets.ISO_8859_1)
                .replace("Received", "X")
                .replaceFirst("Subject: .*", "Subject: Refund (503-1234567-1234567)");
        ReadMail forged = reader.read(other.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(forged.key()).isEqualTo(one.key());
        assertThat(forged.fingerprint()).isNotEqualTo(one.fingerprint());
        ReadMail again = reader.read(("Received: from elsewhere\r\n"
                        + new String(Corpus.mail("ja-not-arrived"), StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(again.fingerprint()).isEqualTo(one.fingerprint());
    }

    @ParameterizedTest
    @CsvSource({
        "x1b2c3d4e5f6g7h@marketplace.amazon.co.jp, true",
        "X1b2c3d4e5f6g7h@Marketplace.Amazon.com, true",
        "x1b2c3d4e5f6g7h+6f1d2a3b-1111-4222-8333-9abcdef01234@m.marketplace.amazon.de, true",
        "x1b2c3d4e5f6g7h@marketplace.amazon.com.evil.example, false",
        "x1b2c3d4e5f6g7h@evil.example, false",
        "x1b2c3d4e5f6g7h+cafe@marketplace.amazon.com, false",
        "short@marketplace.amazon.com, false",
        "x1b2c3d4e5f6g7h@marketplace.amazon.com.be, true"
    })
    void only_the_marketplaces_own_addresses_are_relays(String address, boolean isRelay) {
        assertThat(Amazon.relay(address).isPresent()).isEqualTo(isRelay);
    }

    /** A page of a hundred thousand elements once took the reader for longer than anybody waits. */
    @Test
    void a_page_that_is_all_nesting_does_not_hold_up_the_others() {
        String page = "<div>".repeat(100_000) + "wrong item" + "</div>".repeat(10);
        var mail = reader.read(("From: a@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: text/html; charset=utf-8\r\n\r\n" + page)
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(mail.problems()).contains(MailProblem.TEXT_CUT);
    }
}
