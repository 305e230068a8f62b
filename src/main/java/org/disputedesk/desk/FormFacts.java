package org.disputedesk.desk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.disputedesk.calendar.DeadlineWords;
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
import org.disputedesk.tracking.TrackingHints;
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
            "trackingHint",
            "trackingHintLink",
            "sellerCentralLink",
            "responseReasonText",
            "deadlineText",
            "deliveryStateText");

    private final CaseTexts texts;
    private final Deadlines deadlines;
    private final OrderBook orders;
    private final CarrierPages carriers;
    private final TrackingHints trackingHints;
    private final Letters letters;
    private final ReasonWords reasons;
    private final Clock clock;

    FormFacts(
            CaseTexts texts,
            Deadlines deadlines,
            OrderBook orders,
            CarrierPages carriers,
            TrackingHints trackingHints,
            Letters letters,
            ReasonWords reasons,
            Clock clock) {
        this.texts = texts;
        this.deadlines = deadlines;
        this.orders = orders;
        this.carriers = carriers;
        this.trackingHints = trackingHints;
        this.letters = letters;
        this.reasons = reasons;
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
            shown.put(name, at == null ? "" : words.moment(at.toInstant(), zone));
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
                                .map(kept -> deadline(kept, marketplace, lang, words))
                                .toList()));
        shown.put("responseReasonText", reasons.in(lang, DisputeFacts.RESPONSE_REASON.in(scope, "")));
        String number = DisputeFacts.TRACKING_NUMBER.in(scope, "");
        String carrier = DisputeFacts.CARRIER.in(scope, "");
        shown.put("trackingLink", carriers.page(carrier, number, lang).orElse(""));
        shown.put("trackingLinkText", (carrier + " " + number).strip());
        TrackingHints.Hint hint = trackingHints.about(carrier, number, marketplace, lang);
        shown.put("trackingHint", hint.text());
        shown.put("trackingHintLink", hint.link());
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

    /** Two lines: what is due and when, and why it is then. */
    private String deadline(Deadlines.Kept kept, Marketplace marketplace, String lang, Words words) {
        return deadlines.name(kept, lang) + " · " + due(kept.due().toInstant(), marketplace.zone(), words) + "\n"
                + deadlines.explanation(kept, lang, marketplace);
    }

    private String due(Instant due, ZoneId zone, Words words) {
        Duration left = Duration.between(clock.instant(), due);
        return words.moment(due, zone) + " · " + (left.isNegative() ? words.late(left.negated()) : words.left(left));
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
        EN(
                DeadlineWords.EN,
                "%s left",
                "%s late",
                "%d h %d min",
                "%d d %d h",
                "This order is not in the order book yet."),
        JA(DeadlineWords.JA, "あと%s", "%s超過", "%d時間%d分", "%d日%d時間", "この注文はまだ注文台帳にありません。"),
        ZH(DeadlineWords.ZH, "还剩%s", "已超时%s", "%d小时%d分", "%d天%d小时", "订单簿中还没有此订单。");

        /** Up to here people count hours, beyond it days. */
        private static final Duration LONGEST_IN_HOURS = Duration.ofDays(2);

        /** The codes of an order that staff see; a code without words is shown as it is. */
        private static final Map<String, List<String>> CODES = Map.ofEntries(
                Map.entry("PENDING", List.of("pending", "保留中", "待处理")),
                Map.entry("UNSHIPPED", List.of("not shipped yet", "未出荷", "未发货")),
                Map.entry("PARTIALLY_SHIPPED", List.of("partly shipped", "一部出荷済み", "部分发货")),
                Map.entry("SHIPPED", List.of("shipped", "出荷済み", "已发货")),
                Map.entry("CANCELLED", List.of("cancelled", "キャンセル済み", "已取消")),
                Map.entry("PAID", List.of("paid", "支払い済み", "已付款")),
                Map.entry("REFUNDED", List.of("refunded", "返金済み", "已退款")),
                Map.entry("CLAIM_OPEN", List.of("A-to-z claim open", "マーケットプレイス保証を申請中", "已提出A-to-z索赔")),
                Map.entry("UNKNOWN", List.of("not known", "未確認", "无法确认")));

        private final DeadlineWords moments;
        private final String left;
        private final String late;
        private final String hours;
        private final String days;
        private final String unknownOrder;

        Words(DeadlineWords moments, String left, String late, String hours, String days, String unknownOrder) {
            this.moments = moments;
            this.left = left;
            this.late = late;
            this.hours = hours;
            this.days = days;
            this.unknownOrder = unknownOrder;
        }

        /** A moment at the marketplace, with its day of the week. */
        String moment(Instant at, ZoneId zone) {
            return moments.moment(at, zone);
        }

        String code(Enum<?> code) {
            List<String> words = CODES.get(code.name());
            return words == null
                    ? code.name()
                    : words.get(
                            switch (this) {
                                case EN -> 0;
                                case JA -> 1;
                                case ZH -> 2;
                            });
        }

        static Words in(String lang) {
            return switch (lang) {
                case "ja" -> JA;
                case "zh" -> ZH;
                default -> EN;
            };
        }

        String left(Duration time) {
            return left.formatted(length(time));
        }

        String late(Duration time) {
            return late.formatted(length(time));
        }

        private String length(Duration time) {
            return time.compareTo(LONGEST_IN_HOURS) <= 0
                    ? hours.formatted(time.toHours(), time.toMinutesPart())
                    : days.formatted(time.toDays(), time.toHoursPart());
        }

        String orderUnknown() {
            return unknownOrder;
        }
    }
}
