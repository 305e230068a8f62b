package org.disputedesk.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AbstractCorrelateMessageCmd;
import org.camunda.bpm.engine.impl.cmd.AbstractPatchVariablesCmd;
import org.camunda.bpm.engine.impl.cmd.AbstractVariableCmd;
import org.camunda.bpm.engine.impl.cmd.MessageEventReceivedCmd;
import org.camunda.bpm.engine.impl.cmd.ModifyProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.SignalEventReceivedCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Forbidden;
import org.disputedesk.dispute.Refusals;
import org.disputedesk.dispute.Rejected.FieldError;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What the guard weighs is found out by the desk: by the order book, the forms that ask for it, and what arrives at the
 * desk's own doors. Nobody writes it past them, whatever the engine lets him do with variables (000-13, 003-07).
 */
@Component
@Order(50)
class GuardedFacts extends AbstractProcessEnginePlugin {

    private static final List<Class<?>> BY_HAND = List.of(
            AbstractVariableCmd.class,
            AbstractPatchVariablesCmd.class,
            AbstractCorrelateMessageCmd.class,
            MessageEventReceivedCmd.class,
            SignalEventReceivedCmd.class,
            ModifyProcessInstanceCmd.class);

    /** Where the engine's commands keep the variables they are to write or remove. */
    private static final List<String> BROUGHT = List.of(
            "variables",
            "variableNames",
            "deletions",
            "processVariables",
            "processVariablesLocal",
            "builder.variables",
            "builder.processVariables",
            "builder.payloadProcessInstanceVariables",
            "builder.payloadProcessInstanceVariablesLocal",
            "builder.payloadProcessInstanceVariablesToTriggeredScope");

    private static final String INSTRUCTIONS = "builder.operations";

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        Interceptors.outside(configuration, () -> new Holding(configuration));
    }

    private static final class Holding extends CommandInterceptor {

        private final ProcessEngineConfigurationImpl engine;

        Holding(ProcessEngineConfigurationImpl engine) {
            this.engine = engine;
        }

        @Override
        public <T> T execute(Command<T> command) {
            if (Context.getCommandContext() == null && isByHand(command)) {
                Set<String> bent = brought(command);
                bent.retainAll(DisputeFacts.GUARDED);
                if (!bent.isEmpty()) {
                    throw Forbidden.by(
                            "guarded-facts",
                            null,
                            bent.stream()
                                    .map(name -> new FieldError(name, Refusals.said("notToldHere")))
                                    .toList());
                }
            }
            return next.execute(command);
        }

        private boolean isByHand(Command<?> command) {
            return !(command instanceof TellFacts.Told)
                    && BY_HAND.stream().anyMatch(type -> type.isInstance(command))
                    && engine.getIdentityService().getCurrentAuthentication() != null;
        }
    }

    /** The names of all variables that somebody brings with a command, for whatever scope. */
    static Set<String> brought(Command<?> command) {
        Set<String> names = new TreeSet<>();
        var fields = new DirectFieldAccessor(command);
        BROUGHT.stream()
                .filter(fields::isReadableProperty)
                .map(fields::getPropertyValue)
                .forEach(found -> addNames(found, names));
        if (fields.isReadableProperty(INSTRUCTIONS) && fields.getPropertyValue(INSTRUCTIONS) instanceof List<?> all) {
            all.forEach(each -> {
                var instruction = new DirectFieldAccessor(each);
                Stream.of("variables", "variablesLocal")
                        .filter(instruction::isReadableProperty)
                        .map(instruction::getPropertyValue)
                        .forEach(found -> addNames(found, names));
            });
        }
        return names;
    }

    private static void addNames(@org.jspecify.annotations.Nullable Object found, Set<String> names) {
        if (found instanceof Map<?, ?> map) {
            map.keySet().forEach(name -> names.add(String.valueOf(name)));
        } else if (found instanceof Collection<?> list) {
            list.forEach(name -> names.add(String.valueOf(name)));
        }
    }
}
