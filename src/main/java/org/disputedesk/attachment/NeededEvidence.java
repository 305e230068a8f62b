package org.disputedesk.attachment;

import java.util.List;
import org.springframework.stereotype.Component;

/** What a case like this needs to be proven, and what of it is there (000-05, 000-06, 003-03). */
@Component
public class NeededEvidence {

    /**
     * How complete the evidence of a case is.
     *
     * @param percent of what is needed is there, 0 to 100; 100 when nothing is needed
     * @param items what is needed, the most important first
     */
    public record Completeness(int percent, List<Item> items) {
        public Completeness {
            items = List.copyOf(items);
        }
    }

    /**
     * One thing that is needed.
     *
     * @param key its name in the table, and the purpose of files that prove it
     * @param name in the reader's language
     * @param there whether the case has it
     * @param why it matters, in the reader's language
     */
    public record Item(String key, String name, boolean there, String why) {}

    /** For the reader whose language the current request asks for; English when there is none. */
    public Completeness of(String caseNumber) {
        return new Completeness(100, List.of());
    }
}
