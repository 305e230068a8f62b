package org.disputedesk.desk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.disputedesk.calendar.DeadlineWords;
import org.disputedesk.dispute.CodeWords;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.dispute.ReasonWords;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.CaseTexts.Message;
import org.disputedesk.letter.LetterTrouble;
import org.disputedesk.letter.Letters;
import org.disputedesk.orders.Order;
import org.disputedesk.orders.OrderBook;
import org.disputedesk.remedy.PendingApproval;
import org.disputedesk.tracking.CarrierPages;
import org.disputedesk.tracking.TrackingHints;
import org.springframework.stereotype.Component;

/**
 * What a form shows beside the facts of its case: texts people wrote, and facts put into words in the language of the
 * person's browser. Computed when the form opens and stored nowhere.
 */
@Component
class FormFacts {

    /** Every name a form may show that is neither a fact nor a text. */
    static final Set<String> NAMES = Set.of(
            "lang",
            "caseSummary",
            "caseFacts",
            "whyHere",
            "deadlineReasons",
            "buyerMessages",
            "soFar",
            "orderLines",
            "recommendedRemedyText",
            "remedyAdviceText",
            "parcelAdviceText",
            "parcelAdviceReasonText",
            "fraudReasonText",
            "removalOddsText",
            "responseReasonText",
            "feedbackManagerLink",
            "letterTroubleText",
            "draftNote",
            "draftLink",
            "draftMeaning",
            "holdingNote",
            "holdingLink",
            "holdingMeaning",
            "triageReasonText",
            "approvalLimit",
            "remedyChosenBy",
            "trackingLink",
            "trackingLinkText",
            "trackingHint",
            "trackingHintLink",
            "sellerCentralLink",
            "casePageLink",
            "orderPageLink",
            "disputeKinds");

    private final CaseTexts texts;
    private final CaseCard card;
    private final OrderBook orders;
    private final CarrierPages carriers;
    private final TrackingHints trackingHints;
    private final Letters letters;
    private final ReasonWords reasons;
    private final CodeWords codes;
    private final Labels labels;
    private final PendingApproval approvals;
    private final DisputeKinds kinds;
    private final WhyHere whyHere;

    FormFacts(
            CaseTexts texts,
            CaseCard card,
            OrderBook orders,
            CarrierPages carriers,
            TrackingHints trackingHints,
            Letters letters,
            ReasonWords reasons,
            CodeWords codes,
            Labels labels,
            PendingApproval approvals,
            DisputeKinds kinds,
            WhyHere whyHere) {
        this.texts = texts;
        this.card = card;
        this.orders = orders;
        this.carriers = carriers;
        this.trackingHints = trackingHints;
        this.letters = letters;
        this.reasons = reasons;
        this.codes = codes;
        this.labels = labels;
        this.approvals = approvals;
        this.kinds = kinds;
        this.whyHere = whyHere;
    }

