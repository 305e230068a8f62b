package org.disputedesk.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.disputedesk.calendar.Deadlines.Basis;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.policy.Distance;
import org.disputedesk.policy.PolicyPack.Deadline;
import org.disputedesk.policy.PolicyPack.Variant;

/** What the desk says about moments and deadlines in the languages of staff. */
public enum DeadlineWords {
    EN(
            "EEE yyyy-MM-dd HH:mm",
            Locale.ENGLISH,
            new Frames(
                    "Counted from {anchor} ({at}) plus {distance}: ",
                    "Set by {anchor}: ",
                    "Counted from the moment it was set ({at}) plus {distance}: ",
                    "The time of {anchor} is not known yet, so it is counted from the moment it was set ({at}) plus"
                            + " {distance}: ",
                    "Not before {distance} after {anchor} ({at}): ",
                    "due {due}.",
                    "{due}.",
                    " Source: {source} ({certainty})."),
            new Units(
                    " business days", " business day", " days", " day", " hours", " hour", " minutes", " minute", " "),
            " Business days are counted without weekends and public holidays ({country}).",
            " or ",
            Map.of(
                    "H", "read in Amazon's own words",
                    "M", "consistent third-party reports",
                    "L", "a single or old third-party report",
                    "OWN", "the desk's own choice")),
    JA(
            "yyyy-MM-dd（E）HH:mm",
            Locale.JAPANESE,
            new Frames(
                    "{at} の{anchor}から{distance}後の ",
                    "{anchor}に合わせて ",
                    "設定した {at} から{distance}後の ",
                    "{anchor}の日時がまだ分からないため、設定した {at} から{distance}後の ",
                    "{at} の{anchor}から{distance}は待つため、",
                    "{due} が期限です。",
                    "{due} です。",
                    "根拠：{source}（{certainty}）。"),
            new Units("営業日", "営業日", "日", "日", "時間", "時間", "分", "分", ""),
            "営業日は{country}の週末と祝日を除いて数えます。",
            "または",
            Map.of(
                    "H", "Amazon自身の記載で確認",
                    "M", "複数の第三者情報が一致",
                    "L", "単独または古い第三者情報",
                    "OWN", "自社で定めた値")),
    ZH(
            "yyyy-MM-dd（E）HH:mm",
            Locale.CHINESE,
            new Frames(
                    "从 {at} 的{anchor}起算{distance}，",
                    "以{anchor}为准，",
                    "从设定时（{at}）起算{distance}，",
                    "{anchor}的时间尚不清楚，因此从设定时（{at}）起算{distance}，",
                    "不早于 {at} 的{anchor}之后{distance}，",
                    "截止时间为 {due}。",
                    "即 {due}。",
                    "依据：{source}（{certainty}）。"),
            new Units("个工作日", "个工作日", "天", "天", "小时", "小时", "分钟", "分钟", ""),
            "工作日不含{country}的周末和公共假日。",
            "或",
            Map.of(
                    "H", "见于亚马逊的官方说明",
                    "M", "多个第三方说法一致",
                    "L", "单一或较旧的第三方说法",
                    "OWN", "自行设定"));

    private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("z", Locale.ENGLISH);
    private static final Duration LONGEST_IN_MINUTES = Duration.ofHours(1);

    /** How a sentence runs: from an anchor, at an anchor, from now, from now for want of an anchor, not before. */
    private record Frames(
            String from,
            String at,
            String fromNow,
            String fromNowUnknown,
            String notBefore,
            String due,
            String moment,
            String source) {}

    private record Units(
            String businessDays,
            String businessDay,
            String days,
            String day,
            String hours,
            String hour,
            String minutes,
            String minute,
            String between) {}

    private final DateTimeFormatter moment;
    private final Locale locale;
    private final Frames frames;
    private final Units units;
    private final String businessDays;
    private final String or;
    private final Map<String, String> certainties;

