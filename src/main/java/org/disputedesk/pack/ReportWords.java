package org.disputedesk.pack;

import java.util.HashMap;
import java.util.Map;
import org.disputedesk.dispute.Rows;
import org.springframework.stereotype.Component;

/** The words of the report in the languages of staff ({@code words/report.csv}). */
@Component
class ReportWords {

    private final Map<String, Map<String, String>> words = new HashMap<>();

    ReportWords() {
        Rows.of("words/report.csv").forEach(row -> words.put(row.get("label"), Rows.languages(row)));
    }

    /** A label or sentence with its places filled in. */
    String of(String label, String language, Object... filled) {
        String text = words.getOrDefault(label, Map.of()).get(language);
        if (text == null) {
            throw new IllegalArgumentException("words/report.csv has no '" + label + "' in " + language);
        }
        return filled.length == 0 ? text : text.formatted(filled);
    }
}
