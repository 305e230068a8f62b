package org.disputedesk.letter;

import static org.disputedesk.dispute.DisputeFacts.ADDRESS_CORRECT;
import static org.disputedesk.dispute.DisputeFacts.ANSWER_IN_WORK;
import static org.disputedesk.dispute.DisputeFacts.BUYER_LANGUAGE;
import static org.disputedesk.dispute.DisputeFacts.CARRIER_CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_REFERENCE;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.DRAFTED_LETTER;
import static org.disputedesk.dispute.DisputeFacts.HOLDING;
import static org.disputedesk.dispute.DisputeFacts.LETTER_WAS_SENT;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.NOTHING_SENT;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.ORDER_KNOWN;
import static org.disputedesk.dispute.DisputeFacts.ORDER_STATE;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;
import static org.disputedesk.dispute.DisputeFacts.PROMISED_DATE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_REFERENCE;
import static org.disputedesk.dispute.DisputeFacts.TRACKING_NUMBER;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.disputedesk.dispute.Fact;
import org.disputedesk.dispute.LocalMoment;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.letter.Letter.States;
import org.disputedesk.lint.Reading;
import org.disputedesk.outbox.Outbox;
import org.disputedesk.policy.Guard;
import org.springframework.stereotype.Component;

/** "Send letter": has the guard look at the letter and writes it into the outbox, in the transaction of this step. */
@Component
class SendLetter implements JavaDelegate {

    /** Whoever needs longer than two weeks writes an answer and not a holding reply. */
    private static final int LONGEST_PROMISE = 14;

    static final String HOLDING_REPLY = "answer-buyer/holding-reply";
    static final String HOLDING_REPLY_WITHOUT_ORDER = "answer-buyer/holding-reply-without-order";
    static final String HOLDING_TEXT = "holdingText";
    private static final List<String> ORDER_OF_PARTS = List.of("letterEmpathy", "letterFacts", "letterProposal");
    private static final Map<String, String> PART_NAMES = Map.of(
            "letterEmpathy", "empathy", "letterFacts", "facts", "letterProposal", "proposal", HOLDING_TEXT, "text");

    private final CaseTexts texts;
    private final LetterWords words;
    private final LetterCheck check;
    private final LetterApprovals approvals;
    private final Guard guard;
    private final LetterRoute routes;
    private final ImportantMark important;
    private final Outbox outbox;
    private final EvidenceLog record;
    private final Clock clock;
    private final ObjectMapper json;

    SendLetter(
            CaseTexts texts,
            LetterWords words,
            LetterCheck check,
            LetterApprovals approvals,
            Guard guard,
            LetterRoute routes,
            ImportantMark important,
            Outbox outbox,
            EvidenceLog record,
            Clock clock,
            ObjectMapper json) {
        this.texts = texts;
        this.words = words;
        this.check = check;
        this.approvals = approvals;
        this.guard = guard;
        this.routes = routes;
        this.important = important;
        this.outbox = outbox;
        this.record = record;
        this.clock = clock;
        this.json = json;
    }

