package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.desk.CaseSearch;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Fact;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.RecordEntry;
import org.disputedesk.intake.Intake;
import org.disputedesk.policy.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;

/** One case of a story. */
final class Dispute {

    private static final Map<String, String> FIRST_USER = Map.of("agents", "agent", "leads", "lead");
    private static final Map<String, String> GROUP =
            Map.of("agent", "agents", "otheragent", "agents", "lead", "leads", "otherlead", "leads");

    /** Where the engine waits, apart from call activities and joins, which wait for something else that is listed. */
    private static final Set<String> STATIONS =
            Set.of("userTask", "receiveTask", "eventBasedGateway", "intermediateTimer", "intermediateMessageCatch");

    /** Where the room that watches the case rests while nobody waits for an answer. */
    private static final String AT_REST = "Gw_Idle";

    private final Desk desk;
    private final CaseNumber number;
    private final String orderId;
    private final @Nullable String user;

    Dispute(Desk desk, CaseNumber number, String orderId) {
        this(desk, number, orderId, null);
    }

    private Dispute(Desk desk, CaseNumber number, String orderId, @Nullable String user) {
        this.desk = desk;
        this.number = number;
        this.orderId = orderId;
        this.user = user;
    }

    /** The same case in the hands of this user; without it, in those of somebody who is meant to do the task. */
    Dispute by(String userId) {
        return new Dispute(desk, number, orderId, userId);
    }

    CaseNumber number() {
        return number;
    }

    String orderId() {
        return orderId;
    }

    // --- where it stands

    /** The case waits at exactly these elements, in all its rooms; a step that a job has still to do counts as well. */
    Dispute waitsAt(String... elements) {
        assertThat(stations()).as("%s waits at", number).containsExactlyInAnyOrder(elements);
        return this;
    }

    /** Everything it waits at, in all its rooms. */
    List<String> stations() {
        List<String> found = new ArrayList<>();
        rooms().forEach(room -> collect(desk.engine.getRuntimeService().getActivityInstance(room.getId()), found));
        return found;
    }

    private List<ProcessInstance> rooms() {
        return desk.engine
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(number.value())
                .list();
    }

    private static void collect(@Nullable ActivityInstance instance, Collection<String> found) {
        if (instance == null) {
            return;
        }
        if (STATIONS.contains(instance.getActivityType())
                && !instance.getActivityId().equals(AT_REST)) {
            found.add(instance.getActivityId());
        }
        for (var transition : instance.getChildTransitionInstances()) {
            found.add(transition.getActivityId());
        }
        for (ActivityInstance child : instance.getChildActivityInstances()) {
            collect(child, found);
        }
    }

    Dispute endsAs(String endEvent) {
        CaseSearch.Detail detail = detail();
        assertThat(stations()).as("%s still waits at", number).isEmpty();
        assertThat(detail.state()).as("state of %s", number).isEqualTo("CLOSED");
        assertThat(detail.outcome()).as("outcome of %s", number).isEqualTo(endEvent);
        assertThat(detail.openTasks()).isEmpty();
        assertThat(detail.deadlines()).isEmpty();
        return this;
    }

    boolean isClosed() {
        return detail().state().equals("CLOSED");
    }

    /** The user tasks that lie open, in all its rooms. */
    List<String> openTasks() {
        return tasks().stream().map(Task::getTaskDefinitionKey).toList();
    }

    /** A fact as the case knows it. */
    <T> Optional<T> fact(Fact<T> fact) {
        return desk.fact(root(), fact);
    }

    /** What rooms of the case know differently, though all of them should know it alike; empty when they agree. */
    List<String> disagreements() {
        Map<String, Set<Object>> values = new TreeMap<>();
        for (ProcessInstance room : rooms()) {
            desk.engine.getRuntimeService().getVariables(room.getId()).forEach((name, value) -> {
                if (DisputeFacts.sharedByRooms().contains(name)) {
                    values.computeIfAbsent(name, n -> new HashSet<>()).add(Objects.requireNonNullElse(value, ""));
                }
            });
        }
        return values.entrySet().stream()
                .filter(fact -> fact.getValue().size() > 1)
                .map(Object::toString)
                .toList();
    }

