package org.disputedesk.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where a case stands in its diagrams and what happens to it by itself, as the engine knows it. */
@Component
class Upcoming {

    /** What stands among the tasks of the case, or in the room of a called process. */
    private static final Set<String> ELSEWHERE = Set.of("userTask", "callActivity");

    private final RuntimeService runtime;
    private final ManagementService management;
    private final RepositoryService repository;

    Upcoming(RuntimeService runtime, ManagementService management, RepositoryService repository) {
        this.runtime = runtime;
        this.management = management;
        this.repository = repository;
    }

    /**
     * A timer of a case.
     *
     * @param at when it fires, UTC
     * @param name what the model calls it
     * @param then what the model calls the step that follows; empty when it has no name
     */
    record Timer(Instant at, String name, String then) {}

    /**
     * One process a case runs in.
     *
     * @param instance its id in the engine
     * @param process its name
     * @param places the names of the steps where it stands
     * @param waits the names of what it waits for there, besides tasks and other processes
     */
    record Room(String instance, String process, List<String> places, List<String> waits) {}

    /**
     * What the engine knows of a case.
     *
     * @param isWorking whether a step is being done or about to be
     * @param isStuck whether a step has failed too often
     */
    record Standing(List<Timer> timers, List<Room> rooms, boolean isWorking, boolean isStuck) {}

    Standing of(String caseNumber) {
        List<Timer> timers = new ArrayList<>();
        List<Room> rooms = new ArrayList<>();
        boolean isWorking = false;
        boolean isStuck = false;
        List<ProcessInstance> instances = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(caseNumber)
                .orderByProcessDefinitionKey()
                .asc()
                .list();
        for (ProcessInstance instance : instances) {
            List<Job> due = management
                    .createJobQuery()
                    .processInstanceId(instance.getId())
                    .timers()
                    .list();
            due.forEach(job -> timer(job).ifPresent(timers::add));
            List<Job> steps = management
                    .createJobQuery()
                    .processInstanceId(instance.getId())
                    .messages()
                    .list();
            isWorking |= steps.stream().anyMatch(job -> job.getRetries() > 0);
            isStuck |= Stream.concat(due.stream(), steps.stream()).anyMatch(job -> job.getRetries() == 0);
            room(instance).ifPresent(rooms::add);
        }
        timers.sort(Comparator.comparing(Timer::at));
        return new Standing(timers, rooms, isWorking, isStuck);
    }

    private Optional<Timer> timer(Job job) {
        var definition = management
                .createJobDefinitionQuery()
                .jobDefinitionId(job.getJobDefinitionId())
                .singleResult();
        if (definition == null || job.getDuedate() == null) {
            return Optional.empty();
        }
        BpmnModelInstance model = repository.getBpmnModelInstance(job.getProcessDefinitionId());
        return Optional.ofNullable(model.<FlowNode>getModelElementById(definition.getActivityId()))
                .map(node -> new Timer(job.getDuedate().toInstant(), name(node), then(node)));
    }

    private static String then(FlowNode node) {
        return node.getOutgoing().stream()
                .map(SequenceFlow::getTarget)
                .map(FlowNode::getName)
                .filter(name -> name != null && !name.isBlank())
                .findFirst()
                .orElse("");
    }

    private static String name(FlowNode node) {
        return node.getName() == null ? node.getId() : node.getName();
    }

    private Optional<Room> room(ProcessInstance instance) {
        ActivityInstance tree = runtime.getActivityInstance(instance.getId());
        if (tree == null) {
            return Optional.empty();
        }
        List<String> places = new ArrayList<>();
        List<String> waits = new ArrayList<>();
        collect(tree, repository.getBpmnModelInstance(instance.getProcessDefinitionId()), places, waits);
        return Optional.of(new Room(
                instance.getId(),
                processName(instance.getProcessDefinitionId()),
                places.stream().distinct().toList(),
                waits.stream().distinct().toList()));
    }

    private static void collect(
            ActivityInstance instance, BpmnModelInstance model, List<String> places, List<String> waits) {
        for (ActivityInstance child : instance.getChildActivityInstances()) {
            String type = child.getActivityType();
            boolean isLeaf = child.getChildActivityInstances().length == 0;
            if (isLeaf && !type.endsWith("Gateway") && child.getActivityName() != null) {
                places.add(child.getActivityName());
                if (!ELSEWHERE.contains(type)) {
                    waits.add(child.getActivityName());
                }
            } else if (type.equals("eventBasedGateway")) {
                // such a gateway waits for whichever of the events behind it comes first
                model.<FlowNode>getModelElementById(child.getActivityId()).getOutgoing().stream()
                        .map(SequenceFlow::getTarget)
                        .map(Upcoming::name)
                        .forEach(waits::add);
            }
            collect(child, model, places, waits);
        }
    }

    private String processName(String definitionId) {
        return name(repository.getProcessDefinition(definitionId));
    }

    private static String name(ProcessDefinition process) {
        return process.getName() == null ? process.getKey() : process.getName();
    }

    /** What the dispute of this slug is called. */
    String kind(String slug) {
        return latest(slug).map(Upcoming::name).orElse(slug);
    }

    /** What an end event of a dispute is called; its id when no model has it any more. */
    String outcome(String slug, String endEvent) {
        return latest(slug)
                .map(process -> repository.getBpmnModelInstance(process.getId()))
                .map(model -> model.<FlowNode>getModelElementById(endEvent))
                .map(Upcoming::name)
                .orElse(endEvent);
    }

    private Optional<ProcessDefinition> latest(String slug) {
        @Nullable
        ProcessDefinition process = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(slug)
                .latestVersion()
                .singleResult();
        return Optional.ofNullable(process);
    }
}
