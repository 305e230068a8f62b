package org.disputedesk.letter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.disputedesk.engine.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The letters of the desk in all their languages, and which of them somebody has read who writes that language natively. A
 * confirmation is bound to the text that was read: an edited letter has none (003-11, 003-19).
 */
@Component
public class NativeChecks {

    /** The languages in which every letter has to be there, and which need nobody's confirmation. */
    public static final Set<String> COMPLETE = Set.of("en", "ja", "zh");

    private static final Pattern FILE = Pattern.compile("letters/([a-z0-9-]+/[a-z0-9-]+)\\.([a-z]{2})\\.txt$");

    private final JdbcClient db;
    private final Clock clock;
    private final CurrentUser currentUser;
    private final Map<String, Text> texts;

    NativeChecks(JdbcClient db, Clock clock, CurrentUser currentUser) {
        this.db = db;
        this.clock = clock;
        this.currentUser = currentUser;
        this.texts = read();
    }

    /**
     * A letter as it lies among the resources.
     *
     * @param letter {@code <slug>/<letter>}
     * @param language ISO 639-1
     * @param parts by name, in order
     * @param hash SHA-256 of the file, whatever its ends of lines, as hexadecimal digits
     */
    public record Text(String letter, String language, String subject, Map<String, String> parts, String hash) {

        public Text {
            parts = Collections.unmodifiableMap(parts);
        }

        /** The subject and the parts as people look at them, by name and in order; the subject under {@code subject}. */
        public Map<String, String> shown() {
            Map<String, String> shown = new LinkedHashMap<>(Map.of("subject", subject));
            shown.putAll(parts);
            shown.replaceAll((part, text) -> LetterWords.withOpenPlaces(text, language));
            return shown;
        }
    }

    /**
     * That a letter was read by somebody who writes its language natively.
     *
     * @param by the user id of whoever confirmed it
     * @param at UTC
     */
    public record Checked(String by, Instant at) {}

    /**
     * A letter and who confirmed it.
     *
     * @param checked null while nobody has confirmed the text as it is now
     */
    public record State(Text text, @Nullable Checked checked) {

        /** Whether staff should not trust it yet; never true for English, Japanese and Chinese. */
        public boolean needsCheck() {
            return checked == null && !COMPLETE.contains(text.language());
        }
    }

    /** What an answer to a confirmation can be. */
    public enum Answer {
        CONFIRMED,
        /** Somebody has confirmed this very text already. */
        KNOWN,
        /** It is another text now than the one that was read. */
        CHANGED,
        /** There is no such letter, or it needs no confirmation. */
        NO_SUCH_LETTER
    }

    /** All letters in all languages, by letter and language. */
    public List<State> all() {
        Map<String, Checked> checked = db
                .sql("select letter, language, content_hash, checked_by, checked_at from letter_check"
                        + " where withdrawn_at is null order by id desc")
                .query((row, n) -> Map.entry(
                        key(row.getString(1), row.getString(2)) + " " + row.getString(3),
                        new Checked(
                                row.getString(4),
                                row.getObject(5, OffsetDateTime.class).toInstant())))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (newer, older) -> older));
        return texts.entrySet().stream()
                .map(text -> new State(
                        text.getValue(),
                        checked.get(text.getKey() + " " + text.getValue().hash())))
                .toList();
    }

    /** One letter in one language; empty when nobody has written it. */
    public Optional<State> find(String letter, String language) {
        Text text = texts.get(key(letter, language));
        return text == null
                ? Optional.empty()
                : Optional.of(new State(text, checked(text).orElse(null)));
    }

    /** Whether a letter is there in this language and nobody who writes it natively has read it as it is now. */
    public boolean needsCheck(String letter, String language) {
        return !COMPLETE.contains(language)
                && find(letter, language).map(State::needsCheck).orElse(false);
    }

    /**
     * Writes down that whoever is logged in says a letter was read by somebody who writes its language natively.
     *
     * @param hash of the text that was read, as {@link Text#hash} has it
     */
    public Answer confirm(String letter, String language, String hash) {
        Text text = texts.get(key(letter, language));
        if (text == null || COMPLETE.contains(language)) {
            return Answer.NO_SUCH_LETTER;
        }
        if (!text.hash().equals(hash)) {
            return Answer.CHANGED;
        }
        if (checked(text).isPresent()) {
            return Answer.KNOWN;
        }
        db.sql(
                        "insert into letter_check (letter, language, content_hash, checked_by, checked_at) values (?, ?, ?, ?, ?)")
                .params(letter, language, hash, currentUser.id().orElse("desk"), now())
                .update();
        return Answer.CONFIRMED;
    }

    /** Takes back what was confirmed of a letter, because it turned out to be wrong; false when nothing was confirmed. */
    public boolean withdraw(String letter, String language) {
        return db.sql("update letter_check set withdrawn_by = ?, withdrawn_at = ?"
                                + " where letter = ? and language = ? and withdrawn_at is null")
                        .params(currentUser.id().orElse("desk"), now(), letter, language)
                        .update()
                > 0;
    }

    private Optional<Checked> checked(Text text) {
        return db.sql("select checked_by, checked_at from letter_check where letter = ? and language = ?"
                        + " and content_hash = ? and withdrawn_at is null order by id fetch first 1 rows only")
                .params(text.letter(), text.language(), text.hash())
                .query((row, n) -> new Checked(
                        row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant()))
                .optional();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static String key(String letter, String language) {
        return letter + "." + language;
    }

    static Map<String, Text> read() {
        try {
            return List.of(new PathMatchingResourcePatternResolver().getResources("classpath*:letters/*/*.txt"))
                    .stream()
                    .map(NativeChecks::text)
                    .flatMap(Optional::stream)
                    .collect(Collectors.toMap(
                            text -> key(text.letter(), text.language()),
                            Function.identity(),
                            (first, same) -> first,
                            TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException("letters", e);
        }
    }

    private static Optional<Text> text(Resource file) {
        try {
            Matcher name = FILE.matcher(file.getURL().toString());
            return name.find()
                    ? Optional.of(text(name.group(1), name.group(2), file.getContentAsString(StandardCharsets.UTF_8)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    static Text text(String name, String language, String written) {
        Letter letter = Letter.parse(name, language, written);
        return new Text(name, language, letter.subject(), letter.parts(), hash(written));
    }

    private static String hash(String written) {
        return DigestUtils.sha256Hex(written.replace("\r\n", "\n"));
    }
}
