package org.disputedesk.page;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.disputedesk.calendar.DeadlineWords;
import org.disputedesk.desk.Labels;
import org.disputedesk.letter.NativeChecks;
import org.disputedesk.letter.NativeChecks.Checked;
import org.disputedesk.letter.NativeChecks.State;
import org.disputedesk.letter.NativeChecks.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The letters of the desk in all languages of buyers, each beside what it says in the reader's own, and the button with which
 * a lead confirms that a native has read one (003-11).
 */
@RestController
class LetterPages {

    /** A place for a fact; it is isolated, or a text from right to left would turn its signs around. */
    private static final Pattern PLACE = Pattern.compile("\\$\\{[A-Za-z]+}");

    private final NativeChecks checks;
    private final Templates templates;
    private final Labels labels;
    private final Words words;

    LetterPages(NativeChecks checks, Templates templates, Labels labels, Words words) {
        this.checks = checks;
        this.templates = templates;
        this.labels = labels;
        this.words = words;
    }

    private record LanguageShown(String code, String name) {}

    private record CellShown(String link, String sign, String style, String said) {}

    private record RowShown(String id, String name, List<CellShown> cells) {}

    private record PartShown(String name, String text) {}

    @GetMapping(path = "/letters", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> list(Authentication login) {
        Viewer viewer = Viewer.of(login);
        String lang = viewer.language();
        List<State> all = checks.all();
        Set<String> languages = new LinkedHashSet<>(List.of("en", "ja", "zh"));
        Map<String, Map<String, State>> byLetter = new TreeMap<>();
        all.forEach(state -> {
            languages.add(state.text().language());
            byLetter.computeIfAbsent(state.text().letter(), letter -> new TreeMap<>())
                    .put(state.text().language(), state);
        });
        List<RowShown> rows = new ArrayList<>();
        byLetter.forEach((letter, states) -> rows.add(new RowShown(
                letter,
                words.letter(letter, lang),
                languages.stream()
                        .map(language -> cell(states.get(language), language, lang))
                        .toList())));
        long others = all.stream()
                .filter(state -> !NativeChecks.COMPLETE.contains(state.text().language()))
                .count();
        long unchecked = all.stream().filter(State::needsCheck).count();
        Map<String, Object> model = model(viewer, words.of("letters", lang));
        model.put(
                "languages",
                languages.stream()
                        .map(language -> new LanguageShown(language, Labels.language(language, lang)))
                        .toList());
        model.put("rows", rows);
        model.put("summary", words.of("lettersSummary", lang, others - unchecked, others));
        return html(HttpStatus.OK, templates.render("letters", model));
    }

    private CellShown cell(@Nullable State state, String language, String lang) {
        String name = Labels.language(language, lang) + ": ";
        if (state == null) {
            return new CellShown("", "", "", name + words.of("letterNotThere", lang));
        }
        return new CellShown(
                link(state.text()),
                state.needsCheck() ? "?" : "✓",
                state.needsCheck() ? "late" : "good",
                name + words.of(state.needsCheck() ? "letterUnchecked" : "letterComplete", lang));
    }

    @GetMapping(path = "/letters/{room}/{letter}/{language}", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> show(
            Authentication login,
            CsrfToken csrf,
            @PathVariable("room") String room,
            @PathVariable("letter") String letter,
            @PathVariable("language") String language,
            @RequestParam(name = "done", defaultValue = "") String done) {
        Viewer viewer = Viewer.of(login);
        return checks.find(room + "/" + letter, language)
                .map(state -> html(HttpStatus.OK, page(state, viewer, csrf, done, false)))
                .orElseGet(() -> noSuchLetter(viewer));
    }

    /** A lead says that a native has read the text that stood on the page. */
    @PostMapping(path = "/letters/{room}/{letter}/{language}/confirmed", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> confirm(
            Authentication login,
            CsrfToken csrf,
            @PathVariable("room") String room,
            @PathVariable("letter") String letter,
            @PathVariable("language") String language,
            @RequestParam(name = "hash", defaultValue = "") String hash) {
        Viewer viewer = Viewer.of(login);
        String name = room + "/" + letter;
        Optional<State> state = checks.find(name, language);
        if (state.isEmpty()) {
            return noSuchLetter(viewer);
        }
        return switch (checks.confirm(name, language, hash)) {
            case CONFIRMED, KNOWN -> seeOther(state.get().text(), "confirmed");
            case CHANGED -> html(HttpStatus.CONFLICT, page(state.get(), viewer, csrf, "", true));
            case NO_SUCH_LETTER -> noSuchLetter(viewer);
        };
    }

    @PostMapping(path = "/letters/{room}/{letter}/{language}/withdrawn", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> withdraw(
            Authentication login,
            @PathVariable("room") String room,
            @PathVariable("letter") String letter,
            @PathVariable("language") String language) {
        String name = room + "/" + letter;
        Optional<State> state = checks.find(name, language);
        if (state.isEmpty()) {
            return noSuchLetter(Viewer.of(login));
        }
        return seeOther(state.get().text(), checks.withdraw(name, language) ? "withdrawn" : "");
    }

    private String page(State state, Viewer viewer, CsrfToken csrf, String done, boolean isChanged) {
        String lang = viewer.language();
        Text text = state.text();
        Map<String, Object> model = model(viewer, words.letter(text.letter(), lang));
        model.put("id", text.letter());
        model.put("name", words.letter(text.letter(), lang));
        model.put("link", link(text));
        model.put("language", text.language());
        model.put("languageName", Labels.language(text.language(), lang));
        model.put("parts", parts(text, lang));
        model.put("hash", text.hash());
        model.put("csrf", csrf.getToken());
        Text own = text.language().equals(lang)
                ? null
                : checks.find(text.letter(), lang).map(State::text).orElse(null);
        model.put("hasOwn", own != null);
        model.put("ownName", Labels.language(lang, lang));
        model.put("ownParts", own == null ? List.of() : parts(own, lang));
        Checked checked = state.checked();
        model.put("isComplete", NativeChecks.COMPLETE.contains(text.language()));
        model.put(
                "checked",
                checked == null
                        ? ""
                        : words.of(
                                "letterChecked",
                                lang,
                                checked.by(),
                                DeadlineWords.in(lang).moment(checked.at(), ZoneOffset.UTC)));
        model.put("needsCheck", state.needsCheck());
        model.put("mayConfirm", viewer.mayConfirmLetters());
        // anybody can write an address; only what is so is said
        model.put(
                "done",
                done.equals("confirmed") && checked != null
                        ? words.of("letterNowConfirmed", lang)
                        : done.equals("withdrawn") && checked == null ? words.of("letterNowWithdrawn", lang) : "");
        model.put("changed", isChanged ? words.of("letterHasChanged", lang) : "");
        return templates.render("letter", model);
    }

    private List<PartShown> parts(Text text, String lang) {
        return text.shown().entrySet().stream()
                .map(part -> new PartShown(
                        labels.part(part.getKey(), lang),
                        PLACE.matcher(part.getValue()).replaceAll("\u2066$0\u2069")))
                .toList();
    }

    private Map<String, Object> model(Viewer viewer, String title) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("lang", viewer.language());
        model.put("w", words.in(viewer.language()));
        model.put("title", title);
        return model;
    }

    private ResponseEntity<String> noSuchLetter(Viewer viewer) {
        String lang = viewer.language();
        Map<String, Object> model =
                Notices.model(words, lang, "notFound", words.of("noLetterThere", lang), "/letters", "");
        model.put("againName", words.of("letters", lang));
        return html(HttpStatus.NOT_FOUND, templates.render("notice", model));
    }

    private static String link(Text text) {
        return "/letters/" + text.letter() + "/" + text.language();
    }

    private static ResponseEntity<String> seeOther(Text text, String done) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(link(text) + (done.isEmpty() ? "" : "?done=" + done)))
                .build();
    }

    private static ResponseEntity<String> html(HttpStatus status, String body) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(body);
    }
}
