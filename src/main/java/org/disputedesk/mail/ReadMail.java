package org.disputedesk.mail;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.disputedesk.dispute.Marketplace;
import org.jspecify.annotations.Nullable;

/**
 * What a mail says.
 *
 * @param key what it is known by: SHA-256 of its Message-ID, or of its bytes when it has none, in hex
 * @param fingerprint SHA-256 of what it says, in hex, by which two mails under one Message-ID are told apart
 * @param messageId with its angle brackets; null when it has none
 * @param references the messages it answers or follows, the nearest first
 * @param from the sender's address in lower case; empty when there is none
 * @param senderName as the sender calls himself; empty when he does not
 * @param addresses all it names besides: reply-to, recipients, those it was forwarded for; in lower case
 * @param subject decoded, without marks of gateways, on one line
 * @param sentAt as the mail says (UTC); null when it does not
 * @param text what the person wrote, without what the marketplace or a mail program put around it; empty when nothing
 * @param body all that can be read of it, without signed links, for rules to look at
 * @param language ISO 639-1, guessed from the script and the marketplace
 * @param orderId of the order it is about; null when it names none
 * @param headers those that rules may ask for, by lower-case name, decoded
 * @param files what came with it
 * @param problems what could not be read as it was meant
 */
record ReadMail(
        String key,
        String fingerprint,
        @Nullable String messageId,
        List<String> references,
        String from,
        String senderName,
        List<String> addresses,
        String subject,
        @Nullable Instant sentAt,
        String text,
        String body,
        String language,
        @Nullable Marketplace marketplace,
        @Nullable String orderId,
        @Nullable String alias,
        @Nullable String thread,
        Map<String, String> headers,
        List<File> files,
        Set<MailProblem> problems) {

    ReadMail {
        references = List.copyOf(references);
        addresses = List.copyOf(addresses);
        headers = Map.copyOf(headers);
        files = List.copyOf(files);
        problems = Set.copyOf(problems);
    }

    /** A file that came with a mail. */
    static final class File {

        private final String name;
        private final byte[] bytes;
        private final boolean inline;

        File(String name, byte[] bytes, boolean inline) {
            this.name = name;
            this.bytes = bytes;
            this.inline = inline;
        }

        /** As the sender called it; empty when he did not. */
        String name() {
            return name;
        }

        byte[] bytes() {
            return bytes;
        }

        /** Whether it is shown within the text. */
        boolean inline() {
            return inline;
        }
    }

    /** The same, with these problems in place of its own. */
    ReadMail withProblems(Set<MailProblem> others) {
        return new ReadMail(
                key,
                fingerprint,
                messageId,
                references,
                from,
                senderName,
                addresses,
                subject,
                sentAt,
                text,
                body,
                language,
                marketplace,
                orderId,
                alias,
                thread,
                headers,
                files,
                others);
    }

    boolean isUnreadable() {
        return problems.contains(MailProblem.UNREADABLE) || problems.contains(MailProblem.TOO_LARGE);
    }

    /** Whether the marketplace passed it on for a buyer. */
    boolean isRelayed() {
        return Amazon.relay(from).isPresent();
    }

    /** The address by which an answer reaches the conversation, with its number when it is known. */
    Optional<String> replyAddress() {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(from), addresses.stream())
                .filter(address -> Amazon.relay(address).isPresent())
                .min(Comparator.comparing(address -> address.contains("+") ? 0 : 1));
    }
}