    private CaseSearch.Detail detail() {
        return desk.cases.find(number.value()).orElseThrow();
    }

    Dispute hasPriority(long priority) {
        assertThat(detail().priority()).as("priority of %s", number).isEqualTo(priority);
        assertThat(tasks())
                .allSatisfy(task ->
                        assertThat(task.getPriority()).as(task.getName()).isEqualTo((int) priority));
        return this;
    }

    <T> Dispute knows(Fact<T> fact, T value) {
        assertThat(desk.fact(root(), fact)).as(fact.name()).contains(value);
        return this;
    }

    /** The reply is due at this local time, and every open task with a due date says so. */
    Dispute replyIsDue(String localTime, ZoneId zone) {
        Instant due = LocalDateTime.parse(localTime).atZone(zone).toInstant();
        assertThat(detail().deadlines())
                .filteredOn(deadline -> deadline.rule().startsWith("reply."))
                .isNotEmpty()
                .anySatisfy(deadline -> assertThat(deadline.due().toInstant()).isEqualTo(due));
        return this;
    }

    Dispute taskIsDue(String task, String localTime, ZoneId zone) {
        assertThat(task(task).getDueDate())
                .isEqualTo(LocalDateTime.parse(localTime).atZone(zone).toInstant());
        return this;
    }

    /** These deadlines of the policy pack run, and no others. */
    Dispute hasDeadlines(String... keys) {
        assertThat(detail().deadlines())
                .as("deadlines of %s", number)
                .extracting(Deadlines.Kept::rule)
                .containsExactlyInAnyOrder(keys);
        return this;
    }

    /** What the order has had in this or any other case, such as "REFUND DONE" or "REFUND of SKU-1 DONE". */
    Dispute hasRemedies(String... remedies) {
        assertThat(desk.remedies.ofOrder(orderId))
                .as("remedies of %s", orderId)
                .extracting(remedy ->
                        remedy.type() + (remedy.line().isEmpty() ? "" : " of " + remedy.line()) + " " + remedy.state())
                .containsExactlyInAnyOrder(remedies);
        return this;
    }

    Dispute isHeld() {
        assertThat(desk.holds.isHeld(number.value())).as("%s is held", number).isTrue();
        return this;
    }

    Dispute isNotHeld() {
        assertThat(desk.holds.isHeld(number.value())).as("%s is held", number).isFalse();
        return this;
    }

    // --- what people do

    /** Fills in the form of a task and completes it, as Tasklist does. */
    Dispute completes(String taskKey, Answers answers) {
        actAt(taskKey, (id, values) -> desk.engine.getFormService().submitTaskForm(id, values), answers);
        return this;
    }

    /** Completes a task without its form, as a script against the engine's own API can. */
    Dispute completesRaw(String taskKey, Answers answers) {
        actAt(taskKey, (id, values) -> desk.engine.getTaskService().complete(id, values), answers);
        return this;
    }

    private void actAt(String taskKey, BiConsumer<String, Map<String, Object>> act, Answers answers) {
        Task task = task(taskKey);
        String holder = task.getAssignee();
        String actor = user != null ? user : holder != null ? holder : FIRST_USER.get(candidates(task));
        desk.engine
                .getIdentityService()
                .setAuthentication(actor, List.of(Objects.requireNonNull(GROUP.get(Objects.requireNonNull(actor)))));
        try {
            if (holder == null) {
                desk.engine.getTaskService().claim(task.getId(), actor);
            } else if (!holder.equals(actor)) {
                // whoever is no lead is refused here
                desk.engine.getTaskService().setAssignee(task.getId(), actor);
            }
            act.accept(task.getId(), answers.values());
        } finally {
            desk.engine.getIdentityService().clearAuthentication();
        }
        desk.doWhatIsDue();
    }