    @Override
    public void execute(DelegateExecution execution) throws JsonProcessingException {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        // written in "Send holding reply", and gone once the answer is drafted
        boolean holding = texts.find(caseNumber, HOLDING_TEXT).isPresent();
        HOLDING.set(execution, holding);
        String name = holding ? holdingReply(execution) : DRAFTED_LETTER.in(execution, "");
        guard.passApprovedLetter(caseNumber, name, approvals.use(caseNumber));
        if (holding) {
            mustPromiseADayAhead(execution);
        }
        Letter letter = Letter.load(name, BUYER_LANGUAGE.in(execution, "en"));
        if (!holding) {
            guard.passFactualLetter(caseNumber, name, unchecked(execution, letter.states()));
        }
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : holding ? List.of(HOLDING_TEXT) : ORDER_OF_PARTS) {
            parts.put(
                    part,
                    Letter.fill(
                                    texts.find(caseNumber, part).orElse(""),
                                    word -> words.word(word, execution, letter.language()))
                            .strip());
        }
        String subject = Letter.fill(letter.subject(), word -> words.word(word, execution, letter.language()));
        guard.passCompleteLetter(caseNumber, name, missing(parts));
        // a letter that nobody has translated is drafted in English, and may be written in the buyer's own language
        Set<String> languages = new TreeSet<>(List.of(letter.language(), BUYER_LANGUAGE.in(execution, "en")));
        LetterCheck.Passed passed =
                check.pass(caseNumber, letter, languages, ORDER_ID.in(execution), subject, parts, numbers(execution));
        String body = String.join("\n\n", parts.values());
        Optional<LetterRoute.Route> route = routes.of(caseNumber);
        Optional<String> mark = important.of(caseNumber, letter, Marketplace.of(MARKETPLACE.requiredIn(execution)));
        var outgoing = new OutgoingLetter(
                name,
                letter.language(),
                MARKETPLACE.requiredIn(execution),
                ORDER_ID.in(execution),
                subject,
                body,
                route.map(LetterRoute.Route::to).orElse(null),
                route.map(LetterRoute.Route::inReplyTo).orElse(null),
                route.map(LetterRoute.Route::references).orElse(List.of()),
                route.map(LetterRoute.Route::subject).orElse(null),
                mark.orElse(null),
                holding
                        ? List.of()
                        : texts.unanswered(caseNumber).stream()
                                .map(CaseTexts.Message::id)
                                .toList());
        String id = outbox.write(
                caseNumber,
                route.map(LetterRoute.Route::channel).orElse(FolderChannel.NAME),
                json.writeValueAsString(outgoing),
                route.map(LetterRoute.Route::takeBack).orElse(Duration.ZERO));
        // nobody has looked for this one yet
        LETTER_WAS_SENT.set(execution, null);
        if (!holding) {
            // what the buyer writes from now on is not answered by this letter
            texts.answered(caseNumber);
            ANSWER_IN_WORK.set(execution, false);
        }
        Map<String, Object> facts =
                new LinkedHashMap<>(Map.of("letter", name, "language", letter.language(), "outboxId", id));
        facts.putAll(check.keep(caseNumber, id, passed));
        record.append(
                caseNumber,
                "letter-approved",
                "Letter approved and handed to the outbox: " + name + " (" + letter.language() + ")",
                facts);
        mark.ifPresent(sign -> record.append(
                caseNumber,
                "letter-marked",
                "Letter marked as important: the buyer takes no other messages",
                Map.of("letter", name, "mark", sign, "outboxId", id)));
    }

    /** Whether a letter is a holding reply, with or without an order. */
    static boolean isHoldingReply(String letter) {
        return letter.equals(HOLDING_REPLY) || letter.equals(HOLDING_REPLY_WITHOUT_ORDER);
    }

    /** The holding reply that fits a case: a question before buying names no order (002-02, 002-23). */
    static String holdingReply(VariableScope scope) {
        return Letters.holdingReply(ORDER_ID.in(scope));
    }

    private void mustPromiseADayAhead(DelegateExecution execution) {
        String field = PROMISED_DATE.name();
        LocalDate promised = LocalMoment.day(field, PROMISED_DATE.in(execution, ""));
        LocalDate today = LocalDate.ofInstant(
                clock.instant(),
                Marketplace.of(MARKETPLACE.requiredIn(execution)).zone());
        if (promised.isBefore(today) || promised.isAfter(today.plusDays(LONGEST_PROMISE))) {
            throw Rejected.because(field, "dayNotPromised", LONGEST_PROMISE);
        }
    }

    /** The numbers that a letter rightly names. */
    private static List<String> numbers(DelegateExecution execution) {
        return Stream.of(ORDER_ID, TRACKING_NUMBER, REMEDY_REFERENCE, CARRIER_CASE_NUMBER, CLAIM_REFERENCE)
                .map(fact -> fact.in(execution, ""))
                .toList();
    }

    /** Which of the initial checks (000-04 to 000-07) nobody has made. */
    private static List<String> unchecked(DelegateExecution execution, States states) {
        return switch (states) {
            case NOTHING -> List.of();
            case ORDER -> ORDER_KNOWN.in(execution, false) ? List.of() : List.of(ORDER_KNOWN.name());
            case ALL ->
                // of what has not left there is no parcel to look for and no label to compare
                (NOTHING_SENT.in(execution, false)
                                ? Stream.of(ORDER_STATE)
                                : Stream.of(ORDER_STATE, DELIVERY_STATE, ADDRESS_CORRECT, PAYMENT_STATE))
                        .filter(fact -> fact.in(execution) == null)
                        .map(Fact::name)
                        .toList();
        };
    }

    private static String missing(Map<String, String> parts) {
        List<String> problems = new ArrayList<>();
        parts.forEach((part, text) -> {
            if (Reading.isEmpty(text)) {
                problems.add("The part \"" + PART_NAMES.get(part) + "\" is empty.");
            }
            Set<String> open = Letter.placeholdersIn(Reading.of(text).text());
            if (!open.isEmpty()) {
                problems.add("Nothing is known for "
                        + String.join(
                                ", ",
                                open.stream()
                                        .map(placeholder -> "${" + placeholder + "}")
                                        .toList()) + ".");
            }
        });
        return String.join(" ", problems);
    }
}
