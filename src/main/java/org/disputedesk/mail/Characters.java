package org.disputedesk.mail;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of mails as characters. Japanese mail programs declare ISO-2022-JP or Shift_JIS and write ①㈱髙 all the same, which
 * only Microsoft's variants of the two have; others declare UTF-8 and write CP932.
 */
final class Characters {

    private static final Charset CP932 = Charset.forName("windows-31j");
    private static final Charset CP1252 = Charset.forName("windows-1252");
    private static final Charset ISO_2022_JP = Charset.forName("ISO-2022-JP");
    private static final Charset ISO_2022_JP_OF_MICROSOFT = Charset.forName("x-windows-iso2022jp");

    private static final Map<String, Charset> WIDER = Map.of(
            "iso-2022-jp", ISO_2022_JP_OF_MICROSOFT,
            "shift_jis", CP932,
            "euc-jp", Charset.forName("x-eucJP-Open"),
            "gb2312", Charset.forName("GB18030"),
            "gbk", Charset.forName("GB18030"));

    private static final Pattern ENCODED_WORD =
            Pattern.compile("=\\?([^?\\s*]{1,40})(?:\\*[^?\\s]{0,20})?\\?([bBqQ])\\?([^?]*)\\?=");

    private Characters() {}

    /** Characters, and what had to be done to get them. */
    record Decoded(String text, Set<MailProblem> problems) {}

    static Decoded decode(byte[] bytes, @Nullable String declared) {
        Optional<Charset> said = declared == null ? Optional.empty() : named(declared);
        if (said.isPresent() && !said.get().equals(StandardCharsets.US_ASCII)) {
            Charset charset = said.get();
            Optional<String> text = strictly(bytes, charset)
                    .or(() -> Optional.ofNullable(WIDER.get(charset.name().toLowerCase(Locale.ROOT)))
                            .flatMap(wider -> strictly(bytes, wider)));
            if (text.isPresent()) {
                return new Decoded(clean(text.get()), Set.of());
            }
        }
        Optional<String> guessed = guess(bytes);
        if (guessed.isPresent()) {
            return new Decoded(clean(guessed.get()), isAscii(bytes) ? Set.of() : Set.of(MailProblem.CHARSET_GUESSED));
        }
        Charset charset = said.orElse(StandardCharsets.UTF_8);
        Charset lenient = WIDER.getOrDefault(charset.name().toLowerCase(Locale.ROOT), charset);
        return new Decoded(clean(new String(bytes, lenient)), Set.of(MailProblem.CHARACTERS_LOST));
    }

    private static Optional<String> guess(byte[] bytes) {
        boolean switches = new String(bytes, StandardCharsets.ISO_8859_1).contains("\u001b$");
        if (switches) {
            Optional<String> text = strictly(bytes, ISO_2022_JP).or(() -> strictly(bytes, ISO_2022_JP_OF_MICROSOFT));
            if (text.isPresent()) {
                return text;
            }
        }
        return strictly(bytes, StandardCharsets.UTF_8)
                .or(() -> strictly(bytes, CP932).filter(Characters::isJapanese))
                .or(() -> strictly(bytes, CP1252));
    }

    /** CP932 makes some sign of nearly any bytes; only Japanese has several kana among them. */
    private static boolean isJapanese(String text) {
        return text.codePoints().filter(Characters::isKana).limit(2).count() == 2;
    }

