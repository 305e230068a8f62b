package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.DAYS_WITHOUT_MOVEMENT;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.LAST_SCAN_DATE;
import static org.disputedesk.dispute.DisputeFacts.LATEST_DELIVERY_DATE;
import static org.disputedesk.dispute.DisputeFacts.STATUS_CHECKED;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Desk.minutes;
import static org.disputedesk.process.Desk.seconds;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;

/** The room "Track parcel": where a parcel is, by machine where it can and by people otherwise. */
@DeskSpec("track-parcel")
class TrackParcelSpec {

    private static final Answers LOST = with(CARRIER, "Yamato")
            .and(DELIVERY_STATE, DeliveryState.LOST.name())
            .and(LATEST_DELIVERY_DATE, "2026-11-28");

    /** 000-04: nobody has to type what the carrier tells */
    @Test
    void a_parcel_the_carrier_knows_is_looked_up_by_itself(Desk desk) {
        desk.opens(orderNotReceived())
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts")
                .knows(DELIVERY_STATE, "IN_TRANSIT")
                .record()
                .has("Tracking status: IN_TRANSIT (carrier)", 1);
    }

    /** A3, 000-14: counted from the last scan, or else from when the desk first saw it there */
    @Test
    void days_without_a_scan_are_counted(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        Answers underWay =
                with(CARRIER, "Yamato").and(DELIVERY_STATE, "IN_TRANSIT").and(LATEST_DELIVERY_DATE, "2026-11-25");
        var dispute = desk.opens(orderNotReceived().withoutTracking());
        dispute.isRejected(
                        () -> dispute.completes("Task_EnterTracking", underWay.and(LAST_SCAN_DATE, "2026-11-25")),
                        "lastScanDate")
                .isRejected(
                        () -> dispute.completes("Task_EnterTracking", underWay.and(LAST_SCAN_DATE, "yesterday")),
                        "lastScanDate")
                .completes("Task_EnterTracking", underWay.and(LAST_SCAN_DATE, "2026-11-20"))
                .knows(DAYS_WITHOUT_MOVEMENT, 4L);

        var unknown = desk.opens(orderNotReceived().withoutTracking())
                .completes("Task_EnterTracking", underWay)
                .knows(DAYS_WITHOUT_MOVEMENT, 0L)
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_AnswerBuyer", Staff.SEND);
        desk.passesUntil("2026-11-26T00:00", TOKYO);
        unknown.completes("Task_EnterTracking", underWay).knows(DAYS_WITHOUT_MOVEMENT, 2L);
    }

    /** 000-04, 000-07: the parcel is entered by a person when the carrier does not know it */
    @Test
    void a_parcel_the_carrier_does_not_know_is_looked_up_by_a_person(Desk desk) {
        desk.opens(orderNotReceived().withoutTracking())
                .waitsAt("Task_SendHoldingReply", "Task_EnterTracking")
                .completes("Task_EnterTracking", LOST)
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy");
    }

    /** 000-04: what the carrier tells meanwhile need not be looked up any more; that it knows nothing is no news */
    @Test
    void the_look_up_ends_when_the_carrier_tells_it(Desk desk) {
        var dispute = desk.opens(orderNotReceived().withoutTracking());
        dispute.receives("tracking-changed", with(DELIVERY_STATE, "UNKNOWN"))
                .waitsAt("Task_SendHoldingReply", "Task_EnterTracking")
                .receives("tracking-changed", with(DELIVERY_STATE, "RETURNING"))
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts")
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy");
    }

    /** 000-04: a number is doubted where the carrier's check digit says so, and taken nevertheless */
    @Test
    void a_number_with_a_wrong_check_digit_is_doubted_in_the_language_of_staff_and_never_refused(Desk desk) {
        var mistyped = orderNotReceived().withoutTracking();
        mistyped.trackingNumber = "2497-1171-0884";
        var dispute = desk.opens(mistyped).waitsAt("Task_SendHoldingReply", "Task_EnterTracking");
        assertThat(hint(dispute, Locale.ENGLISH))
                .startsWith("The check digit is wrong for a number of Yamato; please check the number.");
        assertThat(hint(dispute, Locale.JAPANESE)).startsWith("ヤマト運輸の番号としては検査数字（チェックデジット）が合いません。");
        assertThat(hint(dispute, Locale.CHINESE)).startsWith("作为雅玛多运输的号码，校验位不正确");
        dispute.completes("Task_EnterTracking", LOST).waitsAt("Task_SendHoldingReply", "Task_CheckFacts");

        var right = orderNotReceived().withoutTracking();
        right.trackingNumber = "2497-1171-0883";
        dispute = desk.opens(right);
        assertThat(hint(dispute, Locale.JAPANESE)).isEmpty();
        inLanguage(
                Locale.JAPANESE,
                dispute,
                "trackingLink",
                link -> assertThat(link)
                        .isEqualTo("https://jizen.kuronekoyamato.co.jp/jizen/servlet/crjz.b.NQ0010?id=249711710883"));
    }

