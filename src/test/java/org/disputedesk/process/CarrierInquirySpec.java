package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.CARRIER_ALSO_ASKED;
import static org.disputedesk.dispute.DisputeFacts.CARRIER_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CARRIER_CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.LAST_SCAN_DATE;
import static org.disputedesk.dispute.DisputeFacts.LATEST_DELIVERY_DATE;
import static org.disputedesk.dispute.DisputeFacts.RECOMMENDED_REMEDY;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_OPTIONS;
import static org.disputedesk.dispute.DisputeFacts.RESPONSE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.LOS_ANGELES;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Desk.days;
import static org.disputedesk.process.Desk.hours;
import static org.disputedesk.process.Desk.seconds;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.ASK_CARRIER;
import static org.disputedesk.process.Staff.INQUIRY_OPEN;
import static org.disputedesk.process.Staff.REFUND;
import static org.disputedesk.process.Staff.REPLACE;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.asksCarrier;
import static org.disputedesk.process.Staff.checks;
import static org.disputedesk.process.Staff.refunded;
import static org.disputedesk.process.Staff.sent;

import java.util.List;
import java.util.Locale;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.Test;

/** The room "Carrier inquiry": opened under the carrier's number, reminded, escalated, answered. */
@DeskSpec("carrier-inquiry")
class CarrierInquirySpec {

    /** 000-14, 000-17 */
    @Test
    void an_inquiry_without_the_carriers_number_is_rejected(Desk desk) {
        var dispute = checks(desk.opens(lost())).completes("Task_ChooseRemedy", ASK_CARRIER);
        for (String number : List.of("", " ")) {
            Answers answers = with(CARRIER_CASE_NUMBER, number);
            dispute.isRejected(() -> dispute.completes("Task_OpenInquiry", answers), "carrierCaseNumber")
                    .isRejected(() -> dispute.completesRaw("Task_OpenInquiry", answers), "carrierCaseNumber");
        }
        dispute.hasRemedies("CARRIER_INQUIRY RELEASED").sentNothing();
    }

    /** 000-14, A3: a Friday, a weekend and Labour Thanksgiving Day: three business days end on Thursday, seven on Wednesday */
    @Test
    void the_carrier_is_reminded_after_three_and_a_lead_called_after_seven_business_days(Desk desk) {
        desk.itIs("2026-11-20T10:00", TOKYO);
        var dispute = asksCarrier(checks(desk.opens(lost())))
                .waitsAt("Task_EnterCarrierAnswer")
                .hasDeadlines("inr.claim-opens", "inquiry.reminder", "inquiry.escalation")
                .taskIsDue("Task_EnterCarrierAnswer", "2026-11-26T10:00", TOKYO);

        desk.passesUntil("2026-11-26T09:59:59", TOKYO);
        dispute.hasPriority(50);
        desk.passes(seconds(1));
        dispute.hasPriority(75).waitsAt("Task_EnterCarrierAnswer");

        desk.passesUntil("2026-12-02T09:59:59", TOKYO);
        dispute.waitsAt("Task_EnterCarrierAnswer");
        desk.passes(seconds(1));
        dispute.waitsAt("Task_EnterCarrierAnswer", "Task_EscalateInquiry")
                .taskIsDue("Task_EscalateInquiry", "2026-12-02T10:00", TOKYO)
                .isRejected(() -> dispute.completes("Task_EscalateInquiry", Answers.NONE), "staffNote")
                .completes("Task_EscalateInquiry", with("staffNote", "Our contact calls back tomorrow."))
                .waitsAt("Task_EnterCarrierAnswer");
    }

    /** 000-14: by Thanksgiving, which is no business day in the United States and one in Japan */
    @Test
    void business_days_are_those_of_the_marketplaces_country(Desk desk) {
        desk.itIs("2026-11-23T10:00", LOS_ANGELES);
        checks(desk.opens(lost().at(Marketplace.US)))
                .completes("Task_ChooseRemedy", ASK_CARRIER)
                .completes("Task_OpenInquiry", INQUIRY_OPEN)
                .taskIsDue("Task_EnterCarrierAnswer", "2026-11-27T10:00", LOS_ANGELES);
        checks(desk.opens(lost()))
                .completes("Task_ChooseRemedy", ASK_CARRIER)
                .completes("Task_OpenInquiry", INQUIRY_OPEN)
                .taskIsDue("Task_EnterCarrierAnswer", "2026-11-27T03:00", TOKYO);
    }

