package org.disputedesk.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.disputedesk.letter.LetterWords;
import org.disputedesk.letter.NativeChecks;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every letter says the same in every language, and only what the desk can fill in (003-11, 000-10, 1.6-5). */
@Tag("models")
class LetterConventionsTest {

    /** Other languages than those that must be there, into which a letter may be translated. */
    private static final Set<String> OPTIONAL = Set.of("de", "fr", "es", "it", "nl", "sv", "pl", "tr", "ar");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern PART = Pattern.compile("(?m)^\\[([a-z]+)]$");
    private static final Pattern HEAD =
            Pattern.compile("(?m)^(States-facts: (?:no|order)|Owed: yes|Order-critical: yes)$");
    private static final Pattern CONTACT = Pattern.compile("[\\w.]+@[\\w.]+|\\+?\\d[\\d -]{7,}\\d");

    @Test
    void every_letter_is_there_in_the_languages_of_staff_and_says_the_same_in_all() {
        Map<String, Map<String, Path>> byLetter = new TreeMap<>();
        for (Path file : Repository.letters()) {
            String name = Repository.name(file);
            int dot = name.lastIndexOf('.');
            byLetter.computeIfAbsent(Repository.slug(file) + "/" + name.substring(0, dot), l -> new TreeMap<>())
                    .put(name.substring(dot + 1), file);
        }
        assertThat(byLetter).isNotEmpty();
        byLetter.forEach((letter, files) -> {
            assertThat(files.keySet()).as("languages of %s", letter).containsAll(NativeChecks.COMPLETE);
            assertThat(files.keySet().stream().filter(language -> !NativeChecks.COMPLETE.contains(language)))
                    .as("languages of %s that the desk has formats and words for", letter)
                    .isSubsetOf(OPTIONAL);
            Set<Set<String>> words = Set.copyOf(
                    files.values().stream().map(file -> find(PLACEHOLDER, file)).toList());
            assertThat(words).as("words of %s in its languages", letter).hasSize(1);
            assertThat(Set.copyOf(files.values().stream()
                            .map(file -> find(HEAD, file))
                            .toList()))
                    .as("heads of %s in its languages", letter)
                    .hasSize(1);
            Set<Set<String>> parts = Set.copyOf(
                    files.values().stream().map(file -> find(PART, file)).toList());
            assertThat(parts)
                    .as("parts of %s", letter)
                    .containsExactly(
                            switch (letter) {
                                case "answer-buyer/holding-reply", "answer-buyer/holding-reply-without-order" ->
                                    Set.of("holding");
                                // read by Amazon, not by the buyer
                                case "suspected-fraud/report" -> Set.of("report");
                                // read by everybody
                                case "settle-feedback/public-reply" -> Set.of("reply");
                                default -> Set.of("empathy", "facts", "proposal");
                            });
        });
    }

    @Test
    void letters_use_only_words_the_desk_knows_and_carry_no_addresses_or_numbers() {
        assertThat(Repository.letters()).allSatisfy(file -> {
            String text = Repository.read(file);
            assertThat(text).startsWith("Subject: ");
            assertThat(LetterWords.NAMES).containsAll(find(PLACEHOLDER, file));
            assertThat(CONTACT.matcher(text).find())
                    .as("contact data in %s", file)
                    .isFalse();
            assertThat(text).doesNotContain("http://", "https://");
        });
    }

    /** What a buyer in one of the optional languages reads of his parcel, he reads in his language. */
    @Test
    void what_letters_say_of_a_parcel_is_there_in_every_language() {
        Map<String, CSVRecord> words = new TreeMap<>();
        Repository.csv("words/codes-for-buyers.csv").forEach(row -> words.put(row.get("value"), row));
        assertThat(words.keySet())
                .isEqualTo(Stream.of(DeliveryState.values()).map(Enum::name).collect(Collectors.toSet()));
        assertThat(words.values()).allSatisfy(row -> {
            assertThat(row.get("fact")).isEqualTo("deliveryState");
            OPTIONAL.forEach(language -> assertThat(row.get(language)).isNotBlank());
        });
    }

    /** A Japanese letter names the shop in its first sentence and ends with its greeting. */
    @Test
    void japanese_letters_have_no_signature() {
        assertThat(Repository.letters())
                .filteredOn(file -> Repository.name(file).endsWith(".ja")
                        && !Repository.slug(file).equals("suspected-fraud"))
                .allSatisfy(file -> assertThat(Repository.read(file).strip()).doesNotEndWith("${shopName}"));
    }

    private static Set<String> find(Pattern pattern, Path file) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(Repository.read(file));
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
