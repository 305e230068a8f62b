package org.disputedesk.intake;

import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.disputedesk.attachment.EvidenceCheck;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.desk.CaseSearch;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.dispute.Refusals;
import org.disputedesk.dispute.Storable;
import org.disputedesk.evidence.Anchors;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.evidence.RecordEntry;
import org.disputedesk.intake.Intake.NewCase;
import org.disputedesk.intake.Intake.NewEvent;
import org.disputedesk.intake.Intake.NoSuchCase;
import org.disputedesk.letter.OptOuts;
import org.disputedesk.verify.LiveCheck;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Cases over REST: open, search, show, tell what arrived later, read the record. */
@RestController
@RequestMapping(path = "/api", produces = MediaType.APPLICATION_JSON_VALUE)
class CasesApi {

    private final Intake intake;
    private final FurtherCases furtherCases;
    private final OptOuts optOuts;
    private final CaseSearch cases;
    private final EvidenceLog record;
    private final Anchors anchors;
    private final EvidenceCheck evidence;
    private final RecordCheck check;
    private final Deadlines deadlines;

    CasesApi(
            Intake intake,
            FurtherCases furtherCases,
            OptOuts optOuts,
            CaseSearch cases,
            EvidenceLog record,
            Anchors anchors,
            EvidenceCheck evidence,
            RecordCheck check,
            Deadlines deadlines) {
        this.intake = intake;
        this.furtherCases = furtherCases;
        this.optOuts = optOuts;
        this.cases = cases;
        this.record = record;
        this.anchors = anchors;
        this.evidence = evidence;
        this.check = check;
        this.deadlines = deadlines;
    }

    @PostMapping("/cases")
    ResponseEntity<CaseSearch.Detail> open(
            @RequestBody NewCase told,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
        Intake.Answer answer = intake.open(told, idempotencyKey);
        CaseSearch.Detail detail = show(answer.caseNumber().value());
        return answer.isNew()
                ? ResponseEntity.created(URI.create("/api/cases/" + answer.caseNumber()))
                        .body(detail)
                : ResponseEntity.ok(detail);
    }

    @GetMapping("/cases")
    CaseSearch.Page search(
            @RequestParam(name = "state", required = false) @Nullable String state,
            @RequestParam(name = "kind", required = false) @Nullable String kind,
            @RequestParam(name = "orderId", required = false) @Nullable String orderId,
            @RequestParam(name = "assigneeGroup", required = false) @Nullable String assigneeGroup,
            @RequestParam(name = "dueBefore", required = false) @Nullable OffsetDateTime dueBefore,
            @RequestParam(name = "q", required = false) @Nullable String q,
            @RequestParam(name = "sort", required = false) @Nullable String sort,
            @RequestParam(name = "page", required = false) @Nullable Integer page,
            @RequestParam(name = "size", required = false) @Nullable Integer size) {
        return cases.search(new CaseSearch.Query(
                state,
                kind,
                orderId,
                assigneeGroup,
                dueBefore == null ? null : Storable.moment("dueBefore", dueBefore),
                q,
                sort,
                page,
                size));
    }

    @GetMapping("/cases/{caseNumber}")
    CaseSearch.Detail show(@PathVariable("caseNumber") String caseNumber) {
        return cases.find(new CaseNumber(caseNumber).value()).orElseThrow(() -> new NoSuchCase(caseNumber));
    }

    /** What became of an event. */
    record EventAnswer(String caseNumber, String type, boolean known) {}

