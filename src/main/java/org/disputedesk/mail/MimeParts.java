package org.disputedesk.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes a mail apart: texts, pages, files and mails within it. One broken part does not keep the others. */
final class MimeParts {

    private static final int DEEPEST = 8;
    private static final int MOST_PARTS = 200;
    private static final int MOST_BYTES_OF_FILE = 10 << 20;
    private static final int LONGEST_HEADER = 20_000;

    private static final Session SESSION = Session.getInstance(new Properties());

    private static final Pattern TYPE = Pattern.compile("\\s*([\\w.+-]{1,80})\\s*/\\s*([\\w.+-]{1,80})");
    private static final Pattern CHARSET =
            Pattern.compile("charset\\*?\\s*=\\s*\"?([^\";\\s]{1,40})", Pattern.CASE_INSENSITIVE);

    final List<String> texts = new ArrayList<>();
    final List<String> pages = new ArrayList<>();
    final List<ReadMail.File> files = new ArrayList<>();
    final List<MimeMessage> mails = new ArrayList<>();
    /** Of a report that something could not be delivered: what it was. */
    final List<MimeMessage> returned = new ArrayList<>();

    final Set<MailProblem> problems = EnumSet.noneOf(MailProblem.class);
    private int parts;

    /** @throws MessagingException when it has no headers that can be read */
    static MimeMessage message(byte[] bytes) throws MessagingException {
        return new MimeMessage(SESSION, new ByteArrayInputStream(bytes));
    }

    static MimeParts of(MimeMessage message) {
        var parts = new MimeParts();
        parts.take(message, 0, false);
        return parts;
    }

    /** The first header of this name, as it stands there; null when there is none. */
    static @Nullable String header(MimePart part, String name) {
        try {
            String[] values = part.getHeader(name);
            if (values == null || values.length == 0 || values[0] == null) {
                return null;
            }
            return values[0].length() > LONGEST_HEADER ? values[0].substring(0, LONGEST_HEADER) : values[0];
        } catch (MessagingException e) {
            return null;
        }
    }

    private void take(MimePart part, int depth, boolean inReport) {
        if (++parts > MOST_PARTS) {
            problems.add(MailProblem.TOO_MANY_PARTS);
            return;
        }
        if (depth > DEEPEST) {
            problems.add(MailProblem.TOO_DEEP);
            return;
        }
        try {
            String declared = header(part, "Content-Type");
            Matcher type = TYPE.matcher(declared == null ? "text/plain" : declared);
            String main = type.lookingAt() ? type.group(1).toLowerCase(Locale.ROOT) : "text";
            String sub = type.lookingAt() ? type.group(2).toLowerCase(Locale.ROOT) : "plain";
            if (main.equals("multipart") && declared != null) {
                takeMultipart(part, declared, sub, depth, inReport);
                return;
            }
            byte[] bytes = bytes(part);
            String name = name(part);
            if (main.equals("message") && (sub.equals("rfc822") || sub.equals("global"))) {
                takeMail(bytes, name, inReport);
            } else if (main.equals("text") && name.isEmpty() && !isAttachment(part)) {
                takeText(bytes, sub, declared);
            } else if (main.equals("message") && name.isEmpty()) {
                // reports of delivery, for the rules to look at
                takeText(bytes, "plain", declared);
            } else {
                takeFile(bytes, name, part);
            }
        } catch (MessagingException | IOException | RuntimeException e) {
            problems.add(MailProblem.PART_UNREADABLE);
        }
    }

    private void takeMultipart(MimePart part, String declared, String sub, int depth, boolean inReport)
            throws MessagingException, IOException {
        byte[] bytes = bytes(part);
        var multipart = new MimeMultipart(new ByteArrayDataSource(bytes, contentType(declared)));
        int count = countOf(multipart);
        if (count == 0) {
            problems.add(MailProblem.PART_UNREADABLE);
            takeText(bytes, "plain", null);
        }
        boolean report = inReport || sub.equals("report");
        for (int i = 0; i < count && parts <= MOST_PARTS; i++) {
            BodyPart inner = multipart.getBodyPart(i);
            if (inner instanceof MimePart mime) {
                take(mime, depth + 1, report);
            }
        }
    }

