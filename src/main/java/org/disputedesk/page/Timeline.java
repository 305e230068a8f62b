package org.disputedesk.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.disputedesk.desk.RecordWords;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.evidence.RecordEntry;
import org.springframework.stereotype.Component;

/** The record of a case as people read it: what sort of thing it was and who did it in their language, the entry as it is. */
@Component
class Timeline {

    private static final String PERSON = "person:";
    private static final String TOLD_BY = "toldBy";
    private static final String REFUSED = "refused";
    private static final String OPERATION = "operation";

    /** What the engine does between what people care about. */
    private static final Set<String> INTERNAL =
            Set.of("step", "reached", "noticed", "process-began", "process-migrated", "task-dropped");

    private final Words words;
    private final RecordWords recordWords;
    private final Moments moments;
    private final ObjectMapper json;

    Timeline(Words words, RecordWords recordWords, Moments moments, ObjectMapper json) {
        this.words = words;
        this.recordWords = recordWords;
        this.moments = moments;
        this.json = json;
    }

    /** A fact of an entry. */
    record FactShown(String name, String value) {}

    /**
     * One entry.
     *
     * @param kind what sort of thing it was, for the reader
     * @param step the step it is about, for the reader; empty when it is about none
     * @param text what it says besides kind and step, for the reader; empty when that is nothing
     * @param textLanguage of {@code text}
     * @param recorded the sentence as it is recorded, in English; empty when {@code text} is that
     * @param toldBy who told it when that is not the actor; empty otherwise
     */
    record Line(
            long sequence,
            Moments.Shown at,
            String actor,
            String kind,
            String step,
            String text,
            String textLanguage,
            String recorded,
            String toldBy,
            boolean isRefused,
            List<FactShown> facts,
            String hash) {

        boolean hasFacts() {
            return !facts.isEmpty();
        }
    }

    /** Whether an entry tells of the engine's way rather than of the case; what a person changed by hand never does. */
    static boolean isInternal(RecordEntry entry) {
        return INTERNAL.contains(entry.kind())
                || (entry.kind().equals(OPERATION) && !entry.actor().startsWith(PERSON));
    }

    Line of(String caseNumber, RecordEntry entry, Marketplace marketplace, String language) {
        ZoneId zone = marketplace.zone();
        Optional<String> said = recordWords.said(caseNumber, entry, marketplace, language);
        JsonNode facts = read(entry);
        String kind = words.find("kind." + entry.kind(), language)
                .or(() -> words.find("news." + entry.kind(), language))
                .orElse(entry.kind());
        String step = step(entry.text(), language);
        String text = isRepeated(entry, step) ? "" : said.orElse(entry.text());
        String teller = facts.path(TOLD_BY).asText("");
        return new Line(
                entry.sequence(),
                moments.of(entry.at(), zone, language),
                actor(entry.actor(), language),
                kind,
                step,
                text.equals(kind) ? "" : text,
                said.isPresent() ? language : "en",
                said.isPresent() && !language.equals("en") ? entry.text() : "",
                teller.isEmpty() || entry.actor().equals(PERSON + teller) ? "" : words.of(TOLD_BY, language, teller),
                entry.kind().equals(REFUSED),
                facts(facts),
                entry.hash());
    }

    private boolean isRepeated(RecordEntry entry, String step) {
        String english = words.find("kind." + entry.kind(), "en").orElse("");
        int colon = entry.text().lastIndexOf(": ");
        // who took a task stands before the colon
        boolean isAllBeforeStep = !step.isEmpty() && colon > 0 && !entry.kind().equals("task-assigned");
        return isAllBeforeStep
                || entry.text().equalsIgnoreCase(english)
                || entry.text().equals("Event: " + entry.kind());
    }

    /** One fact of an entry; empty when it has none of this name. */
    String fact(RecordEntry entry, String name) {
        return read(entry).path(name).asText("");
    }

    private JsonNode read(RecordEntry entry) {
        try {
            return json.readTree(entry.facts());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The facts of entry " + entry.sequence() + " cannot be read", e);
        }
    }

    private static List<FactShown> facts(JsonNode facts) {
        List<FactShown> shown = new ArrayList<>();
        for (Map.Entry<String, JsonNode> fact : facts.properties()) {
            JsonNode value = fact.getValue();
            shown.add(new FactShown(fact.getKey(), value.isValueNode() ? value.asText() : value.toString()));
        }
        return shown;
    }

    /** The desk writes "Task taken by agent: Answer the buyer"; the step is what stands behind the last colon. */
    private String step(String text, String language) {
        int colon = text.lastIndexOf(": ");
        String step = colon < 0 ? text : text.substring(colon + 2);
        return words.knowsStep(step) ? words.step(step, language) : "";
    }

    /** A person by the user id, everybody else in words. */
    String actor(String actor, String language) {
        return actor.startsWith(PERSON)
                ? actor.substring(PERSON.length())
                : words.find("actor." + actor, language).orElse(actor);
    }
}
