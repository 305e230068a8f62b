package org.disputedesk.desk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.disputedesk.attachment.NeededEvidence;
import org.disputedesk.calendar.DeadlineWords;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.dispute.AmazonContacts;
import org.disputedesk.dispute.CodeWords;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Fact;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.ReasonWords;
import org.disputedesk.orders.Order;
import org.disputedesk.remedy.Remedies;
import org.disputedesk.remedy.Remedies.Remedy;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What is known of a case, as the head of every form shows it in the reader's language: lines of a label and a value, with a
 * tab between them. What is not known yet has no line.
 */
@Component
class CaseCard {

    private static final int MOST_LINKED = 10;
    private static final Set<String> CLAIMED = Set.of("OPEN", "GRANTED");

    private final Deadlines deadlines;
    private final StaffedWords staffed;
    private final Remedies remedies;
    private final NeededEvidence needed;
    private final CodeWords codes;
    private final ReasonWords reasons;
    private final Labels labels;
    private final CaseLinks links;
    private final DisputeKinds kinds;
    private final Clock clock;

    CaseCard(
            Deadlines deadlines,
            StaffedWords staffed,
            Remedies remedies,
            NeededEvidence needed,
            CodeWords codes,
            ReasonWords reasons,
            Labels labels,
            CaseLinks links,
            DisputeKinds kinds,
            Clock clock) {
        this.deadlines = deadlines;
        this.staffed = staffed;
        this.remedies = remedies;
        this.needed = needed;
        this.codes = codes;
        this.reasons = reasons;
        this.labels = labels;
        this.links = links;
        this.kinds = kinds;
        this.clock = clock;
    }

    /**
     * The lines for one reader.
     *
     * @param place where the parcel was left, in the carrier's words
     */
    String of(
            VariableScope scope,
            Marketplace marketplace,
            Optional<Order> order,
            List<String> recipient,
            String place,
            String lang) {
        return new Reader(scope, marketplace.zone(), place, lang).card(marketplace, order, recipient);
    }

    /** Why each deadline of the case is when it is, a line each (003-23). */
    String reasons(String caseNumber, Marketplace marketplace, String lang) {
        return deadlines.of(caseNumber).stream()
                .map(kept -> deadlines.name(kept, lang) + ": " + deadlines.explanation(kept, lang, marketplace))
                .map(reason -> reason.replaceAll("\\s+", " "))
                .collect(Collectors.joining("\n"));
    }

    private final class Reader {

        private final VariableScope scope;
        private final ZoneId zone;
        private final String place;
        private final String lang;
        private final List<String> lines = new ArrayList<>();

        Reader(VariableScope scope, ZoneId zone, String place, String lang) {
            this.scope = scope;
            this.zone = zone;
            this.place = place;
            this.lang = lang;
        }

        String card(Marketplace marketplace, Optional<Order> order, List<String> recipient) {
            String caseNumber = DisputeFacts.CASE_NUMBER.in(scope, "");
            deadlines
                    .of(caseNumber)
                    .forEach(kept -> line(
                            deadlines.name(kept, lang),
                            moment(Date.from(kept.due().toInstant())) + " · "
                                    + labels.left(
                                            Duration.between(
                                                    clock.instant(), kept.due().toInstant()),
                                            lang)
                                    + staffed(kept.due().toInstant())));
            add("response", code(DisputeFacts.RESPONSE), reason());
            add(
                    "cancellation",
                    code(DisputeFacts.CANCELLATION_STATE),
                    code(DisputeFacts.PARCEL_STEP),
                    DisputeFacts.CANCELLATION_REFERENCE.in(scope));
            add(
                    "return",
                    code(DisputeFacts.RETURN_STATE),
                    DisputeFacts.RETURN_TRACKING_NUMBER.in(scope),
                    code(DisputeFacts.GOODS_CONDITION),
                    code(DisputeFacts.GOODS_DESTINATION));
            remedies.ofOrder(DisputeFacts.ORDER_ID.in(scope, ""))
                    .forEach(remedy -> add("remedy", remedy(remedy, caseNumber, order)));
            // a message may name no order at all
            if (!DisputeFacts.ORDER_ID.in(scope, "").isEmpty()) {
                several(
                        "order",
                        order.map(o -> OrderWords.of(o, codes, lang)).orElse(List.of(labels.of("unknownOrder", lang))));
            }
            wrongItem(marketplace);
            dispatch();
            parcel();
            latestDelivery();
            several(
                    "address",
                    Stream.concat(recipient.stream(), Stream.ofNullable(code(DisputeFacts.ADDRESS_FAULT)))
                            .toList());
            add("claim", code(DisputeFacts.CLAIM_STATE), DisputeFacts.CLAIM_REFERENCE.in(scope));
            evidence(caseNumber);
            linked(caseNumber);
            earlier();
            held();
            add("buyerLanguage", Labels.language(DisputeFacts.BUYER_LANGUAGE.in(scope, "en"), lang));
            return String.join("\n", lines);
        }

