package org.disputedesk.conventions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.jspecify.annotations.Nullable;

/** Camunda's own engine for decision tables. */
final class TableEngine {

    private final List<String> matched = new ArrayList<>();
    private final DmnEngine engine;

    TableEngine() {
        var configuration = new DefaultDmnEngineConfiguration();
        configuration.setCustomPostDecisionTableEvaluationListeners(
                List.of(event -> event.getMatchingRules().forEach(rule -> matched.add(rule.getId()))));
        engine = configuration.buildEngine();
    }

    /** Makes the one table of a model ready to run. */
    Running load(DmnModelInstance model) {
        String id =
                model.getModelElementsByType(Decision.class).iterator().next().getId();
        return new Running(engine.parseDecision(id, model));
    }

    /** A table that runs. */
    final class Running {

        private final DmnDecision decision;

        private Running(DmnDecision decision) {
            this.decision = decision;
        }

        /** The row that answers; none when no row does. */
        Optional<String> row(Map<String, ?> facts) {
            List<String> rows = rows(facts);
            if (rows.size() > 1) {
                throw new IllegalStateException("Several rows answer " + facts + ": " + rows);
            }
            return rows.stream().findFirst();
        }

        /** What the table answers; empty when no row does. */
        Map<String, @Nullable Object> answer(Map<String, ?> facts) {
            DmnDecisionResult result = evaluate(facts);
            return result.isEmpty() ? Map.of() : result.getSingleResult().getEntryMap();
        }

        /** The rows that answer, in their order. */
        List<String> rows(Map<String, ?> facts) {
            evaluate(facts);
            return List.copyOf(matched);
        }

        /** What the table answers, once for each row that does. */
        List<Map<String, Object>> answers(Map<String, ?> facts) {
            return evaluate(facts).getResultList();
        }

        private DmnDecisionResult evaluate(Map<String, ?> facts) {
            matched.clear();
            var variables = Variables.createVariables();
            facts.forEach(variables::putValue);
            return engine.evaluateDecision(decision, variables);
        }
    }
}
