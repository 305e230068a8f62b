package org.disputedesk.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The marketplace's demands as data ({@code policy/amazon.yml}): deadlines, amounts, counts and rules, each with its
 * source and how certain it is, so that a person can check and change them without touching a process or code. The bean is
 * the pack on the class path; a case keeps the one it began with, see {@link PolicyPacks}.
 */
@Component
public final class PolicyPack {

    private final PackText text;
    private final @Nullable PolicyPack otherwise;

    PolicyPack() {
        this(PackText.strict(resource("policy/amazon.yml")), null);
    }

    private PolicyPack(PackText text, @Nullable PolicyPack otherwise) {
        this.text = text;
        this.otherwise = otherwise;
    }

    /**
     * The pack that a text is; a word the desk does not know is refused.
     *
     * @throws IllegalArgumentException saying what is wrong with it, and where
     */
    public static PolicyPack of(String yaml) {
        return new PolicyPack(PackText.strict(yaml), null);
    }

    /** A pack that was taken before; it may have been written for a newer or an older desk. */
    static PolicyPack stored(String yaml) {
        return new PolicyPack(PackText.lenient(yaml), null);
    }

    /**
     * This pack, which says what the other says where it is silent itself. A model can be newer than the pack of a case,
     * when the case was moved to it; the key it asks for then stands only in the newer pack. Nobody had decided anything
     * about it when the case began, so the newer value takes nothing away, and an incident would help nobody.
     */
    PolicyPack or(PolicyPack newer) {
        return new PolicyPack(text, newer);
    }

