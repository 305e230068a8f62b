package org.disputedesk.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.disputedesk.letter.LetterWords;
import org.disputedesk.lint.LetterText;
import org.disputedesk.lint.Linter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every letter says the same in every language, and only what the desk can fill in (003-11, 000-10, 1.6-5). */
@Tag("models")
class LetterConventionsTest {

    private static final Set<String> LANGUAGES = Set.of("en", "ja", "zh");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern PART = Pattern.compile("(?m)^\\[([a-z]+)]$");
    private static final Pattern HEAD = Pattern.compile("(?m)^(States-facts: no|Owed: yes|Order-critical: yes)$");
    private static final Pattern CONTACT = Pattern.compile("[\\w.]+@[\\w.]+|\\+?\\d[\\d -]{7,}\\d");

    @Test
    void every_letter_is_there_in_all_languages_with_the_same_words_and_parts() {
        Map<String, Map<String, Path>> byLetter = new TreeMap<>();
        for (Path file : Repository.letters()) {
            String name = Repository.name(file);
            int dot = name.lastIndexOf('.');
            byLetter.computeIfAbsent(Repository.slug(file) + "/" + name.substring(0, dot), l -> new TreeMap<>())
                    .put(name.substring(dot + 1), file);
        }
        assertThat(byLetter).isNotEmpty();
        byLetter.forEach((letter, files) -> {
            assertThat(files.keySet()).as("languages of %s", letter).isEqualTo(LANGUAGES);
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
                                case "answer-buyer/holding-reply" -> Set.of("holding");
                                // read by Amazon, not by the buyer
                                case "suspected-fraud/report" -> Set.of("report");
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

    /** Nobody has to say why a letter leaves that the desk itself has written. */
    @Test
    void the_linter_finds_nothing_in_the_letters_of_the_desk() {
        Linter linter = Linter.ofTables();
        String order = "503-1234567-1234567";
        assertThat(Repository.letters()).hasSizeGreaterThan(70).allSatisfy(file -> {
            String language =
                    Repository.name(file).substring(Repository.name(file).lastIndexOf('.') + 1);
            String filled = Repository.read(file)
                    .replace("${orderId}", order)
                    .replace("${helpLink}", "https://www.amazon.co.jp/contact-us")
                    .replaceAll("\\$\\{\\w+}", "2026-11-28");
            assertThat(linter.check(LetterText.of(language, order, filled)))
                    .as("findings in %s", file)
                    .isEmpty();
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
