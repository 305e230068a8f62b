package org.disputedesk.desk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedDecisionRule;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.jspecify.annotations.Nullable;

/** What one command of the engine has under way: its steps, the tables it has looked into, what an operator told it to do. */
final class UnderWay implements Session {

    /** By convention an input's id is this and the fact it looks at. */
    private static final String INPUT = "Input_";

    private final Map<String, Integer> begun = new HashMap<>();
    private final List<Map<String, @Nullable Object>> decisions = new ArrayList<>();

    private final List<String> instructions = new ArrayList<>();

    static UnderWay ofCommand() {
        return Context.getCommandContext().getSession(UnderWay.class);
    }

    /** Makes one for each command. */
    static final class Factory implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return UnderWay.class;
        }

        @Override
        public Session openSession() {
            return new UnderWay();
        }
    }

    /** A step begins, and so many entries were written before. */
    void begin(String activityInstanceId, int written) {
        begun.put(activityInstanceId, written);
    }

    /** Whether nothing was written since the step began; a step that began in an earlier command is not known as silent. */
    boolean wasSilent(String activityInstanceId, int written) {
        Integer before = begun.remove(activityInstanceId);
        return before == null || before == written;
    }

    /** Somebody tells a process where to go on. */
    void told(List<String> modification) {
        instructions.addAll(modification);
    }

    /** What a modification under way does, step by step. */
    List<String> instructions() {
        return List.copyOf(instructions);
    }

    void forgetDecisions() {
        decisions.clear();
    }

    /** The tables looked into since the last {@link #forgetDecisions()}: what went in, and the rows that fitted. */
    List<Map<String, @Nullable Object>> decisions() {
        return List.copyOf(decisions);
    }

    /** A table was looked into; outside of a command, as in tests of tables, nobody wants to know. */
    static void decided(DmnDecisionTableEvaluationEvent table) {
        if (Context.getCommandContext() != null) {
            Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
            table.getInputs().forEach(input -> {
                String fact = input.getId().startsWith(INPUT) ? input.getId().substring(INPUT.length()) : input.getId();
                inputs.put(
                        fact, input.getValue() == null ? null : input.getValue().getValue());
            });
            Map<String, @Nullable Object> decision = new LinkedHashMap<>();
            decision.put("table", table.getDecisionTable().getKey());
            decision.put("inputs", inputs);
            decision.put(
                    "rules",
                    table.getMatchingRules().stream()
                            .map(DmnEvaluatedDecisionRule::getId)
                            .toList());
            ofCommand().decisions.add(decision);
        }
    }

    @Override
    public void flush() {
        // nothing is kept
    }

    @Override
    public void close() {
        // nothing is held
    }
}
