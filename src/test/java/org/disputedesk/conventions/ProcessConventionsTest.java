package org.disputedesk.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Documentation;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.disputedesk.RoomsInQuestion;
import org.disputedesk.conventions.Repository.Form;
import org.disputedesk.conventions.Repository.Room;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.engine.ModelPolicy;
import org.disputedesk.intake.EventType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;

/** Every process reads alike, and names only what exists. */
@Tag("models")
class ProcessConventionsTest {

    /** One screen of steps, questions and events; joints, ends and what sits on a border take little room. */
    private static final int MOST_STATIONS = 25;

    private static final Pattern REQUIREMENT = Pattern.compile("\\b(00[0-4]-\\d\\d|A\\d+b?|P\\d+)\\b");
    private static final String NAMES_A_REQUIREMENT =
            "names what it serves, for example (000-08) or (P9), from src/test/resources/requirements.csv";
    private static final Pattern GENERATED = Pattern.compile(".*_(0|1)[a-z0-9]{6}|(Activity|Event|Gateway)_.*");
    private static final List<String> LANGUAGES = List.of("EN: ", "日本語：", "中文：");
    private static final Set<String> GROUPS = Set.of("agents", "leads");

    /** What outbox and room say to each other; the rest comes from outside as the API's event types. */
    private static final Set<String> INNER_MESSAGES = Set.of("letter-handled", "letter-proven");

