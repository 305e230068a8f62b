package org.disputedesk.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.policy.PolicyPack.Deadline;
import org.disputedesk.policy.PolicyPack.Pick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyPackTest {

    private static final String TEXTS = """
                name: {en: Name, ja: 名前, zh: 名称}
                rule: {en: Rule., ja: 規則。, zh: 规则。}
                source: P1
                certainty: H
            """;

    private static PolicyPack pack(String deadline) {
        return PolicyPack.of("pack: test\nversion: 2026-11-25\ndeadlines:\n  - key: a.b\n    fact: replyDue\n"
                + TEXTS.indent(0) + deadline.indent(4));
    }

    @Test
    void its_id_is_name_version_and_the_beginning_of_its_hash() {
        PolicyPack pack = PolicyPack.of("pack: amazon\nversion: 2026-11-25\n");
        assertThat(pack.sha256()).matches("[0-9a-f]{64}");
        assertThat(pack.id()).isEqualTo("amazon 2026-11-25 #" + pack.sha256().substring(0, 8));
        assertThat(PolicyPack.of("pack: amazon\r\nversion: 2026-11-25\r\n").id())
                .as("checked out on Windows")
                .isEqualTo(pack.id());
        assertThat(PolicyPack.of("pack: amazon\nversion: 2026-11-25 # checked by a person\n")
                        .id())
                .isNotEqualTo(pack.id());
    }

    @Test
    void a_list_of_anchors_shares_the_period_and_a_map_has_a_distance_for_each() {
        assertThat(pack("anchors: [orderedAt, deliveredAt]\nperiod: P3D")
                        .deadline("a.b")
                        .variants()
                        .get(0)
                        .anchors())
                .containsExactly(
                        java.util.Map.entry("orderedAt", Distance.parse("P3D")),
                        java.util.Map.entry("deliveredAt", Distance.parse("P3D")));
        Deadline each =
                pack("pick: earliest\nanchors: {orderedAt: P30D, deliveredAt: PT0S}\nnotBefore: {firstContactAt: PT48H}")
                        .deadline("a.b");
        assertThat(each.pick()).isEqualTo(Pick.EARLIEST);
        assertThat(each.variants().get(0).anchors())
                .containsEntry("orderedAt", Distance.parse("P30D"))
                .containsEntry("deliveredAt", Distance.parse("PT0S"));
        assertThat(each.variants().get(0).fromNow()).isEqualTo(Distance.parse("PT0S"));
        assertThat(each.notBefore()).containsEntry("firstContactAt", Distance.parse("PT48H"));
    }

    @Test
    void a_variant_says_only_what_differs() {
        Deadline deadline = pack("""
                anchors: [returnReceivedAt]
                variants:
                  - marketplaces: [US, CA]
                    since: 2026-01-26
                    period: P4D
                    certainty: M
                  - period: P2D business
                """).deadline("a.b");
        var first = deadline.variants().get(0);
        assertThat(first.marketplaces()).isEqualTo(Set.of(Marketplace.US, Marketplace.CA));
        assertThat(first.since()).isEqualTo(LocalDate.of(2026, 1, 26));
        assertThat(first.certainty()).isEqualTo("M");
        assertThat(first.source()).isEqualTo("P1");
        assertThat(first.rule().in("ja")).isEqualTo("規則。");
        assertThat(deadline.inForce(Marketplace.US, LocalDate.of(2026, 1, 26))).isZero();
        assertThat(deadline.inForce(Marketplace.US, LocalDate.of(2026, 1, 25))).isOne();
        assertThat(deadline.inForce(Marketplace.JP, LocalDate.of(2026, 11, 25))).isOne();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anchors: [orderedAt] | 'period' is missing",
                "anchors: [] | 'period' is missing",
                "anchors: {orderedAt: P3D}, period: P3D | anchors have their own distances",
                "anchors: {orderedAt: P1M} | 'P1M' is no distance",
                "anchors: [orderedAt], period: P3D, notBefore: {orderedAt: P1D} | either an anchor or in 'notBefore'",
                "anchors: [orderedAt], period: P3D, pick: newest | NEWEST",
                "anchors: [orderedAt], perod: P3D | perod",
                "anchors: [orderedAt], period: P3D, warnings: {replyWarnAt: soon} | 'soon' is no distance",
                "anchors: [orderedAt], period: P3D, variants: [{marketplaces: [XX]}] | XX",
                "anchors: [orderedAt], period: P3D, variants: [{marketplaces: [US]}] | the last variant",
                "anchors: [orderedAt], period: P3D, variants: [{since: 2026-01-01}] | the last variant",
                "anchors: [orderedAt], period: P3D, variants: [{since: 2026-02-30}] | 2026-02-30"
            })
    void what_is_wrong_is_said(String deadline, String problem) {
        String lines = deadline.replaceAll(", (?=(period|notBefore|pick|warnings|variants|perod):)", "\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pack(lines))
                .withMessageStartingWith("The policy pack cannot be read: ")
                .withMessageContaining(problem);
    }

    @Test
    void what_stands_there_twice_or_is_left_out_is_said() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyPack.of("pack: a\npack: b\nversion: 1\n"))
                .withMessageContaining("pack");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyPack.of("# nothing\n"))
                .withMessageContaining("'pack' is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        PolicyPack.of("pack: a\nversion: 1\namounts:\n  - key: m.n\n    name: {en: N, ja: N, zh: N}\n"))
                .withMessageContaining("m.n: 'in' is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyPack.of("pack: a\n"))
                .withMessageContaining("'version' is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyPack.of(
                        "pack: a\nversion: 1\ndeadlines: [{key: x.y, fact: f, period: P1D, source: P1, certainty: H,"
                                + " rule: {en: R, ja: R, zh: R}, name: {en: N, ja: N}}]"))
                .withMessageContaining("x.y: 'name' is needed in en, ja and zh");
    }

    /** Nodes of two versions share one database for a while. */
    @Test
    void a_pack_of_another_version_is_read_as_far_as_it_is_understood() {
        String newer = "pack: a\nversion: 1\nsomething: new\n";
        assertThatIllegalArgumentException().isThrownBy(() -> PolicyPack.of(newer));
        assertThat(PolicyPack.stored(newer).version()).isEqualTo("1");
    }

    @Test
    void where_an_old_pack_is_silent_the_newer_one_speaks() {
        PolicyPack old = pack("anchors: []\nperiod: P1D");
        PolicyPack newer = PolicyPack.of(pack("anchors: []\nperiod: P2D").content() + """
                  - key: c.d
                    fact: replyDue
                    anchors: []
                    period: P3D
                """ + TEXTS.indent(0) + """
                amounts:
                  - key: m
                    name: {en: N, ja: N, zh: N}
                    rule: {en: N, ja: N, zh: N}
                    in: {USD: 99.5, JPY: 10000}
                    since: 2026-11-25
                    source: P1
                    certainty: OWN
                """);
        PolicyPack both = old.or(newer);
        assertThat(both.id()).isEqualTo(old.id());
        assertThat(both.deadline("a.b").pack()).isEqualTo(old.id());
        assertThat(both.deadline("c.d").pack()).isEqualTo(newer.id());
        assertThat(both.amount("m", Currency.getInstance("USD"))).isEqualByComparingTo("99.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> both.amount("m", Currency.getInstance("EUR")))
                .withMessageContaining("EUR");
        assertThatThrownBy(() -> both.deadline("no.such"))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("a.b");
    }

    /** The pack that is shipped: what other code asks of it. */
    @Test
    void the_pack_of_the_desk_answers() {
        PolicyPack pack = new PolicyPack();
        assertThat(pack.id()).matches("amazon \\d{4}-\\d\\d-\\d\\d #[0-9a-f]{8}");
        assertThat(List.of(Marketplace.values()))
                .allSatisfy(marketplace -> assertThat(pack.amount("refund.second-person-above", marketplace.currency()))
                        .isPositive());
        assertThat(pack.amount("refund.second-person-above", Currency.getInstance("JPY")))
                .isEqualByComparingTo("10000");
        assertThat(pack.count("fraud.non-arrivals-of-buyer").value()).isEqualTo(3);
        assertThat(pack.count("fraud.non-arrivals-of-buyer").within()).isEqualTo(Distance.parse("P180D"));
        assertThat(pack.count("feedback.requests-per-order").value()).isOne();
        assertThat(pack.rule("refund-is-amazons").certainty()).isEqualTo("H");
    }
}
