package org.disputedesk.engine;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import org.camunda.bpm.engine.ArtifactFactory;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParser;
import org.camunda.bpm.engine.impl.bpmn.parser.FieldDeclaration;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.scripting.engine.ScriptEngineResolver;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Narrows what the engine can evaluate, wherever an expression comes from: a model stored before the {@link ModelGuard}
 * stood, a filter, a query. Expressions see process variables, the desk's delegates, a few properties of the running
 * step, the time and the current user. Scripts, commands, classes named in models and expressions in decisions are off.
 */
@Order(Ordered.LOWEST_PRECEDENCE)
public class SafeExpressions extends AbstractProcessEnginePlugin {

    private final Map<String, JavaDelegate> delegates;
    private final Set<String> factNames;

    /**
     * @param delegates the beans a service task may call, by the name models use
     * @param factNames the facts; one that is not known yet is null in an expression, not an error
     */
    public SafeExpressions(Map<String, JavaDelegate> delegates, Set<String> factNames) {
        this.delegates = Map.copyOf(delegates);
        this.factNames = Set.copyOf(factNames);
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setExpressionManager(new Manager(new SafeResolver(delegates, factNames)));
        // an own map, though empty, keeps the engine from offering all Spring beans to scripts
        configuration.setBeans(new HashMap<>());
        configuration.setScriptEngineResolver(new NoScripts());
        configuration.setDmnElProvider(expression -> {
            throw new ProcessEngineException("Decisions are written in FEEL: " + expression);
        });
        configuration.setArtifactFactory(new NoClasses());
        configuration.setBpmnParseFactory(NoCommands::new);
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl configuration) {
        if (!(configuration.getExpressionManager() instanceof Manager)
                || !(configuration.getArtifactFactory() instanceof NoClasses)) {
            throw new IllegalStateException("Another engine plugin replaced the desk's expressions.");
        }
    }

    /** The engine's expressions over the desk's resolver. */
    private static final class Manager extends JuelExpressionManager {

        private static final Set<String> FUNCTIONS = Set.of("now", "dateTime", "currentUser", "currentUserGroups");

        private final SafeResolver resolver;

        Manager(SafeResolver resolver) {
            this.resolver = resolver;
        }

        @Override
        protected ELResolver createElResolver() {
            return resolver;
        }

        @Override
        public void addFunction(String name, Method function) {
            // other plugins offer functions of their own here; models cannot use them anyway
            if (FUNCTIONS.contains(name)) {
                super.addFunction(name, function);
            }
        }
    }

    /** Also refuses the script engine "juel", which is on the class path and goes around the expressions above. */
    private static final class NoScripts implements ScriptEngineResolver {

        @Override
        public void addScriptEngineFactory(ScriptEngineFactory factory) {
            throw new ProcessEngineException("Scripts are switched off.");
        }

        @Override
        public ScriptEngineManager getScriptEngineManager() {
            throw new ProcessEngineException("Scripts are switched off.");
        }

        @Override
        public ScriptEngine getScriptEngine(String language, boolean resolveFromCache) {
            throw new ProcessEngineException("Scripts are switched off: " + language);
        }
    }

    /** The engine's built-in tasks that run an operating system command or send mail. */
    private static final class NoCommands extends BpmnParse {

        NoCommands(BpmnParser parser) {
            super(parser);
        }

        @Override
        protected void parseShellServiceTask(ActivityImpl activity, Element element, List<FieldDeclaration> fields) {
            addError("Shell tasks are switched off.", element);
        }

        @Override
        protected void parseEmailServiceTask(ActivityImpl activity, Element element, List<FieldDeclaration> fields) {
            addError("Mail tasks are switched off.", element);
        }
    }

    /** Models name delegates, not classes. */
    private static final class NoClasses implements ArtifactFactory {

        @Override
        public <T> T getArtifact(Class<T> type) {
            throw new ProcessEngineException("A model cannot name a class: " + type.getName());
        }
    }
}
