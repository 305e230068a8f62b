package org.disputedesk.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;

/** A real engine in memory with the plugins under test. */
final class GuardedEngine {

    private GuardedEngine() {}

    static ProcessEngine start(String name, ProcessEnginePlugin... plugins) {
        var configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName(name);
        configuration.setJdbcUrl("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=1000");
        configuration.setHistory("none");
        configuration.setJobExecutorActivate(false);
        configuration.setMetricsEnabled(false);
        configuration.setProcessEnginePlugins(new ArrayList<>(List.of(plugins)));
        return configuration.buildProcessEngine();
    }

    static ProcessEngine startWithEverything(String name) {
        return start(
                name,
                new HardenedEngine(),
                safeExpressions(),
                new OrQueryGuard(),
                new ModelGuard(new ModelPolicy(Models.DELEGATES, Models.FACTS)));
    }

    static SafeExpressions safeExpressions() {
        JavaDelegate sends = execution -> execution.setVariable("letter", "sent");
        return new SafeExpressions(Map.of("sendLetter", sends, "computeDeadline", sends), Models.FACTS);
    }
}