    private String candidates(Task task) {
        return desk.engine.getTaskService().getIdentityLinksForTask(task.getId()).stream()
                .map(IdentityLink::getGroupId)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    String taskId(String key) {
        return task(key).getId();
    }

    private Task task(String key) {
        List<Task> found = tasks().stream()
                .filter(t -> t.getTaskDefinitionKey().equals(key))
                .toList();
        assertThat(found)
                .as("open tasks %s of %s, which waits at %s", key, number, stations())
                .hasSize(1);
        return found.get(0);
    }

    private List<Task> tasks() {
        return desk.engine
                .getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(number.value())
                .list();
    }

    /** What the form of a task shows somebody whose browser speaks this language. */
    String form(String taskKey, String field, Locale language) {
        LocaleContextHolder.setLocale(language);
        try {
            return String.valueOf(form(taskKey, field));
        } finally {
            LocaleContextHolder.resetLocaleContext();
        }
    }

    /** What the form of a task is given to show. */
    Object form(String taskKey, String field) {
        return desk.engine.getFormService().getTaskFormData(task(taskKey).getId()).getFormFields().stream()
                .filter(f -> f.getId().equals(field))
                .map(f -> f.getValue().getValue())
                .findFirst()
                .orElseThrow();
    }

    /** The form of a task opens without an answer to this question. */
    Dispute asksAnew(String taskKey, String field) {
        assertThat(desk.engine
                        .getFormService()
                        .getTaskFormData(task(taskKey).getId())
                        .getFormFields())
                .as("%s of %s", field, taskKey)
                .filteredOn(shown -> shown.getId().equals(field))
                .singleElement()
                .satisfies(shown -> assertThat(shown.getValue().getValue()).isNull());
        return this;
    }

    /** Somebody photographs what came and adds it to the case. */
    Dispute photographed() {
        var picture = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        desk.attachments.store(number.value(), "goods.png", "", new ByteArrayInputStream(picture.toByteArray()));
        return this;
    }

    /** As many different pictures as this come into the case. */
    Dispute hasPhotos(int count) {
        for (int width = 1; width <= count; width++) {
            var picture = new ByteArrayOutputStream();
            try {
                ImageIO.write(new BufferedImage(width, 9, BufferedImage.TYPE_INT_RGB), "png", picture);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            desk.attachments.store(
                    number.value(), "item-" + width + ".png", "", new ByteArrayInputStream(picture.toByteArray()));
        }
        return this;
    }

    /** Whoever holds a task gives it back to everybody who may do it. */
    Dispute givesBack(String taskKey) {
        desk.engine.getTaskService().setAssignee(taskId(taskKey), null);
        return this;
    }

    /** Something arrives from outside. */
    Dispute receives(String type, Answers facts) {
        return receives(type, desk.now(), facts);
    }

    /** Something that happened some time ago. */
    Dispute receives(String type, Instant occurredAt, Answers facts) {
        desk.intake.event(
                number,
                new Intake.NewEvent(
                        type,
                        OffsetDateTime.ofInstant(occurredAt, ZoneOffset.UTC),
                        UUID.randomUUID().toString(),
                        facts.values()));
        desk.doWhatIsDue();
        return this;
    }

    Dispute receives(String type) {
        return receives(type, Answers.NONE);
    }

    /** An operator overwrites facts in a room of the case behind everybody's back. */
    Dispute operatorSets(String slug, Answers facts) {
        desk.engine.getRuntimeService().setVariables(room(slug), facts.values());
        return this;
    }

    /** An operator moves a room of the case to another step with Cockpit. */
    Dispute operatorMoves(String slug, String from, String to) {
        desk.engine
                .getRuntimeService()
                .createProcessInstanceModification(room(slug))
                .cancelAllForActivity(from)
                .startBeforeActivity(to)
                .execute();
        desk.doWhatIsDue();
        return this;
    }

    /** An operator has a room go on at another element, past everything that comes before it. */
    Dispute operatorStartsBefore(String slug, String element) {
        desk.engine
                .getRuntimeService()
                .createProcessInstanceModification(room(slug))
                .startBeforeActivity(element)
                .execute();
        desk.doWhatIsDue();
        return this;
    }

    /** An administrator takes the case off the desk; what was done for the buyer stays done. */
    Dispute administratorCancels() {
        desk.engine.getRuntimeService().deleteProcessInstance(root(), "opened by mistake");
        return this;
    }

    /** The room the case began in, which called the others. */
    private String root() {
        return rooms().stream()
                .filter(room -> room.getId().equals(room.getRootProcessInstanceId()))
                .map(ProcessInstance::getId)
                .findFirst()
                .orElseThrow(() -> new AssertionError(number + " is closed"));
    }

    String room(String slug) {
        return rooms().stream()
                .map(ProcessInstance::getId)
                .filter(id -> desk.engine
                                .getRuntimeService()
                                .createProcessInstanceQuery()
                                .processInstanceId(id)
                                .processDefinitionKey(slug)
                                .count()
                        == 1)
                .findFirst()
                .orElseThrow(() -> new AssertionError(number + " has no open room " + slug));
    }

    // --- what is refused

    /** The guard refuses with this rule, the case stays where it was, and the attempt stays in the record. */
    Dispute isRefused(ThrowingCallable attempt, String rule) {
        List<String> before = stations();
        long entries = record().entries().stream()
                .filter(e -> e.kind().equals("refused"))
                .count();
        assertThat(catchThrowable(attempt))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.rule().id()).isEqualTo(rule));
        assertThat(stations()).as("%s waits as before at", number).containsExactlyInAnyOrderElementsOf(before);
        assertThat(record().entries().stream().filter(e -> e.kind().equals("refused")))
                .hasSize((int) entries + 1)
                .last()
                .satisfies(entry -> assertThat(entry.text()).contains("[" + rule + ";"));
        return this;
    }

