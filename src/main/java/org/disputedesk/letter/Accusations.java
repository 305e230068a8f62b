package org.disputedesk.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.disputedesk.dispute.Rows;
import org.springframework.stereotype.Component;

/**
 * Words with which a letter would accuse its reader, whatever language the letter is in ({@code letters/accusations.csv};
 * 000-20). A suspicion is a matter between the seller and Amazon.
 */
@Component
class Accusations {

    private record Phrase(String words, Pattern pattern) {}

    private final List<Phrase> phrases = new ArrayList<>();

    Accusations() {
        Rows.of("letters/accusations.csv")
                .forEach(row ->
                        phrases.add(new Phrase(row.get("words"), pattern(PlainText.forSearch(row.get("words"))))));
    }

    private static Pattern pattern(String words) {
        String quoted = Pattern.quote(words);
        // Japanese and Chinese write no spaces between words; elsewhere only the whole word counts
        boolean isLatin = words.chars().allMatch(c -> c < 0x250);
        return Pattern.compile(
                isLatin ? "(?<![\\p{L}\\p{N}])" + quoted + "(?![\\p{L}\\p{N}])" : quoted,
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** The accusing words in a text, each once; empty when there are none. */
    List<String> in(String text) {
        String plain = PlainText.forSearch(text);
        return phrases.stream()
                .filter(phrase -> phrase.pattern().matcher(plain).find())
                .map(Phrase::words)
                .toList();
    }
}