    /** Everything the form of this task may show, by name. */
    Map<String, String> of(TaskEntity scope) {
        Map<String, String> shown = new LinkedHashMap<>();
        String caseNumber = DisputeFacts.CASE_NUMBER.in(scope, "");
        String orderId = DisputeFacts.ORDER_ID.in(scope, "");
        String lang = Labels.staffLanguage();
        Marketplace marketplace =
                Marketplace.find(DisputeFacts.MARKETPLACE.in(scope, "")).orElse(Marketplace.US);
        shown.put("lang", lang);
        texts(scope, caseNumber, shown);
        Optional<Order> order = OrderId.isOrderId(orderId) ? orders.find(new OrderId(orderId)) : Optional.empty();
        order.ifPresent(o -> {
            shown.merge("orderBuyerName", OrderWords.name(o), (old, now) -> old.isEmpty() ? now : old);
            shown.merge("orderAddress", OrderWords.address(o), (old, now) -> old.isEmpty() ? now : old);
        });
        shown.put(
                "caseSummary",
                Stream.of(caseNumber, orderId, marketplace.name())
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" · ")));
        shown.put(
                "caseFacts",
                card.of(scope, marketplace, order, recipient(shown), shown.getOrDefault("deliveredPlace", ""), lang));
        shown.put("whyHere", whyHere.of(scope, marketplace, lang));
        shown.put("deadlineReasons", card.reasons(caseNumber, marketplace, lang));
        shown.put("buyerMessages", messages(caseNumber, marketplace, lang, shown.getOrDefault("buyerText", "")));
        shown.put("soFar", soFar(caseNumber, marketplace, lang, shown.getOrDefault("staffNote", "")));
        shown.put("orderLines", order.map(OrderWords::choices).orElse(""));
        String recommended = DisputeFacts.RECOMMENDED_REMEDY.in(scope, "");
        shown.put("recommendedRemedyText", codes.of(DisputeFacts.REMEDY, recommended, lang));
        shown.put("remedyAdviceText", reasons.in(lang, DisputeFacts.REMEDY_ADVICE.in(scope, "")));
        shown.put(
                "parcelAdviceText", codes.of(DisputeFacts.PARCEL_STEP, DisputeFacts.PARCEL_ADVICE.in(scope, ""), lang));
        shown.put("parcelAdviceReasonText", reasons.in(lang, DisputeFacts.PARCEL_ADVICE_REASON.in(scope, "")));
        approvals.of(scope).ifPresent(waiting -> {
            shown.put("approvalLimit", OrderWords.amount(waiting.limit(), lang));
            shown.put("remedyChosenBy", waiting.chosenBy());
        });
        shown.put("fraudReasonText", reasons.in(lang, DisputeFacts.FRAUD_REASON.in(scope, "")));
        shown.put(
                "removalOddsText", codes.of(DisputeFacts.REMOVAL_ODDS, DisputeFacts.REMOVAL_ODDS.in(scope, ""), lang));
        shown.put("responseReasonText", reasons.in(lang, DisputeFacts.RESPONSE_REASON.in(scope, "")));
        shown.put("feedbackManagerLink", OrderWords.feedbackManager(marketplace));
        shown.put("letterTroubleText", trouble(DisputeFacts.LETTER_TROUBLE.in(scope, ""), lang));
        shown.put("triageReasonText", reasons.in(lang, DisputeFacts.TRIAGE_REASON.in(scope, "")));
        draft("draft", DisputeFacts.DRAFTED_LETTER.in(scope, ""), scope, lang, shown);
        draft("holding", letters.holdingReplyOf(scope), scope, lang, shown);
        String number = DisputeFacts.TRACKING_NUMBER.in(scope, "");
        String carrier = DisputeFacts.CARRIER.in(scope, "");
        shown.put("trackingLink", carriers.page(carrier, number, lang).orElse(""));
        shown.put("trackingLinkText", (carrier + " " + number).strip());
        TrackingHints.Hint hint = trackingHints.about(carrier, number, marketplace, lang);
        shown.put("trackingHint", hint.text());
        shown.put("trackingHintLink", hint.link());
        shown.put("sellerCentralLink", OrderWords.sellerCentral(marketplace, orderId));
        shown.put("casePageLink", "/cases/" + caseNumber);
        shown.put("orderPageLink", OrderId.isOrderId(orderId) ? "/orders/" + orderId : "");
        shown.put("disputeKinds", kinds.choices(DisputeFacts.KIND.in(scope, ""), lang));
        return shown;
    }

    /** Why a letter has not left, and what exactly was said; empty when nothing is wrong with it. */
    private String trouble(String why, String lang) {
        if (why.isEmpty()) {
            return "";
        }
        String detail = LetterTrouble.detail(why);
        return labels.of("trouble." + LetterTrouble.of(why), lang) + (detail.isEmpty() ? "" : " (" + detail + ")");
    }

    /**
     * What staff should know of a draft they may not be able to read: which language it is in and whether a native has read it,
     * and what each part of it says in their own language, as lines of a label and a text (003-11).
     */
    private void draft(String draft, String letter, VariableScope scope, String lang, Map<String, String> shown) {
        String buyers = DisputeFacts.BUYER_LANGUAGE.in(scope, "en");
        Optional<Letters.Draft> drafted = letters.draft(letter, buyers);
        shown.put(
                draft + "Note",
                drafted.map(it -> labels.draftNote(it, buyers, lang)).orElse(""));
        shown.put(
                draft + "Link",
                drafted.filter(Letters.Draft::needsCheck)
                        .map(it -> "/letters/" + it.letter() + "/" + it.language())
                        .orElse(""));
        List<String> lines = new ArrayList<>();
        if (drafted.isPresent() && !drafted.get().language().equals(lang)) {
            letters.meaning(letter, lang, scope)
                    .forEach((part, text) -> lines.add(labels.part(part, lang) + "\t"
                            + text.lines().filter(line -> !line.isBlank()).collect(Collectors.joining("\n\t"))));
        }
        shown.put(draft + "Meaning", String.join("\n", lines));
    }

    /** As on a label: the name, and the address below it. */
    private static List<String> recipient(Map<String, String> shown) {
        return Stream.of("orderBuyerName", "orderAddress")
                .flatMap(text -> shown.getOrDefault(text, "").lines())
                .filter(line -> !line.isBlank())
                .toList();
    }

    private void texts(VariableScope scope, String caseNumber, Map<String, String> shown) {
        DisputeFacts.TEXTS.forEach(text -> shown.put(text, ""));
        texts.all(caseNumber).forEach((name, text) -> {
            // the desk keeps other texts beside those of forms
            if (DisputeFacts.TEXTS.contains(name)) {
                shown.put(name, text);
            }
        });
        if (shown.getOrDefault("holdingText", "").isEmpty()) {
            shown.put("holdingText", letters.holdingReply(DisputeFacts.BUYER_LANGUAGE.in(scope, "en"), scope));
        }
    }

    /** All that waits for an answer, each with its time when there are several; the newest when nothing waits. */
    private String messages(String caseNumber, Marketplace marketplace, String lang, String newest) {
        List<Message> waiting = texts.unanswered(caseNumber);
        if (waiting.size() < 2) {
            return waiting.isEmpty() ? newest : content(waiting.get(0), lang);
        }
        return waiting.stream()
                .map(message ->
                        DeadlineWords.in(lang).moment(message.at(), marketplace.zone()) + "\n" + content(message, lang))
                .collect(Collectors.joining("\n\n"));
    }

    /** Everything that was written in the case, oldest first, and the note that was left last. */
    private String soFar(String caseNumber, Marketplace marketplace, String lang, String note) {
        Stream<String> messages = texts.messages(caseNumber).stream()
                .map(message -> DeadlineWords.in(lang).moment(message.at(), marketplace.zone()) + " · "
                        + labels.of(message.direction().equals("IN") ? "buyerWrote" : "shopWrote", lang) + "\n"
                        + content(message, lang).strip());
        Stream<String> notes = Stream.of(note)
                .filter(text -> !text.isBlank())
                .map(text -> labels.of("note", lang) + "\n" + text.strip());
        return Stream.concat(messages, notes).collect(Collectors.joining("\n\n"));
    }

    private String content(Message message, String lang) {
        return message.erased() ? labels.of("erased", lang) : message.content();
    }
}
