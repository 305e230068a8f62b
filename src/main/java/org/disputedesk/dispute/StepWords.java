package org.disputedesk.dispute;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What models call their processes, steps and events, in the languages of staff ({@code words/steps.csv}). */
@Component
public class StepWords {

    private final Map<String, Map<String, String>> byEnglish = new HashMap<>();

    public StepWords() {
        Rows.of("words/steps.csv").forEach(row -> byEnglish.put(row.get("en"), Rows.languages(row)));
    }

    /** The name in this language, or as it stands when nobody has translated it. */
    public String in(String language, String english) {
        return byEnglish.getOrDefault(english, Map.of()).getOrDefault(language, english);
    }
}
