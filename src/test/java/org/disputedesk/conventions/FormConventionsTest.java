package org.disputedesk.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.disputedesk.RoomsInQuestion;
import org.disputedesk.conventions.Repository.Form;
import org.disputedesk.dispute.DisputeFacts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form works in Tasklist, asks only for what the desk knows, and speaks to staff in their language. */
@Tag("models")
class FormConventionsTest {

    private static final Set<String> WORKING = Set.of(
            "text",
            "html",
            "textfield",
            "textarea",
            "checkbox",
            "radio",
            "select",
            "datetime",
            "expression",
            "group",
            "separator",
            "spacer");
    private static final Set<String> ASKING = Set.of("textfield", "textarea", "checkbox", "radio", "select");

    static Collection<Form> forms() {
        return Repository.forms().stream()
                .filter(form -> RoomsInQuestion.has(form.slug()))
                .toList();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("forms")
    void id_and_version_are_those_of_the_file_and_of_what_tasklist_ships(Form form) {
        assertThat(form.json().path("id").asText()).isEqualTo(form.toString());
        assertThat(form.json().path("executionPlatform").asText()).isEqualTo("Camunda Platform");
        assertThat(form.json().path("executionPlatformVersion").asText()).isEqualTo("7.22.0");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("forms")
    void it_has_only_components_that_work(Form form) {
        for (JsonNode component : form.components()) {
            String id = component.path("id").asText();
            assertThat(WORKING)
                    .as("components that work in Tasklist, for %s of %s", id, form)
                    .contains(component.path("type").asText());
            assertThat(id).as("id of a component of %s", form).matches("(Field|Html|Text|Group)_[A-Za-z0-9]+");
            assertThat(component.path("subtype").asText())
                    .as("%s of %s: a date without time counts backwards west of Greenwich", id, form)
                    .isNotEqualTo("date");
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("forms")
    void keys_are_facts_or_texts_and_never_instants(Form form) {
        for (JsonNode component : form.components()) {
            String key = component.path("key").asText("");
            if (!key.isEmpty()) {
                assertThat(DisputeFacts.all().containsKey(key) || DisputeFacts.TEXTS.contains(key))
                        .as("key %s of %s", key, form)
                        .isTrue();
                // the engine gives an instant to the browser and gets text back
                assertThat(DisputeFacts.all().containsKey(key)
                                && DisputeFacts.named(key).type() == Date.class)
                        .as("instant %s bound in %s", key, form)
                        .isFalse();
            }
        }
        assertThat(form.components().stream()
                        .map(component -> component.path("key").asText(""))
                        .filter(key -> !key.isEmpty()))
                .doesNotHaveDuplicates();
    }

    /** Forms of tasks are told the language by the desk, a form that opens a case by Tasklist's {@code words.js}. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("forms")
    void it_speaks_english_japanese_and_chinese(Form form) {
        form.components().stream()
                .filter(component -> ASKING.contains(component.path("type").asText()))
                .forEach(component -> assertThat(component
                                .path(component.has("dateLabel") ? "dateLabel" : "label")
                                .asText())
                        .as("label of %s", component.path("id"))
                        .startsWith("=")
                        .contains("lang = \"ja\"", "lang = \"zh\""));
    }

    @Test
    void every_form_is_used_and_start_forms_only_ask_what_may_be_told() {
        Set<String> used = new TreeSet<>(startForms());
        Repository.rooms()
                .forEach(room -> room.model()
                        .getModelElementsByType(UserTask.class)
                        .forEach(task -> used.add(task.getCamundaFormRef())));
        assertThat(Repository.forms().stream().map(Form::toString).collect(Collectors.toSet()))
                .as("forms in forms/, compared with those that start events and user tasks name")
                .containsExactlyInAnyOrderElementsOf(used);
        Repository.forms().stream()
                .filter(form -> startForms().contains(form.toString()))
                .flatMap(form -> form.components().stream())
                .map(component -> component.path("key").asText(""))
                .filter(key -> !key.isEmpty() && !DisputeFacts.TEXTS.contains(key))
                .forEach(key -> assertThat(DisputeFacts.TOLD_AT_START)
                        .as("what a start form may ask: DisputeFacts.TOLD_AT_START")
                        .contains(key));
    }

    /** The card of the case is one and the same in every task, and tells why the task is there and what happens without it. */
    @Test
    void every_task_shows_the_same_card_with_why_it_is_there() {
        Map<String, List<String>> cards = Repository.forms().stream()
                .filter(form -> !startForms().contains(form.toString()))
                .collect(Collectors.groupingBy(
                        form -> form.components().stream()
                                .filter(component ->
                                        component.path("id").asText().equals("Html_Facts"))
                                .map(component -> component.path("content").asText())
                                .collect(Collectors.joining()),
                        Collectors.mapping(Form::toString, Collectors.toList())));
        assertThat(cards)
                .as("forms by their Html_Facts; copy the usual one as it is")
                .hasSize(1);
        assertThat(cards.keySet())
                .first()
                .asString()
                .contains("split(whyHere, ", "split(deadlineReasons, ", "split(caseFacts, ")
                .contains("lang = \"ja\"", "lang = \"zh\"");
    }

    /** A browser reads 128,000 in a field for numbers as 128; the desk reads it from text. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("forms")
    void days_may_be_written_as_people_write_them(Form form) {
        for (JsonNode component : form.components()) {
            if (component.path("key").asText("").endsWith("Date")
                    && component.path("type").asText().equals("textfield")) {
                assertThat(List.of("2026-11-25", "2026/11/25", " ２０２６／１１／５ ", "2026年11月25日"))
                        .as("%s of %s", component.path("id"), form)
                        .allMatch(text -> text.matches(component
                                .path("validate")
                                .path("pattern")
                                .asText()
                                .replace("\\s", "[\\s\u3000]")));
            }
        }
    }

    /** What the desk names in a refusal is found by the id of its field (Tasklist's {@code words.js}). */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("forms")
    void a_field_is_named_after_what_it_asks(Form form) {
        for (JsonNode component : form.components()) {
            if (component.has("key")) {
                assertThat(component.path("id").asText())
                        .isEqualTo("Field_" + component.path("key").asText());
            }
        }
    }

    /** What a choice offers is what the fact may be. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("forms")
    void choices_offer_allowed_values(Form form) {
        for (JsonNode component : form.components()) {
            String key = component.path("key").asText("");
            var matcher = java.util.regex.Pattern.compile("value: \"([A-Z_]+)\"")
                    .matcher(component.path("valuesExpression").asText(""));
            while (matcher.find()) {
                DisputeFacts.checkValue(key, matcher.group(1));
            }
        }
    }

    private static List<String> startForms() {
        return Repository.rooms().stream()
                .flatMap(room -> room.model().getModelElementsByType(StartEvent.class).stream())
                .map(StartEvent::getCamundaFormRef)
                .filter(java.util.Objects::nonNull)
                .toList();
    }
}