        private String staffed(Instant due) {
            String said = staffed.of(due, lang);
            return said.isEmpty() ? "" : " · " + said;
        }

        private void line(String label, String value) {
            lines.add(label + "\t" + value.replaceAll("\\s+", " "));
        }

        /** One line, of those parts that are known. */
        private void add(String label, @Nullable String... parts) {
            String value = Stream.of(parts)
                    .filter(part -> part != null && !part.isBlank())
                    .collect(Collectors.joining(" · "));
            if (!value.isEmpty()) {
                line(labels.of(label, lang), value);
            }
        }

        /** Several lines, of which the first is labelled. */
        private void several(String label, List<String> values) {
            for (int i = 0; i < values.size(); i++) {
                line(i == 0 ? labels.of(label, lang) : "", values.get(i));
            }
        }

        /** What is known of the item that came; and where Amazon serves the order, how to reach Amazon (003-09, 003-10). */
        private void wrongItem(Marketplace marketplace) {
            if (!DisputeFacts.KIND.in(scope, "").equals("wrong-item")) {
                return;
            }
            add(
                    "wrongItem",
                    code(DisputeFacts.ITEM_STATE),
                    code(DisputeFacts.BUYER_WISH),
                    code(DisputeFacts.SUPPORT_STATE),
                    DisputeFacts.SUPPORT_CASE.in(scope));
            if (DisputeFacts.SERVICE_OWNER.in(scope, "").equals("AMAZON")) {
                AmazonContacts amazon = AmazonContacts.of(marketplace);
                LocalDate day = amazon.verifiedOn();
                add(
                        "amazonService",
                        amazon.link(),
                        day == null
                                ? labels.of("phoneUnverified", lang, amazon.phone())
                                : labels.of("phoneVerified", lang, amazon.phone(), day));
            }
        }

        /** When the parcel can leave the shop, and why not sooner (002-19). */
        private void dispatch() {
            String next = DisputeFacts.NEXT_DISPATCH_DATE.in(scope, "");
            if (next.isEmpty()) {
                return;
            }
            String usual = DisputeFacts.USUAL_DISPATCH_DATE.in(scope, "");
            String shipBy = DisputeFacts.SHIP_BY_DATE.in(scope, "");
            String closed = DisputeFacts.CLOSED_DATES.in(scope, "");
            add(
                    "dispatch",
                    labels.of("dispatchNext", lang, next),
                    labels.of("dispatchUsual", lang, usual),
                    shipBy.isEmpty() ? null : labels.of("dispatchShipBy", lang, shipBy),
                    closed.isEmpty() ? null : labels.of("dispatchClosed", lang, closed.replace(",", " ")),
                    code(DisputeFacts.EXPEDITE_STATE));
        }

        private void parcel() {
            String state = DisputeFacts.DELIVERY_STATE.in(scope, "");
            if (state.isEmpty()) {
                return;
            }
            boolean isDelivered = state.equals("DELIVERED");
            Date deliveredAt = isDelivered ? DisputeFacts.DELIVERED_AT.in(scope) : null;
            String scan = DisputeFacts.LAST_SCAN_DATE.in(scope, "");
            long days = DisputeFacts.DAYS_WITHOUT_MOVEMENT.in(scope, 0L);
            add(
                    "parcel",
                    code(DisputeFacts.DELIVERY_STATE),
                    deliveredAt == null ? null : moment(deliveredAt),
                    isDelivered ? place : null,
                    isDelivered ? code(DisputeFacts.DELIVERY_PROOF) : null,
                    scan.isEmpty() ? null : labels.of("lastScan", lang, scan),
                    days == 0 ? null : labels.of("noScan", lang, days),
                    (DisputeFacts.CARRIER.in(scope, "") + " " + DisputeFacts.TRACKING_NUMBER.in(scope, "")).strip());
        }

        private void latestDelivery() {
            Date latest = DisputeFacts.LATEST_DELIVERY_AT.in(scope);
            if (latest != null) {
                long days = daysLate(latest);
                add(
                        "latestDelivery",
                        latest.toInstant()
                                .minusMillis(1)
                                .atZone(zone)
                                .toLocalDate()
                                .toString(),
                        days == 0 ? null : labels.of("daysLate", lang, days));
            }
        }

