package org.disputedesk.letter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.disputedesk.dispute.Rejected;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

/**
 * A letter as it lies in {@code letters/<slug>/<letter>.<lang>.txt}: a subject and named parts, with the facts of a case
 * as {@code ${name}}. Substitution is one pass over fixed names; there is no expression language in it.
 *
 * @param name {@code <slug>/<letter>}; the slug is that of the room whose table names it
 * @param language ISO 639-1
 * @param states which facts it tells the buyer, that must have been checked (000-03); a line {@code States-facts: no} or
 *     {@code States-facts: order} says that it tells none, or those of the order alone
 * @param isOwed whether the buyer is told although he waits for nothing, because something was done for him (000-09,
 *     001-18); a line {@code Owed: yes} says so
 * @param isOrderCritical whether the order cannot be completed without an answer to it, so that it may be marked as important
 *     for a buyer who takes no other messages; a line {@code Order-critical: yes} says so (decision 23)
 * @param parts the parts in order; a full answer has empathy, facts and proposal (000-10)
 */
record Letter(
        String name,
        String language,
        String subject,
        States states,
        boolean isOwed,
        boolean isOrderCritical,
        Map<String, String> parts) {

    /** Which facts a letter tells. */
    enum States {
        /** Of the order and of its delivery. */
        ALL,
        /** Of the order; its parcel has not left, or is not what the letter is about. */
        ORDER,
        /** None. */
        NOTHING
    }

    static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z]+)}");
    private static final Pattern PART = Pattern.compile("^\\[([a-z]+)]$");

    /** The letter in this language, or in English when nobody has written it in this one. */
    static Letter load(String name, String language) {
        var wanted = new ClassPathResource("letters/" + name + "." + language + ".txt");
        if (wanted.exists()) {
            return parse(name, language, text(wanted));
        }
        var english = new ClassPathResource("letters/" + name + ".en.txt");
        if (!english.exists()) {
            throw new Rejected("There is no letter '" + name + "'. Letters lie in src/main/resources/letters.");
        }
        return parse(name, "en", text(english));
    }

    static Letter parse(String name, String language, String text) {
        String subject = "";
        States states = States.ALL;
        boolean isOwed = false;
        boolean isOrderCritical = false;
        Map<String, StringBuilder> parts = new LinkedHashMap<>();
        StringBuilder current = null;
        for (String line : text.lines().toList()) {
            Matcher part = PART.matcher(line.strip());
            if (line.startsWith("Subject:") && current == null) {
                subject = line.substring("Subject:".length()).strip();
            } else if (line.strip().equals("States-facts: no") && current == null) {
                states = States.NOTHING;
            } else if (line.strip().equals("States-facts: order") && current == null) {
                states = States.ORDER;
            } else if (line.strip().equals("Owed: yes") && current == null) {
                isOwed = true;
            } else if (line.strip().equals("Order-critical: yes") && current == null) {
                isOrderCritical = true;
            } else if (part.matches()) {
                current = new StringBuilder();
                parts.put(part.group(1), current);
            } else if (current != null) {
                current.append(line).append('\n');
            }
        }
        Map<String, String> finished = new LinkedHashMap<>();
        parts.forEach((part, lines) -> finished.put(part, lines.toString().strip()));
        return new Letter(name, language, subject, states, isOwed, isOrderCritical, finished);
    }

    /** The names the letter needs. */
    Set<String> placeholders() {
        Set<String> names = new TreeSet<>(placeholdersIn(subject));
        parts.values().forEach(part -> names.addAll(placeholdersIn(part)));
        return names;
    }

    static Set<String> placeholdersIn(String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** Puts the words in; a name nobody knows a word for stays as it is, for staff to see. */
    static String fill(String text, Function<String, @Nullable String> words) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> {
            String word = words.apply(match.group(1));
            return Matcher.quoteReplacement(word == null || word.isBlank() ? match.group() : word);
        });
    }

    private static String text(ClassPathResource resource) {
        try {
            return resource.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
