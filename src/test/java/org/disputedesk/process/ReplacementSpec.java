package org.disputedesk.process;

import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.DELIVERED_AT_LOCAL;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_PROOF;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.LATEST_DELIVERY_DATE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_REFERENCE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_WAS_DONE;
import static org.disputedesk.dispute.DisputeFacts.TRACKING_NUMBER;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Desk.days;
import static org.disputedesk.process.Desk.hours;
import static org.disputedesk.process.Desk.seconds;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.REFUND;
import static org.disputedesk.process.Staff.REPLACE;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.cause;
import static org.disputedesk.process.Staff.checks;
import static org.disputedesk.process.Staff.refunded;
import static org.disputedesk.process.Staff.replaces;
import static org.disputedesk.process.Staff.sent;

import java.util.List;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.Test;

/** The room "Replacement": sent with a number, told, and followed until it has arrived or is lost. */
@DeskSpec("replacement")
class ReplacementSpec {

    /** 000-12, 000-17, 000-21: without number, carrier and day nothing counts as sent, whatever the way */
    @Test
    void a_replacement_without_its_number_carrier_or_day_is_rejected(Desk desk) {
        var dispute = checks(desk.opens(lost())).completes("Task_ChooseRemedy", REPLACE);
        for (String number : List.of("", " ")) {
            dispute.isRejected(
                            () -> dispute.completes("Task_SendReplacement", sent(number, "2026-11-27")),
                            "remedyReference")
                    .isRejected(
                            () -> dispute.completesRaw("Task_SendReplacement", sent(number, "2026-11-27")),
                            "remedyReference");
        }
        dispute.isRejected(
                        () -> dispute.completes(
                                "Task_SendReplacement",
                                sent("5555-1", "2026-11-27").and(CARRIER, " ")),
                        "carrier")
                .isRejected(
                        () -> dispute.completes("Task_SendReplacement", sent("5555-1", "soon")), "latestDeliveryDate")
                .isRejected(
                        () -> dispute.completesRaw("Task_SendReplacement", sent("5555-1", "")), "latestDeliveryDate")
                .isRejected(
                        () -> dispute.completes("Task_SendReplacement", sent("5555-1", "2026-11-23")),
                        "latestDeliveryDate")
                .isRejected(
                        () -> dispute.completesRaw("Task_SendReplacement", sent("5555-1", "2027-02-01")),
                        "latestDeliveryDate")
                .hasRemedies("REPLACEMENT RELEASED")
                .sentNothing();
    }

    /** 000-12, 000-04: every two days, to the second, with the number of the new parcel */
    @Test
    void a_replacement_is_looked_up_every_two_days_until_it_arrives(Desk desk) {
        desk.carrier().sees("5555-00000011", DeliveryState.IN_TRANSIT);
        var dispute = replaces(checks(desk.opens(lost())), "5555-00000011", "2026-11-27")
                .waitsAt("Gw_Follow")
                .knows(TRACKING_NUMBER, "5555-00000011")
                .knows(DELIVERY_STATE, "INFO_RECEIVED");

        desk.passes(days(2).minus(seconds(1)));
        dispute.knows(DELIVERY_STATE, "INFO_RECEIVED");
        desk.passes(seconds(1));
        dispute.waitsAt("Gw_Follow").knows(DELIVERY_STATE, "IN_TRANSIT");

        desk.carrier().sawDelivered("5555-00000011", desk.now(), "玄関");
        desk.passes(days(2).minus(seconds(1)));
        dispute.waitsAt("Gw_Follow").hasRemedies("REPLACEMENT DONE");
        desk.passes(seconds(1));
        dispute.hasRemedies("REPLACEMENT SETTLED")
                .waitsAt("Task_NoteCause")
                .completes("Task_NoteCause", cause("CARRIER"))
                .endsAs("End_Remedied")
                .record()
                .reads(
                        "Remedy carried out: REPLACEMENT, 5555-00000011",
                        "Letter sent: give-remedy/replacement-sent (ja)",
                        "Tracking status: IN_TRANSIT (carrier)",
                        "Tracking status: DELIVERED (carrier)",
                        "Remedy has reached the buyer: REPLACEMENT",
                        "Case closed: Remedied");
    }

