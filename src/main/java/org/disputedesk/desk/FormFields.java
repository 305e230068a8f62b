package org.disputedesk.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.form.FormDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a form asks for, read from the form itself, so that the desk holds to its rules whatever route the answer comes by:
 * the browser checks them for comfort, the desk for certainty.
 */
@Component
class FormFields {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, List<Field>> known = new ConcurrentHashMap<>();

    /**
     * One field.
     *
     * @param always whether it must be filled in whatever else is chosen
     */
    record Field(
            String key, boolean always, @Nullable Pattern pattern, int minLength, int maxLength, boolean computed) {

        /** What is wrong with a value, null when nothing is. */
        @Nullable
        String problem(@Nullable Object value) {
            if (value == null || (value instanceof String text && text.isBlank())) {
                return always && !computed ? "must be filled in." : null;
            }
            if (value instanceof String text) {
                if (text.length() > maxLength) {
                    return "is longer than " + maxLength + " characters; shorten it.";
                }
                if (text.length() < minLength) {
                    return "is shorter than " + minLength + " characters.";
                }
                if (pattern != null && !pattern.matcher(text).matches()) {
                    return "does not have the form that is asked for (" + pattern.pattern() + ").";
                }
            }
            return null;
        }
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
        collect(form, false, fields);
        return new ArrayList<>(fields.values());
    }

    private static void collect(JsonNode parent, boolean hideable, Map<String, Field> fields) {
        for (JsonNode component : parent.path("components")) {
            boolean conditional = hideable || component.has("conditional");
            String key = component.path("key").asText("");
            String type = component.path("type").asText("");
            if (!key.isEmpty() && !type.equals("button")) {
                JsonNode validate = component.path("validate");
                String pattern = validate.path("pattern").asText("");
                fields.put(
                        key,
                        new Field(
                                key,
                                !conditional && validate.path("required").asBoolean(false),
                                pattern.isEmpty() ? null : Pattern.compile(pattern),
                                validate.path("minLength").asInt(0),
                                validate.path("maxLength").asInt(4000),
                                type.equals("expression")));
            }
            collect(component, conditional, fields);
        }
    }

    /** The id of the form a task or start event names; only fixed names occur, the deployment guard sees to it. */
    static @Nullable String formId(FormDefinition definition) {
        var key = definition.getCamundaFormDefinitionKey();
        return key == null ? null : key.getExpressionText();
    }
}