    /** 000-04, 000-06: what staff chose and what the carrier wrote must mean the same, or somebody has looked twice */
    @Test
    void a_status_that_contradicts_the_carriers_words_is_sent_back_once(Desk desk) {
        var dispute = desk.opens(orderNotReceived().withoutTracking());
        Answers copied = LOST.and("trackingText", "配達完了（宅配ボックス）　11月23日 18:40");

        dispute.isRejected(() -> dispute.completes("Task_EnterTracking", copied), "deliveryState")
                .isRejected(
                        () -> dispute.completesRaw("Task_EnterTracking", copied.and(STATUS_CHECKED, false)),
                        "deliveryState")
                .completes("Task_EnterTracking", copied.and(STATUS_CHECKED, true))
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts")
                .record()
                .has("Tracking status: LOST (staff)", 1);

        String caseNumber = dispute.record().caseNumber();
        assertThat(desk.sealedFor(caseNumber, "select raw_text from tracking_snapshot where case_number = ?"))
                .containsExactly("配達完了（宅配ボックス）　11月23日 18:40");
        assertThat(desk.texts.find(caseNumber, "trackingText")).isEmpty();
        assertThat(desk.fact(dispute.room("check-order"), DELIVERY_STATE)).contains("LOST");
        assertThat(desk.fact(dispute.room("check-order"), STATUS_CHECKED)).isEmpty();
    }

    /** 000-06: words that agree, and words that could mean anything, are kept without a question */
    @Test
    void words_that_do_not_contradict_are_kept_as_they_are(Desk desk) {
        for (String words : List.of("荷物は紛失しました", "Exception", "${7*7} <b>センターにて確認</b>")) {
            var dispute = desk.opens(orderNotReceived().withoutTracking())
                    .completes("Task_EnterTracking", LOST.and("trackingText", words))
                    .waitsAt("Task_SendHoldingReply", "Task_CheckFacts");
            assertThat(desk.sealedFor(
                            dispute.record().caseNumber(),
                            "select raw_text from tracking_snapshot where case_number = ?"))
                    .containsExactly(words);
        }
    }

    private static String hint(Dispute dispute, Locale language) {
        List<String> seen = new ArrayList<>();
        inLanguage(language, dispute, "trackingHint", seen::add);
        return seen.get(0);
    }

    private static void inLanguage(Locale language, Dispute dispute, String field, Consumer<String> look) {
        LocaleContextHolder.setLocale(language);
        try {
            look.accept(String.valueOf(dispute.form("Task_EnterTracking", field)));
        } finally {
            LocaleContextHolder.resetLocaleContext();
        }
    }

    /** 000-04, 000-17: three tries a minute apart, an incident, and the operator's retry; the reply clock never waits */
    @Test
    void a_carrier_that_is_away_is_asked_three_times_and_then_an_operator_is_called(Desk desk) {
        desk.carrier().goesAway();
        var dispute = desk.opens(orderNotReceived())
                .waitsAt("Task_SendHoldingReply", "Task_LookUpTracking")
                .hasNoIncident();
        desk.passes(minutes(1).minus(seconds(1)));
        dispute.hasNoIncident();
        desk.passes(minutes(1));
        dispute.hasNoIncident();
        desk.passes(seconds(1));
        dispute.hasIncidentAt("Task_LookUpTracking").record().hasNo("Tracking status");

        desk.carrier().comesBack();
        desk.passes(minutes(60));
        dispute.hasIncidentAt("Task_LookUpTracking")
                .operatorRetries("Task_LookUpTracking")
                .hasNoIncident()
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts")
                .record()
                .has("Tracking status: IN_TRANSIT (carrier)", 1);
    }
}
