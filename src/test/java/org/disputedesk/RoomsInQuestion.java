package org.disputedesk;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.disputedesk.process.DeskSpec;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The rooms an analyst has just changed, {@code -Droom=late-gift} or several with commas: only their files are looked at and
 * only their stories told. Without it all are. What has to see the whole house (docs, names that may exist once) always does.
 */
public final class RoomsInQuestion implements ExecutionCondition {

    private static final Set<String> ROOMS = Arrays.stream(
                    System.getProperty("room", "").split(","))
            .map(String::strip)
            .filter(room -> !room.isEmpty())
            .collect(Collectors.toUnmodifiableSet());

    /** Whether the room with this slug is to be looked at. */
    public static boolean has(String slug) {
        return ROOMS.isEmpty() || ROOMS.contains(slug);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean told = context.getTestClass()
                .flatMap(spec -> AnnotationSupport.findAnnotation(spec, DeskSpec.class))
                .map(spec -> has(spec.value()))
                .orElse(ROOMS.isEmpty());
        return told
                ? ConditionEvaluationResult.enabled("of a room in question")
                : ConditionEvaluationResult.disabled("not of " + ROOMS);
    }
}
