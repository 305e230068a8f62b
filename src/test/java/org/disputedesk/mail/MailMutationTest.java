package org.disputedesk.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.disputedesk.dispute.Storable;
import org.junit.jupiter.api.Test;

/**
 * Mails that were damaged at random: each is read without an exception, in bounded time, and into what every database can
 * keep. {@code -Dmails=200000} for a long run, {@code -Dmail.seed=7} for another one.
 */
class MailMutationTest {

    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final MailReader reader = new MailReader(new MailText());

    @Test
    void damaged_mails_are_read_as_far_as_it_goes() {
        var random = new Random(Long.getLong("mail.seed", 1));
        List<byte[]> mails = Corpus.names().stream().map(Corpus::mail).toList();
        for (int n = 0; n < Integer.getInteger("mails", 3000); n++) {
            byte[] mail = mutated(mails.get(random.nextInt(mails.size())), mails, random);
            long start = System.nanoTime();
            ReadMail read = reader.read(mail);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("mail %s", n)
                    .isLessThan(LONGEST);
            assertThat(Storable.problem(read.text(), 20_000))
                    .as("text of mail %s", n)
                    .isNull();
            assertThat(Storable.problem(read.subject(), 400))
                    .as("subject of mail %s", n)
                    .isNull();
            assertThat(read.key()).matches("[0-9a-f]{64}");
            assertThat(read.text() + read.body()).doesNotContain("commMgrTok:", "no-response-needed");
        }
    }

    private static byte[] mutated(byte[] mail, List<byte[]> others, Random random) {
        byte[] bytes = mail.clone();
        for (int times = random.nextInt(12); times >= 0; times--) {
            bytes = once(bytes, others, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, List<byte[]> others, Random random) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(80));
        var out = new ByteArrayOutputStream();
        switch (random.nextInt(8)) {
            case 0 -> out.write(bytes, 0, at);
            case 1 -> {
                byte[] changed = bytes.clone();
                changed[at] = (byte) random.nextInt();
                out.writeBytes(changed);
            }
            case 2 -> {
                out.write(bytes, 0, at);
                out.write(bytes, at + length, bytes.length - at - length);
            }
            case 3 -> {
                out.write(bytes, 0, at + length);
                out.write(bytes, at, bytes.length - at);
            }
            case 4 -> {
                byte[] other = others.get(random.nextInt(others.size()));
                int from = other.length == 0 ? 0 : random.nextInt(other.length);
                out.write(bytes, 0, at);
                out.write(other, from, other.length - from);
            }
            case 5 -> {
                out.write(bytes, 0, at);
                out.writeBytes(
                        new String[] {"\r\n", "\r\n\r\n", "=?UTF-8?B?", "\"", "\\", "<", "boundary=", "\u001b$B", "--"}
                                [random.nextInt(9)].getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
                out.write(bytes, at, bytes.length - at);
            }
            case 6 -> {
                out.write(bytes, 0, at);
                byte[] noise = new byte[1 + random.nextInt(40)];
                random.nextBytes(noise);
                out.writeBytes(noise);
                out.write(bytes, at, bytes.length - at);
            }
            default -> {
                // header lines change places with those of the body
                out.write(bytes, at, bytes.length - at);
                out.write(bytes, 0, at);
            }
        }
        return out.toByteArray();
    }
}
