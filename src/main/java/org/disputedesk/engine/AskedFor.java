package org.disputedesk.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Knows what somebody asked the engine for, as against the commands by which the desk then does it. */
@Component
public class AskedFor extends AbstractProcessEnginePlugin {

    /** The command that is being executed for somebody outside of the engine. */
    public static Command<?> by(CommandContext context) {
        return Objects.requireNonNull(context.getSession(First.class).command);
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        List<SessionFactory> sessions =
                new ArrayList<>(Objects.requireNonNullElse(configuration.getCustomSessionFactories(), List.of()));
        sessions.add(new Firsts());
        configuration.setCustomSessionFactories(sessions);
        Interceptors.inside(configuration, Noting::new);
    }

    private static final class Noting extends CommandInterceptor {

        @Override
        public <T> T execute(Command<T> command) {
            First first = Context.getCommandContext().getSession(First.class);
            if (first.command == null) {
                first.command = command;
            }
            return next.execute(command);
        }
    }

    private static final class First implements Session {

        private @Nullable Command<?> command;

        @Override
        public void flush() {
            // nothing is kept
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    private static final class Firsts implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return First.class;
        }

        @Override
        public Session openSession() {
            return new First();
        }
    }
}
