package org.disputedesk.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeMessage;
import java.text.Normalizer;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.disputedesk.dispute.Marketplace;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads mails (002-24, 003-03): whatever bytes come, an answer comes, and what could not be read is said in it. It takes no
 * longer than the mail is long.
 */
@Component
class MailReader {

    /** 40 MB, as most mail servers take. */
    static final int MOST_BYTES = 40 << 20;

    /** What a case keeps of one message; the rest stays in the original. */
    static final int LONGEST_TEXT = 19_000;

    private static final int MOST_CHARACTERS = 300_000;
    private static final int LONGEST_SUBJECT = 400;
    private static final int MOST_REFERENCES = 40;
    private static final int DEEPEST_FORWARD = 4;

    private static final List<String> HEADERS_FOR_RULES = List.of(
            "X-Space-Notification-Type",
            "X-Marketplace-ID",
            "Auto-Submitted",
            "X-Failed-Recipients",
            "Authentication-Results",
            "Return-Path",
            "Precedence",
            "X-Autoreply",
            "List-Id",
            "Content-Type");

    /** Whom it was meant for, before somebody passed it on. */
    private static final List<String> ADDRESS_HEADERS = List.of(
            "Reply-To",
            "To",
            "Cc",
            "Delivered-To",
            "X-Original-To",
            "Envelope-To",
            "X-Forwarded-To",
            "X-Forwarded-For",
            "Resent-To",
            "Resent-From",
            "Return-Path",
            "Sender");

    private static final Pattern GATEWAY_MARK = Pattern.compile(
            "^\\s*(?:[\\[【(*]+\\s*(?:external|extern|ext|外部|社外|外部メール|外部邮件|spam\\??|suspected spam)[^\\]】)*]{0,20}[\\]】)*]+|external:)\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern REPLY_MARK = Pattern.compile(
            "^\\s*(?:re|aw|sv|antw|fw|fwd|wg|tr|rv|enc|res|回复|答复|转发|転送)\\s*(?:\\[\\d+\\])?\\s*[:：]\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ORDER = Pattern.compile("(?<![\\d-])\\d{3}-\\d{7}-\\d{7}(?![\\d-])");
    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]{1,300}>");

    private final MailText mailText;

    MailReader(MailText mailText) {
        this.mailText = mailText;
    }

    /** What these bytes say; never an exception. */
    ReadMail read(byte[] bytes) {
        String hash = DigestUtils.sha256Hex(bytes);
        if (bytes.length > MOST_BYTES) {
            return nothing(hash, MailProblem.TOO_LARGE);
        }
        try {
            return read(MimeParts.message(bytes), hash, 0);
        } catch (MessagingException | RuntimeException | StackOverflowError e) {
            return nothing(hash, MailProblem.UNREADABLE);
        }
    }

    private static ReadMail nothing(String hash, MailProblem problem) {
        return new ReadMail(
                hash,
                hash,
                null,
                List.of(),
                "",
                "",
                List.of(),
                "",
                null,
                "",
                "",
                "en",
                null,
                null,
                null,
                null,
                Map.of(),
                List.of(),
                Set.of(problem));
    }

