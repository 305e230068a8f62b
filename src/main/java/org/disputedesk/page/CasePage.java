package org.disputedesk.page;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.disputedesk.attachment.Attachment;
import org.disputedesk.attachment.Attachments;
import org.disputedesk.attachment.NeededEvidence;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.claim.Claims;
import org.disputedesk.desk.CaseLinks.How;
import org.disputedesk.desk.CaseSearch.Detail;
import org.disputedesk.desk.CaseSearch.OpenTask;
import org.disputedesk.desk.DisputeKinds;
import org.disputedesk.desk.Labels;
import org.disputedesk.desk.OrderWords;
import org.disputedesk.desk.StaffedWords;
import org.disputedesk.dispute.CaseKinds;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.dispute.CodeWords;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.evidence.RecordEntry;
import org.disputedesk.hold.Holds;
import org.disputedesk.intake.EventType;
import org.disputedesk.intake.Intake;
import org.disputedesk.letter.LetterConfirmations;
import org.disputedesk.letter.LetterTakeBack;
import org.disputedesk.letter.Letters;
import org.disputedesk.letter.NativeChecks;
import org.disputedesk.letter.OptOuts;
import org.disputedesk.orders.Order;
import org.disputedesk.orders.OrderBook;
import org.disputedesk.remedy.Remedies;
import org.disputedesk.tracking.SeenWords;
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts together everything the page of one case shows to one person. */
@Component
class CasePage {

    /** As many entries of the record as people look through; all of them are a click away. */
    private static final int NEWEST = 60;

    private static final long URGENT = 80;

    private static final String ANSWERING = "Task_AnswerBuyer";
    private static final String HOLDING = "Task_SendHoldingReply";

    /** Where nothing is split: a message that has no place yet is split in it, and feedback is no message (002-26). */
    private static final Set<String> SPLIT_NOWHERE = Set.of("message-triage", CaseKinds.FEEDBACK_REMOVAL);

    /** The form that says whether the buyer takes messages, and its field. */
    static final String OPT_OUT = "opt-out";

    static final String OPT_OUT_REASON = "optOutReason";

    /** The form for a further problem of a message. */
    static final String SPLIT = "split";

    private final Deadlines deadlines;
    private final StaffedWords staffed;
    private final CaseTexts texts;
    private final LetterConfirmations letters;
    private final Letters drafts;
    private final NativeChecks nativeChecks;
    private final LetterTakeBack takeBack;
    private final OptOuts optOuts;
    private final SeenWords seenWords;
    private final EvidenceLog record;
    private final OrderBook orders;
    private final Remedies remedies;
    private final Claims claims;
    private final Holds holds;
    private final Attachments attachments;
    private final NeededEvidence needed;
    private final Vault vault;
    private final Intake intake;
    private final Upcoming upcoming;
    private final NewsForm newsForm;
    private final SplitForm splitForm;
    private final Timeline timeline;
    private final Moments moments;
    private final Labels labels;
    private final CodeWords codes;
    private final DisputeKinds kinds;
    private final Words words;

    CasePage(
            Deadlines deadlines,
            StaffedWords staffed,
            CaseTexts texts,
            LetterConfirmations letters,
            Letters drafts,
            NativeChecks nativeChecks,
            LetterTakeBack takeBack,
            OptOuts optOuts,
            SeenWords seenWords,
            EvidenceLog record,
            OrderBook orders,
            Remedies remedies,
            Claims claims,
            Holds holds,
            Attachments attachments,
            NeededEvidence needed,
            Vault vault,
            Intake intake,
            Upcoming upcoming,
            NewsForm newsForm,
            SplitForm splitForm,
            Timeline timeline,
            Moments moments,
            Labels labels,
            CodeWords codes,
            DisputeKinds kinds,
            Words words) {
        this.deadlines = deadlines;
        this.staffed = staffed;
        this.texts = texts;
        this.letters = letters;
        this.drafts = drafts;
        this.nativeChecks = nativeChecks;
        this.takeBack = takeBack;
        this.optOuts = optOuts;
        this.seenWords = seenWords;
        this.record = record;
        this.orders = orders;
        this.remedies = remedies;
        this.claims = claims;
        this.holds = holds;
        this.attachments = attachments;
        this.needed = needed;
        this.vault = vault;
        this.intake = intake;
        this.upcoming = upcoming;
        this.newsForm = newsForm;
        this.splitForm = splitForm;
        this.timeline = timeline;
        this.moments = moments;
        this.labels = labels;
        this.codes = codes;
        this.kinds = kinds;
        this.words = words;
    }

