package org.disputedesk.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.disputedesk.calendar.Deadlines.Basis;
import org.disputedesk.calendar.Reckoning.Reckoned;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.policy.PolicyPack;
import org.disputedesk.policy.PolicyPack.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReckoningTest {

    private static final PolicyPack AMAZON = TestPacks.amazon();

    private final Reckoning reckoning = new Reckoning(new BusinessDays());
    private final Map<String, Instant> facts = new HashMap<>();
    private Marketplace marketplace = Marketplace.JP;
    private Instant now = Instant.parse("2026-11-25T00:00:00Z");

    private Reckoned reckon(Deadline deadline) {
        return reckoning.reckon(deadline, marketplace, facts::get, now);
    }

    private void known(String fact, String localTime) {
        facts.put(fact, there(localTime));
    }

    private Instant there(String localTime) {
        return LocalDateTime.parse(localTime).atZone(marketplace.zone()).toInstant();
    }

    private void isDue(Deadline deadline, String localTime, String anchor) {
        Reckoned reckoned = reckon(deadline);
        assertThat(reckoned.due().atZone(marketplace.zone()).toLocalDateTime())
                .isEqualTo(LocalDateTime.parse(localTime));
        assertThat(reckoned.basis().anchor()).isEqualTo(anchor);
    }

    // --- which anchor counts

    /** 002-24, A19 */
    @Test
    void latest_takes_the_newest_that_has_come() {
        Deadline reply = AMAZON.deadline("reply.target");
        known("messageReceivedAt", "2026-11-24T18:00");
        isDue(reply, "2026-11-25T18:00", "messageReceivedAt");
        known("buyerAnswerDue", "2026-11-30T00:00");
        isDue(reply, "2026-11-25T18:00", "messageReceivedAt");
        known("buyerAnswerDue", "2026-11-25T00:00");
        isDue(reply, "2026-11-26T00:00", "buyerAnswerDue");
    }

    /** 002-24, P1: 24 hours are 24 hours, whatever the clocks, the calendar and the marketplace do; the reminders too */
    @ParameterizedTest
    @EnumSource(Marketplace.class)
    void an_answer_is_due_24_hours_after_any_moment_anywhere(Marketplace where) {
        marketplace = where;
        var random = new Random(20261127);
        Deadline reply = AMAZON.deadline("reply.target");
        for (int n = 0; n < 500; n++) {
            Instant received = Instant.parse("2027-01-01T00:00:00Z").plusSeconds(random.nextInt(3 * 366 * 86_400));
            facts.put("messageReceivedAt", received);
            now = received.plusSeconds(random.nextInt(90_000));
            Reckoned reckoned = reckon(reply);
            assertThat(reckoned.due()).as("received %s", received).isEqualTo(received.plus(Duration.ofHours(24)));
            assertThat(reckoned.warnings().values())
                    .as("received %s", received)
                    .contains(received.plus(Duration.ofHours(12)), received.plus(Duration.ofHours(20)));
        }
    }

    @Test
    void a_single_anchor_may_lie_ahead() {
        known("latestDeliveryAt", "2026-12-01T00:00");
        isDue(AMAZON.deadline("inr.delivery-promised"), "2026-12-01T00:00", "latestDeliveryAt");
    }

    /** P9 */
    @ParameterizedTest
    @CsvSource({
        // three days after the latest date
        "2026-11-20T23:59:59, 2026-11-10T10:00,,                 2026-11-23T23:59:59, latestDeliveryAt",
        // 30 days after the order, when the date is far
        "2026-12-20T23:59:59, 2026-11-10T10:00,,                 2026-12-10T10:00,    orderedAt",
        // the delivered scan, when it is earlier than both
        "2026-11-20T23:59:59, 2026-11-10T10:00, 2026-11-18T14:05, 2026-11-18T14:05,   deliveredAt",
        // and not when it is later
        "2026-11-20T23:59:59, 2026-11-10T10:00, 2026-11-24T14:05, 2026-11-23T23:59:59, latestDeliveryAt",
        ",,                   2026-11-18T14:05, 2026-11-18T14:05, deliveredAt"
    })
    void earliest_takes_what_leads_to_the_earliest_moment(
            String latest, String ordered, String delivered, String due, String anchor) {
        Map.of(
                        "latestDeliveryAt",
                        String.valueOf(latest),
                        "orderedAt",
                        String.valueOf(ordered),
                        "deliveredAt",
                        String.valueOf(delivered))
                .forEach((fact, at) -> {
                    if (!at.equals("null")) {
                        known(fact, at);
                    }
                });
        known("messageReceivedAt", "2026-11-10T12:00");
        isDue(AMAZON.deadline("inr.claim-opens"), due, anchor);
    }

    /** P4: the buyer's first message, whatever he writes afterwards */
    @Test
    void it_is_never_before_the_first_known_fact_of_not_before() {
        Deadline opens = AMAZON.deadline("inr.claim-opens");
        known("deliveredAt", "2026-11-24T10:00");
        known("messageReceivedAt", "2026-11-24T18:00");
        isDue(opens, "2026-11-26T18:00", "messageReceivedAt");
        known("firstContactAt", "2026-11-23T09:00");
        isDue(opens, "2026-11-25T09:00", "firstContactAt");
        known("firstContactAt", "2026-11-20T09:00");
        isDue(opens, "2026-11-24T10:00", "deliveredAt");
    }

    @Test
    void first_takes_the_first_in_the_order_of_the_pack() {
        Deadline opens = AMAZON.deadline("feedback.opens");
        known("latestDeliveryAt", "2026-11-28T23:59:59");
        isDue(opens, "2026-12-03T23:59:59", "latestDeliveryAt");
        known("earliestDeliveryAt", "2026-11-29T00:00");
        isDue(opens, "2026-12-04T00:00", "earliestDeliveryAt");
    }

    @Test
    void without_any_anchor_it_counts_from_now_the_shortest_distance() {
        now = Instant.parse("2026-11-25T03:04:05Z");
        assertThat(reckon(AMAZON.deadline("inr.buyer-answer")).due()).isEqualTo(Instant.parse("2026-12-02T03:04:05Z"));
        Reckoned unknown = reckon(TestPacks.deadline(
                "pick: earliest\nanchors: {latestDeliveryAt: P3D, orderedAt: P30D, deliveredAt: P5D}"));
        assertThat(unknown.due()).isEqualTo(Instant.parse("2026-11-28T03:04:05Z"));
        assertThat(unknown.basis()).isEqualTo(new Basis(unknown.basis().pack(), 0, Basis.NOW, now));
        // and then waits for what it may not precede
        facts.put("messageReceivedAt", now.minus(Duration.ofHours(1)));
        assertThat(reckon(AMAZON.deadline("inr.claim-opens")).due()).isEqualTo(now.plus(Duration.ofHours(47)));
    }

    // --- how distances are counted

    /** P1: a message of before the desk was down; what is overdue is overdue since then */
    @Test
    void a_deadline_that_is_computed_late_is_as_old_as_it_is() {
        known("messageReceivedAt", "2026-11-22T08:00");
        isDue(AMAZON.deadline("reply.target"), "2026-11-23T08:00", "messageReceivedAt");
    }

    @Test
    void warnings_count_from_the_anchor_or_back_from_the_end() {
        Deadline deadline = TestPacks.deadline("""
                anchors: [claimFiledAt]
                period: P7D
                warnings: {claimWarnAt: P2D, appealWarnAt: PT12H, replyWarnAt: -PT4H, replyUrgentAt: -P1D business}
                """);
        known("claimFiledAt", "2026-11-20T10:00");
        Reckoned reckoned = reckon(deadline);
        assertThat(reckoned.due()).isEqualTo(there("2026-11-27T10:00"));
        assertThat(reckoned.warnings())
                .containsEntry("claimWarnAt", there("2026-11-22T10:00"))
                .containsEntry("appealWarnAt", there("2026-11-20T22:00"))
                .containsEntry("replyWarnAt", there("2026-11-27T06:00"))
                .containsEntry("replyUrgentAt", there("2026-11-26T10:00"));
    }

    /** P21 elsewhere than in the United States: at the time of day the return came, two business days later */
    @ParameterizedTest
    @CsvSource({
        "JP, 2026-11-20T15:00, 2026-11-25T15:00",
        "JP, 2026-05-01T10:00, 2026-05-08T10:00",
        "DE, 2026-12-23T11:00, 2026-12-28T11:00",
        // it comes on a day off
        "DE, 2026-11-21T11:00, 2026-11-24T11:00",
        "SA, 2026-11-19T11:00, 2026-11-23T11:00",
        "UK, 2026-12-24T11:00, 2026-12-30T11:00"
    })
    void business_days_are_those_of_the_marketplaces_country(Marketplace place, String received, String due) {
        marketplace = place;
        known("returnReceivedAt", received);
        isDue(AMAZON.deadline("refund.after-return"), due, "returnReceivedAt");
    }

    @ParameterizedTest
    @CsvSource({
        // the leap day, and a February without one
        "2028-02-15T12:00, P14D, 2028-02-29T12:00",
        "2028-01-30T12:00, P30D, 2028-02-29T12:00",
        "2027-01-30T12:00, P30D, 2027-03-01T12:00",
        "2028-02-29T12:00, P1D, 2028-03-01T12:00",
        // ends of months and years
        "2026-10-31T23:59:59, P30D, 2026-11-30T23:59:59",
        "2026-12-31T00:00, P90D, 2027-03-31T00:00",
        "2026-11-30T12:00, P2W, 2026-12-14T12:00"
    })
    void days_are_days_of_the_calendar(String from, String period, String due) {
        known("orderedAt", from);
        isDue(TestPacks.deadline("anchors: [orderedAt]\nperiod: " + period), due, "orderedAt");
    }

    /**
     * The 18 marketplaces of the fourth source over every change of clocks of 2026: seven days end at the same time of day,
     * however many hours that is; 168 hours stay 168. The columns are the hours of seven days over the changes of North
     * America, Europe, Egypt and Australia, in the order of the year.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // 8 Mar, 29 Mar, 5 Apr, 24 Apr, 4 Oct, 25 Oct, 29 Oct, 1 Nov
        "US, 167, 168, 168, 168, 168, 168, 169, 169",
        "CA, 167, 168, 168, 168, 168, 168, 169, 169",
        "UK, 168, 167, 168, 168, 168, 169, 168, 168",
        "DE, 168, 167, 168, 168, 168, 169, 168, 168",
        "FR, 168, 167, 168, 168, 168, 169, 168, 168",
        "IT, 168, 167, 168, 168, 168, 169, 168, 168",
        "ES, 168, 167, 168, 168, 168, 169, 168, 168",
        "NL, 168, 167, 168, 168, 168, 169, 168, 168",
        "SE, 168, 167, 168, 168, 168, 169, 168, 168",
        "PL, 168, 167, 168, 168, 168, 169, 168, 168",
        "TR, 168, 168, 168, 168, 168, 168, 168, 168",
        "AE, 168, 168, 168, 168, 168, 168, 168, 168",
        "SA, 168, 168, 168, 168, 168, 168, 168, 168",
        "EG, 168, 168, 168, 167, 168, 168, 169, 169",
        "IN, 168, 168, 168, 168, 168, 168, 168, 168",
        "SG, 168, 168, 168, 168, 168, 168, 168, 168",
        "AU, 168, 168, 169, 168, 167, 168, 168, 168",
        "JP, 168, 168, 168, 168, 168, 168, 168, 168"
    })
    void seven_days_over_a_change_of_the_clocks_end_at_the_same_time_of_day(
            Marketplace place,
            long usSpring,
            long europeSpring,
            long australiaAutumn,
            long egyptSpring,
            long australiaSpring,
            long europeAutumn,
            long egyptAutumn,
            long usAutumn) {
        marketplace = place;
        Map<String, Long> hours = Map.of(
                "2026-03-05T12:00", usSpring,
                "2026-03-26T12:00", europeSpring,
                "2026-04-02T12:00", australiaAutumn,
                "2026-04-21T12:00", egyptSpring,
                "2026-10-01T12:00", australiaSpring,
                "2026-10-22T12:00", europeAutumn,
                "2026-10-26T12:00", egyptAutumn,
                "2026-10-29T12:00", usAutumn);
        hours.forEach((from, expected) -> {
            known("orderedAt", from);
            Instant anchor = there(from);
            Instant days = reckon(TestPacks.deadline("anchors: [orderedAt]\nperiod: P7D"))
                    .due();
            assertThat(days.atZone(place.zone()).toLocalDateTime())
                    .as("seven days after %s", from)
                    .isEqualTo(LocalDateTime.parse(from).plusDays(7));
            assertThat(Duration.between(anchor, days)).as("from %s", from).hasHours(expected);
            assertThat(reckon(TestPacks.deadline("anchors: [orderedAt]\nperiod: PT168H"))
                            .due())
                    .isEqualTo(anchor.plusSeconds(168 * 3600));
        });
    }

    /** An hour that does not exist, or exists twice, at the end. */
    @Test
    void a_day_that_ends_in_the_gap_of_a_change_of_clocks_ends_after_it() {
        marketplace = Marketplace.DE;
        known("orderedAt", "2026-03-28T02:30");
        isDue(TestPacks.deadline("anchors: [orderedAt]\nperiod: P1D"), "2026-03-29T03:30", "orderedAt");
        known("orderedAt", "2026-10-24T02:30");
        assertThat(reckon(TestPacks.deadline("anchors: [orderedAt]\nperiod: P1D"))
                        .due())
                .as("the first of the two")
                .isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
    }

    // --- what holds where and since when

    /** P21: the last second of the old rule and the first of the new, by the clocks of Los Angeles */
    @Test
    void the_variant_in_force_at_the_anchor_is_taken() {
        marketplace = Marketplace.US;
        Deadline refund = AMAZON.deadline("refund.after-return");
        // a Sunday; the next two business days are Monday and Tuesday
        known("returnReceivedAt", "2026-01-25T23:59:59");
        assertThat(reckon(refund).basis().variant()).isEqualTo(1);
        isDue(refund, "2026-01-27T23:59:59", "returnReceivedAt");
        known("returnReceivedAt", "2026-01-26T00:00");
        assertThat(reckon(refund).basis().variant()).isZero();
        isDue(refund, "2026-01-30T00:00", "returnReceivedAt");
        marketplace = Marketplace.CA;
        known("returnReceivedAt", "2026-01-26T00:00");
        assertThat(reckon(refund).basis().variant()).isEqualTo(2);
        isDue(refund, "2026-01-28T00:00", "returnReceivedAt");
    }

    /** P22 */
    @Test
    void a_claim_of_safe_t_counts_from_the_later_of_scan_and_refund() {
        marketplace = Marketplace.US;
        Deadline safet = AMAZON.deadline("safet.file");
        known("returnScannedAt", "2026-02-10T10:00");
        isDue(safet, "2026-04-11T10:00", "returnScannedAt");
        known("remedyDoneAt", "2026-02-20T10:00");
        isDue(safet, "2026-03-22T10:00", "remedyDoneAt");
        known("lastScanAt", "2026-02-16T00:00");
        isDue(AMAZON.deadline("safet.file-lost"), "2026-03-18T00:00", "lastScanAt");
    }

    /** Each value of the facts about policy, at a marketplace where it is certain. */
    @ParameterizedTest
    @CsvSource({
        "claim.contact-grace,  JP, firstContactAt,       2026-11-20T10:00, 2026-11-22T10:00",
        "claim.info-request,   US, claimFiledAt,         2026-11-20T10:00, 2026-11-22T10:00",
        "claim.appeal,         US, claimDecidedAt,       2026-11-20T10:00, 2026-12-20T10:00",
        "claim.appeal,         JP, claimDecidedAt,       2026-11-20T10:00, 2026-12-20T10:00",
        "inr.claim-closes,     JP, latestDeliveryAt,     2026-11-20T10:00, 2027-02-18T10:00",
        "chargeback.answer,    US, chargebackReceivedAt, 2026-11-20T10:00, 2026-11-27T10:00",
        "return.answer,        JP, returnRequestedAt,    2026-11-20T10:00, 2026-11-21T10:00",
        "safet.file,           DE, remedyDoneAt,         2026-11-20T10:00, 2026-12-20T10:00",
        "feedback.closes,      JP, latestDeliveryAt,     2026-11-20T10:00, 2026-12-20T10:00",
        "proactive.closes,     US, deliveredAt,          2026-11-20T10:00, 2026-12-20T10:00",
        "pii.erase,            JP, deliveredAt,          2026-11-20T10:00, 2026-12-20T10:00",
        "support.mail-reply,   JP, supportAskedAt,       2026-11-20T10:00, 2026-11-21T10:00",
        "cancel.self-service,  US, orderedAt,            2026-11-20T10:00, 2026-11-20T10:30",
        "refund.promise,       JP, remedyDoneAt,         2026-11-20T10:00, 2026-11-27T10:00",
        "refund.verify,        JP, refundExpectedAt,     2026-11-20T10:00, 2026-11-21T10:00",
        "inquiry.reminder,     JP, inquirySentAt,        2026-11-20T10:00, 2026-11-26T10:00",
        "inquiry.escalation,   JP, inquirySentAt,        2026-11-20T10:00, 2026-12-02T10:00"
    })
    void the_defaults_are_those_of_the_policy_facts(
            String key, Marketplace place, String anchor, String at, String due) {
        marketplace = place;
        known(anchor, at);
        isDue(AMAZON.deadline(key), due, anchor);
    }

    /** P7, P8, P14: the desk's own targets before Amazon's */
    @Test
    void own_targets_are_warnings() {
        known("claimFiledAt", "2026-11-20T10:00");
        assertThat(reckon(AMAZON.deadline("claim.info-request")).warnings())
                .containsEntry("claimWarnAt", there("2026-11-21T10:00"));
        known("claimDecidedAt", "2026-11-20T10:00");
        assertThat(reckon(AMAZON.deadline("claim.appeal")).warnings())
                .containsEntry("appealWarnAt", there("2026-11-27T10:00"));
        known("chargebackReceivedAt", "2026-11-20T10:00");
        assertThat(reckon(AMAZON.deadline("chargeback.answer")).warnings())
                .containsEntry("chargebackWarnAt", there("2026-11-22T10:00"));
    }
}
