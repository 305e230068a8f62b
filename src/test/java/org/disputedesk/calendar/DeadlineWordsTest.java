package org.disputedesk.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import org.disputedesk.calendar.Reckoning.Reckoned;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.policy.PolicyPack.Deadline;
import org.junit.jupiter.api.Test;

/** What staff read about a deadline, one text for each way of counting (003-23). */
class DeadlineWordsTest {

    private final Reckoning reckoning = new Reckoning(new BusinessDays());
    private final AnchorWords anchors = new AnchorWords();
    private final Map<String, Instant> facts = new HashMap<>();
    private Marketplace marketplace = Marketplace.JP;
    private final Instant now = Instant.parse("2026-11-24T01:00:00Z");

    private void known(String fact, String localTime) {
        facts.put(
                fact, LocalDateTime.parse(localTime).atZone(marketplace.zone()).toInstant());
    }

    private String said(DeadlineWords words, Deadline deadline) {
        Reckoned reckoned = reckoning.reckon(deadline, marketplace, facts::get, now);
        return words.explanation(
                deadline, reckoned.basis(), reckoned.due(), marketplace, fact -> anchors.in(words.language(), fact));
    }

    private void reads(Deadline deadline, String en, String ja, String zh) {
        assertThat(said(DeadlineWords.EN, deadline)).isEqualTo(en);
        assertThat(said(DeadlineWords.JA, deadline)).isEqualTo(ja);
        assertThat(said(DeadlineWords.ZH, deadline)).isEqualTo(zh);
    }

    /** 002-24, P1 */
    @Test
    void counted_from_a_fact() {
        known("messageReceivedAt", "2026-11-24T09:00");
        reads(
                TestPacks.amazon().deadline("reply.target"),
                "Buyer messages are answered within 24 hours of their arrival, weekends and holidays included. Counted from"
                        + " the buyer's message (Tue 2026-11-24 09:00 JST) plus 24 hours: due Wed 2026-11-25 09:00 JST."
                        + " Source: P1, https://sellercentral.amazon.com/gp/help/external/200549770 (read in Amazon's own"
                        + " words).",
                "購入者のメッセージには、土日祝日も含めて受信から24時間以内に返信します。2026-11-24（火）09:00 JST の購入者のメッセージから24時間後の"
                        + " 2026-11-25（水）09:00 JST が期限です。根拠：P1,"
                        + " https://sellercentral.amazon.com/gp/help/external/200549770（Amazon自身の記載で確認）。",
                "买家消息须在收到后24小时内答复，周末和节假日也计算在内。从 2026-11-24（周二）09:00 JST 的买家消息起算24小时，截止时间为"
                        + " 2026-11-25（周三）09:00 JST。依据：P1,"
                        + " https://sellercentral.amazon.com/gp/help/external/200549770（见于亚马逊的官方说明）。");
    }

    @Test
    void the_fact_itself() {
        known("promisedDate", "2026-11-26T00:00");
        Deadline deadline = TestPacks.deadline("anchors: [promisedDate]\nperiod: PT0S");
        reads(
                deadline,
                "It is a test. Set by the end of the promised day: due Thu 2026-11-26 00:00 JST. Source: P1 (read in"
                        + " Amazon's own words).",
                "試験です。約束した日の終わりに合わせて 2026-11-26（木）00:00 JST が期限です。根拠：P1（Amazon自身の記載で確認）。",
                "这是测试。以承诺日期结束时为准，截止时间为 2026-11-26（周四）00:00 JST。依据：P1（见于亚马逊的官方说明）。");
    }

    @Test
    void counted_from_the_moment_it_was_set() {
        Deadline deadline = TestPacks.deadline("anchors: []\nperiod: PT1H30M");
        reads(
                deadline,
                "It is a test. Counted from the moment it was set (Tue 2026-11-24 10:00 JST) plus 1 hour 30 minutes: due Tue"
                        + " 2026-11-24 11:30 JST. Source: P1 (read in Amazon's own words).",
                "試験です。設定した 2026-11-24（火）10:00 JST から1時間30分後の 2026-11-24（火）11:30 JST が期限です。根拠：P1（Amazon自身の記載で確認）。",
                "这是测试。从设定时（2026-11-24（周二）10:00 JST）起算1小时30分钟，截止时间为 2026-11-24（周二）11:30" + " JST。依据：P1（见于亚马逊的官方说明）。");
    }

