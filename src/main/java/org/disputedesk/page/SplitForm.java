package org.disputedesk.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.disputedesk.desk.DisputeKinds;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.intake.FurtherCases.Fields;
import org.disputedesk.intake.FurtherCases.Problem;
import org.springframework.stereotype.Component;

/** "Another problem in a message": its fields, and what was typed into them as a further problem (004-15). */
@Component
class SplitForm {

    private static final String KIND = "splitKind";
    private static final String TEXT = "splitText";
    private static final String REASON = "splitReason";
    private static final String ORDER = "splitOrderId";
    private static final List<String> FIELDS = List.of(KIND, TEXT, REASON, ORDER);

    private final DisputeKinds kinds;
    private final Words words;

    SplitForm(DisputeKinds kinds, Words words) {
        this.kinds = kinds;
        this.words = words;
    }

    /** The fields with what was typed and what is wrong with it, by field. */
    List<NewsForm.Shown> fields(Map<String, String> typed, Map<String, String> errors, String language) {
        List<NewsForm.Shown> shown = new ArrayList<>();
        for (String name : FIELDS) {
            String value = typed.getOrDefault(name, "");
            shown.add(new NewsForm.Shown(
                    name,
                    words.of("field." + name, language),
                    words.find("hint." + name, language).orElse(""),
                    value,
                    errors.getOrDefault(name, ""),
                    name.equals(KIND) || name.equals(REASON),
                    name.equals(ORDER),
                    name.equals(TEXT) || name.equals(REASON),
                    false,
                    name.equals(KIND),
                    name.equals(KIND) ? kinds(value, language) : List.of()));
        }
        return shown;
    }

    private List<NewsForm.Option> kinds(String chosen, String language) {
        return kinds.all().stream()
                .map(kind -> new NewsForm.Option(kind, kinds.name(kind, language), kind.equals(chosen)))
                .sorted(Comparator.comparing(NewsForm.Option::name))
                .toList();
    }

    /** What was typed. */
    static Problem told(Map<String, String> typed) {
        return new Problem(
                typed.getOrDefault(KIND, ""),
                typed.getOrDefault(TEXT, ""),
                typed.getOrDefault(REASON, ""),
                typed.getOrDefault(ORDER, ""),
                new Fields(KIND, TEXT, REASON, ORDER));
    }

    /** What is wrong, by the field it is wrong with; what belongs to no field stands under an empty name. */
    static Map<String, String> errors(Rejected rejected) {
        Map<String, String> byField = new LinkedHashMap<>();
        rejected.errors().forEach(error -> {
            // the order of the case itself is wrong for the other kind: only another order helps
            String field = error.field().equals("orderId") ? ORDER : error.field();
            byField.merge(FIELDS.contains(field) ? field : "", error.message(), (a, b) -> a + " " + b);
        });
        if (byField.isEmpty()) {
            byField.put("", String.valueOf(rejected.getMessage()));
        }
        return byField;
    }
}