        /** Days past the promised day: until now, or until the parcel was there; a parcel delivered in time is not late. */
        private long daysLate(Date latest) {
            Date deliveredAt = DisputeFacts.DELIVERED_AT.in(scope);
            if (deliveredAt == null
                    || !DisputeFacts.DELIVERY_STATE.in(scope, "").equals("DELIVERED")) {
                return DisputeFacts.DAYS_PAST_LATEST_DELIVERY.in(scope, 0L);
            }
            LocalDate promised = latest.toInstant().minusMillis(1).atZone(zone).toLocalDate();
            return Math.max(
                    0,
                    ChronoUnit.DAYS.between(
                            promised, deliveredAt.toInstant().atZone(zone).toLocalDate()));
        }

        /** Where it has to be proven what happened: to Amazon, about a claim or a doubt. */
        private void evidence(String caseNumber) {
            if (CLAIMED.contains(DisputeFacts.CLAIM_STATE.in(scope, ""))
                    || !DisputeFacts.FRAUD_STATE.in(scope, "").isEmpty()) {
                List<NeededEvidence.Item> items =
                        needed.of(caseNumber, scope::getVariable, lang).items();
                List<String> missing = items.stream()
                        .filter(item -> !item.there())
                        .map(NeededEvidence.Item::name)
                        .toList();
                add(
                        "evidence",
                        labels.of("evidenceState", lang, items.size() - missing.size(), items.size()),
                        missing.isEmpty()
                                ? null
                                : labels.of(
                                        "evidenceMissing", lang, String.join(lang.equals("en") ? ", " : "、", missing)));
            }
        }

        /** The cases that share remedies and locks with this one. */
        private void linked(String caseNumber) {
            several(
                    "linked",
                    links.of(caseNumber).stream()
                            .limit(MOST_LINKED)
                            .map(other -> Stream.of(
                                            other.caseNumber(),
                                            kinds.name(other.kind(), lang),
                                            labels.of(other.isOpen() ? "linkedOpen" : "linkedClosed", lang),
                                            other.how() == CaseLinks.How.SAME_ORDER
                                                    ? labels.of("linkedByOrder", lang)
                                                    : labels.of("linkedByMessage", lang))
                                    .collect(Collectors.joining(" · ")))
                            .toList());
        }

        private void earlier() {
            long ofOrder = DisputeFacts.EARLIER_CASES_OF_ORDER.in(scope, 0L);
            long ofBuyer = DisputeFacts.EARLIER_NON_ARRIVALS.in(scope, 0L);
            add(
                    "earlier",
                    ofOrder == 0 ? null : labels.of("earlierOrder", lang, ofOrder),
                    ofBuyer == 0 ? null : labels.of("earlierBuyer", lang, ofBuyer));
        }

        private void held() {
            String state = DisputeFacts.FRAUD_STATE.in(scope, "");
            if (!state.isEmpty()) {
                add(
                        "held",
                        state.equals("REPORTED") ? labels.of("heldReported", lang) : null,
                        reasons.in(lang, DisputeFacts.FRAUD_REASON.in(scope, "")),
                        DisputeFacts.REPORT_REFERENCE.in(scope));
            }
        }

        private String remedy(Remedy remedy, String caseNumber, Optional<Order> order) {
            return Stream.of(
                            codes.of(DisputeFacts.REMEDY, remedy.type(), lang),
                            codes.of(DisputeFacts.REMEDY_STATE, remedy.state().name(), lang),
                            order.map(o -> OrderWords.line(o, remedy.line())).orElse(remedy.line()),
                            amount(remedy),
                            remedy.reference(),
                            remedy.expectedOn() == null ? null : labels.of("expected", lang, remedy.expectedOn()),
                            remedy.caseNumber().equals(caseNumber) ? null : remedy.caseNumber())
                    .filter(part -> part != null && !part.isBlank())
                    .collect(Collectors.joining(" · "));
        }

        private @Nullable String amount(Remedy remedy) {
            Order.Money decided = remedy.decided();
            if (remedy.amount() == null && decided != null) {
                String why = remedy.deduction();
                return OrderWords.amount(decided, lang)
                        + (why == null ? "" : " (" + codes.of(DisputeFacts.DEDUCTION_REASON, why, lang) + ")");
            }
            return remedy.amount() == null || remedy.currency() == null
                    ? null
                    : OrderWords.amount(
                            new Order.Money(remedy.amount(), Currency.getInstance(remedy.currency())), lang);
        }

        private String reason() {
            return reasons.in(lang, DisputeFacts.RESPONSE_REASON.in(scope, ""));
        }

        private @Nullable String code(Fact<String> fact) {
            String value = fact.in(scope, "");
            return value.isEmpty() ? null : codes.of(fact, value, lang);
        }

        private String moment(Date at) {
            return Objects.requireNonNull(DeadlineWords.in(lang).moment(at.toInstant(), zone));
        }
    }
}