    /**
     * What somebody has just done on the page.
     *
     * @param kind of news that is being told, or was; null when none was chosen
     * @param typed by field, as it came
     * @param errors by field; under an empty name what belongs to none
     * @param since the last entry of the record before the news was told; null when none was
     * @param isKnown whether the news had been told before
     * @param fileError why a file was not kept; empty when nothing went wrong
     * @param allEntries whether the whole record is asked for
     * @param form another form of the page that was refused
     * @param splitInto the case that a problem of a message has just got; null when none was named
     */
    record Doing(
            @Nullable EventType kind,
            Map<String, String> typed,
            Map<String, String> errors,
            @Nullable Long since,
            boolean isKnown,
            String fileError,
            boolean allEntries,
            Refused form,
            @Nullable String splitInto) {

        static Doing looks(@Nullable EventType kind, boolean allEntries) {
            return new Doing(kind, Map.of(), Map.of(), null, false, "", allEntries, Refused.NONE, null);
        }

        Doing withFileError(String error) {
            return new Doing(kind, typed, errors, since, isKnown, error, allEntries, form, splitInto);
        }

        Doing withRefused(Refused refused) {
            return new Doing(kind, typed, errors, since, isKnown, fileError, allEntries, refused, splitInto);
        }

        Doing withSplit(@Nullable String into) {
            return new Doing(kind, typed, errors, since, isKnown, fileError, allEntries, form, into);
        }
    }

    /**
     * A form that was refused, so that it is shown again with all that was typed.
     *
     * @param name of the form
     * @param errors by field; under an empty name what belongs to none
     */
    record Refused(String name, Map<String, String> typed, Map<String, String> errors) {

        static final Refused NONE = new Refused("", Map.of(), Map.of());

        /** What is to be shown in a form of this name. */
        private Refused in(String form) {
            return name.equals(form) ? this : NONE;
        }
    }

    private record TaskShown(
            String name,
            String group,
            String who,
            boolean isTaken,
            Moments.@Nullable Shown due,
            String link,
            String leads,
            String draftNote,
            String draftLink) {}

    private record DeadlineShown(String name, Moments.Shown due, String staffed, String why) {}

    private record TimerShown(Moments.Shown at, String name, String then) {}

    private record RoomShown(String process, String places, String link) {}

    private record MessageShown(
            String id,
            boolean isOurs,
            String language,
            String languageName,
            Moments.Shown at,
            String content,
            boolean isErased,
            boolean isWaiting,
            boolean isUnchecked,
            String confirmLink,
            String confirmed) {}

    private record LeavingShown(String text, String link) {}

    private record SaidShown(Moments.Shown at, List<String> lines) {}

    private record FileShown(
            String name,
            String type,
            String size,
            String link,
            boolean isPicture,
            String noPreview,
            String purpose,
            String by,
            Moments.Shown at) {}

    private record Missing(String name, String why) {}

    private record Purpose(String key, String name) {}

    private record LinkedShown(String number, String kind, String state, boolean isOpen, String how, String link) {}

    private record RemedyShown(String type, String state, String details) {}

    private record ClaimShown(String state, String details) {}

    private record HoldShown(String reason, String details) {}

    /** The model of the page for {@code pages/case.html}. */
    Map<String, Object> of(Detail detail, Viewer viewer, String csrf, Doing doing) {
        return new Filling(detail, viewer, csrf, doing).model();
    }