    /** 000-14: nobody has to close what is answered */
    @Test
    void the_leads_task_closes_by_itself_when_the_answer_comes(Desk desk) {
        var dispute = asksCarrier(checks(desk.opens(lost())));
        desk.passes(days(14));
        dispute.waitsAt("Task_EnterCarrierAnswer", "Task_EscalateInquiry")
                .receives("carrier-answered", with(CARRIER_ANSWER, "NO_TRACE"))
                .hasRemedies("CARRIER_INQUIRY ANSWERED")
                .waitsAt("Task_ChooseRemedy");
    }

    /** 000-14, 000-17: with the words the carrier used */
    @Test
    void an_answer_by_form_is_kept_with_the_carriers_words(Desk desk) {
        var dispute = asksCarrier(checks(desk.opens(lost())));
        dispute.isRejected(
                        () -> dispute.completes("Task_EnterCarrierAnswer", with(CARRIER_ANSWER, "LOST")),
                        "carrierWords")
                .isRejected(
                        () -> dispute.completes("Task_EnterCarrierAnswer", with("carrierWords", "紛失しました。")),
                        "carrierAnswer")
                .isRejected(
                        () -> dispute.completesRaw(
                                "Task_EnterCarrierAnswer",
                                with(CARRIER_ANSWER, "MAYBE").and("carrierWords", "?")),
                        "carrierAnswer")
                .completes(
                        "Task_EnterCarrierAnswer", with(CARRIER_ANSWER, "LOST").and("carrierWords", "紛失しました。"))
                .hasRemedies("CARRIER_INQUIRY ANSWERED")
                .hasDeadlines("inr.claim-opens")
                .waitsAt("Task_ChooseRemedy")
                .record()
                .reads("Carrier asked under INQ-77", "Tracking status: LOST (carrier)", "Carrier answered: LOST");
    }

    /** 000-14: not by an event that says nothing */
    @Test
    void an_event_without_an_answer_is_rejected(Desk desk) {
        var dispute = asksCarrier(checks(desk.opens(lost())));
        dispute.isRejected(() -> dispute.receives("carrier-answered"), "carrierAnswer")
                .waitsAt("Task_EnterCarrierAnswer");
    }

    /** 000-14, 000-16: the carrier has lost it, so asking again is no choice; the buyer hears what follows */
    @Test
    void lost_or_without_a_trace_means_that_a_remedy_is_chosen(Desk desk) {
        for (String answer : List.of("LOST", "NO_TRACE")) {
            var dispute = asksCarrier(checks(stuck(desk)));
            desk.passes(hours(1));
            dispute.receives("carrier-answered", with(CARRIER_ANSWER, answer))
                    .waitsAt("Task_ChooseRemedy")
                    .knows(REMEDY_OPTIONS, "REPLACEMENT,REFUND")
                    .knows(RECOMMENDED_REMEDY, "REPLACEMENT");
            dispute.completes("Task_ChooseRemedy", REFUND)
                    .completes("Task_IssueRefund", refunded("R-21", "2026-12-01"))
                    .completes("Task_AnswerBuyer", SEND)
                    .sent("refund-issued", JAPANESE, "R-21")
                    .hasRemedies("CARRIER_INQUIRY ANSWERED", "REFUND DONE");
        }
    }

    /** 000-14, 000-16: the case follows the replacement by then, and the form names the parcel that is looked for all the same */
    @Test
    void an_inquiry_beside_a_replacement_is_about_the_first_parcel(Desk desk) {
        var opening = lost();
        var dispute = checks(desk.opens(opening))
                .completes("Task_ChooseRemedy", REPLACE.and(CARRIER_ALSO_ASKED, true))
                .completes("Task_SendReplacement", sent("5555-00000021", "2026-11-27"));
        assertThat(dispute.form("Task_OpenInquiry", "caseFacts"))
                .asString()
                .contains(opening.trackingNumber, "5555-00000021");
        // the buyer reads of the goods, not of the inquiry
        dispute.completes("Task_OpenInquiry", INQUIRY_OPEN)
                .completes("Task_AnswerBuyer", SEND)
                .sent("replacement-sent", JAPANESE, "5555-00000021")
                .sentLetters(1)
                .waitsAt("Gw_Follow", "Task_EnterCarrierAnswer");
    }

    /** 000-14, 000-16: it comes back to us */
    @Test
    void returned_means_that_a_remedy_is_chosen(Desk desk) {
        asksCarrier(checks(stuck(desk)))
                .receives("carrier-answered", with(CARRIER_ANSWER, "RETURNED"))
                .waitsAt("Task_ChooseRemedy")
                .knows(DELIVERY_STATE, "RETURNED")
                .knows(REMEDY_OPTIONS, "REFUND,REPLACEMENT");
    }

