package org.disputedesk.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.disputedesk.desk.CaseLinks;
import org.disputedesk.desk.CaseTable;
import org.disputedesk.desk.Submitted;
import org.disputedesk.dispute.CaseKinds;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Forbidden;
import org.disputedesk.dispute.LocalMoment;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.dispute.Refusals;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.dispute.Rejected.FieldError;
import org.disputedesk.dispute.Typed;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.policy.PolicyPacks;
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Makes a case of every dispute process that starts, whether from Tasklist, the API or the engine's own REST: checks what
 * was told, gives it its number, puts the buyer's words where they can be erased, and begins the record (000-01).
 */
@Component
@Order(10)
class OpenCase extends AbstractBpmnParseListener {

    /** Clocks of shops and mail servers differ a little; more than this is a mistake. */
    private static final Duration FUTURE_TOLERATED = Duration.ofMinutes(10);

    private static final Duration OLDEST_MESSAGE = Duration.ofDays(365);
    private static final long USUAL_PRIORITY = 50;
    private static final int LONGEST_TEXT = 20_000;
    private static final Set<String> NEEDS_ORDER = Set.of(
            "order-not-received",
            "post-shipment-cancellation",
            "wrong-item",
            CaseKinds.FEEDBACK_REQUEST,
            CaseKinds.FEEDBACK_REMOVAL);

    /** With more stars feedback is not negative. */
    private static final long MOST_STARS = 3;

    private final CaseTable cases;
    private final CaseLinks links;
    private final CaseTexts texts;
    private final EvidenceLog record;
    private final Inbox inbox;
    private final PolicyPacks packs;
    private final Vault vault;
    private final Clock clock;

    OpenCase(
            CaseTable cases,
            CaseLinks links,
            CaseTexts texts,
            EvidenceLog record,
            Inbox inbox,
            PolicyPacks packs,
            Vault vault,
            Clock clock) {
        this.vault = vault;
        this.cases = cases;
        this.links = links;
        this.texts = texts;
        this.record = record;
        this.inbox = inbox;
        this.packs = packs;
        this.clock = clock;
    }

    @Override
    public void parseProcess(Element element, ProcessDefinitionEntity process) {
        process.addBuiltInListener(ExecutionListener.EVENTNAME_START, (ExecutionListener) this::started);
    }

    private void started(DelegateExecution execution) {
        if (execution.getSuperExecution() != null) {
            return;
        }
        var process = ((ExecutionEntity) execution).getProcessDefinition();
        if (!process.isStartableInTasklist()) {
            throw Forbidden.by("rooms-by-case", Refusals.said("isARoom", process.getName()));
        }
        open(execution, process.getKey(), process.getName());
    }

    private void open(DelegateExecution execution, String kind, String name) {
        refuse(problems(execution, kind));
        Marketplace marketplace = Marketplace.of(DisputeFacts.MARKETPLACE.requiredIn(execution));
        String orderId = blankToNull(DisputeFacts.ORDER_ID.in(execution));
        String language = language(execution, marketplace);
        Instant receivedAt = receivedAt(execution, marketplace);
        String written = (String) execution.getVariable("buyerText");
        String buyerText = written == null || Typed.saysNothing(written) ? null : written;
        if (orderId != null) {
            // before anything is written: whoever splits a message in one of them holds all of them too
            record.holdCases(
                    links.openOf(orderId).stream().map(CaseNumber::value).toList());
            Optional<CaseNumber> open = cases.openCase(kind, orderId);
            if (open.isPresent()) {
                throw new AlreadyOpen(open.get(), kind, orderId);
            }
        }
        Map<String, Object> facts = told(execution);
        CaseNumber number = cases.nextNumber();
        execution.setProcessBusinessKey(number.value());
        vault.prepare(Subject.ofCase(number.value()));
        begin(execution, kind, marketplace, number, language, receivedAt);
        cases.open(
                number, kind, marketplace.name(), orderId, language, USUAL_PRIORITY, execution.getProcessInstanceId());
        facts.put("kind", kind);
        facts.put("marketplace", marketplace.name());
        facts.put("orderId", orderId);
        facts.put("buyerLanguage", language);
        facts.put("messageReceivedAt", receivedAt);
        facts.put("policyPack", packs.current().id());
        record.append(number.value(), "case-opened", "Case opened: " + name, facts);
        if (orderId != null) {
            join(number, kind, orderId);
        }
        String externalId = blankToNull(DisputeFacts.MESSAGE_EXTERNAL_ID.in(execution));
        if (externalId != null) {
            String content = content(buyerText == null ? "" : buyerText);
            inbox.take(
                    Inbox.MESSAGE,
                    marketplace + "|" + externalId,
                    texts.commitment(number.value(), content),
                    number.value());
        }
        if (kind.equals(CaseKinds.FEEDBACK_REMOVAL)) {
            feedback(execution, number, externalId, language, receivedAt, buyerText);
        } else if (buyerText != null) {
            String commitment = texts.received(number.value(), externalId, language, receivedAt, buyerText, true);
            record.appendAs(
                    "buyer",
                    number.value(),
                    "message-received",
                    "Buyer wrote (" + buyerText.length() + " characters, kept apart)",
                    Map.of("commitment", commitment, "receivedAt", receivedAt));
        }
    }

