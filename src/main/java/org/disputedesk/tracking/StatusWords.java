package org.disputedesk.tracking;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;
import org.disputedesk.dispute.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What carriers and gateways say, in the desk's nineteen states ({@code status-words.csv}; 000-04, 000-06). Where a word can
 * mean several states ("Exception"), or two things in one line contradict each other, it says nothing and leaves it to a
 * person.
 */
@Component
public class StatusWords {

    /** In the table in place of a state: the word says too little, a person looks. */
    private static final String ASK = "ASK";

    /** A text of people, not a code of an interface; only such words are looked for in what staff paste. */
    private record Phrase(String text, Map<String, Optional<DeliveryState>> byVocabulary) {

        /** The carrier's own meaning of it, else the one that all agree on. */
        Optional<DeliveryState> meaning(String vocabulary) {
            Optional<DeliveryState> own = byVocabulary.get(vocabulary);
            Set<Optional<DeliveryState>> all = new HashSet<>(byVocabulary.values());
            return own != null ? own : all.size() == 1 ? all.iterator().next() : Optional.empty();
        }
    }

    private record Found(int from, int to, Optional<DeliveryState> meaning) {

        boolean isWithin(Found other) {
            return other.from <= from && to <= other.to && other.to - other.from > to - from;
        }
    }

    private final Map<String, Map<String, Optional<DeliveryState>>> vocabularies = new HashMap<>();
    private final Map<String, Phrase> phrases = new HashMap<>();
    private final CarrierPages carriers;

    StatusWords(CarrierPages carriers) {
        this.carriers = carriers;
        Rows.of("tracking/status-words.csv").forEach(this::learn);
    }

    private void learn(CSVRecord row) {
        String vocabulary = row.get("vocabulary");
        String word = plain(row.get("word"));
        String name = row.get("state");
        Optional<DeliveryState> state = DeliveryState.find(name);
        if (word.isEmpty()) {
            throw Rows.wrong("tracking/status-words.csv", row, "there is no word.");
        }
        if (state.isEmpty() && !name.equals(ASK)) {
            throw Rows.wrong("tracking/status-words.csv", row, "there is no state " + name + ".");
        }
        if (vocabularies.computeIfAbsent(vocabulary, v -> new HashMap<>()).putIfAbsent(word, state) != null) {
            throw Rows.wrong("tracking/status-words.csv", row, vocabulary + " has the word '" + word + "' twice.");
        }
        if (!row.get("language").isEmpty()) {
            phrases.computeIfAbsent(word, text -> new Phrase(text, new HashMap<>()))
                    .byVocabulary()
                    .put(vocabulary, state);
        }
    }

    /** The state for one word of a carrier or gateway; empty when it is not listed, or says too little. */
    public Optional<DeliveryState> of(String vocabulary, String word) {
        return vocabularies.getOrDefault(vocabulary, Map.of()).getOrDefault(plain(word), Optional.empty());
    }

    /**
     * The state that a text means which a person has copied from a carrier's page: of the words that occur in it, those that
     * are not part of longer ones, when all of them mean the same.
     *
     * @param carrier by code or in words, as far as it is known; the same word can mean different things at two carriers
     */
    public Optional<DeliveryState> inText(@Nullable String carrier, String text) {
        String vocabulary = carriers.code(carrier)
                .map(code -> code.toLowerCase(Locale.ROOT).replace('_', '-'))
                .orElse("");
        String line = plain(text);
        List<Found> found = new ArrayList<>();
        phrases.values().forEach(phrase -> {
            for (int at = line.indexOf(phrase.text()); at >= 0; at = line.indexOf(phrase.text(), at + 1)) {
                int end = at + phrase.text().length();
                if (isWhole(line, at, end)) {
                    found.add(new Found(at, end, phrase.meaning(vocabulary)));
                }
            }
        });
        Set<Optional<DeliveryState>> meanings = new HashSet<>();
        found.stream()
                .filter(one -> found.stream().noneMatch(one::isWithin))
                .forEach(one -> meanings.add(one.meaning()));
        return meanings.size() == 1 ? meanings.iterator().next() : Optional.empty();
    }

    /** Japanese and Chinese write without spaces; elsewhere "lost" is not in "closter". */
    private static boolean isWhole(String line, int from, int to) {
        return !(isSpelt(line, from) && isSpelt(line, from - 1)) && !(isSpelt(line, to - 1) && isSpelt(line, to));
    }

    private static boolean isSpelt(String line, int at) {
        return at >= 0
                && at < line.length()
                && Character.isLetterOrDigit(line.charAt(at))
                && !Character.isIdeographic(line.charAt(at))
                && Character.UnicodeScript.of(line.charAt(at)) != Character.UnicodeScript.HIRAGANA
                && Character.UnicodeScript.of(line.charAt(at)) != Character.UnicodeScript.KATAKANA;
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replace('\u2019', '\'')
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Z}]+", " ")
                .strip();
    }
}