    private final class Filling {

        private final Detail detail;
        private final Viewer viewer;
        private final Doing doing;
        private final String csrf;
        private final String lang;
        private final Marketplace marketplace;
        private final ZoneId zone;
        private final String number;
        private final List<RecordEntry> entries;
        private final List<CaseTexts.Message> messages;
        private final Map<String, Object> model = new LinkedHashMap<>();

        Filling(Detail detail, Viewer viewer, String csrf, Doing doing) {
            this.detail = detail;
            this.viewer = viewer;
            this.doing = doing;
            this.csrf = csrf;
            this.lang = viewer.language();
            this.marketplace = Marketplace.of(detail.marketplace());
            this.zone = marketplace.zone();
            this.number = detail.caseNumber();
            this.entries = record.entries(number);
            this.messages = viewer.worksOnCases() ? texts.messages(number) : List.of();
        }

        Map<String, Object> model() {
            Upcoming.Standing standing = upcoming.of(number);
            model.put("lang", lang);
            model.put("w", words.in(lang));
            model.put("number", number);
            model.put("title", number + " · " + words.step(upcoming.kind(detail.kind()), lang));
            model.put("csrf", csrf);
            model.put("works", viewer.worksOnCases());
            head();
            now(standing);
            schedule(standing);
            personal();
            given();
            linked();
            split();
            optOut();
            news();
            timeline();
            // a template cannot ask whether a list is empty without repeating it
            for (String list : List.of(
                    "followed",
                    "kinds",
                    "rooms",
                    "waits",
                    "carrierSaid",
                    "missing",
                    "there",
                    "purposes",
                    "remedies",
                    "claims",
                    "holds",
                    "linked")) {
                model.put(has(list), model.get(list) instanceof List<?> items && !items.isEmpty());
            }
            return model;
        }

        private static String has(String list) {
            return "has" + list.substring(0, 1).toUpperCase(Locale.ROOT) + list.substring(1);
        }

        private void head() {
            boolean isOpen = detail.state().equals("OPEN");
            String orderId = detail.orderId();
            model.put("kind", words.step(upcoming.kind(detail.kind()), lang));
            model.put("isOpen", isOpen);
            model.put("state", words.of(isOpen ? "open" : "closed", lang));
            model.put("outcome", outcome());
            model.put("marketplace", "Amazon." + marketplace.topLevelDomain());
            model.put("isUrgent", isOpen && detail.priority() >= URGENT);
            model.put("orderId", orderId);
            model.put("openedAt", at(detail.openedAt().toInstant()));
            model.put(
                    "closedAt",
                    detail.closedAt() == null ? null : at(detail.closedAt().toInstant()));
            model.put(
                    "erased",
                    vault.erasedAt(Subject.ofCase(number))
                            .map(when -> words.of("erased", lang, at(when).local()))
                            .orElse(null));
            Optional<Order> order = order();
            model.put(
                    "orderLines",
                    order.map(o -> OrderWords.of(o, codes, lang)).orElse(List.of(words.of("unknownOrder", lang))));
            model.put("parcel", parcel());
            model.put("sellerCentral", orderId == null ? null : OrderWords.sellerCentral(marketplace, orderId));
        }

        private @Nullable String outcome() {
            String end = detail.outcome();
            if (end == null || detail.state().equals("OPEN")) {
                return null;
            }
            return end.equals("CANCELLED")
                    ? words.of("cancelled", lang)
                    : words.step(upcoming.outcome(detail.kind(), end), lang);
        }

        private Optional<Order> order() {
            String orderId = detail.orderId();
            return orderId == null || !OrderId.isOrderId(orderId)
                    ? Optional.empty()
                    : orders.find(new OrderId(orderId));
        }

        private String parcel() {
            Object state = detail.facts().get(DisputeFacts.DELIVERY_STATE.name());
            return state instanceof String code && !code.isEmpty()
                    ? codes.of(DisputeFacts.DELIVERY_STATE, code, lang)
                    : "";
        }