    static Collection<Room> rooms() {
        return Repository.rooms().stream()
                .filter(room -> RoomsInQuestion.has(room.slug()))
                .toList();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("rooms")
    void the_desk_deploys_it(Room room) {
        var policy = new ModelPolicy(Repository.delegates(), DisputeFacts.all().keySet());
        assertThat(policy.check(room.slug() + ".bpmn", room.xml().getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("rooms")
    void one_slug_names_folder_file_and_process(Room room) {
        assertThat(all(room, Process.class)).singleElement().satisfies(process -> {
            assertThat(process.getId()).isEqualTo(room.slug());
            assertThat(process.isExecutable()).isTrue();
            assertThat(process.getCamundaHistoryTimeToLiveString()).matches("P\\d+D");
            assertThat(text(process))
                    .as("documentation of %s", room.slug())
                    .matches(hasRequirement(), NAMES_A_REQUIREMENT);
        });
        assertThat(Repository.files(Repository.ROOT.resolve("bpmn/" + room.slug()), ".bpmn"))
                .hasSize(1);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("rooms")
    void ids_are_chosen_and_say_what_the_element_is(Room room) {
        Stream<BaseElement> elements =
                Stream.concat(all(room, FlowElement.class).stream(), all(room, Message.class).stream());
        assertThat(elements.map(BaseElement::getId)).allSatisfy(id -> {
            assertThat(GENERATED.matcher(id).matches())
                    .as("%s looks generated", id)
                    .isFalse();
            assertThat(id)
                    .matches("(Start|End|Catch|Timer|Boundary|Task|Receive|Decide|Call|SubProcess|Gw|Flow|Message)_"
                            + "[A-Z][A-Za-z0-9]*(_[A-Z][A-Za-z0-9]*)*");
        });
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("rooms")
    void everything_people_see_has_a_name(Room room) {
        all(room, FlowNode.class).forEach(node -> {
            if (!isJoint(node)) {
                assertThat(node.getName()).as(node.getId()).isNotBlank();
                assertThat(node.getName().split("\\s+")).as(node.getName()).hasSizeLessThanOrEqualTo(6);
            }
        });
        all(room, SequenceFlow.class).stream()
                .filter(flow -> flow.getSource() instanceof org.camunda.bpm.model.bpmn.instance.ExclusiveGateway
                        && flow.getSource().getOutgoing().size() > 1)
                .forEach(flow -> {
                    assertThat(flow.getSource().getName())
                            .as(flow.getSource().getId())
                            .endsWith("?");
                    assertThat(flow.getName()).as(flow.getId()).isNotBlank();
                });
    }

    private static boolean isJoint(FlowNode node) {
        return node instanceof ParallelGateway
                || (node instanceof Gateway && node.getOutgoing().size() < 2);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("rooms")
    void it_fits_on_a_screen_and_every_element_is_drawn(Room room) {
        assertThat(scopes(room))
                .allSatisfy((scope, nodes) ->
                        assertThat(nodes).as("stations in %s", scope).isLessThanOrEqualTo(MOST_STATIONS));
        Set<String> drawn = new TreeSet<>();
        all(room, BpmnShape.class)
                .forEach(shape -> drawn.add(shape.getBpmnElement().getId()));
        all(room, BpmnEdge.class)
                .forEach(edge -> drawn.add(edge.getBpmnElement().getId()));
        assertThat(all(room, FlowElement.class)).extracting(BaseElement::getId).allMatch(drawn::contains);
    }

    private static Map<String, Integer> scopes(Room room) {
        return all(room, FlowNode.class).stream()
                .filter(node -> !isJoint(node) && !(node instanceof EndEvent) && !(node instanceof BoundaryEvent))
                .collect(Collectors.toMap(
                        node -> ((BaseElement) node.getParentElement()).getId(), node -> 1, Integer::sum));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("rooms")
    void staff_read_what_to_do_and_why_in_three_languages(Room room) {
        all(room, UserTask.class).forEach(task -> {
            List<String> texts = texts(task);
            assertThat(LANGUAGES)
                    .as("guidance of %s", task.getId())
                    .allSatisfy(language -> assertThat(texts).anyMatch(text -> text.startsWith(language)));
            assertThat(text(task))
                    .as("documentation of %s", task.getId())
                    .matches(hasRequirement(), NAMES_A_REQUIREMENT);
            assertThat(GROUPS).as("group of %s", task.getId()).contains(task.getCamundaCandidateGroups());
            assertThat(task.getCamundaDueDate())
                    .as("due date of %s", task.getId())
                    .isNotBlank();
            assertThat(task.getCamundaPriority())
                    .as("priority of %s", task.getId())
                    .isEqualTo("${priority}");
        });
        Stream.of(ServiceTask.class, BusinessRuleTask.class, CallActivity.class, SubProcess.class)
                .flatMap(type -> all(room, type).stream())
                .forEach(step -> assertThat(text(step))
                        .as("documentation of %s", step.getId())
                        .matches(hasRequirement(), NAMES_A_REQUIREMENT));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("rooms")
    void forms_delegates_tables_and_rooms_exist(Room room) {
        Set<String> forms = Repository.forms().stream().map(Form::toString).collect(Collectors.toSet());
        all(room, UserTask.class).forEach(task -> {
            assertThat(forms).as("form of %s", task.getId()).contains(task.getCamundaFormRef());
            assertThat(task.getCamundaFormRef()).isEqualTo(room.slug() + "." + kebab(task.getId()));
            assertThat(task.getCamundaFormRefBinding()).isEqualTo("deployment");
        });
        all(room, StartEvent.class).stream()
                .filter(start -> start.getCamundaFormRef() != null)
                .forEach(start -> {
                    assertThat(forms).as("form of %s", start.getId()).contains(start.getCamundaFormRef());
                    assertThat(start.getCamundaFormRefBinding()).isEqualTo("deployment");
                });
        all(room, ServiceTask.class).forEach(task -> {
            Set<String> named = Repository.names(task.getCamundaDelegateExpression());
            assertThat(named).hasSize(1);
            assertThat(Repository.delegates()).as(task.getId()).containsAll(named);
        });
        Set<String> decisions =
                Repository.tables().stream().map(Repository.Table::name).collect(Collectors.toSet());
        all(room, BusinessRuleTask.class).forEach(task -> {
            assertThat(decisions).as(task.getId()).contains(task.getCamundaDecisionRef());
            assertThat(task.getCamundaDecisionRefBinding()).isEqualTo("deployment");
        });
        Set<String> slugs = Repository.rooms().stream().map(Room::slug).collect(Collectors.toSet());
        all(room, CallActivity.class).forEach(call -> {
            assertThat(slugs).as(call.getId()).contains(call.getCalledElement());
            assertThat(call.getCamundaCalledElementBinding()).isEqualTo("deployment");
        });
    }

    /** Task_ReadReply has the form read-reply. */
    private static String kebab(String taskId) {
        return taskId.substring(taskId.indexOf('_') + 1)
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(java.util.Locale.ROOT);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("rooms")
    void expressions_name_only_facts_and_delegates(Room room) throws Exception {
        Set<String> known = new TreeSet<>(DisputeFacts.all().keySet());
        known.addAll(Repository.delegates());
        // a called room keeps the number of its case
        known.add("execution");
        for (String expression : expressions(room)) {
            assertThat(known).as("names in %s", expression).containsAll(Repository.names(expression));
            assertThat(Repository.names(expression)).doesNotContainAnyElementsOf(DisputeFacts.TEXTS);
        }
    }

    private static List<String> expressions(Room room) throws Exception {
        var factory = javax.xml.parsers.DocumentBuilderFactory.newDefaultNSInstance();
        var document = factory.newDocumentBuilder().parse(new InputSource(new java.io.StringReader(room.xml())));
        List<String> found = new ArrayList<>();
        var elements = document.getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            var element = elements.item(i);
            for (int a = 0; a < element.getAttributes().getLength(); a++) {
                keep(element.getAttributes().item(a).getNodeValue(), found);
            }
            if (element.getChildNodes().getLength() == 1
                    && !element.getNodeName().endsWith("documentation")) {
                keep(element.getTextContent(), found);
            }
        }
        return found;
    }

    private static void keep(String value, List<String> found) {
        if (value.contains("${") || value.contains("#{")) {
            found.add(value.strip());
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("rooms")
    void messages_are_events_of_the_api_or_inner_ones(Room room) {
        all(room, Message.class).forEach(message -> {
            assertThat(message.getName()).matches("[a-z]+(-[a-z]+)+");
            assertThat(EventType.names().contains(message.getName()) || INNER_MESSAGES.contains(message.getName()))
                    .as("message %s", message.getName())
                    .isTrue();
        });
    }

    /** Two ends of one name could not be told apart in the case table. */
    @Test
    void end_events_of_cases_have_names_of_their_own() {
        rooms().forEach(room -> assertThat(all(room, EndEvent.class))
                .extracting(FlowElement::getId)
                .doesNotHaveDuplicates());
    }

    private static <T extends org.camunda.bpm.model.xml.instance.ModelElementInstance> Collection<T> all(
            Room room, Class<T> type) {
        return room.model().getModelElementsByType(type);
    }

    private static List<String> texts(BaseElement element) {
        return element.getDocumentations().stream()
                .map(Documentation::getTextContent)
                .toList();
    }

    private static String text(BaseElement element) {
        return String.join("\n", texts(element));
    }

    private static java.util.function.Predicate<String> hasRequirement() {
        return REQUIREMENT.asPredicate();
    }
}
