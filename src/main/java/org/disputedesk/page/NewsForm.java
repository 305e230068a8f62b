package org.disputedesk.page;

import static org.disputedesk.intake.EventType.AMAZON_DECIDED;
import static org.disputedesk.intake.EventType.A_TO_Z_FILED;
import static org.disputedesk.intake.EventType.BUYER_CONFIRMED;
import static org.disputedesk.intake.EventType.BUYER_REPLIED;
import static org.disputedesk.intake.EventType.BUYER_WITHDREW;
import static org.disputedesk.intake.EventType.CARRIER_ANSWERED;
import static org.disputedesk.intake.EventType.FEEDBACK_RECEIVED;
import static org.disputedesk.intake.EventType.FEEDBACK_WITHDRAWN;
import static org.disputedesk.intake.EventType.FRAUD_SUSPECTED;
import static org.disputedesk.intake.EventType.NO_RESPONSE_NEEDED;
import static org.disputedesk.intake.EventType.REPLY_SENT;
import static org.disputedesk.intake.EventType.RETURN_RECEIVED;
import static org.disputedesk.intake.EventType.SUPPORT_REPLIED;
import static org.disputedesk.intake.EventType.TRACKING_CHANGED;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.disputedesk.dispute.CodeWords;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Fact;
import org.disputedesk.dispute.LocalMoment;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.dispute.Rejected.FieldError;
import org.disputedesk.dispute.Typed;
import org.disputedesk.intake.EventType;
import org.disputedesk.intake.Intake;
import org.disputedesk.intake.Intake.NewEvent;
import org.disputedesk.tracking.DeliveryState;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** "What happened?": which fields each kind of news has, and what was typed into them as an event of the case (000-09). */
@Component
class NewsForm {

    /** When it happened; the event's own moment and no fact. */
    static final String WHEN = "occurredAt";

    /** What one form is told by, so that sending it twice tells it once. */
    static final String TOKEN = "token";

    private static final String FACTS = "facts.";

    private enum Input {
        /** One line. */
        LINE,
        /** Many lines. */
        TEXT,
        /** Date and time at the marketplace. */
        MOMENT,
        /** One of the values of a fact. */
        CHOICE
    }

    private record Field(String name, Input input, boolean required) {
        static Field must(String name, Input input) {
            return new Field(name, input, true);
        }

        static Field may(String name, Input input) {
            return new Field(name, input, false);
        }
    }

    private static final Map<EventType, List<Field>> FIELDS = Map.ofEntries(
            Map.entry(BUYER_REPLIED, List.of(Field.must("buyerText", Input.TEXT))),
            Map.entry(BUYER_CONFIRMED, List.of(Field.may("buyerText", Input.TEXT))),
            Map.entry(BUYER_WITHDREW, List.of(Field.may("buyerText", Input.TEXT))),
            Map.entry(
                    TRACKING_CHANGED,
                    List.of(
                            Field.must("deliveryState", Input.CHOICE),
                            Field.may("trackingText", Input.TEXT),
                            Field.may("deliveredAt", Input.MOMENT),
                            Field.may("deliveredPlace", Input.LINE),
                            Field.may("deliveryProof", Input.CHOICE))),
            Map.entry(
                    A_TO_Z_FILED,
                    List.of(Field.may("claimReference", Input.LINE), Field.may("claimAskedAt", Input.MOMENT))),
            Map.entry(
                    AMAZON_DECIDED,
                    List.of(
                            // one of them: that which is waited for
                            Field.may("claimDecision", Input.CHOICE),
                            Field.may("claimReference", Input.LINE),
                            Field.may("cancellationDecision", Input.CHOICE),
                            Field.may("cancellationReference", Input.LINE),
                            Field.may("removalDecision", Input.CHOICE),
                            Field.may("removalReference", Input.LINE))),
            Map.entry(
                    CARRIER_ANSWERED,
                    List.of(Field.must("carrierAnswer", Input.CHOICE), Field.may("carrierWords", Input.TEXT))),
            Map.entry(
                    RETURN_RECEIVED,
                    List.of(
                            Field.may("returnScannedAt", Input.MOMENT),
                            Field.may("returnReceivedAt", Input.MOMENT),
                            Field.may("returnTrackingNumber", Input.LINE))),
            Map.entry(SUPPORT_REPLIED, List.of(Field.must("staffNote", Input.TEXT))),
            Map.entry(FEEDBACK_RECEIVED, List.of(Field.must("buyerText", Input.TEXT))),
            Map.entry(FEEDBACK_WITHDRAWN, List.of(Field.may("staffNote", Input.TEXT))),
            Map.entry(NO_RESPONSE_NEEDED, List.of(Field.must("noResponseReason", Input.TEXT))),
            Map.entry(REPLY_SENT, List.of(Field.may("staffNote", Input.TEXT))),
            Map.entry(FRAUD_SUSPECTED, List.of(Field.must("staffNote", Input.TEXT))));

    private final Clock clock;
    private final CodeWords codes;
    private final Words words;

    NewsForm(Clock clock, CodeWords codes, Words words) {
        this.clock = clock;
        this.codes = codes;
        this.words = words;
    }

    /** One kind of news to choose from. */
    record Kind(String type, String name, boolean isChosen) {}

    /** One value to choose from. */
    record Option(String value, String name, boolean isChosen) {}

    /**
     * One field as the page draws it.
     *
     * @param hint below the label; empty when there is nothing to explain
     * @param error what is wrong with what was typed; empty when nothing is
     */
    record Shown(
            String name,
            String label,
            String hint,
            String value,
            String error,
            boolean required,
            boolean isLine,
            boolean isText,
            boolean isMoment,
            boolean isChoice,
            List<Option> options) {}