    @Test
    void counted_from_the_moment_it_was_set_for_want_of_a_fact() {
        Deadline deadline = TestPacks.deadline("anchors: [claimFiledAt, claimAskedAt]\nperiod: P1D");
        reads(
                deadline,
                "It is a test. The time of the claim or Amazon's question is not known yet, so it is counted from the moment"
                        + " it was set (Tue 2026-11-24 10:00 JST) plus 1 day: due Wed 2026-11-25 10:00 JST. Source: P1 (read"
                        + " in Amazon's own words).",
                "試験です。保証申請またはAmazonからの照会の日時がまだ分からないため、設定した 2026-11-24（火）10:00 JST から1日後の"
                        + " 2026-11-25（水）10:00 JST が期限です。根拠：P1（Amazon自身の記載で確認）。",
                "这是测试。索赔提交或亚马逊的询问的时间尚不清楚，因此从设定时（2026-11-24（周二）10:00 JST）起算1天，截止时间为"
                        + " 2026-11-25（周三）10:00 JST。依据：P1（见于亚马逊的官方说明）。");
    }

    /** P4, P9: nothing is due then, something begins */
    @Test
    void not_before() {
        known("deliveredAt", "2026-11-24T09:00");
        known("firstContactAt", "2026-11-24T09:00");
        Deadline deadline = TestPacks.amazon().deadline("inr.claim-opens");
        assertThat(said(DeadlineWords.EN, deadline))
                .contains(
                        " Not before 48 hours after the buyer's first message (Tue 2026-11-24 09:00 JST): Thu 2026-11-26"
                                + " 09:00 JST. Source: P9, P4, ");
        assertThat(said(DeadlineWords.JA, deadline))
                .contains("2026-11-24（火）09:00 JST の購入者の最初のメッセージから48時間は待つため、2026-11-26（木）09:00 JST です。根拠：P9");
        assertThat(said(DeadlineWords.ZH, deadline))
                .contains("不早于 2026-11-24（周二）09:00 JST 的买家首次来信之后48小时，即 2026-11-26（周四）09:00 JST。依据：P9");
    }

    /** P21: the rule, the source's certainty and the zone are those of the marketplace and of the day */
    @Test
    void what_holds_elsewhere_or_held_earlier_is_said_in_its_own_words() {
        Deadline deadline = TestPacks.amazon().deadline("refund.after-return");
        known("returnReceivedAt", "2026-11-20T15:00");
        assertThat(said(DeadlineWords.EN, deadline))
                .startsWith("A return is refunded within two business days of its arrival. This is an older rule;")
                .contains(
                        "plus 2 business days: due Wed 2026-11-25 15:00 JST. Business days are counted without weekends"
                                + " and public holidays (Japan). Source: P21, ")
                .endsWith("(consistent third-party reports).");
        assertThat(said(DeadlineWords.JA, deadline))
                .contains("から2営業日後の 2026-11-25（水）15:00 JST が期限です。営業日は日本の週末と祝日を除いて数えます。根拠：");
        assertThat(said(DeadlineWords.ZH, deadline))
                .contains("起算2个工作日，截止时间为 2026-11-25（周三）15:00 JST。工作日不含日本的周末和公共假日。依据：");
        marketplace = Marketplace.US;
        known("returnReceivedAt", "2026-11-20T15:00");
        assertThat(said(DeadlineWords.EN, deadline))
                .startsWith("Since 2026-01-26 a return is refunded within four calendar days")
                .contains("(Fri 2026-11-20 15:00 PST) plus 4 days: due Tue 2026-11-24 15:00 PST.");
    }

    @Test
    void a_fact_nobody_has_put_into_words_is_named() {
        assertThat(anchors.in("ja", "noSuchFact")).isEqualTo("noSuchFact");
    }
}