    /** 000-12, 000-04: where the carrier has no interface, a person reads its page */
    @Test
    void staff_look_where_the_carriers_interface_knows_nothing(Desk desk) {
        var dispute = replaces(checks(desk.opens(lost())), "5555-00000012", "2026-11-27");
        desk.passes(days(2));
        dispute.waitsAt("Task_EnterTracking")
                .completes(
                        "Task_EnterTracking",
                        with(CARRIER, "Yamato")
                                .and(DELIVERY_STATE, "OUT_FOR_DELIVERY")
                                .and(LATEST_DELIVERY_DATE, "2026-11-27"))
                .waitsAt("Gw_Follow");
        desk.passes(days(2));
        dispute.completes(
                        "Task_EnterTracking",
                        with(CARRIER, "Yamato")
                                .and(DELIVERY_STATE, "DELIVERED")
                                .and(LATEST_DELIVERY_DATE, "2026-11-27")
                                .and(DELIVERED_AT_LOCAL, "2026-11-27T11:05")
                                .and("deliveredPlace", "宅配ボックス")
                                .and(DELIVERY_PROOF, "PHOTO"))
                .hasRemedies("REPLACEMENT SETTLED")
                .waitsAt("Task_NoteCause");
    }

    /** 000-12: nobody waits for the second day when the carrier tells it before */
    @Test
    void the_carriers_word_ends_the_wait_at_once(Desk desk) {
        var dispute = replaces(checks(desk.opens(lost())), "5555-00000013", "2026-11-27");
        dispute.receives("tracking-changed", moved("5555-00000013", "IN_TRANSIT"))
                .waitsAt("Gw_Follow")
                .isRejected(
                        () -> dispute.receives("tracking-changed", moved("4000-1", "DELIVERED")),
                        "facts.trackingNumber")
                .hasDeadlines("inr.claim-opens", "replacement.look-again")
                .receives("tracking-changed", moved("5555-00000013", "DELIVERED"))
                .hasRemedies("REPLACEMENT SETTLED")
                .hasDeadlines("inr.claim-opens", "cause.note")
                .waitsAt("Task_NoteCause");
    }

    /** 000-12: nor leaves the look-up open that somebody was asked for */
    @Test
    void the_carriers_word_ends_the_look_up_of_staff_too(Desk desk) {
        var dispute = replaces(checks(desk.opens(lost())), "5555-00000014", "2026-11-27");
        desk.passes(days(2));
        dispute.waitsAt("Task_EnterTracking")
                .receives("tracking-changed", moved("5555-00000014", "DELIVERED"))
                .hasRemedies("REPLACEMENT SETTLED")
                .waitsAt("Task_NoteCause");
    }

    /** 000-16: the one case in which a line gets another remedy, and the buyer, who waits for nothing, is told */
    @Test
    void a_lost_replacement_may_be_followed_by_a_refund(Desk desk) {
        var dispute = replaces(checks(desk.opens(lost())), "5555-00000015", "2026-11-27");
        desk.carrier().sees("5555-00000015", DeliveryState.LOST);
        desk.passes(days(2));
        dispute.hasRemedies("REPLACEMENT FAILED")
                .waitsAt("Task_ChooseRemedy")
                .completes("Task_ChooseRemedy", REFUND)
                .completes("Task_IssueRefund", refunded("R-15", "2026-12-03"))
                .hasRemedies("REPLACEMENT FAILED", "REFUND DONE")
                .waitsAt("Task_AnswerBuyer", "Timer_RefundExpected")
                .replyIsDue("2026-11-27T09:00", TOKYO)
                .completes("Task_AnswerBuyer", SEND)
                .sent("refund-issued", JAPANESE, "R-15", "2026年12月3日（木）")
                .waitsAt("Timer_RefundExpected")
                .record()
                .reads(
                        "Remedy carried out: REPLACEMENT, 5555-00000015",
                        "Remedy did not reach the buyer: REPLACEMENT",
                        "Remedy decided: REFUND");
    }

