package org.disputedesk.terms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The terms of the shop: {@code <home>/terms/<name>.<language>.txt}, read anew at each look so that an edit counts at once,
 * or else the ones shipped with the desk. Each wording that was ever in force is kept, so that what a letter quoted can be
 * read later (001-17).
 */
@Component
public class PublishedTerms {

    /** The one that buyers who cancel are told of. */
    public static final String CANCELLATION = "cancellation";

    private static final Logger log = LoggerFactory.getLogger(PublishedTerms.class);

    private static final Set<String> NAMES = Set.of(CANCELLATION);

    /** Larger files are no terms of a shop. */
    private static final long LARGEST = 100_000;

    private final Path folder;
    private final JdbcClient db;
    private final Clock clock;
    private final Set<String> kept = ConcurrentHashMap.newKeySet();
    private final Map<String, String> complained = new ConcurrentHashMap<>();

    PublishedTerms(@Value("${desk.home}") Path home, JdbcClient db, Clock clock) {
        this.folder = home.resolve("terms");
        this.db = db;
        this.clock = clock;
    }

    /** The terms in force, in this language or in English; empty when the shop publishes none of that name. */
    public Optional<Terms> current(String name, String language) {
        if (!NAMES.contains(name) || !language.matches("[a-z]{2}")) {
            return Optional.empty();
        }
        Terms terms = own(name, language)
                .or(() -> shipped(name, language))
                .or(() -> own(name, "en"))
                .or(() -> shipped(name, "en"))
                .orElseThrow();
        keep(terms);
        return Optional.of(terms);
    }

    /** A wording that was in force once. */
    public Optional<Terms> version(String name, String language, String version) {
        return db.sql("select content from published_terms where terms = ? and language = ? and version = ?")
                .params(name, language, version)
                .query(String.class)
                .optional()
                .map(content -> Terms.parse(name, language, content));
    }

    private Optional<Terms> own(String name, String language) {
        Path file = folder.resolve(name + "." + language + ".txt");
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            if (Files.size(file) > LARGEST) {
                throw new IllegalArgumentException("is larger than " + LARGEST + " bytes");
            }
            Terms terms = Terms.parse(name, language, Files.readString(file, StandardCharsets.UTF_8));
            complained.remove(file.toString());
            return Optional.of(terms);
        } catch (IOException | IllegalArgumentException e) {
            // said once for each mistake, not at each letter
            String why = Objects.requireNonNullElse(e.getMessage(), e.toString());
            if (!why.equals(complained.put(file.toString(), why))) {
                log.warn("{} is left aside, the shipped text counts instead: {}", file.getFileName(), why);
            }
            return Optional.empty();
        }
    }

    private static Optional<Terms> shipped(String name, String language) {
        var resource = new ClassPathResource("terms/" + name + "." + language + ".txt");
        if (!resource.exists()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Terms.parse(name, language, resource.getContentAsString(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keep(Terms terms) {
        String key = terms.name() + "|" + terms.language() + "|" + terms.version();
        if (kept.contains(key)
                || version(terms.name(), terms.language(), terms.version()).isPresent()) {
            kept.add(key);
            return;
        }
        try {
            db.sql("insert into published_terms (terms, language, version, content, first_seen) values (?, ?, ?, ?, ?)")
                    .params(
                            terms.name(),
                            terms.language(),
                            terms.version(),
                            content(terms),
                            clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException e) {
            log.debug("Another node was a moment faster with {}", key);
        }
    }

    /** As a file of the shop would say it; the version's digest is worked out again. */
    private static String content(Terms terms) {
        String said = terms.version().substring(0, terms.version().lastIndexOf('-'));
        return "Version: " + said + "\n[quote]\n" + terms.quote() + "\n[policy]\n" + terms.policy() + "\n";
    }
}
