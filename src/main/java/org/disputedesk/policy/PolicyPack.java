package org.disputedesk.policy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.disputedesk.dispute.Rejected;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The marketplace's demands as data ({@code policy/amazon.yml}): deadlines and rules, each with its source and how
 * certain it is, so that a person can check and change them without touching a process or code.
 */
@Component
public class PolicyPack {

    private static final ObjectMapper MAPPER =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final Content content;

    PolicyPack() {
        this("policy/amazon.yml");
    }

    PolicyPack(String resource) {
        try (InputStream in = new ClassPathResource(resource).getInputStream()) {
            Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            content = MAPPER.convertValue(tree, Content.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Content(String pack, Object version, List<Deadline> deadlines, List<Rule> rules) {}

    /**
     * One deadline.
     *
     * @param key how models name it
     * @param name how people name it
     * @param fact the fact its instant is put into
     * @param anchors facts it is counted from: the latest that is not in the future; none means from now
     * @param period ISO 8601; hours are elapsed time, days are days of the marketplace's calendar
     * @param warnings facts for earlier reminders; a positive period counts from the anchor, a negative one from the end
     * @param priority the priority new tasks of the case have from here on; null leaves it
     * @param replaces keys of deadlines that are settled when this one begins
     * @param rule what it says, in a sentence
     * @param source where that is written
     * @param certainty H, M, L or OWN
     */
    public record Deadline(
            String key,
            String name,
            String fact,
            List<String> anchors,
            String period,
            @Nullable Map<String, String> warnings,
            @Nullable Long priority,
            @Nullable List<String> replaces,
            String rule,
            String source,
            String certainty) {

        /** Reminders by fact, none when the pack names none. */
        public Map<String, String> reminders() {
            return Objects.requireNonNullElse(warnings, Map.of());
        }

        /** Deadlines that end when this one begins, itself included. */
        public List<String> settled() {
            List<String> keys = new ArrayList<>(replaces == null ? List.of() : replaces);
            keys.add(key);
            return keys;
        }

        /** Whether the period is days of a calendar and not elapsed time. */
        public boolean countsDays() {
            return !period.contains("T");
        }

        /** Whether the deadline is its anchor itself. */
        public boolean isZero() {
            return !countsDays() && elapsed(period).isZero();
        }

        /** The period as elapsed time. */
        public static Duration elapsed(String iso) {
            return Duration.parse(iso);
        }

        /** The period as days of a calendar. */
        public long days() {
            return Period.parse(period).get(ChronoUnit.DAYS);
        }
    }

    /**
     * One thing the marketplace or the desk forbids, and what to do instead.
     *
     * @param ja both in Japanese
     * @param zh both in Chinese
     */
    public record Rule(String id, String rule, String instead, String ja, String zh, String source, String certainty) {

        /** What is forbidden and what to do instead, for a reader of this language; English unless it is ja or zh. */
        public String said(String language, String detail) {
            return switch (language) {
                case "ja" -> ja;
                case "zh" -> zh;
                default -> rule + (detail.isEmpty() ? "" : " " + detail) + " " + instead;
            };
        }
    }

    /** Name and version, as cases keep it. */
    public String version() {
        return content.pack() + " " + content.version();
    }

    /** All deadlines of the pack. */
    public List<Deadline> deadlines() {
        return content.deadlines();
    }

    /**
     * The deadline of this key.
     *
     * @throws Rejected when the pack has none
     */
    public Deadline deadline(String key) {
        return content.deadlines().stream()
                .filter(d -> d.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new Rejected("The policy pack has no deadline '" + key + "'. It has "
                        + content.deadlines().stream().map(Deadline::key).toList() + "."));
    }

    /**
     * The rule of this id.
     *
     * @throws IllegalArgumentException when the pack has none
     */
    public Rule rule(String id) {
        return content.rules().stream()
                .filter(r -> r.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The policy pack has no rule '" + id + "'."));
    }
}
