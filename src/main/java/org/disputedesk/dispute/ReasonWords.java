package org.disputedesk.dispute;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The reasons of decision tables in the languages of staff ({@code words/reasons.csv}); English stands in the table itself. */
@Component
public class ReasonWords {

    private final Map<String, Map<String, String>> byEnglish = new HashMap<>();

    public ReasonWords() {
        Rows.of("words/reasons.csv").forEach(row -> byEnglish.put(row.get("en"), Rows.languages(row)));
    }

    /** The reason in this language, or as it stands when nobody has translated it. */
    public String in(String language, String english) {
        return byEnglish.getOrDefault(english, Map.of()).getOrDefault(language, english);
    }

    /** Whether staff of every language can read this reason. */
    public boolean knows(String english) {
        return byEnglish.containsKey(english);
    }
}
