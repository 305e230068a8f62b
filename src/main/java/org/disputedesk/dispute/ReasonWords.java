package org.disputedesk.dispute;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Reasons in the languages of staff: of decision tables ({@code words/reasons.csv}), and why a mail waits ({@code words/triage.csv}). */
@Component
public class ReasonWords {

    private final Map<String, Map<String, String>> byEnglish = new HashMap<>();

    public ReasonWords() {
        for (String table : List.of("words/reasons.csv", "words/triage.csv")) {
            Rows.of(table).forEach(row -> byEnglish.put(row.get("en"), Rows.languages(row)));
        }
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
