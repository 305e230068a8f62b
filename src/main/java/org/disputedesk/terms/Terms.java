package org.disputedesk.terms;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * One wording of what the shop has published: a file with a line {@code Version: 2026-11-27}, the part {@code [quote]} that
 * letters quote, and the part {@code [policy]} that the public page shows (001-17).
 *
 * @param language ISO 639-1
 * @param version as the file says it, and the first eight digits of its SHA-256: the same words are the same version
 */
public record Terms(String name, String language, String version, String quote, String policy) {

    private static final Pattern VERSION = Pattern.compile("^Version:\\s*([\\w.-]{1,20})\\s*$");
    private static final Pattern PART = Pattern.compile("^\\[(quote|policy)]$");
    private static final int LONGEST_QUOTE = 300;
    private static final int LONGEST_POLICY = 20_000;

    public Terms {
        if (quote.isBlank() || policy.isBlank()) {
            throw new IllegalArgumentException("needs the parts [quote] and [policy]");
        }
        if (quote.length() > LONGEST_QUOTE || quote.contains("${")) {
            throw new IllegalArgumentException(
                    "[quote] stands in letters: at most " + LONGEST_QUOTE + " characters, and no placeholders");
        }
        if (policy.length() > LONGEST_POLICY) {
            throw new IllegalArgumentException("[policy] may have " + LONGEST_POLICY + " characters");
        }
    }

    /**
     * The terms in a file of this content.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static Terms parse(String name, String language, String content) {
        String version = "";
        Map<String, StringBuilder> parts = new LinkedHashMap<>();
        StringBuilder current = null;
        for (String line : content.replace("\uFEFF", "").lines().toList()) {
            Matcher said = VERSION.matcher(line);
            Matcher part = PART.matcher(line.strip());
            if (current == null && said.matches()) {
                version = said.group(1);
            } else if (part.matches()) {
                current = new StringBuilder();
                parts.put(part.group(1), current);
            } else if (current != null) {
                current.append(line).append('\n');
            }
        }
        if (version.isEmpty()) {
            throw new IllegalArgumentException("begins with a line such as Version: 2026-11-27");
        }
        String quote = text(parts, "quote").replaceAll("\\s*\\n\\s*", " ");
        String policy = text(parts, "policy");
        return new Terms(name, language, version + "-" + digest(quote + "\n" + policy), quote, policy);
    }

    private static String text(Map<String, StringBuilder> parts, String part) {
        StringBuilder text = parts.get(part);
        return text == null ? "" : text.toString().strip();
    }

    private static String digest(String text) {
        return DigestUtils.sha256Hex(text).substring(0, 8);
    }
}