        private void now(Upcoming.Standing standing) {
            List<TaskShown> tasks = detail.openTasks().stream().map(this::task).toList();
            model.put("tasks", tasks);
            model.put(
                    "waits",
                    standing.rooms().stream()
                            .flatMap(room -> room.waits().stream())
                            .map(event -> words.step(event.replaceAll("\\s+", " "), lang))
                            .distinct()
                            .toList());
            model.put("isStuck", standing.isStuck());
            model.put("isWorking", standing.isWorking());
        }

        private TaskShown task(OpenTask task) {
            String buyers = buyerLanguage().isEmpty() ? "en" : buyerLanguage();
            Optional<Letters.Draft> draft = letterOf(task).flatMap(letter -> drafts.draft(letter, buyers));
            return new TaskShown(
                    words.step(task.name(), lang),
                    task.candidateGroup() == null
                            ? ""
                            : words.find("group." + task.candidateGroup(), lang).orElse(task.candidateGroup()),
                    task.assignee() == null ? words.of("unclaimed", lang) : words.of("takenBy", lang, task.assignee()),
                    task.assignee() != null,
                    task.due() == null ? null : at(task.due().toInstant()),
                    mayOpen(task) ? "/camunda/app/tasklist/default/#/?task=" + task.id() : "",
                    !mayOpen(task) && "leads".equals(task.candidateGroup()) ? words.of("leadDoes", lang) : "",
                    draft.map(it -> labels.draftNote(it, buyers, lang)).orElse(""),
                    draft.filter(Letters.Draft::needsCheck)
                            .map(it -> "/letters/" + it.letter() + "/" + it.language())
                            .orElse(""));
        }

        /** The letter that a task asks to be sent. */
        private Optional<String> letterOf(OpenTask task) {
            return switch (task.key()) {
                case HOLDING -> Optional.of(Letters.holdingReply(detail.orderId()));
                case ANSWERING ->
                    entries.stream()
                            .filter(entry -> entry.kind().equals("letter-drafted"))
                            .reduce((older, newer) -> newer)
                            .map(entry -> timeline.fact(entry, "letter"));
                default -> Optional.empty();
            };
        }

        private boolean mayOpen(OpenTask task) {
            return viewer.worksOnCases()
                    && (task.candidateGroup() == null
                            || viewer.mayOpen(task.candidateGroup())
                            || viewer.user().equals(task.assignee()));
        }

        private void schedule(Upcoming.Standing standing) {
            model.put(
                    "deadlines",
                    detail.deadlines().stream()
                            .map(kept -> new DeadlineShown(
                                    deadlines.name(kept, lang),
                                    at(kept.due().toInstant()),
                                    staffed.of(kept.due().toInstant(), lang),
                                    deadlines.explanation(kept, lang, marketplace)))
                            .toList());
            model.put(
                    "timers",
                    standing.timers().stream()
                            .map(timer -> new TimerShown(
                                    at(timer.at()),
                                    words.step(timer.name(), lang),
                                    timer.then().isEmpty() ? "" : words.step(timer.then(), lang)))
                            .toList());
            List<RoomShown> rooms = standing.rooms().stream()
                    .map(room -> new RoomShown(
                            words.step(room.process(), lang),
                            room.places().stream()
                                    .map(place -> words.step(place, lang))
                                    .collect(Collectors.joining(" · ")),
                            "/camunda/app/cockpit/default/#/process-instance/" + room.instance() + "/runtime"))
                    .toList();
            model.put("rooms", viewer.mayUseCockpit() ? rooms : List.of());
        }

