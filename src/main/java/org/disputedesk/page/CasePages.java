package org.disputedesk.page;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.disputedesk.desk.CaseSearch;
import org.disputedesk.desk.CaseSearch.Detail;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.dispute.Typed;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.evidence.RecordEntry;
import org.disputedesk.intake.EventType;
import org.disputedesk.intake.FurtherCases;
import org.disputedesk.intake.Intake;
import org.disputedesk.letter.LetterConfirmations;
import org.disputedesk.letter.LetterTakeBack;
import org.disputedesk.letter.OptOuts;
import org.disputedesk.page.CasePage.Doing;
import org.disputedesk.page.CasePage.Refused;
import org.disputedesk.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The list of cases, the page of one, and the form on it that tells the case what arrived (000-09). */
@RestController
class CasePages {

    private static final int PER_PAGE = 25;
    private static final int LONGEST_TOKEN = 60;

    private final CaseSearch cases;
    private final CasePage page;
    private final Intake intake;
    private final FurtherCases furtherCases;
    private final OptOuts optOuts;
    private final NewsForm newsForm;
    private final EvidenceLog record;
    private final Templates templates;
    private final Upcoming upcoming;
    private final Moments moments;
    private final LetterConfirmations letters;
    private final LetterTakeBack takeBack;
    private final Words words;

    CasePages(
            CaseSearch cases,
            CasePage page,
            Intake intake,
            FurtherCases furtherCases,
            OptOuts optOuts,
            NewsForm newsForm,
            EvidenceLog record,
            Templates templates,
            Upcoming upcoming,
            Moments moments,
            LetterConfirmations letters,
            LetterTakeBack takeBack,
            Words words) {
        this.cases = cases;
        this.page = page;
        this.intake = intake;
        this.furtherCases = furtherCases;
        this.optOuts = optOuts;
        this.newsForm = newsForm;
        this.record = record;
        this.templates = templates;
        this.upcoming = upcoming;
        this.moments = moments;
        this.letters = letters;
        this.takeBack = takeBack;
        this.words = words;
    }

    private record RowShown(
            String number,
            String kind,
            String order,
            String marketplace,
            String task,
            String group,
            boolean isOpen,
            String state,
            Moments.@Nullable Shown due) {}

    private record Choice(String value, String name, boolean isChosen) {}