    /** What stands on Amazon's pages is no message: nobody answers it by letter, and no reply clock runs (002-26). */
    private void feedback(
            DelegateExecution execution,
            CaseNumber number,
            @Nullable String externalId,
            String language,
            Instant leftAt,
            @Nullable String comment) {
        DisputeFacts.FEEDBACK_LEFT_AT.set(execution, Date.from(leftAt));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("leftAt", leftAt);
        if (comment != null) {
            facts.put("commitment", texts.received(number.value(), externalId, language, leftAt, comment, false));
        }
        record.appendAs(
                "buyer",
                number.value(),
                "feedback-left",
                "Feedback left (" + (comment == null ? 0 : comment.length()) + " characters, kept apart)",
                facts);
    }

    /** A second dispute of an order shares its remedies and locks, which whoever reads either record learns (004-15). */
    private void join(CaseNumber number, String kind, String orderId) {
        for (CaseNumber other : links.openOf(orderId)) {
            if (!other.equals(number)) {
                record.append(
                        number.value(),
                        "case-linked",
                        "Joins an open case of its order: " + other,
                        Map.of("linkedCase", other.value()));
                record.append(
                        other.value(),
                        "case-linked",
                        "Another case of the order was opened: " + number,
                        Map.of("linkedCase", number.value(), "kind", kind));
            }
        }
    }

    /** By what a message that is told again is found to be the same. */
    static String content(String text) {
        return "message\n" + text.strip();
    }

    /** What whoever opens the case has said of it, apart from texts. */
    private static Map<String, Object> told(DelegateExecution execution) {
        Map<String, Object> told = new LinkedHashMap<>();
        for (String name : DisputeFacts.TOLD_AT_START) {
            Object value = execution.getVariable(name);
            if (value != null && !"".equals(value)) {
                told.put(name, value);
            }
        }
        return told;
    }

    private static List<FieldError> problems(DelegateExecution execution, String kind) {
        List<FieldError> errors = new ArrayList<>(Submitted.settle(execution));
        Set<String> told = new TreeSet<>(execution.getVariableNames());
        told.removeAll(DisputeFacts.TEXTS);
        told.removeAll(DisputeFacts.TOLD_AT_START);
        told.removeIf(name -> errors.stream().anyMatch(e -> e.field().equals(name)));
        told.forEach(name -> errors.add(new FieldError(name, Refusals.said("notToldHere"))));
        String marketplace = text(execution, "marketplace");
        if (marketplace.isBlank()) {
            errors.add(new FieldError("marketplace", Refusals.said("noMarketplace")));
        } else if (Marketplace.find(marketplace).isEmpty()) {
            errors.add(new FieldError("marketplace", Refusals.said("unknownMarketplace")));
        }
        String orderId = text(execution, "orderId");
        if (orderId.isBlank() ? NEEDS_ORDER.contains(kind) : !OrderId.isOrderId(orderId)) {
            errors.add(new FieldError("orderId", Refusals.said("noOrderId")));
        }
        if (kind.equals(CaseKinds.FEEDBACK_REQUEST) && !Typed.saysNothing(text(execution, "buyerText"))) {
            errors.add(new FieldError("buyerText", Refusals.said("noMessageHere")));
        }
        if (kind.equals(CaseKinds.FEEDBACK_REMOVAL)
                && execution.getVariable(DisputeFacts.FEEDBACK_RATING.name()) instanceof Number stars
                && (stars.longValue() < 1 || stars.longValue() > MOST_STARS)) {
            errors.add(new FieldError(DisputeFacts.FEEDBACK_RATING.name(), Refusals.said("noNegativeRating")));
        }
        if (text(execution, "buyerText").length() > LONGEST_TEXT) {
            errors.add(new FieldError("buyerText", Refusals.said("tooLong", LONGEST_TEXT)));
        }
        String latestDay = text(execution, "latestDeliveryDate");
        if (!latestDay.isBlank()) {
            try {
                LocalMoment.day("latestDeliveryDate", latestDay);
            } catch (Rejected e) {
                errors.addAll(e.errors());
            }
        }
        return errors;
    }

