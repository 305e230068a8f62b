package org.disputedesk.letter;

import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.disputedesk.dispute.Refusals;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.letter.NativeChecks.Checked;
import org.disputedesk.letter.NativeChecks.State;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The letters of the desk in all their languages, and who has confirmed that a native read them (003-11). */
@RestController
@RequestMapping(path = "/api/letters", produces = MediaType.APPLICATION_JSON_VALUE)
class NativeChecksApi {

    private final NativeChecks checks;

    NativeChecksApi(NativeChecks checks) {
        this.checks = checks;
    }

    /**
     * A letter in one language.
     *
     * @param hash of its text; a confirmation names it
     * @param needsCheck whether nobody who writes the language natively has read it yet
     * @param checkedBy who confirmed it; null when nobody has, or need not
     */
    record Shown(
            String letter,
            String language,
            String hash,
            boolean needsCheck,
            @Nullable String checkedBy,
            @Nullable OffsetDateTime checkedAt) {

        static Shown of(State state) {
            Checked checked = state.checked();
            return new Shown(
                    state.text().letter(),
                    state.text().language(),
                    state.text().hash(),
                    state.needsCheck(),
                    checked == null ? null : checked.by(),
                    checked == null ? null : checked.at().atOffset(ZoneOffset.UTC));
        }
    }

    /** One letter with its words; facts of a case stand in it as {@code ${name}}. */
    record Whole(Shown state, String subject, Map<String, String> parts) {}

    /** All letters. */
    record All(List<Shown> letters) {}

    /** @param hash of the text that was read, as the answers here have it */
    record Confirmation(@Nullable String hash) {}

    @GetMapping
    All all() {
        return new All(checks.all().stream().map(Shown::of).toList());
    }

    @GetMapping("/{room}/{letter}/{language}")
    ResponseEntity<?> one(
            @PathVariable("room") String room,
            @PathVariable("letter") String letter,
            @PathVariable("language") String language) {
        return checks.find(room + "/" + letter, language)
                .<ResponseEntity<?>>map(state -> ResponseEntity.ok(new Whole(
                        Shown.of(state), state.text().subject(), state.text().parts())))
                .orElseGet(NativeChecksApi::noSuchLetter);
    }

    /** A native has read it. Said twice, it is written down once. */
    @PostMapping(path = "/{room}/{letter}/{language}/confirmation", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> confirm(
            @PathVariable("room") String room,
            @PathVariable("letter") String letter,
            @PathVariable("language") String language,
            @RequestBody Confirmation confirmation) {
        String hash = confirmation.hash();
        if (hash == null || hash.isBlank()) {
            throw Rejected.because("hash", "noLetterHash");
        }
        return switch (checks.confirm(room + "/" + letter, language, hash)) {
            case CONFIRMED, KNOWN -> one(room, letter, language);
            case CHANGED -> problem(HttpStatus.CONFLICT, "changed", "The letter has changed", "letterChanged");
            case NO_SUCH_LETTER -> noSuchLetter();
        };
    }

    /** The confirmation was wrong; the letter needs a native's check again. */
    @DeleteMapping("/{room}/{letter}/{language}/confirmation")
    ResponseEntity<?> withdraw(
            @PathVariable("room") String room,
            @PathVariable("letter") String letter,
            @PathVariable("language") String language) {
        checks.withdraw(room + "/" + letter, language);
        return one(room, letter, language);
    }

    private static ResponseEntity<?> noSuchLetter() {
        return problem(HttpStatus.NOT_FOUND, "not-found", "No such letter", "noSuchLetter");
    }

    private static ResponseEntity<?> problem(HttpStatus status, String type, String title, String refusal) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, Refusals.said(refusal));
        problem.setType(URI.create("urn:dispute-desk:problem:" + type));
        problem.setTitle(title);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