        /** What only those see who work on cases: who the buyer is, what was written, and the files. */
        private void personal() {
            boolean sees = viewer.worksOnCases();
            model.put("buyerLanguage", language());
            model.put("buyerName", sees ? order().map(OrderWords::name).orElse("") : "");
            model.put(
                    "address",
                    sees ? order().map(OrderWords::address).orElse("").lines().toList() : List.of());
            model.put(
                    "hasRecipient",
                    !"".equals(model.get("buyerName")) || !List.of().equals(model.get("address")));
            List<MessageShown> messages = sees ? messages() : List.of();
            model.put("messages", messages);
            model.put("toCopy", sees && model.get("erased") == null ? toCopy(messages) : null);
            model.put("leaving", sees ? leaving() : List.of());
            model.put("carrierSaid", sees && model.get("erased") == null ? carrierSaid() : List.of());
            model.put("files", sees ? files() : List.of());
            NeededEvidence.Completeness complete = needed.of(number);
            model.put("needsEvidence", !complete.items().isEmpty());
            model.put("percent", complete.percent());
            model.put("completeness", words.of("complete", lang, complete.percent()));
            model.put(
                    "missing",
                    complete.items().stream()
                            .filter(item -> !item.there())
                            .map(item -> new Missing(item.name(), item.why()))
                            .toList());
            model.put(
                    "there",
                    complete.items().stream()
                            .filter(NeededEvidence.Item::there)
                            .map(item -> new Missing(item.name(), item.why()))
                            .toList());
            model.put(
                    "purposes",
                    complete.items().stream()
                            .map(item -> new Purpose(item.key(), item.name()))
                            .toList());
            model.put("fileError", doing.fileError());
            model.put("mayUpload", sees && model.get("erased") == null);
        }

        private String language() {
            String code = buyerLanguage();
            return code.isEmpty() ? "" : Labels.language(code, lang);
        }

        private String buyerLanguage() {
            return detail.facts().get(DisputeFacts.BUYER_LANGUAGE.name()) instanceof String tag ? tag.strip() : "";
        }

        private List<MessageShown> messages() {
            boolean isErased = model.get("erased") != null;
            Map<String, LetterConfirmations.Confirmed> confirmed = letters.in(entries);
            return messages.stream()
                    .map(message -> new MessageShown(
                            place(message),
                            message.direction().equals("OUT"),
                            message.language(),
                            Labels.language(message.language(), lang),
                            at(message.at()),
                            message.content(),
                            message.content().isEmpty() || isErased,
                            !confirmed.containsKey(message.id()) && letters.isInFolder(number, message),
                            isUnchecked(message),
                            "/cases/" + number + "/letters/" + message.id() + "/sent",
                            Optional.ofNullable(confirmed.get(message.id()))
                                    .map(said -> words.of(
                                            "letterConfirmed",
                                            lang,
                                            timeline.actor(said.by(), lang),
                                            at(said.at()).local()))
                                    .orElse("")))
                    .toList();
        }

        /** Whether nobody has read the letter who writes its language natively. */
        private boolean isUnchecked(CaseTexts.Message message) {
            String letter = message.letter();
            return letter != null && nativeChecks.needsCheck(letter, message.language());
        }

        /** What can still be taken back. */
        private List<LeavingShown> leaving() {
            return takeBack.waiting(number).stream()
                    .map(waiting -> new LeavingShown(
                            words.of("letterLeaves", lang, at(waiting.until()).local()),
                            "/cases/" + number + "/letters/" + waiting.id() + "/take-back"))
                    .toList();
        }

        /** What the carrier's page said at each look, the latest first. */
        private List<SaidShown> carrierSaid() {
            List<SaidShown> said = new ArrayList<>(seenWords.of(number).stream()
                    .map(seen ->
                            new SaidShown(at(seen.at()), seen.words().lines().toList()))
                    .toList());
            Collections.reverse(said);
            return said;
        }

        private static String place(CaseTexts.Message message) {
            return "m-" + message.id();
        }

        /** The newest letter when it still lies in the folder and nobody has said that it was sent; only staff can send it. */
        private @Nullable MessageShown toCopy(List<MessageShown> shown) {
            return shown.stream()
                    .filter(MessageShown::isOurs)
                    .reduce((older, newer) -> newer)
                    .filter(message -> !message.isErased() && message.isWaiting())
                    .orElse(null);
        }