    static boolean isKana(int sign) {
        return sign >= 0x3041 && sign <= 0x30ff;
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Charset> named(String name) {
        String wanted = name.strip().replaceAll("[\"']", "");
        try {
            return Optional.of(
                    switch (wanted.toLowerCase(Locale.ROOT)) {
                        case "cp932", "ms932", "x-sjis", "windows-932" -> CP932;
                        case "iso-8859-1", "latin1", "iso8859-1" -> CP1252;
                        case "utf8", "utf-8mb4" -> StandardCharsets.UTF_8;
                        case "cp50220", "cp50221" -> ISO_2022_JP_OF_MICROSOFT;
                        default -> Charset.forName(wanted);
                    });
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> strictly(byte[] bytes, Charset charset) {
        try {
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.indexOf('\ufffd') < 0 || charset.equals(StandardCharsets.UTF_8)
                    ? Optional.of(text)
                    : Optional.empty();
        } catch (CharacterCodingException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** What every database keeps: no zero, no half characters, no byte order mark, and lines that end alike. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                clean.append(c).append(text.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                clean.append('\ufffd');
            } else if (c == '\r') {
                if (i + 1 >= text.length() || text.charAt(i + 1) != '\n') {
                    clean.append('\n');
                }
            } else if (c >= ' ' ? c != 0x7f && c != '\ufeff' : c == '\n' || c == '\t') {
                clean.append(c);
            }
        }
        return clean.toString();
    }

    /**
     * A header as people read it. Neighbouring encoded words of one charset are put together first, since some programs cut
     * them in the middle of a character.
     */
    static String header(@Nullable String raw) {
        if (raw == null) {
            return "";
        }
        String line = raw.replaceAll("[\\r\\n]+[ \\t]*", " ");
        StringBuilder text = new StringBuilder();
        Matcher word = ENCODED_WORD.matcher(line);
        int end = 0;
        String charset = "";
        var open = new ByteArrayOutputStream();
        while (word.find()) {
            String between = line.substring(end, word.start());
            boolean follows = open.size() > 0 && between.isBlank();
            if (!follows || !charset.equalsIgnoreCase(word.group(1))) {
                text.append(bytesAsText(open, charset));
                text.append(follows ? "" : unencoded(between));
            }
            charset = word.group(1);
            open.writeBytes(
                    word.group(2).equalsIgnoreCase("b")
                            ? base64(latin(word.group(3)))
                            : quoted(latin(word.group(3)), true));
            end = word.end();
        }
        text.append(bytesAsText(open, charset)).append(unencoded(line.substring(end)));
        return text.toString().replaceAll("\\s+", " ").strip();
    }

    private static String bytesAsText(ByteArrayOutputStream open, String charset) {
        String text =
                open.size() == 0 ? "" : decode(open.toByteArray(), charset).text();
        open.reset();
        return text;
    }

    /** Bytes above ASCII, which a header should not have, came as Latin-1. */
    private static String unencoded(String text) {
        boolean isLatin = text.chars().allMatch(c -> c <= 0xff) && text.chars().anyMatch(c -> c > 0x7f || c == 0x1b);
        return isLatin ? decode(latin(text), null).text() : clean(text);
    }

    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Base64 as it comes: signs that do not belong to it are passed over, what is left over at the end is dropped. */
    static byte[] base64(byte[] encoded) {
        byte[] kept = new byte[encoded.length];
        int n = 0;
        for (byte b : encoded) {
            if (b == '=') {
                break;
            }
            if (isBase64(b)) {
                kept[n++] = b;
            }
        }
        int whole = n % 4 == 1 ? n - 1 : n;
        return Base64.getDecoder().decode(java.util.Arrays.copyOf(kept, whole));
    }

    private static boolean isBase64(byte b) {
        return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '+' || b == '/';
    }

    /** Quoted-printable as it comes: what is no escape stands for itself. */
    static byte[] quoted(byte[] encoded, boolean inHeader) {
        var out = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            byte b = encoded[i];
            if (b == '_' && inHeader) {
                out.write(' ');
            } else if (b != '=') {
                out.write(b);
            } else if (i + 2 < encoded.length && hex(encoded[i + 1]) >= 0 && hex(encoded[i + 2]) >= 0) {
                out.write(hex(encoded[i + 1]) << 4 | hex(encoded[i + 2]));
                i += 2;
            } else {
                int after = lineEnd(encoded, i + 1);
                if (after > 0) {
                    i = after - 1;
                } else {
                    out.write(b);
                }
            }
        }
        return out.toByteArray();
    }

    /** Where the next line begins when only blanks stand between here and it; -1 otherwise. */
    private static int lineEnd(byte[] bytes, int from) {
        int i = from;
        while (i < bytes.length && (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\r')) {
            i++;
        }
        return i >= bytes.length ? i : bytes[i] == '\n' ? i + 1 : -1;
    }

    private static int hex(byte b) {
        return Character.digit(b, 16);
    }

    /** All that looks like an address, in lower case. */
    static List<String> addresses(String header) {
        List<String> found = new ArrayList<>();
        for (String word : header.split("[\\s<>\"'(),;:\\[\\]]+", -1)) {
            int at = word.indexOf('@');
            if (at > 0 && at == word.lastIndexOf('@') && at < word.length() - 3 && word.length() <= 320) {
                found.add(word.toLowerCase(Locale.ROOT));
            }
        }
        return found;
    }
}
