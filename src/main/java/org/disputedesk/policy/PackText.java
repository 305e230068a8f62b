package org.disputedesk.policy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.policy.PolicyPack.Amount;
import org.disputedesk.policy.PolicyPack.Count;
import org.disputedesk.policy.PolicyPack.Deadline;
import org.disputedesk.policy.PolicyPack.Pass;
import org.disputedesk.policy.PolicyPack.Pick;
import org.disputedesk.policy.PolicyPack.Rule;
import org.disputedesk.policy.PolicyPack.Texts;
import org.disputedesk.policy.PolicyPack.Variant;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads a pack as analysts write it: what a variant does not say, its deadline says for all of them. */
record PackText(
        String content,
        String sha256,
        String name,
        String version,
        List<Deadline> deadlines,
        List<Amount> amounts,
        List<Count> counts,
        List<Rule> rules) {

    private static final ObjectMapper STRICT =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();
    private static final ObjectMapper LENIENT =
            STRICT.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final int DIGITS_OF_THE_ID = 8;

    /** A word the desk does not know is a misspelt one. */
    static PackText strict(String yaml) {
        return read(yaml, STRICT);
    }

    /** A word the desk does not know is of another version. */
    static PackText lenient(String yaml) {
        return read(yaml, LENIENT);
    }

    String id() {
        return id(name, version, sha256);
    }

    private static String id(String name, String version, String sha256) {
        return name + " " + version + " #" + sha256.substring(0, DIGITS_OF_THE_ID);
    }

    private static PackText read(String yaml, ObjectMapper mapper) {
        // the same file, whatever ends its lines where it was checked out
        String content = yaml.replace("\r\n", "\n");
        try {
            var options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            var dump = new DumperOptions();
            Object tree = new Yaml(
                            new SafeConstructor(options), new Representer(dump), dump, options, new DatesAreText())
                    .load(content);
            Written written = said(mapper.convertValue(tree, Written.class), "pack");
            String sha256 = DigestUtils.sha256Hex(content);
            String name = said(written.pack(), "pack");
            String version = said(written.version(), "version");
            String id = id(name, version, sha256);
            return new PackText(
                    content,
                    sha256,
                    name,
                    version,
                    each(written.deadlines(), WrittenDeadline::key, entry -> entry.deadline(id)),
                    each(written.amounts(), Amount::key, PackText::complete),
                    each(written.counts(), WrittenCount::key, WrittenCount::count),
                    each(written.rules(), WrittenRule::id, WrittenRule::read));
        } catch (YAMLException | IllegalArgumentException e) {
            throw new IllegalArgumentException("The policy pack cannot be read: " + e.getMessage(), e);
        }
    }

    private static <W, T> List<T> each(
            @Nullable List<W> entries, Function<W, @Nullable String> key, Function<W, T> meaning) {
        List<T> all = new ArrayList<>();
        Set<String> keys = new TreeSet<>();
        for (W entry : Objects.requireNonNullElse(entries, List.<W>of())) {
            String named = said(key.apply(entry), "key");
            try {
                all.add(meaning.apply(entry));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(named + ": " + e.getMessage(), e);
            }
            if (!keys.add(named)) {
                throw new IllegalArgumentException(named + " stands there twice");
            }
        }
        return List.copyOf(all);
    }

    private static <T> T said(@Nullable T value, String word) {
        if (value == null) {
            throw new IllegalArgumentException("'" + word + "' is missing");
        }
        return value;
    }

    private static Texts said(@Nullable Texts texts, String word) {
        if (texts == null || texts.en() == null || texts.ja() == null || texts.zh() == null) {
            throw new IllegalArgumentException("'" + word + "' is needed in en, ja and zh");
        }
        return texts;
    }

    private static Amount complete(Amount amount) {
        said(amount.name(), "name");
        said(amount.in(), "in");
        said(amount.since(), "since");
        said(amount.rule(), "rule");
        said(amount.source(), "source");
        said(amount.certainty(), "certainty");
        return amount;
    }

    private record Written(
            @Nullable String pack,
            @Nullable String version,
            @Nullable List<WrittenDeadline> deadlines,
            @Nullable List<Amount> amounts,
            @Nullable List<WrittenCount> counts,
            @Nullable List<WrittenRule> rules) {}

    /**
     * A deadline as it is written.
     *
     * @param anchors a list of facts that share the period, or a map that gives each its own distance
     * @param variants nothing when it is the same everywhere and at all times
     */
    private record WrittenDeadline(
            @Nullable String key,
            @Nullable Texts name,
            @Nullable String fact,
            @Nullable String pick,
            @Nullable JsonNode anchors,
            @Nullable String period,
            @Nullable Map<String, String> notBefore,
            @Nullable Map<String, String> warnings,
            @Nullable String reached,
            @Nullable String starts,
            @Nullable Long priority,
            @Nullable List<String> replaces,
            @Nullable List<WrittenVariant> variants,
            @Nullable Texts rule,
            @Nullable String source,
            @Nullable String certainty) {

        Deadline deadline(String pack) {
            List<Variant> meant = Objects.requireNonNullElseGet(variants, () -> List.of(WrittenVariant.PLAIN)).stream()
                    .map(variant -> variant.variant(this))
                    .toList();
            if (meant.isEmpty()
                    || !meant.get(meant.size() - 1).marketplaces().isEmpty()
                    || meant.get(meant.size() - 1).since() != null) {
                throw new IllegalArgumentException("the last variant is for everywhere and always");
            }
            List<String> settled = new ArrayList<>(Objects.requireNonNullElse(replaces, List.of()));
            settled.add(said(key, "key"));
            Map<String, Distance> floors = distances(notBefore);
            meant.forEach(variant -> {
                if (!Collections.disjoint(variant.anchors().keySet(), floors.keySet())) {
                    throw new IllegalArgumentException("a fact is either an anchor or in 'notBefore'");
                }
            });
            return new Deadline(
                    pack,
                    said(key, "key"),
                    said(name, "name"),
                    said(fact, "fact"),
                    pick == null ? Pick.LATEST : Pick.valueOf(pick.toUpperCase(Locale.ROOT)),
                    meant,
                    floors,
                    distances(warnings),
                    reached,
                    starts,
                    priority,
                    List.copyOf(settled));
        }
    }

    private record WrittenVariant(
            @Nullable Set<Marketplace> marketplaces,
            @Nullable LocalDate since,
            @Nullable JsonNode anchors,
            @Nullable String period,
            @Nullable Texts rule,
            @Nullable String source,
            @Nullable String certainty) {

        /** A deadline without variants is its only one. */
        static final WrittenVariant PLAIN = new WrittenVariant(null, null, null, null, null, null, null);

        Variant variant(WrittenDeadline all) {
            Map<String, Distance> counted =
                    anchors(anchors == null ? all.anchors() : anchors, period == null ? all.period() : period);
            Distance fromNow = counted.values().stream()
                    .min(Distance::compareTo)
                    .orElseGet(() -> Distance.parse(said(period == null ? all.period() : period, "period")));
            return new Variant(
                    Objects.requireNonNullElse(marketplaces, Set.of()),
                    since,
                    counted,
                    fromNow,
                    said(rule == null ? all.rule() : rule, "rule"),
                    said(source == null ? all.source() : source, "source"),
                    said(certainty == null ? all.certainty() : certainty, "certainty"));
        }

        private static Map<String, Distance> anchors(@Nullable JsonNode written, @Nullable String period) {
            Map<String, Distance> meant = new LinkedHashMap<>();
            if (written != null && written.isObject()) {
                if (period != null) {
                    throw new IllegalArgumentException("anchors have their own distances, or share the 'period'");
                }
                written.properties()
                        .forEach(anchor -> meant.put(
                                anchor.getKey(),
                                Distance.parse(anchor.getValue().asText())));
            } else if (written != null) {
                written.forEach(anchor -> meant.put(anchor.asText(), Distance.parse(said(period, "period"))));
            }
            return Collections.unmodifiableMap(meant);
        }
    }

    private static Map<String, Distance> distances(@Nullable Map<String, String> written) {
        Map<String, Distance> meant = new LinkedHashMap<>();
        Objects.requireNonNullElse(written, Map.<String, String>of())
                .forEach((fact, distance) -> meant.put(fact, Distance.parse(distance)));
        return Collections.unmodifiableMap(meant);
    }

    private record WrittenCount(
            @Nullable String key,
            @Nullable Texts name,
            @Nullable Long value,
            @Nullable String within,
            @Nullable LocalDate since,
            @Nullable Texts rule,
            @Nullable String source,
            @Nullable String certainty) {

        Count count() {
            return new Count(
                    said(key, "key"),
                    said(name, "name"),
                    said(value, "value"),
                    within == null ? null : Distance.parse(within),
                    said(since, "since"),
                    said(rule, "rule"),
                    said(source, "source"),
                    said(certainty, "certainty"));
        }
    }

    /**
     * A rule as it is written.
     *
     * @param override "nobody", or who may let pass what it forbids
     */
    private record WrittenRule(
            @Nullable String id,
            @Nullable String rule,
            @Nullable String instead,
            @Nullable String ja,
            @Nullable String zh,
            @Nullable String source,
            @Nullable String certainty,
            @Nullable LocalDate since,
            @Nullable JsonNode override) {

        /** Packs from before rules told it have always held, and let nobody pass. */
        Rule read() {
            return new Rule(
                    said(id, "id"),
                    said(rule, "rule"),
                    said(instead, "instead"),
                    said(ja, "ja"),
                    said(zh, "zh"),
                    said(source, "source"),
                    said(certainty, "certainty"),
                    since == null ? LocalDate.EPOCH : since,
                    override == null || override.isTextual() ? null : pass(override));
        }

        private static Pass pass(JsonNode written) {
            return new Pass(
                    said(written.path("by").textValue(), "by"),
                    said(written.path("at").textValue(), "at"),
                    written.path("reason").asText(""),
                    said(written.path("kept").textValue(), "kept"));
        }
    }

    /** A version and a date are what was typed, not a moment in some zone. */
    private static final class DatesAreText extends Resolver {
        @Override
        public void addImplicitResolver(Tag tag, Pattern regexp, String first, int limit) {
            if (!tag.equals(Tag.TIMESTAMP)) {
                super.addImplicitResolver(tag, regexp, first, limit);
            }
        }
    }
}