        private List<FileShown> files() {
            Map<String, String> purposes = needed.of(number).items().stream()
                    .collect(Collectors.toMap(NeededEvidence.Item::key, NeededEvidence.Item::name, (a, b) -> a));
            return attachments.of(number).stream()
                    .map(kept -> file(kept, purposes))
                    .toList();
        }

        private FileShown file(Attachment file, Map<String, String> purposes) {
            return new FileShown(
                    Visible.fileName(file.fileName()),
                    file.mediaType(),
                    size(file.size()),
                    "/api/cases/" + number + "/evidence/" + file.sha256(),
                    attachments.hasPreview(file),
                    file.mediaType().startsWith("image/") && !attachments.hasPreview(file)
                            ? words.of("noPreview", lang)
                            : "",
                    file.purpose().isEmpty()
                            ? words.of("otherPurpose", lang)
                            : words.of(
                                    "asPurpose",
                                    lang,
                                    purposes.getOrDefault(
                                            file.purpose(), codes.of("neededEvidence", file.purpose(), lang))),
                    words.of("addedBy", lang, timeline.actor(file.by(), lang)),
                    at(file.receivedAt()));
        }

        private static String size(long bytes) {
            return bytes < 1024 * 1024
                    ? Math.max(1, bytes / 1024) + " kB"
                    : String.format(Locale.ROOT, "%.1f MB", bytes / 1024.0 / 1024.0);
        }

        private void given() {
            String orderId = detail.orderId();
            model.put(
                    "remedies",
                    orderId == null
                            ? List.of()
                            : remedies.ofOrder(orderId).stream()
                                    .map(this::remedy)
                                    .toList());
            model.put(
                    "claims",
                    orderId == null
                            ? List.of()
                            : claims.ofOrder(orderId).stream().map(this::claim).toList());
            model.put("holds", holds.of(number).stream().map(this::hold).toList());
        }

        /** The cases that came from the same message or are about the same order. */
        private void linked() {
            model.put(
                    "linked",
                    detail.linkedCases().stream()
                            .map(other -> new LinkedShown(
                                    other.caseNumber(),
                                    kinds.name(other.kind(), lang),
                                    words.of(other.isOpen() ? "open" : "closed", lang),
                                    other.isOpen(),
                                    other.orderId() == null || other.orderId().equals(detail.orderId())
                                            ? words.of("linked." + other.how(), lang)
                                            : joined(
                                                    words.of("linked." + other.how(), lang),
                                                    words.of("linkedOtherOrder", lang, other.orderId())),
                                    "/cases/" + other.caseNumber()))
                            .toList());
            model.put(
                    "splitReason",
                    viewer.worksOnCases() && model.get("erased") == null
                            ? texts.find(number, "splitReason")
                                    .map(reason -> words.of("linkedReason", lang, reason))
                                    .orElse(null)
                            : null);
        }

        /** A further problem of a message, named here and not on a task. */
        private void split() {
            Refused refused = doing.form().in(SPLIT);
            boolean hasMessage = messages.stream()
                    .anyMatch(message -> message.direction().equals("IN")
                            && !message.erased()
                            && !message.content().isEmpty());
            model.put(
                    "maySplit",
                    viewer.worksOnCases()
                            && detail.state().equals("OPEN")
                            && model.get("erased") == null
                            && hasMessage
                            && !SPLIT_NOWHERE.contains(detail.kind()));
            model.put("splitFields", splitForm.fields(refused.typed(), sentences(refused.errors()), lang));
            model.put("splitError", sentence(refused.errors().getOrDefault("", "")));
            model.put("splitIsRefused", !refused.errors().isEmpty());
            String into = Objects.requireNonNullElse(doing.splitInto(), "");
            boolean isLinked = detail.linkedCases().stream()
                    .anyMatch(other -> other.caseNumber().equals(into) && other.how() == How.SPLIT_INTO);
            model.put("splitDone", isLinked ? words.of("splitDone", lang, into) : null);
            model.put("splitLink", "/cases/" + into);
        }