    private static String text(DelegateExecution execution, String name) {
        return execution.getVariable(name) instanceof String text ? text : "";
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new Rejected(
                    String.join(
                            " ",
                            errors.stream()
                                    .map(e -> e.field() + " " + e.message())
                                    .toList()),
                    errors);
        }
    }

    private static String language(DelegateExecution execution, Marketplace marketplace) {
        String told = blankToNull(DisputeFacts.BUYER_LANGUAGE.in(execution));
        if (told == null) {
            return marketplace.language();
        }
        String language = told.strip().toLowerCase(Locale.ROOT);
        if (!language.matches("[a-z]{2}")) {
            throw Rejected.because("buyerLanguage", "noLanguage");
        }
        return language;
    }

    private Instant receivedAt(DelegateExecution execution, Marketplace marketplace) {
        Instant now = clock.instant();
        Date exact = DisputeFacts.MESSAGE_RECEIVED_AT.in(execution);
        String local = blankToNull(DisputeFacts.MESSAGE_RECEIVED_AT_LOCAL.in(execution));
        if (Boolean.FALSE.equals(DisputeFacts.MESSAGE_JUST_CAME.in(execution)) && exact == null && local == null) {
            throw Rejected.because("messageReceivedAtLocal", "noMessageTime");
        }
        Instant at = exact != null
                ? exact.toInstant()
                : local == null ? now : LocalMoment.parse("messageReceivedAtLocal", local, marketplace.zone());
        String field = exact == null ? "messageReceivedAtLocal" : "messageReceivedAt";
        if (at.isAfter(now.plus(FUTURE_TOLERATED))) {
            throw Rejected.because(field, "messageInFuture");
        }
        if (at.isBefore(now.minus(OLDEST_MESSAGE))) {
            throw Rejected.because(field, "messageTooOld");
        }
        return at.isAfter(now) ? now : at;
    }

    /** Every fact that conditions of any model ask for stands from the start, so that none can fail for want of it. */
    private void begin(
            DelegateExecution execution,
            String kind,
            Marketplace marketplace,
            CaseNumber number,
            String language,
            Instant receivedAt) {
        for (String text : DisputeFacts.TEXTS) {
            if (execution.hasVariable(text)) {
                String content = Objects.requireNonNullElse((String) execution.getVariable(text), "");
                if (!text.equals("buyerText")) {
                    texts.put(number.value(), text, content);
                }
                execution.removeVariable(text);
            }
        }
        DisputeFacts.CASE_NUMBER.set(execution, number.value());
        DisputeFacts.KIND.set(execution, kind);
        DisputeFacts.MARKETPLACE.set(execution, marketplace.name());
        DisputeFacts.BUYER_LANGUAGE.set(execution, language);
        DisputeFacts.POLICY_PACK.set(execution, packs.current().id());
        DisputeFacts.MESSAGE_RECEIVED_AT.set(execution, Date.from(receivedAt));
        DisputeFacts.FIRST_CONTACT_AT.set(execution, Date.from(receivedAt));
        execution.removeVariable(DisputeFacts.MESSAGE_RECEIVED_AT_LOCAL.name());
        execution.removeVariable(DisputeFacts.MESSAGE_JUST_CAME.name());
        DisputeFacts.PRIORITY.set(execution, USUAL_PRIORITY);
        DisputeFacts.ORDER_KNOWN.set(execution, false);
        DisputeFacts.TRACKING_KNOWN.set(execution, false);
        DisputeFacts.ANSWER_DECIDED.set(execution, false);
        DisputeFacts.HOLDING.set(execution, false);
        DisputeFacts.REPLY_ACTION.set(execution, "SEND");
        DisputeFacts.LETTER.set(execution, "");
        DisputeFacts.ANSWER_LETTER.set(execution, "");
        DisputeFacts.LETTER_STATE.set(execution, "");
        DisputeFacts.RESPONSE.set(execution, "");
        DisputeFacts.BUYER_ANSWER.set(execution, "");
        DisputeFacts.CLAIM_ELIGIBLE.set(execution, false);
        DisputeFacts.BUYER_WAITS.set(execution, false);
        DisputeFacts.ANSWER_IN_WORK.set(execution, false);
        DisputeFacts.LOOK_AGAIN.set(execution, false);
        DisputeFacts.FACTS_STALE.set(execution, true);
        DisputeFacts.SETTLED.set(execution, false);
        DisputeFacts.NEXT_DEADLINE.set(execution, "");
        DisputeFacts.REMEDY.set(execution, "");
        DisputeFacts.REMEDY_STATE.set(execution, "");
        DisputeFacts.REMEDY_LINE.set(execution, "");
        DisputeFacts.CARRIER_ALSO_ASKED.set(execution, false);
        DisputeFacts.SECOND_PERSON_NEEDED.set(execution, false);
        DisputeFacts.APPROVAL.set(execution, "");
        DisputeFacts.REFUND_COMPLETE.set(execution, false);
        DisputeFacts.CARRIER_ANSWER.set(execution, "");
        DisputeFacts.CLAIMS_PROTECTED.set(execution, false);
        DisputeFacts.HIGH_VALUE.set(execution, false);
        DisputeFacts.EARLIER_NON_ARRIVALS.set(execution, 0L);
        DisputeFacts.EARLIER_CASES_OF_ORDER.set(execution, 0L);
        DisputeFacts.DAYS_WITHOUT_MOVEMENT.set(execution, 0L);
        DisputeFacts.PARCEL_MOVED.set(execution, false);
        DisputeFacts.CLAIM_STATE.set(execution, "");
        DisputeFacts.CLAIM_DECISION.set(execution, "");
        DisputeFacts.CLAIM_ASKED_AGAIN.set(execution, false);
        DisputeFacts.APPEAL_ANSWER.set(execution, "");
        DisputeFacts.FRAUD_SUSPECTED.set(execution, false);
        DisputeFacts.FRAUD_STATE.set(execution, "");
        DisputeFacts.REPORT_DECISION.set(execution, "");
        DisputeFacts.DAYS_PAST_LATEST_DELIVERY.set(execution, 0L);
        DisputeFacts.NOTHING_SENT.set(execution, false);
        DisputeFacts.CANCELLATION_STATE.set(execution, "");
        DisputeFacts.CANCELLATION_DECISION.set(execution, "");
        DisputeFacts.RETURN_STATE.set(execution, "");
        DisputeFacts.RETURN_TRACKING_NUMBER.set(execution, "");
        String source = blankToNull(DisputeFacts.ORDER_ID.in(execution)) == null ? "PRODUCT_QUESTION" : "ORDER_MESSAGE";
        DisputeFacts.REQUEST_SOURCE.set(execution, source);
        DisputeFacts.EXPEDITE_STATE.set(execution, "");
        DisputeFacts.REMOVAL_STATE.set(execution, "");
        DisputeFacts.REMOVAL_ANSWER.set(execution, "");
        DisputeFacts.REMOVAL_DECISION.set(execution, "");
        DisputeFacts.PUBLIC_REPLY_ANSWER.set(execution, "");
        DisputeFacts.ITEM_STATE.set(execution, "");
        DisputeFacts.PHOTOS_CAME.set(execution, false);
        DisputeFacts.BUYER_WISH.set(execution, "");
        DisputeFacts.ITEM_DISCARDED.set(execution, false);
        DisputeFacts.ASKED_FOR.set(execution, "");
        DisputeFacts.BUYER_SILENT.set(execution, false);
        DisputeFacts.EXCHANGE_PROMISED.set(execution, false);
        DisputeFacts.EXCHANGE_LATE.set(execution, false);
        DisputeFacts.SUPPORT_STATE.set(execution, "");
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
