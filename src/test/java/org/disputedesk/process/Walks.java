package org.disputedesk.process;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;

/** Remembers which sequence flows the stories took. */
final class Walks extends AbstractBpmnParseListener {

    private final Set<String> taken = new ConcurrentSkipListSet<>();

    void forget() {
        taken.clear();
    }

    @Override
    public void parseSequenceFlow(Element element, ScopeImpl scope, TransitionImpl flow) {
        flow.addBuiltInListener(ExecutionListener.EVENTNAME_TAKE, (ExecutionListener) execution ->
                taken.add(((ExecutionEntity) execution).getProcessDefinition().getKey() + "/" + flow.getId()));
    }

    @Override
    public void parseStartEvent(Element element, ScopeImpl scope, ActivityImpl start) {
        start.addBuiltInListener(ExecutionListener.EVENTNAME_END, (ExecutionListener) execution ->
                taken.add(((ExecutionEntity) execution).getProcessDefinition().getKey() + "/" + start.getId()));
    }

    /** Flow nodes and sequence flows of a process that nobody walked since the last {@link #forget()}. */
    List<String> missedIn(String slug) {
        var model = Bpmn.readModelFromStream(Walks.class.getResourceAsStream("/bpmn/" + slug + "/" + slug + ".bpmn"));
        Set<String> missed = new TreeSet<>();
        for (SequenceFlow flow : model.getModelElementsByType(SequenceFlow.class)) {
            // behind an event-based gateway the engine goes on at the event that came first, without taking a flow
            boolean walked = flow.getSource() instanceof EventBasedGateway
                    ? flow.getTarget().getOutgoing().stream().anyMatch(next -> isTaken(slug, next))
                    : isTaken(slug, flow);
            if (!walked) {
                missed.add(flow.getId());
            }
        }
        for (FlowNode node : model.getModelElementsByType(FlowNode.class)) {
            boolean walked = taken.contains(slug + "/" + node.getId())
                    || (node instanceof SubProcess scope
                            && scope.triggeredByEvent()
                            && scope.getChildElementsByType(StartEvent.class).stream()
                                    .anyMatch(start -> taken.contains(slug + "/" + start.getId())))
                    || node.getIncoming().stream().anyMatch(flow -> !missed.contains(flow.getId()))
                    || node.getOutgoing().stream().anyMatch(flow -> !missed.contains(flow.getId()));
            if (!walked) {
                missed.add(node.getId());
            }
        }
        return List.copyOf(missed);
    }

    private boolean isTaken(String slug, SequenceFlow flow) {
        return taken.contains(slug + "/" + flow.getId());
    }
}