        /** Whether the buyer takes messages, and the form that says otherwise; only a lead lets letters go to him again. */
        private void optOut() {
            boolean sees = viewer.worksOnCases();
            Optional<OptOuts.Standing> standing = optOuts.of(number);
            boolean isOut = standing.filter(OptOuts.Standing::isOut).isPresent();
            boolean mayRead = sees && model.get("erased") == null;
            Refused refused = doing.form().in(OPT_OUT);
            model.put("optOut", sees && isOut ? words.of("optOut", lang) : null);
            model.put(
                    "optOutBy",
                    standing.map(said -> joined(
                                    said.by() == null
                                            ? words.of(
                                                    "optOutTold",
                                                    lang,
                                                    at(said.at()).local())
                                            : words.of(
                                                    said.isOut() ? "optOutSaid" : "optOutEnded",
                                                    lang,
                                                    said.by(),
                                                    at(said.at()).local()),
                                    number.equals(said.caseNumber()) || said.caseNumber() == null
                                            ? null
                                            : words.of("otherCase", lang, said.caseNumber()),
                                    mayRead ? optOuts.reason(said).orElse(null) : null))
                            .orElse(null));
            boolean mayChange = mayRead && detail.state().equals("OPEN");
            boolean isLeads = isOut && mayChange && !viewer.mayOpen("leads");
            model.put("mayOptOut", mayChange && !isLeads);
            model.put("optOutLeads", isLeads ? words.of("optOutLeads", lang) : null);
            model.put("optOutLink", "/cases/" + number + "/opt-out" + (isOut ? "/end" : ""));
            model.put("optOutOpens", words.of(isOut ? "optOutEnd" : "optOutHere", lang));
            model.put("optOutDoes", words.of(isOut ? "optOutEndIt" : "optOutIt", lang));
            model.put("optOutError", sentence(refused.errors().getOrDefault("", "")));
            model.put("optOutIsRefused", !refused.errors().isEmpty());
            model.put(
                    "optOutFields",
                    List.of(new NewsForm.Shown(
                            OPT_OUT_REASON,
                            words.of("field." + OPT_OUT_REASON, lang),
                            words.of("hint." + OPT_OUT_REASON, lang),
                            refused.typed().getOrDefault(OPT_OUT_REASON, ""),
                            sentence(refused.errors().getOrDefault(OPT_OUT_REASON, "")),
                            true,
                            false,
                            true,
                            false,
                            false,
                            List.of())));
        }

        private RemedyShown remedy(Remedies.Remedy remedy) {
            return new RemedyShown(
                    codes.of(DisputeFacts.REMEDY, remedy.type(), lang),
                    codes.of(DisputeFacts.REMEDY_STATE, remedy.state().name(), lang),
                    joined(
                            remedy.amount() == null || remedy.currency() == null
                                    ? null
                                    : OrderWords.amount(
                                            new Order.Money(remedy.amount(), Currency.getInstance(remedy.currency())),
                                            lang),
                            remedy.reference(),
                            remedy.expectedOn() == null ? null : words.of("expected", lang, remedy.expectedOn()),
                            remedy.caseNumber().equals(number)
                                    ? null
                                    : words.of("otherCase", lang, remedy.caseNumber())));
        }

        private ClaimShown claim(Claims.Claim claim) {
            return new ClaimShown(
                    codes.of(DisputeFacts.CLAIM_STATE, claim.state(), lang),
                    joined(
                            claim.reference(),
                            words.of("filed", lang, at(claim.filedAt()).local()),
                            claim.decidedAt() == null
                                    ? null
                                    : words.of(
                                            "decided",
                                            lang,
                                            at(claim.decidedAt()).local()),
                            claim.caseNumber().equals(number)
                                    ? null
                                    : words.of("otherCase", lang, claim.caseNumber())));
        }

