package org.disputedesk.letter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The letters as other parts of the desk see them. */
@Component
public class Letters {

    private final LetterWords words;
    private final NativeChecks checks;

    Letters(LetterWords words, NativeChecks checks) {
        this.words = words;
        this.checks = checks;
    }

    /**
     * The name of the holding reply that fits a case: a question before buying names no order (002-02, 002-23), and is there in
     * fewer languages.
     */
    public static String holdingReply(@Nullable String orderId) {
        return orderId == null || orderId.isBlank() ? SendLetter.HOLDING_REPLY_WITHOUT_ORDER : SendLetter.HOLDING_REPLY;
    }

    /**
     * What staff should know of a draft before they send it.
     *
     * @param language the draft is in: the buyer's, or English when nobody has written the letter in his
     * @param needsCheck whether nobody who writes that language natively has read the letter yet
     */
    public record Draft(String letter, String language, boolean needsCheck) {}

    /** The draft that a buyer of this language gets; empty when there is no letter of this name. */
    public Optional<Draft> draft(String letter, String language) {
        return checks.find(letter, language)
                .or(() -> checks.find(letter, "en"))
                .map(state -> new Draft(letter, state.text().language(), state.needsCheck()));
    }

    /** What each part of a letter says, as the letter itself says it in a language of staff, with what the case knows. */
    public Map<String, String> meaning(String letter, String staffLanguage, VariableScope scope) {
        Map<String, String> said = new LinkedHashMap<>();
        checks.find(letter, staffLanguage)
                .ifPresent(state -> state.text()
                        .parts()
                        .forEach((part, text) ->
                                said.put(part, Letter.fill(text, name -> words.word(name, scope, staffLanguage)))));
        return said;
    }

    /** The name of the holding reply that fits a case: a question before buying names no order (002-02, 002-23). */
    public String holdingReplyOf(VariableScope scope) {
        return SendLetter.holdingReply(scope);
    }

    /** The holding reply in the buyer's language, with what the case knows filled in; the promised day stays open. */
    public String holdingReply(String language, VariableScope scope) {
        Letter letter = Letter.load(SendLetter.holdingReply(scope), language);
        return LetterWords.withOpenPlaces(
                Letter.fill(
                        letter.parts().getOrDefault("holding", ""), name -> words.word(name, scope, letter.language())),
                letter.language());
    }

    /**
     * One part of a text that lies among the letters, in this language or English, with what the case knows filled in. A line
     * with something that nobody knows is left out.
     *
     * @param name {@code <slug>/<letter>}
     */
    public String text(String name, String part, String language, VariableScope scope) {
        Letter letter = Letter.load(name, language);
        return letter.parts()
                .getOrDefault(part, "")
                .lines()
                .map(line -> Letter.fill(line, word -> words.word(word, scope, letter.language())))
                .filter(line -> Letter.placeholdersIn(line).isEmpty())
                .collect(Collectors.joining("\n"));
    }
}