    private static String resource(String name) {
        try (InputStream in = new ClassPathResource(name).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same in the languages of staff. */
    public record Texts(String en, String ja, String zh) {

        /** For a reader of this language; English unless it is ja or zh. */
        public String in(String language) {
            return switch (language) {
                case "ja" -> ja;
                case "zh" -> zh;
                default -> en;
            };
        }
    }

    /** Which of several anchors counts. */
    public enum Pick {
        /** the latest of those that have come; a single one may lie ahead */
        LATEST,
        /** of all that are known, the one that leads to the earliest moment */
        EARLIEST,
        /** the first in the order of the pack that is known */
        FIRST
    }

    /**
     * One deadline.
     *
     * @param pack the id of the pack it stands in
     * @param key how models name it
     * @param name how people name it
     * @param fact the fact its instant is put into
     * @param variants what holds where and since when: from top to bottom, the first that fits; the last fits always
     * @param notBefore it never ends before the first of these facts that is known, plus its distance
     * @param warnings facts for earlier reminders; a negative distance counts back from the end
     * @param reached a flag that says whether the deadline had been reached when it was computed
     * @param starts a flag that is true from then on, such as that the buyer waits for an answer
     * @param priority the priority new tasks of the case have from here on; null leaves it
     * @param settled keys of deadlines that end when this one begins, its own included
     */
    public record Deadline(
            String pack,
            String key,
            Texts name,
            String fact,
            Pick pick,
            List<Variant> variants,
            Map<String, Distance> notBefore,
            Map<String, Distance> warnings,
            @Nullable String reached,
            @Nullable String starts,
            @Nullable Long priority,
            List<String> settled) {

        /** Every fact it may count from; empty when it counts from the moment it is computed. */
        public Set<String> anchors() {
            Set<String> all = new LinkedHashSet<>();
            variants.forEach(variant -> all.addAll(variant.anchors().keySet()));
            return all;
        }

        /** Which variant holds at a marketplace on one of its days. */
        public int inForce(Marketplace marketplace, LocalDate day) {
            for (int i = 0; i < variants.size(); i++) {
                if (variants.get(i).fits(marketplace, day)) {
                    return i;
                }
            }
            throw new IllegalStateException("No variant of " + key + " fits " + marketplace + " on " + day);
        }
    }

    /**
     * What a deadline is at some marketplaces since some day.
     *
     * @param marketplaces where it holds; empty for everywhere
     * @param since the first day it holds, in the marketplace's zone; null for always
     * @param anchors the facts it is counted from, each with its distance
     * @param fromNow the distance from the moment it is computed, when none of them is known: the shortest
     * @param rule what it says, in a sentence
     * @param source where that is written, in the same words for every reader
     * @param certainty H, M, L or OWN
     */
    public record Variant(
            Set<Marketplace> marketplaces,
            @Nullable LocalDate since,
            Map<String, Distance> anchors,
            Distance fromNow,
            Texts rule,
            String source,
            String certainty) {

        boolean fits(Marketplace marketplace, LocalDate day) {
            return (marketplaces.isEmpty() || marketplaces.contains(marketplace))
                    && (since == null || !day.isBefore(since));
        }
    }

    /**
     * A limit in money, by currency.
     *
     * @param since the day it holds from
     */
    public record Amount(
            String key,
            Texts name,
            Map<Currency, BigDecimal> in,
            LocalDate since,
            Texts rule,
            String source,
            String certainty) {}

    /**
     * A plain number.
     *
     * @param within the time in which it is counted; null when that does not matter
     * @param since the day it holds from
     */
    public record Count(
            String key,
            Texts name,
            long value,
            @Nullable Distance within,
            LocalDate since,
            Texts rule,
            String source,
            String certainty) {}

    /**
     * Who may let pass what a rule forbids.
     *
     * @param by the group of staff
     * @param at the task at which they do, as room/task
     * @param reason the text in which they say why; empty when their word is enough
     * @param kept the kind of the entry in which the record keeps it
     */
    public record Pass(String by, String at, String reason, String kept) {}

    /**
     * One thing the marketplace or the desk forbids, and what to do instead.
     *
     * @param ja both in Japanese
     * @param zh both in Chinese
     * @param since the day it holds from
     * @param pass who may let pass what it forbids, and how; null when nobody may
     */
    public record Rule(
            String id,
            String rule,
            String instead,
            String ja,
            String zh,
            String source,
            String certainty,
            LocalDate since,
            @Nullable Pass pass) {

        /** What is forbidden and what to do instead, for a reader of this language; English unless it is ja or zh. */
        public String said(String language, String detail) {
            return switch (language) {
                case "ja" -> ja;
                case "zh" -> zh;
                default -> rule + (detail.isEmpty() ? "" : " " + detail) + " " + instead;
            };
        }
    }

    /** What cases keep: name, version, and the first digits of the hash, as in {@code amazon 2026-11-25 #1a2b3c4d}. */
    public String id() {
        return text.id();
    }

    /** The name of the pack. */
    public String name() {
        return text.name();
    }

    /** Its version: the day it was written. */
    public String version() {
        return text.version();
    }

    /** SHA-256 of its content, in hex. */
    public String sha256() {
        return text.sha256();
    }

    /** The pack as it was written. */
    public String content() {
        return text.content();
    }

    /** All deadlines of the pack. */
    public List<Deadline> deadlines() {
        return text.deadlines();
    }

    /** All amounts of the pack. */
    public List<Amount> amounts() {
        return text.amounts();
    }

    /** All counts of the pack. */
    public List<Count> counts() {
        return text.counts();
    }

    /** All rules of the pack. */
    public List<Rule> rules() {
        return text.rules();
    }

    /**
     * The deadline of this key.
     *
     * @throws Rejected when the pack has none
     */
    public Deadline deadline(String key) {
        return find(PolicyPack::deadlines, Deadline::key, key)
                .orElseThrow(() -> new Rejected("The policy pack has no deadline '" + key + "'. It has "
                        + deadlines().stream().map(Deadline::key).toList() + "."));
    }

    /**
     * The amount of this key.
     *
     * @throws IllegalArgumentException when the pack has none
     */
    public Amount amount(String key) {
        return find(PolicyPack::amounts, Amount::key, key)
                .orElseThrow(() -> new IllegalArgumentException("The policy pack has no amount '" + key + "'."));
    }

    /**
     * The amount of this key in a currency.
     *
     * @throws IllegalArgumentException when the pack has none
     */
    public BigDecimal amount(String key, Currency currency) {
        BigDecimal amount = amount(key).in().get(currency);
        if (amount == null) {
            throw new IllegalArgumentException("The policy pack has no amount '" + key + "' in " + currency + ".");
        }
        return amount;
    }

    /**
     * The count of this key.
     *
     * @throws IllegalArgumentException when the pack has none
     */
    public Count count(String key) {
        return find(PolicyPack::counts, Count::key, key)
                .orElseThrow(() -> new IllegalArgumentException("The policy pack has no count '" + key + "'."));
    }

    /**
     * The rule of this id.
     *
     * @throws IllegalArgumentException when the pack has none
     */
    public Rule rule(String id) {
        return find(PolicyPack::rules, Rule::id, id)
                .orElseThrow(() -> new IllegalArgumentException("The policy pack has no rule '" + id + "'."));
    }

    private <T> Optional<T> find(Function<PolicyPack, List<T>> list, Function<T, String> key, String wanted) {
        Optional<T> own = list.apply(this).stream()
                .filter(entry -> key.apply(entry).equals(wanted))
                .findFirst();
        return own.isPresent() || otherwise == null ? own : otherwise.find(list, key, wanted);
    }
}
