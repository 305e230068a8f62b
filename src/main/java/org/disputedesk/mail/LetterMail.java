package org.disputedesk.mail;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.disputedesk.letter.OutgoingLetter;
import org.jspecify.annotations.Nullable;

/**
 * A letter as a mail: plain text to one relay address of the marketplace. Whatever stands in the letter, in the mail it
 * answers, or in the address, it has the same headers and exactly one recipient.
 */
final class LetterMail {

    private static final int LONGEST_SUBJECT = 200;
    private static final int MOST_REFERENCES = 20;

    /** A message's name as mail programs write it: no space, no second bracket, nothing outside ASCII. */
    private static final Pattern MESSAGE_ID = Pattern.compile("<[!-;=?-~&&[^@]]{1,200}@[!-;=?-~&&[^@]]{1,200}>");

    /** What mail programs put before the subject of an answer, in the languages of the marketplaces. */
    private static final Pattern ANSWER_MARK = Pattern.compile(
            "^(?:\\s*(?:re|aw|antw|sv|rif|ynt|odp|ref|返信|回复|回覆|答复)\\s*(?:\\[\\d+])?\\s*[:：])+\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** Lifts the buyer's wish to get no messages; only where the letter itself is marked, never by inheritance. */
    private static final Pattern IMPORTANT =
            Pattern.compile("[\\[［【]\\s*(?:important|重要)\\s*[]］】]", Pattern.CASE_INSENSITIVE);

    private LetterMail() {}

    /** There is no address to which a letter may go. */
    static final class NoRelayAddress extends Exception {

        private static final long serialVersionUID = 1L;

        NoRelayAddress() {
            super("the address is no relay address of the marketplace");
        }
    }

    /** The one address a letter may go to, as it is written into the mail. */
    static InternetAddress recipient(@Nullable String to) throws NoRelayAddress {
        if (to == null || Amazon.relay(to).isEmpty()) {
            throw new NoRelayAddress();
        }
        var address = new InternetAddress();
        // signs outside ASCII can become letters of it, so it is the checked form that is used
        address.setAddress(to.toLowerCase(Locale.ROOT));
        return address;
    }

    static MimeMessage of(Session session, String id, OutgoingLetter letter, String from, Instant now)
            throws MessagingException, NoRelayAddress {
        String messageId = "<letter-" + id + from.substring(from.indexOf('@')) + ">";
        var mail = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", messageId);
            }
        };
        mail.setFrom(new InternetAddress(from, true));
        mail.setRecipient(RecipientType.TO, recipient(letter.to()));
        mail.setSentDate(Date.from(now));
        mail.setHeader("Subject", folded("Subject: ", subject(letter)));
        String inReplyTo = letter.inReplyTo();
        boolean answers = inReplyTo != null && MESSAGE_ID.matcher(inReplyTo).matches();
        if (answers) {
            mail.setHeader("In-Reply-To", inReplyTo);
        }
        List<String> references = references(letter, answers ? inReplyTo : null);
        if (!references.isEmpty()) {
            mail.setHeader("References", String.join("\r\n ", references));
        }
        mail.setText(body(letter.body()), StandardCharsets.UTF_8.name(), "plain");
        mail.saveChanges();
        return mail;
    }

    private static List<String> references(OutgoingLetter letter, @Nullable String inReplyTo) {
        Set<String> known = new LinkedHashSet<>();
        for (String reference : letter.references() == null ? List.<String>of() : letter.references()) {
            if (MESSAGE_ID.matcher(reference).matches()) {
                known.add(reference);
            }
        }
        if (inReplyTo != null) {
            known.remove(inReplyTo);
            known.add(inReplyTo);
        }
        List<String> all = new ArrayList<>(known);
        return all.subList(Math.max(0, all.size() - MOST_REFERENCES), all.size());
    }

    private static String subject(OutgoingLetter letter) {
        String answered = letter.answeredSubject();
        if (answered == null) {
            return line(letter.markedSubject());
        }
        String bare = bare(answered);
        String mark = letter.mark();
        return line("Re: " + (mark == null ? "" : mark + " ") + (bare.isEmpty() ? bare(letter.subject()) : bare));
    }

    private static String bare(String subject) {
        String plain = IMPORTANT.matcher(line(subject)).replaceAll(" ");
        return ANSWER_MARK.matcher(plain).replaceFirst("").strip();
    }

    /** On one line, of signs that are seen, and nothing that a reader would decode into something else. */
    private static String line(String text) {
        String line = Characters.clean(text)
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029\\u0085]+", " ")
                .replace("=?", "= ?")
                .replaceAll("\\s+", " ")
                .strip();
        int end = line.offsetByCodePoints(0, Math.min(LONGEST_SUBJECT, line.codePointCount(0, line.length())));
        return line.substring(0, end).strip();
    }

    private static String folded(String name, String subject) {
        try {
            return MimeUtility.fold(name.length(), MimeUtility.encodeText(subject, StandardCharsets.UTF_8.name(), "B"));
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String body(String text) {
        return Characters.clean(text).replace("\n", "\r\n") + "\r\n";
    }
}