    @GetMapping(path = "/cases", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> list(
            Authentication login,
            @RequestParam(name = "q", defaultValue = "") String q,
            @RequestParam(name = "show", defaultValue = "open") String show,
            @RequestParam(name = "page", defaultValue = "0") String pageNumber) {
        Viewer viewer = Viewer.of(login);
        String lang = viewer.language();
        int number = pageNumber.matches("\\d{1,5}") ? Integer.parseInt(pageNumber) : 0;
        String wanted = Typed.code(q).toUpperCase(Locale.ROOT);
        boolean isLate = show.equals("late");
        String state = show.equals("closed") ? "CLOSED" : show.equals("all") ? null : "OPEN";
        CaseSearch.Page found;
        try {
            found = cases.search(new CaseSearch.Query(
                    state,
                    null,
                    null,
                    null,
                    isLate ? moments.now().atOffset(ZoneOffset.UTC) : null,
                    wanted,
                    state == null || state.equals("CLOSED") ? "-opened" : "due",
                    number,
                    PER_PAGE));
        } catch (Rejected e) {
            return html(HttpStatus.BAD_REQUEST, notice(viewer, "wrong", e.getMessage()));
        }
        long pages = Math.max(1, (found.total() + PER_PAGE - 1) / PER_PAGE);
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("lang", lang);
        model.put("w", words.in(lang));
        model.put("title", words.of("cases", lang));
        model.put("q", q);
        model.put("query", URLEncoder.encode(q, StandardCharsets.UTF_8));
        model.put("show", show);
        model.put(
                "choices",
                List.of("open", "late", "closed", "all").stream()
                        .map(choice -> new Choice(choice, words.of(choice, lang), choice.equals(show)))
                        .toList());
        model.put("rows", found.items().stream().map(row -> row(row, lang)).toList());
        model.put("found", words.of("found", lang, found.total()));
        model.put("pageOf", words.of("pageOf", lang, number + 1, pages));
        model.put("leads", viewer.mayOpen("leads"));
        model.put("hasPages", pages > 1);
        model.put("previous", number > 0 ? String.valueOf(number - 1) : null);
        model.put("next", number + 1 < pages ? String.valueOf(number + 1) : null);
        return html(HttpStatus.OK, templates.render("cases", model));
    }

    private RowShown row(CaseSearch.Row row, String lang) {
        Marketplace marketplace = Marketplace.of(row.marketplace());
        boolean isOpen = row.state().equals("OPEN");
        String outcome = Objects.requireNonNullElse(row.outcome(), "");
        return new RowShown(
                row.caseNumber(),
                words.step(upcoming.kind(row.kind()), lang),
                Objects.requireNonNullElse(row.orderId(), ""),
                row.marketplace(),
                row.openTask() == null ? "" : words.step(row.openTask(), lang),
                row.assigneeGroup() == null
                        ? ""
                        : words.find("group." + row.assigneeGroup(), lang).orElse(row.assigneeGroup()),
                isOpen,
                isOpen
                        ? words.of("open", lang)
                        : outcome.equals("CANCELLED")
                                ? words.of("cancelled", lang)
                                : words.step(upcoming.outcome(row.kind(), outcome), lang),
                row.nextDeadline() == null
                        ? null
                        : moments.of(row.nextDeadline().toInstant(), marketplace.zone(), lang));
    }

    @GetMapping(path = "/cases/{caseNumber}", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> show(
            Authentication login,
            CsrfToken csrf,
            @PathVariable("caseNumber") String caseNumber,
            @RequestParam(name = "tell", required = false) @Nullable String tell,
            @RequestParam(name = "told", required = false) @Nullable String told,
            @RequestParam(name = "since", required = false) @Nullable String since,
            @RequestParam(name = "known", required = false) @Nullable String known,
            @RequestParam(name = "by", required = false) @Nullable String token,
            @RequestParam(name = "record", required = false) @Nullable String entries,
            @RequestParam(name = "split", required = false) @Nullable String split) {
        Viewer viewer = Viewer.of(login);
        boolean allEntries = "all".equals(entries);
        Optional<EventType> news = NewsForm.kind(told);
        // anybody can write an address; only what was told with the token of a form was told
        boolean isTold = viewer.worksOnCases()
                && since != null
                && since.matches("\\d{1,9}")
                && token != null
                && news.filter(type -> CaseNumber.isCaseNumber(caseNumber)
                                && intake.isTold(new CaseNumber(caseNumber), type, NewsForm.externalId(token)))
                        .isPresent();
        Doing doing = isTold
                ? new Doing(
                        news.get(),
                        Map.of(),
                        Map.of(),
                        Long.valueOf(since),
                        known != null,
                        "",
                        allEntries,
                        Refused.NONE,
                        null)
                : Doing.looks(NewsForm.kind(tell).orElse(null), allEntries).withSplit(split);
        return find(caseNumber)
                .map(detail ->
                        html(HttpStatus.OK, templates.render("case", page.of(detail, viewer, csrf.getToken(), doing))))
                .orElseGet(() -> nobodyKnows(viewer));
    }

    /** A page that said what was wrong, opened once more by its address. */
    @GetMapping(path = "/cases/{caseNumber}/news")
    ResponseEntity<Void> afterwards(@PathVariable("caseNumber") String caseNumber) {
        return backTo(caseNumber, "tell");
    }

    /** The same for a problem that was refused. */
    @GetMapping(path = "/cases/{caseNumber}/split")
    ResponseEntity<Void> afterSplit(@PathVariable("caseNumber") String caseNumber) {
        return backTo(caseNumber, "split");
    }

    private static ResponseEntity<Void> backTo(String caseNumber, String section) {
        String where = CaseNumber.isCaseNumber(caseNumber) ? "/cases/" + caseNumber + "#" + section : "/cases";
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(where))
                .build();
    }

    /** Somebody has found a further problem in a message (004-15). Named twice, it has the one case all the same. */
    @PostMapping(
            path = "/cases/{caseNumber}/split",
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> split(
            Authentication login,
            CsrfToken csrf,
            @PathVariable("caseNumber") String caseNumber,
            @RequestParam MultiValueMap<String, String> form) {
        Viewer viewer = Viewer.of(login);
        if (find(caseNumber).isEmpty()) {
            return nobodyKnows(viewer);
        }
        CaseNumber number = new CaseNumber(caseNumber);
        Map<String, String> typed = form.toSingleValueMap();
        try {
            CaseNumber into = furtherCases
                    .open(number, List.of(SplitForm.told(typed)))
                    .get(0)
                    .caseNumber();
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create("/cases/" + number + "?split=" + into + "#split"))
                    .build();
        } catch (Rejected e) {
            return refused(e, caseNumber, viewer, csrf, CasePage.SPLIT, typed, SplitForm.errors(e));
        } catch (Vault.Erased e) {
            return html(HttpStatus.CONFLICT, notice(viewer, "wrong", words.of("tellErased", viewer.language())));
        }
    }

    /** The same for a word on the buyer's messages. */
    @GetMapping(path = {"/cases/{caseNumber}/opt-out", "/cases/{caseNumber}/opt-out/end"})
    ResponseEntity<Void> afterOptOut(@PathVariable("caseNumber") String caseNumber) {
        return backTo(caseNumber, "opt-out");
    }

    /** Somebody knows that the buyer takes no messages but those his order needs. Said twice, it is written down once. */
    @PostMapping(
            path = "/cases/{caseNumber}/opt-out",
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> optedOut(
            Authentication login,
            CsrfToken csrf,
            @PathVariable("caseNumber") String caseNumber,
            @RequestParam MultiValueMap<String, String> form) {
        return optOut(Viewer.of(login), csrf, caseNumber, form, true);
    }

    /** A lead knows that the buyer takes messages again. */
    @PostMapping(
            path = "/cases/{caseNumber}/opt-out/end",
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> optOutEnded(
            Authentication login,
            CsrfToken csrf,
            @PathVariable("caseNumber") String caseNumber,
            @RequestParam MultiValueMap<String, String> form) {
        return optOut(Viewer.of(login), csrf, caseNumber, form, false);
    }

    private ResponseEntity<String> optOut(
            Viewer viewer, CsrfToken csrf, String caseNumber, MultiValueMap<String, String> form, boolean isOut) {
        Optional<Detail> detail = find(caseNumber);
        if (detail.isEmpty()) {
            return nobodyKnows(viewer);
        }
        if (!detail.get().state().equals("OPEN")) {
            return html(HttpStatus.CONFLICT, notice(viewer, "wrong", words.of("optOutClosed", viewer.language())));
        }
        Map<String, String> typed = form.toSingleValueMap();
        try {
            optOuts.say(caseNumber, isOut, typed.get(CasePage.OPT_OUT_REASON));
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create("/cases/" + caseNumber + "#opt-out"))
                    .build();
        } catch (Rejected e) {
            String error = e.errors().isEmpty()
                    ? String.valueOf(e.getMessage())
                    : e.errors().get(0).message();
            String field = e.errors().isEmpty() ? "" : CasePage.OPT_OUT_REASON;
            return refused(e, caseNumber, viewer, csrf, CasePage.OPT_OUT, typed, Map.of(field, error));
        } catch (Vault.Erased e) {
            return html(HttpStatus.CONFLICT, notice(viewer, "wrong", words.of("tellErased", viewer.language())));
        }
    }

    private ResponseEntity<String> refused(
            Rejected why,
            String caseNumber,
            Viewer viewer,
            CsrfToken csrf,
            String form,
            Map<String, String> typed,
            Map<String, String> errors) {
        HttpStatus status = why.errors().isEmpty() ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST;
        return shown(
                status,
                caseNumber,
                viewer,
                csrf,
                Doing.looks(null, false).withRefused(new Refused(form, typed, errors)));
    }

    @PostMapping(
            path = "/cases/{caseNumber}/news",
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> tell(
            Authentication login,
            CsrfToken csrf,
            @PathVariable("caseNumber") String caseNumber,
            @RequestParam MultiValueMap<String, String> form) {
        Viewer viewer = Viewer.of(login);
        Optional<Detail> detail = find(caseNumber);
        Optional<EventType> kind = NewsForm.kind(form.getFirst("kind"));
        if (detail.isEmpty()) {
            return nobodyKnows(viewer);
        }
        Map<String, String> typed = form.toSingleValueMap();
        String token = typed.getOrDefault(NewsForm.TOKEN, "");
        if (kind.isEmpty() || token.isBlank() || token.length() > LONGEST_TOKEN) {
            return html(HttpStatus.BAD_REQUEST, notice(viewer, "wrong", words.of("notAllowedHow", viewer.language())));
        }
        EventType type = kind.get();
        CaseNumber number = new CaseNumber(caseNumber);
        List<RecordEntry> before = record.entries(caseNumber);
        long since = before.isEmpty() ? 0 : before.get(before.size() - 1).sequence();
        try {
            boolean isNew = intake.event(
                    number, newsForm.told(type, Marketplace.of(detail.get().marketplace()), typed));
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create("/cases/" + number + "?told=" + type.type() + "&since=" + since
                            + (isNew ? "" : "&known=1") + "&by=" + URLEncoder.encode(token, StandardCharsets.UTF_8)
                            + "#told"))
                    .build();
        } catch (Rejected e) {
            HttpStatus status = e.errors().isEmpty() ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST;
            return refused(status, caseNumber, viewer, csrf, type, typed, NewsForm.errors(e, type));
        } catch (Vault.Erased e) {
            return refused(
                    HttpStatus.CONFLICT,
                    caseNumber,
                    viewer,
                    csrf,
                    type,
                    typed,
                    Map.of("", words.of("tellErased", viewer.language())));
        }
    }

    /** Somebody says that he has sent a letter from Seller Central. Said twice, it is written down once. */
    @PostMapping(path = "/cases/{caseNumber}/letters/{message}/sent", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> letterSent(
            Authentication login,
            @PathVariable("caseNumber") String caseNumber,
            @PathVariable("message") String message) {
        Viewer viewer = Viewer.of(login);
        if (find(caseNumber).isEmpty()) {
            return nobodyKnows(viewer);
        }
        return letters.confirm(caseNumber, message) == LetterConfirmations.Answer.NO_SUCH_LETTER
                ? html(HttpStatus.CONFLICT, notice(viewer, "wrong", words.of("noSuchLetter", viewer.language())))
                : ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(URI.create("/cases/" + caseNumber + "#messages"))
                        .build();
    }

    /** Somebody wants a letter back before it leaves. Of two at once one gets it, and the other is told. */
    @PostMapping(path = "/cases/{caseNumber}/letters/{letter}/take-back", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> takeBack(
            Authentication login,
            @PathVariable("caseNumber") String caseNumber,
            @PathVariable("letter") String letter) {
        Viewer viewer = Viewer.of(login);
        if (find(caseNumber).isEmpty()) {
            return nobodyKnows(viewer);
        }
        return takeBack.takeBack(caseNumber, letter)
                ? ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(URI.create("/cases/" + caseNumber))
                        .build()
                : html(HttpStatus.CONFLICT, notice(viewer, "wrong", words.of("tooLateToTakeBack", viewer.language())));
    }

    private ResponseEntity<String> refused(
            HttpStatus status,
            String caseNumber,
            Viewer viewer,
            CsrfToken csrf,
            EventType type,
            Map<String, String> typed,
            Map<String, String> errors) {
        return shown(
                status,
                caseNumber,
                viewer,
                csrf,
                new Doing(type, typed, errors, null, false, "", false, Refused.NONE, null));
    }

    private ResponseEntity<String> shown(
            HttpStatus status, String caseNumber, Viewer viewer, CsrfToken csrf, Doing doing) {
        return find(caseNumber)
                .map(detail -> html(status, templates.render("case", page.of(detail, viewer, csrf.getToken(), doing))))
                .orElseGet(() -> nobodyKnows(viewer));
    }

    private Optional<Detail> find(String caseNumber) {
        try {
            return cases.find(new CaseNumber(caseNumber).value());
        } catch (Rejected e) {
            return Optional.empty();
        }
    }

    private ResponseEntity<String> nobodyKnows(Viewer viewer) {
        return html(HttpStatus.NOT_FOUND, notice(viewer, "notFound", words.of("notFoundHow", viewer.language())));
    }

    private String notice(Viewer viewer, String title, @Nullable String text) {
        return templates.render(
                "notice",
                Notices.model(words, viewer.language(), title, Objects.requireNonNullElse(text, ""), "/cases", ""));
    }

    private static ResponseEntity<String> html(HttpStatus status, String body) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(body);
    }
}
