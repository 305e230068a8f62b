package org.disputedesk.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.w3c.dom.Document;

/**
 * What a model may contain. Whoever may deploy a model could otherwise run any code in the desk, so analysts choose from
 * the desk's delegates and facts and nothing else: what is not known to be harmless is refused.
 *
 * <p>The same rules hold at deployment ({@link ModelGuard}) and when a model is only checked.
 */
public class ModelPolicy {

    /**
     * One thing that is wrong with a model.
     *
     * @param elementId the element, or the resource when it is wrong as a whole
     * @param rule the rule that is broken, a short name
     * @param problem what is wrong
     * @param remedy what to do instead
     */
    public record Violation(String elementId, String rule, String problem, String remedy) {

        @Override
        public String toString() {
            return elementId + " [" + rule + "]: " + problem + " " + remedy;
        }
    }

    /** Ten times the largest model anyone can read. */
    private static final int MAX_BYTES = 2 * 1024 * 1024;

    private final BpmnRules bpmn;
    private final DmnRules dmn;

    /**
     * @param delegateNames the beans a service task may name
     * @param factNames the variables an expression may name
     */
    public ModelPolicy(Set<String> delegateNames, Set<String> factNames) {
        bpmn = new BpmnRules(delegateNames, factNames);
        dmn = new DmnRules(factNames);
    }

    /**
     * What is wrong with one resource of a deployment; empty when it may be deployed.
     *
     * @param resourceName its name or path; the ending says what it is
     */
    public List<Violation> check(String resourceName, byte[] content) {
        List<Violation> violations = new ArrayList<>();
        if (content.length > MAX_BYTES) {
            violations.add(new Violation(
                    resourceName, "size", "The file is larger than 2 MB.", "Split the model into several processes."));
        } else if (resourceName.endsWith(".form")) {
            violations.addAll(FormRules.check(resourceName, content));
        } else if (resourceName.endsWith(".bpmn") || resourceName.endsWith(".dmn")) {
            checkXml(resourceName, content, violations);
        } else {
            violations.add(new Violation(
                    resourceName,
                    "resource",
                    "Files of this kind are not deployed.",
                    "Deploy only .bpmn, .dmn and .form files."));
        }
        return List.copyOf(violations);
    }

    private void checkXml(String resourceName, byte[] content, List<Violation> violations) {
        Document document;
        try {
            document = ModelXml.parse(content);
        } catch (ModelXml.Unreadable unreadable) {
            violations.add(new Violation(
                    resourceName,
                    "xml",
                    "The file cannot be read: " + unreadable.getMessage(),
                    "Save it again with Camunda Modeler; DOCTYPE and entities are not allowed."));
            return;
        }
        violations.addAll(resourceName.endsWith(".bpmn") ? bpmn.check(document) : dmn.check(document));
    }
}
