package org.disputedesk.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.dispute.CodeWords;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.ReasonWords;
import org.disputedesk.dispute.Rows;
import org.disputedesk.evidence.RecordEntry;
import org.disputedesk.policy.PolicyPacks;
import org.springframework.stereotype.Component;

/**
 * The sentences of the record in the languages of staff (000-17). The record itself is English for good, since its hashes stand
 * over it; {@code words/record.csv} says what each of its sentences means, with the parts that change in braces.
 */
@Component
public class RecordWords {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PLACE = Pattern.compile("\\{([a-zA-Z]+)}");
    /** How the record names the rule that refused, and where it is written. */
    private static final Pattern RULE = Pattern.compile("\\[([a-z0-9-]+); [^\\]]*]");
    /** Places whose codes are those of another fact. */
    private static final Map<String, String> SAME_CODES =
            Map.of("claimDecision", "claimState", "purpose", "neededEvidence");

    private final Map<String, List<Sentence>> sentences = new HashMap<>();
    private final Map<String, Map<String, String>> values = new HashMap<>();
    private final Map<String, Map<String, String>> steps = new HashMap<>();
    private final Map<String, Map<String, String>> letters = new HashMap<>();
    private final CodeWords codes;
    private final ReasonWords reasons;
    private final Deadlines deadlines;
    private final PolicyPacks packs;

    RecordWords(CodeWords codes, ReasonWords reasons, Deadlines deadlines, PolicyPacks packs) {
        this.codes = codes;
        this.reasons = reasons;
        this.deadlines = deadlines;
        this.packs = packs;
        Rows.of("words/record.csv")
                .forEach(row -> sentences
                        .computeIfAbsent(row.get("kind"), kind -> new ArrayList<>())
                        .add(Sentence.of(row)));
        Rows.of("words/values.csv")
                .forEach(row -> values.put(
                        row.get("place") + "|" + row.get("value"), Map.of("ja", row.get("ja"), "zh", row.get("zh"))));
        Rows.of("words/steps.csv").forEach(row -> steps.put(row.get("en"), Rows.languages(row)));
        Rows.of("words/report.csv").forEach(row -> {
            if (row.get("label").startsWith("letter.")) {
                letters.put(row.get("label").substring("letter.".length()), Rows.languages(row));
            }
        });
    }

    /** One row: how the record says it, and how people read it; {@code places} are the names of what changes, in order. */
    private record Sentence(Pattern recorded, List<String> places, Map<String, String> said) {

        static Sentence of(CSVRecord row) {
            StringBuilder pattern = new StringBuilder();
            List<String> places = new ArrayList<>();
            Matcher place = PLACE.matcher(row.get("recorded"));
            int from = 0;
            while (place.find()) {
                pattern.append(Pattern.quote(row.get("recorded").substring(from, place.start())))
                        .append("(.*?)");
                places.add(place.group(1));
                from = place.end();
            }
            pattern.append(Pattern.quote(row.get("recorded").substring(from)));
            return new Sentence(
                    Pattern.compile(pattern.toString(), Pattern.DOTALL),
                    List.copyOf(places),
                    Map.of("ja", row.get("ja"), "zh", row.get("zh")));
        }
    }

    /**
     * What an entry says, for a reader of this language; in English as it is recorded. Empty when nobody has put it into that
     * language, or when it was recorded by an older desk that said it otherwise.
     *
     * @param marketplace of the case, at whose time deadlines are told
     */
    public Optional<String> said(String caseNumber, RecordEntry entry, Marketplace marketplace, String language) {
        if (language.equals("en")) {
            return Optional.of(entry.text());
        }
        return switch (entry.kind()) {
            case "refused" -> rule(entry.text(), language);
            case "deadline" -> deadline(caseNumber, entry, marketplace, language);
            default -> sentence(entry, language);
        };
    }

    /** The rule that refused something, for a reader of this language, with where it is written; empty when it is not known. */
    public Optional<String> rule(String recorded, String language) {
        Matcher named = RULE.matcher(recorded);
        return named.find()
                ? packs.current().rules().stream()
                        .filter(known -> known.id().equals(named.group(1)))
                        .findFirst()
                        .map(known -> known.said(language, "") + " " + named.group())
                : Optional.empty();
    }

    private Optional<String> deadline(String caseNumber, RecordEntry entry, Marketplace marketplace, String language) {
        return Deadlines.recorded(caseNumber, entry.text(), facts(entry))
                .filter(kept -> kept.basis() != null)
                .map(kept -> deadlines.name(kept, language)
                        + (language.equals("ja") ? "。" : "：")
                        + deadlines.explanation(kept, language, marketplace));
    }

    private Optional<String> sentence(RecordEntry entry, String language) {
        for (Sentence sentence : sentences.getOrDefault(entry.kind(), List.of())) {
            Matcher parts = sentence.recorded().matcher(entry.text());
            if (parts.matches()) {
                return Optional.ofNullable(sentence.said().get(language))
                        .map(said -> filled(said, sentence, parts, language));
            }
        }
        return Optional.empty();
    }

    /** The places of a translated sentence are filled in the order in which places of that name come in the recorded one. */
    private String filled(String said, Sentence sentence, Matcher parts, String language) {
        Map<String, Integer> used = new HashMap<>();
        return PLACE.matcher(said).replaceAll(place -> {
            String name = place.group(1);
            int skip = used.merge(name, 1, Integer::sum);
            for (int i = 0; i < sentence.places().size(); i++) {
                if (sentence.places().get(i).equals(name) && --skip == 0) {
                    return Matcher.quoteReplacement(value(name, parts.group(i + 1), language));
                }
            }
            throw new IllegalStateException("words/record.csv fills {" + name + "} of nothing: " + said);
        });
    }

    private String value(String place, String recorded, String language) {
        return switch (place) {
            case "step" -> in(steps, recorded, language);
            case "letter" -> in(letters, recorded.substring(recorded.indexOf('/') + 1), language);
            case "reason" -> reasons.in(language, recorded);
            case "language" -> Labels.language(recorded, language);
            case "holds" ->
                Arrays.stream(recorded.split(", ", -1))
                        .map(hold -> in(values, "holds|" + hold, hold, language))
                        .collect(Collectors.joining("、"));
            default -> {
                String fact = SAME_CODES.getOrDefault(place, place);
                yield codes.knows(fact, recorded)
                        ? codes.of(fact, recorded, language)
                        : in(values, place + "|" + recorded, recorded, language);
            }
        };
    }

    private static String in(Map<String, Map<String, String>> words, String english, String language) {
        return in(words, english, english, language);
    }

    private static String in(Map<String, Map<String, String>> words, String key, String english, String language) {
        return words.getOrDefault(key, Map.of()).getOrDefault(language, english);
    }

    private static JsonNode facts(RecordEntry entry) {
        try {
            return JSON.readTree(entry.facts());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The facts of entry " + entry.sequence() + " cannot be read", e);
        }
    }
}