    @PostMapping("/cases/{caseNumber}/events")
    ResponseEntity<EventAnswer> event(@PathVariable("caseNumber") String caseNumber, @RequestBody NewEvent told) {
        boolean isNew = intake.event(new CaseNumber(caseNumber), told);
        return ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK)
                .body(new EventAnswer(caseNumber, String.valueOf(told.type()), !isNew));
    }

    /**
     * A further problem of a message of the case.
     *
     * @param kind the dispute it is
     * @param text the lines of the message that belong to it; nothing when all of it does
     * @param reason why it is a problem of its own
     * @param orderId the order it is about when that is another one of the same buyer; nothing when it is that of the case
     */
    record NewProblem(
            @Nullable String kind,
            @Nullable String text,
            @Nullable String reason,
            @Nullable String orderId) {}

    /** What else a message is about. */
    record NewSplit(@Nullable List<@Nullable NewProblem> problems) {}

    /**
     * The case a further problem has.
     *
     * @param isNew whether it was opened for it
     */
    record SplitCase(String kind, String caseNumber, boolean isNew) {}

    /** The cases of all further problems, in the order in which they were named. */
    record SplitAnswer(String caseNumber, List<SplitCase> cases) {}

    @PostMapping("/cases/{caseNumber}/split")
    ResponseEntity<SplitAnswer> split(@PathVariable("caseNumber") String caseNumber, @RequestBody NewSplit told) {
        List<FurtherCases.Problem> problems = new ArrayList<>();
        for (NewProblem problem : Objects.requireNonNullElse(told.problems(), List.<NewProblem>of())) {
            String field = "problems[" + problems.size() + "].";
            var fields = new FurtherCases.Fields(field + "kind", field + "text", field + "reason", field + "orderId");
            problems.add(
                    problem == null
                            ? new FurtherCases.Problem(null, null, null, null, fields)
                            : new FurtherCases.Problem(
                                    problem.kind(), problem.text(), problem.reason(), problem.orderId(), fields));
        }
        List<FurtherCases.Opened> opened = furtherCases.open(new CaseNumber(caseNumber), problems);
        boolean isNews = opened.stream().anyMatch(one -> !one.wasNamed());
        return ResponseEntity.status(isNews ? HttpStatus.CREATED : HttpStatus.OK)
                .body(new SplitAnswer(
                        caseNumber,
                        opened.stream()
                                .map(one -> new SplitCase(
                                        one.kind(), one.caseNumber().value(), one.isNew()))
                                .toList()));
    }

    /**
     * How things stand with messages to the buyer.
     *
     * @param by who said so; null when the marketplace has, or nobody
     */
    record OptOutAnswer(
            String caseNumber,
            boolean optedOut,
            @Nullable OffsetDateTime since,
            @Nullable String by) {}

    /** Why somebody says that a buyer takes no messages, or takes them again. */
    record OptOutReason(@Nullable String reason) {}

    @GetMapping("/cases/{caseNumber}/opt-out")
    OptOutAnswer optOut(@PathVariable("caseNumber") String caseNumber) {
        show(caseNumber);
        return standing(caseNumber);
    }

    /** Somebody knows that the buyer takes no messages but those his order needs. */
    @PostMapping("/cases/{caseNumber}/opt-out")
    ResponseEntity<OptOutAnswer> optedOut(
            @PathVariable("caseNumber") String caseNumber, @RequestBody OptOutReason told) {
        return said(caseNumber, true, told);
    }

    /** A lead knows that the buyer takes messages again, or that it was never so. */
    @PostMapping("/cases/{caseNumber}/opt-out/end")
    ResponseEntity<OptOutAnswer> optOutEnded(
            @PathVariable("caseNumber") String caseNumber, @RequestBody OptOutReason told) {
        return said(caseNumber, false, told);
    }

    private ResponseEntity<OptOutAnswer> said(String caseNumber, boolean isOut, OptOutReason told) {
        if (!show(caseNumber).state().equals("OPEN")) {
            throw new Intake.Conflict(Refusals.said("caseClosed", caseNumber));
        }
        boolean isNew = optOuts.say(caseNumber, isOut, told.reason());
        return ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK).body(standing(caseNumber));
    }

    private OptOutAnswer standing(String caseNumber) {
        return optOuts.of(caseNumber)
                .map(standing -> new OptOutAnswer(
                        caseNumber, standing.isOut(), standing.at().atOffset(ZoneOffset.UTC), standing.by()))
                .orElse(new OptOutAnswer(caseNumber, false, null, null));
    }

    /**
     * The record of a case and, when asked for, whether all of it is as it was written.
     *
     * @param verdict of the whole: the chain, the anchors outside the database, messages and files
     * @param anchors what the anchors say
     * @param evidence what became of each file
     * @param check what {@code verify --case} says, everything that is wrong with its place
     */
    record CaseRecord(
            String caseNumber,
            List<RecordEntry> entries,
            EvidenceLog.@Nullable Verdict verdict,
            Anchors.@Nullable Verdict anchors,
            EvidenceCheck.@Nullable Verdict evidence,
            LiveCheck.@Nullable Found check) {}

    @GetMapping("/cases/{caseNumber}/record")
    CaseRecord record(
            @PathVariable("caseNumber") String caseNumber,
            @RequestParam(name = "verify", defaultValue = "false") boolean verify) {
        show(caseNumber);
        List<RecordEntry> entries = record.entries(caseNumber);
        if (!verify) {
            return new CaseRecord(caseNumber, entries, null, null, null, null);
        }
        Anchors.Verdict anchored = anchors.verify(caseNumber);
        EvidenceLog.Verdict chain = record.verify(caseNumber);
        EvidenceCheck.Verdict files = evidence.of(caseNumber);
        LiveCheck.Found found = check.of(caseNumber);
        // whoever looks only at the verdict must not miss what only the others can tell
        EvidenceLog.Verdict verdict = Stream.of(
                        anchored.problem(),
                        found.problems().stream().findFirst().orElse(""),
                        files.damaged().stream()
                                .map(one -> one.sha256() + ": " + one.problem())
                                .findFirst()
                                .orElse(""))
                .filter(problem -> chain.intact() && !problem.isEmpty())
                .findFirst()
                .map(problem -> new EvidenceLog.Verdict(false, chain.entries(), problem))
                .orElse(chain);
        return new CaseRecord(caseNumber, entries, verdict, anchored, files, found);
    }

    @GetMapping("/deadlines")
    List<Deadlines.Kept> deadlines(@RequestParam("from") OffsetDateTime from, @RequestParam("to") OffsetDateTime to) {
        return deadlines.between(
                Storable.moment("from", from).toInstant(),
                Storable.moment("to", to).toInstant());
    }
}