    /** The desk rejects what was entered in this field, and the case stays where it was. */
    Dispute isRejected(ThrowingCallable attempt, String field) {
        List<String> before = stations();
        int entries = record().entries().size();
        assertThat(catchThrowable(attempt))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.errors())
                                .extracting(e -> e.field())
                                .contains(field));
        assertThat(stations()).as("%s waits as before at", number).containsExactlyInAnyOrderElementsOf(before);
        assertThat(record().entries().subList(entries, record().entries().size()))
                .as("entries of a rejected step")
                .allSatisfy(entry -> assertThat(entry.kind()).isIn("task-assigned", "refused"));
        return this;
    }

    Dispute hasIncidentAt(String element) {
        assertThat(incidents()).extracting(Incident::getActivityId).containsExactly(element);
        return this;
    }

    Dispute hasNoIncident() {
        assertThat(incidents()).isEmpty();
        return this;
    }

    /** An operator looks at the incident in Cockpit and has the failed step tried again. */
    Dispute operatorRetries(String element) {
        Incident incident = incidents().stream()
                .filter(i -> i.getActivityId().equals(element))
                .findFirst()
                .orElseThrow();
        desk.engine.getIdentityService().setAuthentication("operator", List.of("operators"));
        try {
            desk.engine.getManagementService().setJobRetries(incident.getConfiguration(), 1);
        } finally {
            desk.engine.getIdentityService().clearAuthentication();
        }
        desk.doWhatIsDue();
        return this;
    }

    private List<Incident> incidents() {
        return rooms().stream()
                .flatMap(
                        room -> desk
                                .engine
                                .getRuntimeService()
                                .createIncidentQuery()
                                .processInstanceId(room.getId())
                                .list()
                                .stream())
                .filter(incident -> incident.getId().equals(incident.getRootCauseIncidentId()))
                .toList();
    }

    // --- what the buyer gets

    /** The newest letter is this one, in this language, with these words in it; it lies in the outbox folder once. */
    Dispute sent(String letter, String language, String... words) {
        List<CaseTexts.Message> letters = letters();
        assertThat(letters).as("letters of %s", number).isNotEmpty();
        CaseTexts.Message newest = letters.get(letters.size() - 1);
        assertThat(newest.letter()).endsWith("/" + letter);
        assertThat(newest.language()).isEqualTo(language);
        assertThat(newest.content()).doesNotContain("${");
        assertThat(words).allSatisfy(word -> assertThat(newest.content()).contains(word));
        assertThat(files().filter(file -> read(file).contains(newest.content())))
                .isNotEmpty();
        assertThat(files()).as("files of %s", number).hasSameSizeAs(letters);
        return this;
    }

    /** As {@link #sent}, by mail: nothing lies in the folder. */
    Dispute mailed(String letter, String... words) {
        CaseTexts.Message newest = letters().get(letters().size() - 1);
        assertThat(newest.letter()).endsWith("/" + letter);
        assertThat(words).allSatisfy(word -> assertThat(newest.content()).contains(word));
        assertThat(files()).isEmpty();
        return this;
    }

    /** Whether the letter that waits could be taken back. */
    boolean takesItsLetterBack() {
        String id = desk.db
                .sql("select id from outbox where case_number = ? order by created_at desc, not_before desc limit 1")
                .param(number.value())
                .query(String.class)
                .single();
        boolean isBack = desk.takeBack.takeBack(number.value(), id);
        desk.doWhatIsDue();
        return isBack;
    }

    Dispute sentNothing() {
        assertThat(letters()).as("letters of %s", number).isEmpty();
        assertThat(files()).isEmpty();
        return this;
    }

    Dispute sentLetters(int count) {
        assertThat(letters()).as("letters of %s", number).hasSize(count);
        assertThat(files()).hasSize(count);
        return this;
    }

    /** What the buyer read last. */
    String newestLetter() {
        List<CaseTexts.Message> letters = letters();
        return letters.get(letters.size() - 1).content();
    }

    private List<CaseTexts.Message> letters() {
        return desk.texts.messages(number.value()).stream()
                .filter(message -> message.direction().equals("OUT"))
                .sorted(java.util.Comparator.comparing(CaseTexts.Message::at))
                .toList();
    }

    private Stream<Path> files() {
        Path folder = desk.home.resolve("outbox");
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(number.value())).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // --- what is written down

    Written record() {
        return new Written(number.value(), desk.record.entries(number.value()), desk);
    }

    /** The record of the case as it stands. */
    record Written(String caseNumber, List<RecordEntry> entries, Desk desk) {

        /** These texts stand in the record in this order, among others, each as the beginning of an entry. */
        Written reads(String... texts) {
            List<String> all = entries.stream().map(RecordEntry::text).toList();
            int at = 0;
            for (String text : texts) {
                int from = at;
                while (at < all.size() && !all.get(at).startsWith(text)) {
                    at++;
                }
                assertThat(at)
                        .as("\"%s\" in the record after entry %d:\n%s", text, from, String.join("\n", all))
                        .isLessThan(all.size());
                at++;
            }
            assertThat(desk.record.verify(caseNumber).intact())
                    .as("chain of the record")
                    .isTrue();
            return this;
        }

        Written hasNo(String text) {
            assertThat(entries).extracting(RecordEntry::text).noneMatch(line -> line.startsWith(text));
            return this;
        }

        Written has(String text, int times) {
            assertThat(entries)
                    .extracting(RecordEntry::text)
                    .filteredOn(line -> line.startsWith(text))
                    .hasSize(times);
            return this;
        }
    }
}
