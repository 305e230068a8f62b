package org.disputedesk.process;

import java.util.LinkedHashMap;
import java.util.Map;
import org.disputedesk.dispute.Fact;

/** What somebody fills into a form. */
record Answers(Map<String, Object> values) {

    static final Answers NONE = new Answers(Map.of());

    static <T> Answers with(Fact<T> fact, T value) {
        return NONE.and(fact, value);
    }

    static Answers with(String text, String content) {
        return NONE.and(text, content);
    }

    <T> Answers and(Fact<T> fact, T value) {
        return and(fact.name(), (Object) value);
    }

    Answers and(String text, String content) {
        return and(text, (Object) content);
    }

    private Answers and(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Answers(more);
    }
}