    /** The fields a kind of news has, besides when it happened. */
    static List<String> fieldsOf(EventType type) {
        return FIELDS.getOrDefault(type, List.of()).stream().map(Field::name).toList();
    }

    static Optional<EventType> kind(@Nullable String type) {
        return Arrays.stream(EventType.values())
                .filter(kind -> kind.type().equals(type))
                .findFirst();
    }

    String name(EventType type, String language) {
        return words.of("news." + type.type(), language);
    }

    List<Kind> kinds(List<EventType> takes, @Nullable EventType chosen, String language) {
        return takes.stream()
                .map(type -> new Kind(type.type(), name(type, language), type == chosen))
                .toList();
    }

    /**
     * The fields of a kind of news, with what was typed and what is wrong with it.
     *
     * @param errors by field
     */
    List<Shown> fields(
            EventType type,
            Marketplace marketplace,
            Map<String, String> typed,
            Map<String, String> errors,
            String language) {
        List<Shown> shown = new ArrayList<>();
        shown.add(new Shown(
                WHEN,
                words.of("when", language),
                words.of("whenHint", language, place(marketplace), zone(marketplace)),
                typed.getOrDefault(WHEN, ""),
                errors.getOrDefault(WHEN, ""),
                false,
                false,
                false,
                true,
                false,
                List.of()));
        for (Field field : FIELDS.getOrDefault(type, List.of())) {
            String value = typed.getOrDefault(field.name(), "");
            shown.add(new Shown(
                    field.name(),
                    words.of("field." + field.name(), language),
                    field.input() == Input.MOMENT
                            ? words.of("atPlace", language, place(marketplace), zone(marketplace))
                            : "",
                    value,
                    errors.getOrDefault(field.name(), ""),
                    field.required(),
                    field.input() == Input.LINE,
                    field.input() == Input.TEXT,
                    field.input() == Input.MOMENT,
                    field.input() == Input.CHOICE,
                    field.input() == Input.CHOICE ? options(field.name(), value, language) : List.of()));
        }
        return shown;
    }

    private static String place(Marketplace marketplace) {
        return "Amazon." + marketplace.topLevelDomain();
    }

    private static String zone(Marketplace marketplace) {
        return marketplace.zone().getId();
    }

    private List<Option> options(String fact, String chosen, String language) {
        List<String> values = fact.equals(DisputeFacts.DELIVERY_STATE.name())
                ? Arrays.stream(DeliveryState.values()).map(Enum::name).toList()
                : DisputeFacts.allowedValues(fact).stream()
                        .filter(value -> !value.isEmpty())
                        .sorted()
                        .toList();
        // a decision and the state it leads to are called the same
        Fact<String> named =
                fact.equals(DisputeFacts.CLAIM_DECISION.name()) ? DisputeFacts.CLAIM_STATE : Fact.text(fact);
        return values.stream()
                .map(value -> new Option(value, codes.of(named, value, language), value.equals(chosen)))
                .toList();
    }

    /**
     * What was typed, as an event.
     *
     * @throws Rejected naming every field that is wrong
     */
    NewEvent told(EventType type, Marketplace marketplace, Map<String, String> typed) {
        List<FieldError> errors = new ArrayList<>();
        Instant at = moment(WHEN, typed, marketplace, errors);
        if (at != null && at.isAfter(clock.instant().plus(Intake.CLOCKS_DIFFER))) {
            // the intake would say so only when nothing else is wrong
            errors.addAll(Rejected.because(WHEN, "inFuture").errors());
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        for (Field field : FIELDS.getOrDefault(type, List.of())) {
            String value = typed.getOrDefault(field.name(), "").strip();
            if (value.isEmpty()) {
                if (field.required()) {
                    errors.addAll(Rejected.because(field.name(), "required").errors());
                }
            } else if (field.input() == Input.MOMENT) {
                Instant moment = moment(field.name(), typed, marketplace, errors);
                if (moment != null) {
                    facts.put(field.name(), moment.toString());
                }
            } else {
                facts.put(field.name(), value);
            }
        }
        if (!errors.isEmpty()) {
            throw new Rejected("Some fields are wrong; see errors.", errors);
        }
        return new NewEvent(
                type.type(),
                at == null ? null : at.atOffset(ZoneOffset.UTC),
                externalId(typed.getOrDefault(TOKEN, "")),
                facts);
    }

    /** What the intake knows the news of one form by. */
    static String externalId(String token) {
        return "page-" + token;
    }

    private static @Nullable Instant moment(
            String field, Map<String, String> typed, Marketplace marketplace, List<FieldError> errors) {
        String value = typed.getOrDefault(field, "").strip();
        if (value.isEmpty()) {
            return null;
        }
        try {
            return LocalMoment.parse(field, Typed.moment(value), marketplace.zone());
        } catch (Rejected e) {
            errors.addAll(e.errors());
            return null;
        }
    }

    /** What is wrong, by the field it is wrong with; what belongs to no field of the form stands under an empty name. */
    static Map<String, String> errors(Rejected rejected, EventType type) {
        Map<String, String> byField = new LinkedHashMap<>();
        rejected.errors().forEach(error -> {
            String field = error.field().startsWith(FACTS) ? error.field().substring(FACTS.length()) : error.field();
            boolean isShown = field.equals(WHEN) || fieldsOf(type).contains(field);
            byField.merge(isShown ? field : "", error.message(), (a, b) -> a + " " + b);
        });
        if (byField.isEmpty()) {
            byField.put("", String.valueOf(rejected.getMessage()));
        }
        return byField;
    }
}