        private HoldShown hold(Holds.Hold hold) {
            String reason = words.find("hold." + hold.reason(), lang).orElse(hold.reason());
            return new HoldShown(
                    reason,
                    joined(
                            words.of("heldSince", lang, at(hold.placedAt()).local(), hold.placedBy()),
                            hold.reference(),
                            hold.liftedAt() == null
                                    ? null
                                    : words.of(
                                            "lifted", lang, at(hold.liftedAt()).local())));
        }

        private void news() {
            List<EventType> takes = viewer.worksOnCases() ? intake.takes(new CaseNumber(number)) : List.of();
            EventType chosen = doing.kind();
            if (chosen != null && !takes.contains(chosen) && doing.errors().isEmpty()) {
                chosen = null;
            }
            boolean isTold = doing.since() != null;
            model.put("kinds", newsForm.kinds(takes, isTold ? null : chosen, lang));
            model.put("chosen", chosen == null || isTold ? null : chosen.type());
            model.put("chosenName", chosen == null || isTold ? null : newsForm.name(chosen, lang));
            model.put(
                    "fields",
                    chosen == null || isTold
                            ? List.of()
                            : newsForm.fields(chosen, marketplace, doing.typed(), sentences(doing.errors()), lang));
            model.put("formError", sentence(doing.errors().getOrDefault("", "")));
            model.put("hasErrors", !doing.errors().isEmpty());
            model.put(
                    "token",
                    doing.typed().getOrDefault(NewsForm.TOKEN, UUID.randomUUID().toString()));
        }

        private Map<String, String> sentences(Map<String, String> errors) {
            return errors.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, error -> sentence(error.getValue())));
        }

        /** The desk says "must be filled in" after the name of a field; below the field it stands alone. */
        private static String sentence(String error) {
            return error.isEmpty() ? "" : error.substring(0, 1).toUpperCase(Locale.ROOT) + error.substring(1);
        }

        private void timeline() {
            List<RecordEntry> told = doing.allEntries()
                    ? entries
                    : entries.stream()
                            .filter(entry -> !Timeline.isInternal(entry))
                            .toList();
            int internal = entries.size() - told.size();
            int hidden = doing.allEntries() ? 0 : Math.max(0, told.size() - NEWEST);
            List<Timeline.Line> lines = new ArrayList<>(told.subList(hidden, told.size()).stream()
                    .map(entry -> timeline.of(number, entry, marketplace, lang))
                    .toList());
            Collections.reverse(lines);
            model.put("entries", lines);
            model.put(
                    "internalEntries",
                    internal == 0 || hidden > 0 ? null : words.of("internalEntries", lang, internal));
            model.put("allEntries", hidden == 0 ? null : words.of("allEntries", lang, entries.size()));
            EvidenceLog.Verdict verdict = record.verify(number);
            model.put("isIntact", verdict.intact());
            model.put(
                    "verdict",
                    verdict.intact()
                            ? words.of("intact", lang, verdict.entries())
                            : words.of("broken", lang, verdict.problem()));
            Long since = doing.since();
            EventType kind = doing.kind();
            model.put("told", since == null || kind == null ? null : words.of("told", lang, newsForm.name(kind, lang)));
            model.put("isKnown", doing.isKnown());
            model.put(
                    "followed",
                    since == null || doing.isKnown()
                            ? List.of()
                            : entries.stream()
                                    .filter(entry -> entry.sequence() > since && !Timeline.isInternal(entry))
                                    .map(entry -> timeline.of(number, entry, marketplace, lang))
                                    .toList());
        }

        private Moments.Shown at(Instant instant) {
            return moments.of(instant, zone, lang);
        }

        private static String joined(@Nullable String... parts) {
            return Stream.of(parts)
                    .filter(part -> part != null && !part.isBlank())
                    .collect(Collectors.joining(" · "));
        }
    }
}
