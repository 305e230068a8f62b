package org.disputedesk.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.springframework.stereotype.Component;

/**
 * What a person has answered at a task while the command runs that carries it on. A step that is reached otherwise, because
 * an operator moved a token or triggered an execution, finds no answer here, whatever the variables say (000-13).
 */
@Component
public class PersonsWord extends AbstractProcessEnginePlugin {

    /** A person, who is logged in, completes a task whose form asks for these fields. */
    public static void given(String caseNumber, Collection<String> fields) {
        Words words = Context.getCommandContext().getSession(Words.class);
        fields.forEach(field -> words.said.add(caseNumber + "/" + field));
    }

    /** Whether a person has just been asked for this field in this case, and answered. */
    public static boolean isGiven(String caseNumber, String field) {
        return Context.getCommandContext() != null
                && Context.getCommandContext().getSession(Words.class).said.contains(caseNumber + "/" + field);
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        List<SessionFactory> sessions =
                new ArrayList<>(Objects.requireNonNullElse(configuration.getCustomSessionFactories(), List.of()));
        sessions.add(new Factory());
        configuration.setCustomSessionFactories(sessions);
    }

    private static final class Words implements Session {

        private final Set<String> said = new HashSet<>();

        @Override
        public void flush() {
            // nothing is kept
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    private static final class Factory implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return Words.class;
        }

        @Override
        public Session openSession() {
            return new Words();
        }
    }
}
