package org.disputedesk.letter;

import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.springframework.stereotype.Component;

/** The letters as other parts of the desk see them. */
@Component
public class Letters {

    private final LetterWords words;

    Letters(LetterWords words) {
        this.words = words;
    }

    /** The holding reply in the buyer's language, with what the case knows filled in; the promised day stays open. */
    public String holdingReply(String language, VariableScope scope) {
        Letter letter = Letter.load(SendLetter.HOLDING_REPLY, language);
        return Letter.fill(
                letter.parts().getOrDefault("holding", ""), name -> words.word(name, scope, letter.language()));
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
