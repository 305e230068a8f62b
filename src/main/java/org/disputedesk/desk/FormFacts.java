package org.disputedesk.desk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Fact;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.letter.DeliveryWords;
import org.disputedesk.letter.Letters;
import org.disputedesk.orders.Order;
import org.disputedesk.orders.OrderBook;
import org.disputedesk.tracking.CarrierPages;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
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
            "replyDueText",
            "deliveredText",
            "latestDeliveryText",
            "orderText",
            "trackingLink",
            "trackingLinkText",
            "sellerCentralLink",
            "responseReasonText",
            "deadlineText",
            "deliveryStateText");

    private final CaseTexts texts;
    private final Deadlines deadlines;
    private final OrderBook orders;
    private final CarrierPages carriers;
    private final Letters letters;
    private final Clock clock;

    FormFacts(
            CaseTexts texts,
            Deadlines deadlines,
            OrderBook orders,
            CarrierPages carriers,
            Letters letters,
            Clock clock) {
        this.texts = texts;
        this.deadlines = deadlines;
        this.orders = orders;
        this.carriers = carriers;
        this.letters = letters;
        this.clock = clock;
    }

    /** Everything a form of this case may show, by name. */
    Map<String, String> of(VariableScope scope) {
        Map<String, String> shown = new LinkedHashMap<>();
        String caseNumber = DisputeFacts.CASE_NUMBER.in(scope, "");
        String lang = staffLanguage();
        Words words = Words.in(lang);
        Marketplace marketplace =
                Marketplace.find(DisputeFacts.MARKETPLACE.in(scope, "")).orElse(Marketplace.US);
        ZoneId zone = marketplace.zone();
        shown.put("lang", lang);
        DisputeFacts.TEXTS.forEach(text -> shown.put(text, ""));
        shown.putAll(texts.all(caseNumber));
        if (shown.getOrDefault("holdingText", "").isEmpty()) {
            shown.put("holdingText", letters.holdingReply(DisputeFacts.BUYER_LANGUAGE.in(scope, "en"), scope));
        }
        shown.put(
                "caseSummary", String.join(" · ", caseNumber, DisputeFacts.ORDER_ID.in(scope, ""), marketplace.name()));
        BiConsumer<String, Fact<Date>> moment = (name, fact) -> {
            Date at = fact.in(scope);
            shown.put(name, at == null ? "" : Deadlines.shown(at.toInstant(), zone));
        };
        moment.accept("deliveredText", DisputeFacts.DELIVERED_AT);
        Date latest = DisputeFacts.LATEST_DELIVERY_AT.in(scope);
        shown.put("latestDeliveryText", latest == null ? "" : lastDay(latest, zone));
        Date due = DisputeFacts.REPLY_DUE.in(scope);
        shown.put("replyDueText", due == null ? "" : due(due.toInstant(), zone, words));
        shown.put(
                "deadlineText",
                String.join(
                        "\n",
                        deadlines.of(caseNumber).stream()
                                .map(Deadlines.Kept::explanation)
                                .toList()));
        shown.put("responseReasonText", DisputeFacts.RESPONSE_REASON.in(scope, ""));
        String number = DisputeFacts.TRACKING_NUMBER.in(scope, "");
        String carrier = DisputeFacts.CARRIER.in(scope, "");
        shown.put("trackingLink", carriers.page(carrier, number).orElse(""));
        shown.put("trackingLinkText", (carrier + " " + number).strip());
        String orderId = DisputeFacts.ORDER_ID.in(scope, "");
        shown.put("sellerCentralLink", "https://" + sellerCentral(marketplace) + "/orders-v3/order/" + orderId);
        Optional<Order> order = OrderId.isOrderId(orderId) ? orders.find(new OrderId(orderId)) : Optional.empty();
        shown.put("orderText", order.map(o -> OrderWords.of(o, words)).orElse(words.orderUnknown()));
        order.ifPresent(o -> {
            shown.merge("orderBuyerName", OrderWords.name(o), (old, now) -> old.isEmpty() ? now : old);
            shown.merge("orderAddress", OrderWords.address(o), (old, now) -> old.isEmpty() ? now : old);
        });
        String state = DisputeFacts.DELIVERY_STATE.in(scope, "");
        shown.put("deliveryStateText", state.isEmpty() ? "" : DeliveryWords.of(state, lang));
        return shown;
    }

    private static String lastDay(Date latest, ZoneId zone) {
        return latest.toInstant().minusMillis(1).atZone(zone).toLocalDate().toString();
    }

    private String due(Instant due, ZoneId zone, Words words) {
        Duration left = Duration.between(clock.instant(), due);
        String shown = Deadlines.shown(due, zone);
        return left.isNegative()
                ? shown + " · "
                        + words.late(left.negated().toHours(), left.negated().toMinutesPart())
                : shown + " · " + words.left(left.toHours(), left.toMinutesPart());
    }

    private static String sellerCentral(Marketplace marketplace) {
        return switch (marketplace) {
            case US -> "sellercentral.amazon.com";
            case JP -> "sellercentral.amazon.co.jp";
            default -> "sellercentral.amazon." + marketplace.topLevelDomain();
        };
    }

    /** The language the person's browser asks for, as far as the desk speaks it. */
    static String staffLanguage() {
        @Nullable Locale locale = LocaleContextHolder.getLocale();
        String language = locale.getLanguage();
        return Set.of("ja", "zh").contains(language) ? language : "en";
    }

    /** The few words the desk itself puts between facts. */
    enum Words {
        EN("h", "min left", "min late", "This order is not in the order book yet."),
        JA("時間", "分後に期限", "分超過", "この注文はまだ注文台帳にありません。"),
        ZH("小时", "分后到期", "分已超时", "订单簿中还没有此订单。");

        private final String hours;
        private final String minutesLeft;
        private final String minutesLate;
        private final String unknownOrder;

        Words(String hours, String minutesLeft, String minutesLate, String unknownOrder) {
            this.hours = hours;
            this.minutesLeft = minutesLeft;
            this.minutesLate = minutesLate;
            this.unknownOrder = unknownOrder;
        }

        static Words in(String lang) {
            return switch (lang) {
                case "ja" -> JA;
                case "zh" -> ZH;
                default -> EN;
            };
        }

        String left(long h, int min) {
            return h + " " + hours + " " + min + " " + minutesLeft;
        }

        String late(long h, int min) {
            return h + " " + hours + " " + min + " " + minutesLate;
        }

        String orderUnknown() {
            return unknownOrder;
        }
    }
}
