package org.disputedesk.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.disputedesk.letter.OutgoingLetter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever somebody puts into a letter or into the mail it answers: one recipient, and no header of his own. */
class LetterMailTest {

    private static final int CASES = 20_000;
    private static final String FROM = "shop@example.com";
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
    private static final String RELAY = "a1b2c3d4e5f6g7h@marketplace.amazon.de";

    private static final Set<String> ALWAYS = Set.of(
            "Date", "From", "To", "Message-ID", "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding");
    private static final Set<String> WHEN_IT_ANSWERS = Set.of("In-Reply-To", "References");

    private static final List<String> HOSTILE = List.of(
            "\r\n",
            "\n",
            "\r",
            "\u2028",
            "\u2029",
            "\u0085",
            "\u000b",
            "\f",
            "\0",
            "\u202e",
            "\ufeff",
            "\ud800",
            "\r\nBcc: evil@example.com",
            "\nCc: evil@example.com",
            "\r\n\r\nTo: evil@example.com",
            "\r\n Bcc: x@example.com",
            "=?utf-8?Q?=0D=0ABcc:_evil@example.com?=",
            "=?utf-8?B?DQpCY2M6IGV2aWxAZXhhbXBsZS5jb20=?=",
            "=?",
            "?=",
            ",",
            ";",
            "<",
            ">",
            "\"",
            "\\",
            "(",
            ")",
            "@",
            ":",
            " ",
            "\t",
            "evil@example.com",
            "Buyer <evil@example.com>",
            "friends:evil@example.com;",
            RELAY,
            "," + RELAY,
            RELAY + " ",
            "<" + RELAY + ">",
            "<a@b>",
            "<0101@x.example>",
            "<a b@c>",
            "<<a@b>>",
            "%0d%0aBcc:",
            "Re: ",
            "RE:",
            "Re[2]: ",
            "返信：",
            "[Important]",
            "[重要]",
            "ご注文",
            "髙①㈱",
            "🎁",
            "\n.\n",
            "\r\n.\r\nMAIL FROM:<evil@example.com>",
            "A".repeat(400),
            "\u212a",
            "\u0130");

    @Test
    void no_input_makes_a_second_recipient_or_a_header() throws Exception {
        var random = new Random(20261127);
        int sent = 0;
        for (int i = 0; i < CASES; i++) {
            Supplier<String> text = () -> hostile(random);
            String to = random.nextInt(3) == 0 ? RELAY + (random.nextBoolean() ? "" : text.get()) : text.get();
            var letter = new OutgoingLetter(
                    text.get(),
                    "de",
                    "DE",
                    text.get(),
                    text.get(),
                    text.get(),
                    to,
                    random.nextInt(4) == 0 ? "<0101@x.example>" : text.get(),
                    List.of(text.get(), text.get(), "<" + i + "@y.example>"),
                    random.nextInt(5) == 0 ? null : text.get(),
                    null,
                    null);
            try {
                check(letter);
                sent++;
            } catch (LetterMail.NoRelayAddress e) {
                assertThat(Amazon.relay(to)).as("%s", to).isEmpty();
            }
        }
        assertThat(sent).as("letters that could be sent").isGreaterThan(CASES / 20);
    }

    private static void check(OutgoingLetter letter) throws Exception {
        MimeMessage read = read(letter);
        List<String> names = new ArrayList<>();
        Collections.list(read.getAllHeaders()).forEach(header -> names.add(header.getName()));
        assertThat(names).as("%s", letter).doesNotHaveDuplicates();
        Set<String> others = new TreeSet<>(names);
        assertThat(others).as("%s", letter).containsAll(ALWAYS);
        others.removeAll(ALWAYS);
        assertThat(WHEN_IT_ANSWERS).as("%s", letter).containsAll(others);
        assertThat(read.getAllRecipients()).as("%s", letter).hasSize(1);
        assertThat(read.getRecipients(RecipientType.TO)[0]).hasToString(RELAY);
        assertThat(read.getFrom()).hasSize(1);
        assertThat(read.getFrom()[0]).hasToString(FROM);
        assertThat(read.getReplyTo()[0]).hasToString(FROM);
        assertThat(read.getSubject()).as("%s", letter).doesNotContain("\r", "\n", "\u2028", "\u2029", "\u0085");
        if (letter.answeredSubject() != null) {
            assertThat(read.getSubject()).startsWith("Re:");
            assertThat(read.getSubject().substring(3)).as("%s", letter).doesNotMatch("(?i)\\s*(re|返信)\\s*[:：].*");
            assertThat(read.getSubject()).doesNotContain("[Important]", "[重要]");
        }
        assertThat(read.getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(read.getContent()).isInstanceOf(String.class);
    }

    private static MimeMessage read(OutgoingLetter letter) throws Exception {
        Session session = Session.getInstance(new Properties());
        var written = new ByteArrayOutputStream();
        LetterMail.of(session, "5f".repeat(32), letter, FROM, NOW).writeTo(written);
        String head = written.toString(StandardCharsets.US_ASCII).split("\r\n\r\n", 2)[0];
        assertThat(head.lines()).as("%s", letter).allMatch(line -> line.length() <= 998);
        assertThat(written.toByteArray()).as("%s", letter).satisfies(bytes -> {
            for (byte b : head.getBytes(StandardCharsets.US_ASCII)) {
                assertThat(b).isBetween((byte) 9, (byte) 126);
            }
        });
        return new MimeMessage(session, new ByteArrayInputStream(written.toByteArray()));
    }

    private static String hostile(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append(HOSTILE.get(random.nextInt(HOSTILE.size())));
        }
        return text.toString();
    }

    /** The Kelvin sign becomes a k in lower case: what is checked is what is written to. */
    @Test
    void a_sign_that_only_becomes_a_letter_is_written_as_that_letter() throws Exception {
        assertThat(LetterMail.recipient("\u212aabcdefgh@marketplace.amazon.de").getAddress())
                .isEqualTo("kabcdefgh@marketplace.amazon.de");
    }

    @Test
    void an_answer_has_one_re_however_often_it_went_to_and_fro() throws Exception {
        assertThat(subject("Frage zur Bestellung")).isEqualTo("Re: Frage zur Bestellung");
        assertThat(subject("Re: AW: RE: Antw: Frage")).isEqualTo("Re: Frage");
        assertThat(subject("返信：Re[3]: お問い合わせ")).isEqualTo("Re: お問い合わせ");
        assertThat(subject("[Important] Frage")).isEqualTo("Re: Frage");
        assertThat(subject("Reklamation: kaputt")).isEqualTo("Re: Reklamation: kaputt");
        assertThat(subject(" ")).isEqualTo("Re: About your order");
        assertThat(subject(null)).isEqualTo("About your order");
    }

    /** P24: the marketplace reads the mark anywhere in the subject; it stands there only when the letter bears it */
    @Test
    void a_letter_that_is_marked_is_marked_once() throws Exception {
        assertThat(subject("Frage", "[Important]")).isEqualTo("Re: [Important] Frage");
        assertThat(subject("Re: [Important] Frage", "[Important]")).isEqualTo("Re: [Important] Frage");
        assertThat(subject(null, "[重要]")).isEqualTo("[重要] About your order");
    }

    private static String subject(@Nullable String answered) throws Exception {
        return subject(answered, null);
    }

    private static String subject(@Nullable String answered, @Nullable String mark) throws Exception {
        return read(new OutgoingLetter(
                        "x/y", "de", "DE", null, "About your order", "Hi", RELAY, null, null, answered, mark, null))
                .getSubject();
    }
}