    private ReadMail read(MimeMessage message, String hash, int depth) {
        MimeParts parts = MimeParts.of(message);
        InternetAddress from = sender(message);
        String address = Objects.requireNonNullElse(from.getAddress(), "").toLowerCase(Locale.ROOT);
        if (depth < DEEPEST_FORWARD && !Amazon.isOwn(Amazon.host(address))) {
            // somebody, or some gateway, has passed it on as it was
            for (MimeMessage inner : parts.mails) {
                String innerFrom = Objects.requireNonNullElse(sender(inner).getAddress(), "");
                if (Amazon.isOwn(Amazon.host(innerFrom))) {
                    return forwarded(read(inner, hash, depth + 1));
                }
            }
        }
        Set<MailProblem> problems = EnumSet.noneOf(MailProblem.class);
        problems.addAll(parts.problems);
        String messageId = messageId(message);
        if (messageId == null) {
            problems.add(MailProblem.NO_MESSAGE_ID);
        }
        Instant sentAt = sentAt(message);
        if (sentAt == null) {
            problems.add(MailProblem.NO_DATE);
        }
        String subject = subject(message);
        List<String> addresses = Stream.concat(Stream.of(message), parts.returned.stream())
                .flatMap(one -> ADDRESS_HEADERS.stream().map(name -> MimeParts.header(one, name)))
                .filter(Objects::nonNull)
                .flatMap(header -> Characters.addresses(Characters.header(header)).stream())
                .distinct()
                .toList();
        List<String> references = references(message);
        for (MimeMessage returned : parts.returned) {
            Optional.ofNullable(messageId(returned)).ifPresent(references::add);
            parts.texts.add(subject(returned));
        }
        Body body = body(parts, problems);
        List<Amazon.Relay> relays = Stream.concat(Stream.of(address), addresses.stream())
                .flatMap(one -> Amazon.relay(one).stream())
                .toList();
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : HEADERS_FOR_RULES) {
            String value = MimeParts.header(message, name);
            if (value != null) {
                headers.put(name.toLowerCase(Locale.ROOT), Characters.header(value));
            }
        }
        Marketplace marketplace = marketplace(headers, relays, body.raw());
        String visible = MailText.withoutSecrets(body.raw());
        String text = cut(MailText.withoutSecrets(body.message()), problems);
        List<ReadMail.File> files = parts.files;
        return new ReadMail(
                messageId == null ? hash : DigestUtils.sha256Hex(messageId),
                fingerprint(address, subject, text, files),
                messageId,
                references,
                address,
                Characters.header(from.getPersonal()),
                addresses,
                subject,
                sentAt,
                text,
                visible,
                language(text, marketplace),
                marketplace,
                order(subject, visible, text, problems),
                relays.stream().map(Amazon.Relay::alias).findFirst().orElse(null),
                relays.stream()
                        .map(Amazon.Relay::thread)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .or(() -> MailText.threadInLinks(body.raw()))
                        .orElse(null),
                headers,
                files,
                problems);
    }

    private static ReadMail forwarded(ReadMail inner) {
        Set<MailProblem> problems = EnumSet.of(MailProblem.FORWARDED);
        problems.addAll(inner.problems());
        return inner.withProblems(problems);
    }

    /** What was read of the parts with words: everything, and what the person wrote of it. */
    private record Body(String raw, String message) {}

    private Body body(MimeParts parts, Set<MailProblem> problems) {
        String plain = shortened(String.join("\n\n", parts.texts), problems);
        MailText.Page page = mailText.page(shortened(String.join("\n", parts.pages), problems));
        // links stand in attributes, which no text shows
        String raw = plain + "\n" + page.text() + "\n" + String.join("\n", links(parts.pages));
        Optional<String> ofPlain = mailText.marked(plain);
        Optional<String> ofPage = page.message().or(() -> mailText.marked(page.text()));
        String fromPlain = ofPlain.orElseGet(() -> ofPage.isPresent() ? "" : plain);
        String fromPage = ofPage.orElseGet(() -> ofPlain.isPresent() ? "" : page.text());
        String one = MailText.withoutHistory(fromPlain);
        String other = MailText.withoutHistory(fromPage);
        if (one.isBlank() || other.isBlank()) {
            return new Body(raw, one.isBlank() ? other : one);
        }
        if (isSame(one, other)) {
            return new Body(raw, one);
        }
        problems.add(MailProblem.PARTS_DIFFER);
        // whoever wrote it saw the page; what only one of them says is not lost
        return new Body(raw, letters(other).contains(letters(one)) ? other : one + "\n\n" + other);
    }

    private static List<String> links(List<String> pages) {
        List<String> links = new ArrayList<>();
        for (String page : pages) {
            Matcher link = Pattern.compile(
                            "href\\s*=\\s*[\"']?(https?://[^\\s\"'<>]{1,2000})", Pattern.CASE_INSENSITIVE)
                    .matcher(page);
            while (link.find() && links.size() < 100) {
                links.add(link.group(1).replace("&amp;", "&"));
            }
        }
        return links;
    }

    private static boolean isSame(String one, String other) {
        return letters(one).equals(letters(other));
    }

    private static String letters(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        text.codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
        return letters.toString();
    }

    private static String shortened(String text, Set<MailProblem> problems) {
        if (text.length() <= MOST_CHARACTERS) {
            return text;
        }
        problems.add(MailProblem.TEXT_CUT);
        return text.substring(0, MOST_CHARACTERS);
    }

    private static String cut(String text, Set<MailProblem> problems) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        problems.add(MailProblem.TEXT_CUT);
        int end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
        return text.substring(0, end) + "\n" + MailText.LEFT_OUT;
    }

    /** Who sent it; without an address when nobody can tell. */
    private static InternetAddress sender(MimeMessage message) {
        String header = MimeParts.header(message, "From");
        var nobody = new InternetAddress();
        if (header == null) {
            return nobody;
        }
        String unfolded = header.replaceAll("[\\r\\n]+[ \\t]*", " ");
        try {
            InternetAddress[] senders = InternetAddress.parseHeader(unfolded, false);
            if (senders.length > 0
                    && senders[0].getAddress() != null
                    && senders[0].getAddress().contains("@")) {
                return senders[0];
            }
        } catch (AddressException | RuntimeException e) {
            // as good as it can be told without its grammar, below
        }
        List<String> addresses = Characters.addresses(unfolded);
        if (!addresses.isEmpty()) {
            nobody.setAddress(addresses.get(addresses.size() - 1));
        }
        return nobody;
    }

    private static @Nullable String messageId(MimeMessage message) {
        String header = MimeParts.header(message, "Message-ID");
        Matcher id = MESSAGE_ID.matcher(header == null ? "" : header);
        return id.find() ? Characters.clean(id.group()) : null;
    }

    private static List<String> references(MimeMessage message) {
        Set<String> references = new LinkedHashSet<>();
        for (String name : List.of("In-Reply-To", "References")) {
            List<String> ids = new ArrayList<>();
            String header = MimeParts.header(message, name);
            Matcher id = MESSAGE_ID.matcher(header == null ? "" : header);
            while (id.find()) {
                ids.add(Characters.clean(id.group()));
            }
            java.util.Collections.reverse(ids);
            references.addAll(ids);
        }
        return references.stream().limit(MOST_REFERENCES).collect(Collectors.toCollection(ArrayList::new));
    }

    private static @Nullable Instant sentAt(MimeMessage message) {
        String header = MimeParts.header(message, "Date");
        if (header == null) {
            return null;
        }
        try {
            Instant at = new MailDateFormat().parse(header.strip()).toInstant();
            return at.isBefore(Instant.EPOCH) || at.isAfter(Instant.parse("2999-01-01T00:00:00Z")) ? null : at;
        } catch (ParseException | RuntimeException e) {
            return null;
        }
    }

    private static String subject(MimeMessage message) {
        String subject = Characters.header(MimeParts.header(message, "Subject"));
        for (int marks = 0; marks < 10; marks++) {
            String less = GATEWAY_MARK.matcher(subject).replaceFirst("");
            less = REPLY_MARK.matcher(less).replaceFirst("");
            if (less.equals(subject)) {
                break;
            }
            subject = less;
        }
        String clean = subject.replaceAll("[\\p{Cf}\\p{Zl}\\p{Zp}]", "").strip();
        return clean.length() > LONGEST_SUBJECT
                ? clean.substring(0, clean.offsetByCodePoints(0, LONGEST_SUBJECT / 2))
                : clean;
    }

    private static @Nullable Marketplace marketplace(
            Map<String, String> headers, List<Amazon.Relay> relays, String raw) {
        return Amazon.marketplaceOf(headers.getOrDefault("x-marketplace-id", ""))
                .or(() -> relays.stream().map(Amazon.Relay::marketplace).findFirst())
                .or(() -> MailText.marketplaceInLinks(raw).flatMap(Amazon::marketplaceOf))
                .orElse(null);
    }

    /** The subject knows it best, then what the marketplace wrote around the message, then the buyer. */
    private static @Nullable String order(String subject, String body, String text, Set<MailProblem> problems) {
        List<String> inSubject = orders(subject);
        List<String> around = orders(body.replace(text, " "));
        List<String> within = orders(text);
        Set<String> all = new LinkedHashSet<>(inSubject);
        all.addAll(around);
        all.addAll(within);
        if (all.size() > 1) {
            problems.add(MailProblem.SEVERAL_ORDERS);
        }
        return Stream.of(inSubject, around, within)
                .flatMap(List::stream)
                .findFirst()
                .orElse(null);
    }

    private static List<String> orders(String text) {
        String narrow =
                Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[\u2010-\u2015\u2212\u30fc\uff0d]", "-");
        return ORDER.matcher(narrow)
                .results()
                .map(found -> found.group())
                .distinct()
                .toList();
    }

    /** Script tells more than any statistics about a few lines; where it tells nothing the marketplace does. */
    private static String language(String text, @Nullable Marketplace marketplace) {
        String ofMarketplace = marketplace == null ? "en" : marketplace.language();
        long kana = count(text, Character.UnicodeScript.HIRAGANA) + count(text, Character.UnicodeScript.KATAKANA);
        long han = count(text, Character.UnicodeScript.HAN);
        long latin = count(text, Character.UnicodeScript.LATIN);
        if (kana > 0) {
            return "ja";
        }
        if (han > 0) {
            return ofMarketplace.equals("ja") && han < 8 ? "ja" : "zh";
        }
        if (count(text, Character.UnicodeScript.HANGUL) > 0) {
            return "ko";
        }
        if (count(text, Character.UnicodeScript.ARABIC) > latin) {
            return "ar";
        }
        if (count(text, Character.UnicodeScript.CYRILLIC) > latin) {
            return "ru";
        }
        boolean isLatinThere = !Set.of("ja", "zh", "ar").contains(ofMarketplace);
        return latin > 0 && !isLatinThere ? "en" : ofMarketplace;
    }

    private static long count(String text, Character.UnicodeScript script) {
        return text.codePoints()
                .filter(sign -> Character.UnicodeScript.of(sign) == script)
                .count();
    }

    private static String fingerprint(String from, String subject, String text, List<ReadMail.File> files) {
        StringBuilder all = new StringBuilder(from)
                .append('\n')
                .append(subject)
                .append('\n')
                .append(letters(text));
        files.forEach(file -> all.append('\n').append(DigestUtils.sha256Hex(file.bytes())));
        return DigestUtils.sha256Hex(all.toString());
    }
}