    /** 0 when its parts cannot be told apart. */
    private static int countOf(MimeMultipart multipart) {
        try {
            return multipart.getCount();
        } catch (MessagingException | RuntimeException e) {
            return 0;
        }
    }

    /** What multipart needs of it, even when the rest is written badly. */
    private static String contentType(String declared) {
        try {
            return new ContentType(declared).toString();
        } catch (MessagingException e) {
            Matcher boundary = Pattern.compile(
                            "boundary\\s*=\\s*(?:\"([^\"]{1,200})\"|([^;\\s]{1,200}))", Pattern.CASE_INSENSITIVE)
                    .matcher(declared);
            return boundary.find()
                    ? "multipart/mixed; boundary=\""
                            + (boundary.group(1) == null ? boundary.group(2) : boundary.group(1))
                                    .replaceAll("[\"\\\\]", "")
                            + "\""
                    : "multipart/mixed";
        }
    }

    private void takeMail(byte[] bytes, String name, boolean inReport) throws MessagingException {
        (inReport ? returned : mails).add(message(bytes));
        keep(bytes, name.isEmpty() ? "message.eml" : name.endsWith(".eml") ? name : name + ".eml", false);
    }

    private void takeText(byte[] bytes, String sub, @Nullable String declared) {
        Matcher charset = CHARSET.matcher(declared == null ? "" : declared);
        Characters.Decoded decoded = Characters.decode(bytes, charset.find() ? charset.group(1) : null);
        problems.addAll(decoded.problems());
        if (sub.equals("html") || sub.equals("xhtml+xml")) {
            pages.add(decoded.text());
        } else {
            texts.add(decoded.text());
        }
    }

    private void takeFile(byte[] bytes, String name, MimePart part) {
        keep(bytes, name, header(part, "Content-ID") != null && !isAttachment(part));
    }

    private void keep(byte[] bytes, String name, boolean inline) {
        if (bytes.length > MOST_BYTES_OF_FILE) {
            problems.add(MailProblem.FILE_TOO_LARGE);
        } else if (bytes.length > 0) {
            files.add(new ReadMail.File(name, bytes, inline));
        }
    }

    private static boolean isAttachment(MimePart part) {
        String disposition = header(part, "Content-Disposition");
        return disposition != null
                && disposition.strip().toLowerCase(Locale.ROOT).startsWith("attachment");
    }

    /** The bytes of a part after its transfer encoding; what is encoded badly is read as far as it goes. */
    private static byte[] bytes(MimePart part) throws MessagingException, IOException {
        byte[] raw;
        try (InputStream in = raw(part)) {
            raw = in.readAllBytes();
        }
        String encoding = Optional.ofNullable(header(part, "Content-Transfer-Encoding"))
                .orElse("")
                .strip()
                .toLowerCase(Locale.ROOT);
        if (encoding.startsWith("base64")) {
            return Characters.base64(raw);
        }
        if (encoding.startsWith("quoted-printable")) {
            return Characters.quoted(raw, false);
        }
        return encoding.contains("uu") ? decoded(part, raw) : raw;
    }

    private static InputStream raw(MimePart part) throws MessagingException {
        if (part instanceof MimeMessage message) {
            return message.getRawInputStream();
        }
        return ((MimeBodyPart) part).getRawInputStream();
    }

    private static byte[] decoded(MimePart part, byte[] raw) {
        try (InputStream in = part.getInputStream()) {
            return in.readAllBytes();
        } catch (MessagingException | IOException e) {
            return raw;
        }
    }

    /** As RFC 2231 writes it, or as an encoded word, which is wrong and usual. */
    private static String name(MimePart part) {
        String name = null;
        try {
            name = part.getFileName();
        } catch (MessagingException | RuntimeException e) {
            Matcher plain = Pattern.compile("name\\s*=\\s*\"?([^\";\\r\\n]{1,200})", Pattern.CASE_INSENSITIVE)
                    .matcher(header(part, "Content-Disposition") + ";" + header(part, "Content-Type"));
            name = plain.find() ? plain.group(1) : null;
        }
        return Characters.header(name);
    }
}