    /** 000-16: what is coming back to us does not reach the buyer either; now it is sent a third time */
    @Test
    void a_replacement_that_comes_back_may_be_sent_again(Desk desk) {
        var dispute = replaces(checks(desk.opens(lost())), "5555-00000016", "2026-11-27")
                .receives("tracking-changed", moved("5555-00000016", "RETURNED"))
                .hasRemedies("REPLACEMENT FAILED")
                .waitsAt("Task_ChooseRemedy");
        desk.passes(hours(1));
        replaces(dispute, "5555-00000017", "2026-11-28")
                .hasRemedies("REPLACEMENT FAILED", "REPLACEMENT DONE")
                .waitsAt("Gw_Follow")
                .knows(TRACKING_NUMBER, "5555-00000017");
    }

    /** 000-12, 000-16: found again while it was sent; it was sent all the same, so it is told and followed like any other */
    @Test
    void a_replacement_that_was_sent_all_the_same_is_followed_to_its_end(Desk desk) {
        var dispute = checks(desk.opens(lost()))
                .completes("Task_ChooseRemedy", REPLACE)
                .receives("tracking-changed", with(DELIVERY_STATE, "IN_TRANSIT"))
                .completes(
                        "Task_CheckInterruptedRemedy",
                        with(REMEDY_WAS_DONE, true)
                                .and(REMEDY_REFERENCE, "5555-00000020")
                                .and(LATEST_DELIVERY_DATE, "2026-11-28")
                                .and(CARRIER, "Yamato"))
                .hasRemedies("REPLACEMENT DONE")
                .waitsAt("Task_AnswerBuyer", "Gw_Follow")
                .completes("Task_AnswerBuyer", SEND)
                .sent("replacement-sent", JAPANESE, "5555-00000020", "2026年11月28日");
        dispute.receives("tracking-changed", moved("5555-00000020", "DELIVERED"))
                .hasRemedies("REPLACEMENT SETTLED")
                .waitsAt("Task_NoteCause");
    }

    /** 000-12, 000-08: before the carrier knows it */
    @Test
    void a_buyer_who_says_that_it_has_arrived_ends_it(Desk desk) {
        replaces(checks(desk.opens(lost())), "5555-00000018", "2026-11-27")
                .waitsAt("Gw_Follow")
                .receives("buyer-confirmed")
                .hasRemedies("REPLACEMENT SETTLED")
                .waitsAt("Task_NoteCause")
                .completes("Task_NoteCause", cause("CARRIER"))
                .endsAs("End_Remedied");
    }

    /** 000-09, 000-12: and one who asks where it is reads its number */
    @Test
    void a_buyer_who_asks_meanwhile_hears_where_it_is(Desk desk) {
        var dispute = replaces(checks(desk.opens(lost())), "5555-00000019", "2026-11-27");
        desk.passes(hours(1));
        dispute.receives("buyer-replied", with("buyerText", "いつ届きますか。"))
                .completes("Task_ReadReply", with("buyerAnswer", "STILL_MISSING"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("replacement-on-its-way", JAPANESE, "5555-00000019")
                .waitsAt("Gw_Follow")
                .hasRemedies("REPLACEMENT DONE");
    }

    private static Answers moved(String number, String state) {
        return with(TRACKING_NUMBER, number).and(DELIVERY_STATE, state);
    }

    private static Opening lost() {
        return orderNotReceived().withParcel(DeliveryState.LOST);
    }
}