    DeadlineWords(
            String moment,
            Locale locale,
            Frames frames,
            Units units,
            String businessDays,
            String or,
            Map<String, String> certainties) {
        this.moment = DateTimeFormatter.ofPattern(moment, locale);
        this.locale = locale;
        this.frames = frames;
        this.units = units;
        this.businessDays = businessDays;
        this.or = or;
        this.certainties = certainties;
    }

    /** The words for a reader of this language; English unless it is ja or zh. */
    public static DeadlineWords in(String language) {
        return switch (language) {
            case "ja" -> JA;
            case "zh" -> ZH;
            default -> EN;
        };
    }

    /** The language, as ISO 639 has it. */
    String language() {
        return locale.getLanguage();
    }

    /** A moment at a place, with its day of the week. */
    public String moment(Instant at, ZoneId zone) {
        return moment.format(at.atZone(zone)) + " " + ZONE.format(at.atZone(zone));
    }

    /** Why a deadline is when it is: the rule, what it was counted from, and where the rule is written. */
    String explanation(
            Deadline deadline,
            Basis basis,
            Instant due,
            Marketplace marketplace,
            Function<String, String> anchorWords) {
        Variant variant = deadline.variants().get(basis.variant());
        String anchors = basis.isNow()
                ? String.join(or, deadline.anchors().stream().map(anchorWords).toList())
                : anchorWords.apply(basis.anchor());
        Distance distance = distance(deadline, variant, basis);
        String counted = frame(deadline, variant, basis, distance)
                .replace("{anchor}", anchors)
                .replace("{at}", moment(basis.at(), marketplace.zone()))
                .replace("{distance}", distance(distance));
        // what begins at a moment is not due then
        String end = deadline.fact().endsWith("At") ? frames.moment() : frames.due();
        String space = this == EN ? " " : "";
        return variant.rule().in(language())
                + space
                + counted
                + end.replace("{due}", moment(due, marketplace.zone()))
                + (distance.unit() == Distance.Unit.BUSINESS_DAYS ? calendarOf(marketplace) : "")
                + frames.source()
                        .replace("{source}", variant.source())
                        .replace("{certainty}", certainties.getOrDefault(variant.certainty(), variant.certainty()));
    }

    private static Distance distance(Deadline deadline, Variant variant, Basis basis) {
        Distance distance = basis.isNow()
                ? variant.fromNow()
                : variant.anchors()
                        .getOrDefault(basis.anchor(), deadline.notBefore().get(basis.anchor()));
        if (distance == null) {
            throw new IllegalStateException(deadline.key() + " does not count from " + basis.anchor());
        }
        return distance;
    }

    private String frame(Deadline deadline, Variant variant, Basis basis, Distance distance) {
        if (basis.isNow()) {
            return deadline.anchors().isEmpty() ? frames.fromNow() : frames.fromNowUnknown();
        }
        if (!variant.anchors().containsKey(basis.anchor())) {
            return frames.notBefore();
        }
        return distance.isZero() ? frames.at() : frames.from();
    }

    private String calendarOf(Marketplace marketplace) {
        Locale country = new Locale.Builder().setRegion(marketplace.country()).build();
        return businessDays.replace("{country}", country.getDisplayCountry(locale));
    }

    private String distance(Distance distance) {
        return switch (distance.unit()) {
            case ELAPSED -> elapsed(distance.elapsed());
            case CALENDAR_DAYS -> many(distance.days(), units.day(), units.days());
            case BUSINESS_DAYS -> many(distance.days(), units.businessDay(), units.businessDays());
        };
    }

    private String elapsed(Duration time) {
        List<String> parts = new ArrayList<>();
        if (time.compareTo(LONGEST_IN_MINUTES) >= 0) {
            parts.add(many(time.toHours(), units.hour(), units.hours()));
        }
        if (time.toMinutesPart() > 0 || parts.isEmpty()) {
            parts.add(many(time.toMinutesPart(), units.minute(), units.minutes()));
        }
        return String.join(units.between(), parts);
    }

    private static String many(long n, String one, String several) {
        return n + (n == 1 ? one : several);
    }
}
