package org.disputedesk.calendar;

import java.util.HashMap;
import java.util.Map;
import org.disputedesk.dispute.Rows;
import org.springframework.stereotype.Component;

/** What deadlines count from, in the languages of staff ({@code words/anchors.csv}). */
@Component
public class AnchorWords {

    private final Map<String, Map<String, String>> byFact = new HashMap<>();

    public AnchorWords() {
        Rows.of("words/anchors.csv").forEach(row -> byFact.put(row.get("fact"), Rows.languages(row)));
    }

    /** The fact in words; its bare name when nobody has put it into words. */
    public String in(String language, String fact) {
        return byFact.getOrDefault(fact, Map.of()).getOrDefault(language, fact);
    }

    /** Whether staff of every language can read what this fact is. */
    public boolean knows(String fact) {
        return byFact.containsKey(fact);
    }
}
