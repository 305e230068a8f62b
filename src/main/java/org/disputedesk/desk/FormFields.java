package org.disputedesk.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.form.FormDefinition;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Refusals;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a form asks for, read from the form itself, so that the desk holds to its rules whatever route the answer comes by:
 * the browser checks them for comfort, the desk for certainty.
 */
@Component
class FormFields {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final FeelEngineApi FEEL = FeelEngineBuilder.forJava().build();
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z]*");
    private static final Set<String> ASKED_ANEW = Set.of("radio", "textarea");

    private final Map<String, List<Field>> known = new ConcurrentHashMap<>();

    /**
     * One field.
     *
     * @param required whether it must be filled in while it is shown
     * @param hiddenWhen in FEEL, when the form does not show it; any one of them is enough
     * @param opensEmpty whether the form asks anew each time, whatever was answered before
     */
    record Field(
            String key,
            boolean required,
            List<String> hiddenWhen,
            boolean opensEmpty,
            @Nullable Pattern pattern,
            int minLength,
            int maxLength) {

        /** What is wrong with a value, null when nothing is. */
        @Nullable
        String problem(@Nullable Object value, Function<String, @Nullable Object> known) {
            if (value == null || (value instanceof String text && text.isBlank())) {
                return required && isShown(known) ? Refusals.said("required") : null;
            }
            if (value instanceof String text) {
                if (text.length() > maxLength) {
                    return Refusals.said("tooLong", maxLength);
                }
                if (text.length() < minLength) {
                    return Refusals.said("tooShort", minLength);
                }
                if (pattern != null && !pattern.matcher(text).matches()) {
                    return Refusals.said("notInForm", pattern.pattern());
                }
            }
            return null;
        }

        private boolean isShown(Function<String, @Nullable Object> known) {
            return hiddenWhen.stream().noneMatch(condition -> isTrue(condition, known));
        }
    }

    /** What a condition of a form says of the answers and of what is known besides. */
    private static boolean isTrue(String condition, Function<String, @Nullable Object> known) {
        Map<String, Object> names = new HashMap<>();
        Matcher found = NAME.matcher(condition);
        while (found.find()) {
            if (DisputeFacts.all().containsKey(found.group()) || DisputeFacts.TEXTS.contains(found.group())) {
                names.put(found.group(), known.apply(found.group()));
            }
        }
        return Boolean.TRUE.equals(
                FEEL.evaluateExpression(condition.substring(1), names).result());
    }

    /** The fields of a form in a deployment; empty when it has none. */
    List<Field> of(RepositoryService repository, String deploymentId, String formId) {
        return known.computeIfAbsent(deploymentId + "|" + formId, key -> read(repository, deploymentId, formId));
    }

    private static List<Field> read(RepositoryService repository, String deploymentId, String formId) {
        for (String name : repository.getDeploymentResourceNames(deploymentId)) {
            if (name.endsWith(".form")) {
                try (InputStream in = repository.getResourceAsStream(deploymentId, name)) {
                    JsonNode form = JSON.readTree(in);
                    if (formId.equals(form.path("id").asText())) {
                        return fields(form);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(name, e);
                }
            }
        }
        return List.of();
    }

    static List<Field> fields(JsonNode form) {
        Map<String, Field> fields = new LinkedHashMap<>();
        collect(form, List.of(), fields);
        return new ArrayList<>(fields.values());
    }

    private static void collect(JsonNode parent, List<String> hiddenWith, Map<String, Field> fields) {
        for (JsonNode component : parent.path("components")) {
            List<String> hiddenWhen = new ArrayList<>(hiddenWith);
            String hide = component.path("conditional").path("hide").asText("");
            if (!hide.isEmpty()) {
                hiddenWhen.add(hide);
            }
            String key = component.path("key").asText("");
            String type = component.path("type").asText("");
            if (!key.isEmpty() && !type.equals("button")) {
                JsonNode validate = component.path("validate");
                String pattern = validate.path("pattern").asText("");
                fields.put(
                        key,
                        new Field(
                                key,
                                !type.equals("expression")
                                        && validate.path("required").asBoolean(false),
                                hiddenWhen,
                                opensEmpty(component, type),
                                pattern.isEmpty() ? null : Pattern.compile(pattern),
                                validate.path("minLength").asInt(0),
                                validate.path("maxLength").asInt(4000)));
            }
            collect(component, hiddenWhen, fields);
        }
    }

    /** A question is not answered, and a note not written, by what stood in an earlier task; forms may say otherwise. */
    private static boolean opensEmpty(JsonNode component, String type) {
        String opens = component.path("properties").path("opens").asText("");
        return opens.isEmpty() ? ASKED_ANEW.contains(type) : opens.equals("empty");
    }

    /** The id of the form a task or start event names; only fixed names occur, the deployment guard sees to it. */
    static @Nullable String formId(FormDefinition definition) {
        var key = definition.getCamundaFormDefinitionKey();
        return key == null ? null : key.getExpressionText();
    }
}
