package org.disputedesk.engine;

import java.util.List;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Puts the desk's history level and the listeners of its capabilities into the engine, before any model is parsed. */
@Component
@Order(10)
class EngineSetup extends AbstractProcessEnginePlugin {

    private final List<BpmnParseListener> listeners;

    EngineSetup(List<BpmnParseListener> listeners) {
        this.listeners = listeners;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setFormService(new TaskForms());
        configuration.setCustomHistoryLevels(List.of(new DeskHistory()));
        var before = configuration.getCustomPreBPMNParseListeners();
        if (before == null) {
            configuration.setCustomPreBPMNParseListeners(new java.util.ArrayList<>(listeners));
        } else {
            before.addAll(listeners);
        }
    }
}
