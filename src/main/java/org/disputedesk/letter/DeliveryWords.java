package org.disputedesk.letter;

import java.util.Map;

/** The nineteen states of a parcel in words for buyers and staff, in English, Japanese and Chinese. */
public final class DeliveryWords {

    private record Words(String en, String ja, String zh) {}

    private static final Map<String, Words> WORDS = Map.ofEntries(
            Map.entry("UNKNOWN", new Words("not known yet", "未確認", "尚不清楚")),
            Map.entry("INVALID_NUMBER", new Words("tracking number not valid", "追跡番号が無効", "运单号无效")),
            Map.entry("INFO_RECEIVED", new Words("announced to the carrier", "配送業者へ情報送信済み", "已通知承运商")),
            Map.entry("PICKED_UP", new Words("picked up by the carrier", "荷物受付済み", "承运商已揽收")),
            Map.entry("IN_TRANSIT", new Words("on its way", "輸送中", "运输途中")),
            Map.entry("CUSTOMS", new Words("in customs", "通関手続き中", "清关中")),
            Map.entry("DELAYED", new Words("delayed", "遅延", "延误")),
            Map.entry("OUT_FOR_DELIVERY", new Words("out for delivery", "配達中", "派送中")),
            Map.entry("ATTEMPT_FAILED", new Words("delivery was attempted", "ご不在のため持ち戻り", "派送未成功")),
            Map.entry("ADDRESS_PROBLEM", new Words("held: address problem", "住所不備で保留", "地址问题，暂存")),
            Map.entry("AVAILABLE_FOR_PICKUP", new Words("ready to be collected", "受取場所で保管中", "待自提")),
            Map.entry("DELIVERED", new Words("delivered", "配達完了", "已送达")),
            Map.entry("REFUSED", new Words("refused", "受取拒否", "拒收")),
            Map.entry("LOST", new Words("lost", "紛失", "丢失")),
            Map.entry("DAMAGED", new Words("damaged", "破損", "破损")),
            Map.entry("UNDELIVERABLE", new Words("undeliverable", "配達不能", "无法投递")),
            Map.entry("RETURNING", new Words("on its way back", "返送中", "退回途中")),
            Map.entry("RETURNED", new Words("returned to the sender", "返送済み", "已退回")),
            Map.entry("CANCELLED", new Words("shipment cancelled", "発送取消", "已取消发货")));

    private DeliveryWords() {}

    /** The words for a state; those for UNKNOWN when there is no such state. */
    public static String of(String state, String language) {
        Words words = WORDS.getOrDefault(state, new Words("not known yet", "未確認", "尚不清楚"));
        return switch (language) {
            case "ja" -> words.ja();
            case "zh" -> words.zh();
            default -> words.en();
        };
    }
}