    /** 000-14, 000-09: found again is news for the buyer and a week to wait; then everything is looked up again */
    @Test
    void found_means_that_the_buyer_is_told_and_it_is_waited_for(Desk desk) {
        var dispute = asksCarrier(checks(stuck(desk)));
        desk.passes(days(1));
        dispute.receives("carrier-answered", with(CARRIER_ANSWER, "FOUND").and("carrierWords", "仙台で見つかりました。"))
                .knows(RESPONSE, "WAIT")
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .replyIsDue("2026-11-26T09:00", TOKYO)
                .completes("Task_AnswerBuyer", SEND)
                .sent("carrier-found-it", JAPANESE, "INQ-77")
                .waitsAt("Gw_Wait");

        desk.passes(days(7).minus(seconds(1)));
        dispute.waitsAt("Gw_Wait");
        desk.passes(seconds(1));
        dispute.waitsAt("Task_SendHoldingReply", "Task_EnterTracking");
    }

    /** 000-11, 000-14: the buyer, who was promised the result, is told and asked to look; then he is refunded */
    @Test
    void delivered_means_that_the_buyer_is_told_and_asked_to_look(Desk desk) {
        var dispute = asksCarrier(checks(stuck(desk)));
        desk.passes(hours(1));
        dispute.receives("carrier-answered", with(CARRIER_ANSWER, "DELIVERED").and("carrierWords", "11月20日配達済み。"))
                .knows(RESPONSE, "CHECK_AROUND")
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sent("carrier-confirms-delivery", JAPANESE, "INQ-77")
                .waitsAt("Gw_Wait");
        dispute.receives("buyer-replied", with("buyerText", "どこにもありません。"))
                .completes("Task_ReadReply", with("buyerAnswer", "STILL_MISSING"))
                .waitsAt("Task_SendHoldingReply", "Task_EnterTracking");
    }

    /** 000-14, 000-16: the carrier stands by a delivery that the buyer has looked for in vain */
    @Test
    void delivered_after_the_buyer_has_looked_means_a_remedy(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        var dispute = checks(desk.opens(orderNotReceived().delivered("2026-11-23T10:00", "玄関")))
                .completes("Task_AnswerBuyer", SEND)
                .receives("buyer-replied", with("buyerText", "どこにもありません。"))
                .completes("Task_ReadReply", with("buyerAnswer", "STILL_MISSING"));
        desk.passes(hours(1));
        asksCarrier(checks(dispute))
                .receives("carrier-answered", with(CARRIER_ANSWER, "DELIVERED"))
                .waitsAt("Task_ChooseRemedy")
                .knows(REMEDY_OPTIONS, "REFUND,REPLACEMENT")
                .knows(RECOMMENDED_REMEDY, "REFUND");
    }

    /** 000-14, 000-15, A7: what the carrier says is proof for the claim, so it is still waited for */
    @Test
    void a_claim_does_not_end_the_inquiry(Desk desk) {
        asksCarrier(checks(stuck(desk)))
                .receives("a-to-z-filed")
                .waitsAt("Task_AnswerClaim", "Task_EnterCarrierAnswer")
                .receives("carrier-answered", with(CARRIER_ANSWER, "DELIVERED"))
                .hasRemedies("CARRIER_INQUIRY ANSWERED")
                .knows(RESPONSE, "CLAIM_OPEN")
                .waitsAt("Task_AnswerClaim", "Gw_Wait");
    }

    /** 000-09, 000-14: who asks meanwhile reads that the carrier is looking */
    @Test
    void a_buyer_who_asks_meanwhile_hears_that_the_carrier_is_looking(Desk desk) {
        var dispute = asksCarrier(checks(stuck(desk)));
        desk.passes(hours(1));
        dispute.receives("buyer-replied", with("buyerText", "何か分かりましたか。"))
                .completes("Task_ReadReply", with("buyerAnswer", "OTHER"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("carrier-is-looking", JAPANESE, "INQ-77")
                .waitsAt("Task_EnterCarrierAnswer");
    }

    /** In transit, and without a scan for six days. */
    private static Dispute stuck(Desk desk) {
        var dispute = desk.opens(orderNotReceived().withoutTracking())
                .completes(
                        "Task_EnterTracking",
                        with(CARRIER, "Yamato")
                                .and(DELIVERY_STATE, "IN_TRANSIT")
                                .and(LAST_SCAN_DATE, "2026-11-18")
                                .and(LATEST_DELIVERY_DATE, "2026-11-27"));
        assertThat(dispute.form("Task_CheckFacts", "caseFacts", Locale.ENGLISH)).contains("6 d without a scan");
        return dispute;
    }

    private static Opening lost() {
        return orderNotReceived().withParcel(DeliveryState.LOST);
    }
}
