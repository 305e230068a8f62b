package org.disputedesk.desk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** Reads in the models which tables lead to a place, and which timers are around it. */
final class WaysThroughModels {

    private WaysThroughModels() {}

    /**
     * A place in a model.
     *
     * @param instance the process that stands there
     * @param element the id of the element
     */
    record Place(String instance, BpmnModelInstance model, String element) {

        private FlowNode node() {
            return model.getModelElementById(element);
        }
    }

    /**
     * A timer around a place.
     *
     * @param name what the model calls it
     * @param then the name of what follows; empty when nothing with a name does
     * @param endsTask whether the task is gone when it fires
     */
    record Timer(String name, String then, boolean endsTask) {}

    /** The names of the tables from which ways lead to the first place, the last on each way; nearest room first. */
    static Set<String> decisionsBefore(List<Place> places) {
        for (Place place : places) {
            Set<String> found = before(place.node());
            if (!found.isEmpty()) {
                return found;
            }
        }
        return Set.of();
    }

    private static Set<String> before(FlowNode node) {
        Set<String> found = new LinkedHashSet<>();
        Set<FlowNode> seen = new HashSet<>();
        Deque<FlowNode> open = new ArrayDeque<>(leadingTo(node));
        while (!open.isEmpty()) {
            FlowNode one = open.pop();
            if (!seen.add(one)) {
                continue;
            }
            if (one instanceof BusinessRuleTask) {
                found.add(name(one));
            } else {
                open.addAll(leadingTo(one));
            }
        }
        return found;
    }

    /** What can come right before a node, also across the border of the box it is in. */
    private static List<FlowNode> leadingTo(FlowNode node) {
        if (node instanceof BoundaryEvent border) {
            return List.of(border.getAttachedTo());
        }
        if (node instanceof StartEvent && node.getParentElement() instanceof SubProcess box) {
            // a box that an event opens has nothing before it
            return box.triggeredByEvent() ? List.of() : leadingTo(box);
        }
        return node.getIncoming().stream().map(SequenceFlow::getSource).toList();
    }

    /** How the case began: the name of the start of its outermost process. */
    static String beginning(List<Place> places) {
        return places.get(places.size() - 1).model().getModelElementsByType(StartEvent.class).stream()
                .filter(start -> !(start.getParentElement() instanceof SubProcess))
                .map(WaysThroughModels::name)
                .findFirst()
                .orElse("");
    }

    /**
     * The timer of this id, if it is around the place: on the border of the task or of a box or call it is in, at the start of a
     * box beside it, or waited for beside it.
     */
    static Optional<Timer> timer(Place place, String id) {
        ModelElementInstance element = place.model().getModelElementById(id);
        if (!(element instanceof CatchEvent timer)) {
            return Optional.empty();
        }
        Set<ModelElementInstance> around = new LinkedHashSet<>();
        for (ModelElementInstance one = place.node(); one != null; one = one.getParentElement()) {
            around.add(one);
        }
        if (timer instanceof BoundaryEvent border) {
            return around.contains(border.getAttachedTo())
                    ? Optional.of(new Timer(name(timer), then(timer), border.cancelActivity()))
                    : Optional.empty();
        }
        if (timer instanceof StartEvent start && timer.getParentElement() instanceof SubProcess box) {
            return around.contains(box.getParentElement()) && !around.contains(box)
                    ? Optional.of(new Timer(name(timer), then(timer), start.isInterrupting()))
                    : Optional.empty();
        }
        return around.contains(timer.getParentElement())
                ? Optional.of(new Timer(name(timer), then(timer), false))
                : Optional.empty();
    }

    /** The first with a name that follows, past joints. */
    private static String then(FlowNode node) {
        Set<FlowNode> seen = new HashSet<>();
        FlowNode next = node;
        while (seen.add(next)) {
            Optional<FlowNode> following =
                    next.getOutgoing().stream().map(SequenceFlow::getTarget).findFirst();
            if (following.isEmpty()) {
                return "";
            }
            next = following.get();
            if (!name(next).isEmpty()) {
                return name(next);
            }
        }
        return "";
    }

    private static String name(FlowNode node) {
        String name = node.getName();
        boolean isNeeded = node instanceof Activity || node instanceof CatchEvent;
        return name == null || name.isBlank() ? isNeeded ? node.getId() : "" : name.replaceAll("\\s+", " ");
    }
}
