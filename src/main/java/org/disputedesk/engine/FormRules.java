package org.disputedesk.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.disputedesk.engine.ModelPolicy.Violation;

/** What a form may contain: the components that work in Tasklist and fetch nothing from elsewhere. */
final class FormRules {

    private static final Set<String> COMPONENTS = Set.of(
            "text",
            "html",
            "separator",
            "spacer",
            "group",
            "image",
            "button",
            "textfield",
            "textarea",
            "number",
            "checkbox",
            "radio",
            "checklist",
            "taglist",
            "select",
            "table",
            "expression",
            "datetime");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(50).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private FormRules() {}

    static List<Violation> check(String resourceName, byte[] content) {
        JsonNode form;
        try {
            form = JSON.readTree(content);
        } catch (JsonProcessingException wrong) {
            return List.of(unreadable(resourceName, wrong.getOriginalMessage()));
        } catch (IOException wrong) {
            return List.of(unreadable(resourceName, "it is not text in UTF-8"));
        }
        List<Violation> violations = new ArrayList<>();
        String id = form.path("id").asText(resourceName);
        if (!form.path("id").isTextual() || id.isBlank()) {
            violations.add(new Violation(id, "form", "The form has no id.", "Name it <slug>.<task>."));
        }
        if (!"default".equals(form.path("type").asText())) {
            violations.add(new Violation(
                    id, "form", "This is not a Camunda Form (type \"default\").", "Draw it with Camunda Modeler."));
        }
        if (!form.path("components").isArray()) {
            violations.add(new Violation(id, "form", "The form has no components.", "Add the fields staff fill in."));
        }
        checkComponents(form.path("components"), id, violations);
        return violations;
    }

    private static void checkComponents(JsonNode components, String formId, List<Violation> violations) {
        for (JsonNode component : components) {
            String type = component.path("type").asText("");
            if (!COMPONENTS.contains(type)) {
                violations.add(new Violation(
                        component.path("id").asText(formId),
                        "form-component",
                        "The component '" + type + "' does not work in Tasklist or fetches foreign content.",
                        "Use text fields, choices and texts; files go to the evidence page of the case."));
            }
            checkComponents(component.path("components"), formId, violations);
        }
    }

    private static Violation unreadable(String resourceName, String why) {
        return new Violation(
                resourceName,
                "json",
                "The form cannot be read: " + why.lines().findFirst().orElse("") + ".",
                "Save it again with Camunda Modeler.");
    }
}
