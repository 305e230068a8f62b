package org.disputedesk.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.policy.Guard.Given;
import org.disputedesk.policy.Guard.Standing;
import org.disputedesk.policy.Guard.Wait;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** 000-07, 000-13, 000-16, 003-07, A7, P13: what the guard lets pass, over all combinations of what it looks at. */
class GuardTest {

    private static final String CASE = "D-2026-000001";
    private static final List<String> STATES = List.of("DECIDED", "RELEASED", "IN_DOUBT", "DONE", "SETTLED");

    private final EvidenceLog record = mock(EvidenceLog.class);
    private final Guard guard = new Guard(new PolicyPack(), record);

    private static List<Standing> allStandings() {
        List<Standing> all = new ArrayList<>();
        for (String owner : List.of("AMAZON", "SELLER")) {
            for (String payment : List.of("PENDING", "PAID", "REFUNDED", "CLAIM_OPEN", "UNKNOWN")) {
                for (boolean claim : List.of(true, false)) {
                    all.add(standing(owner, payment, claim));
                    for (String type : List.of("REFUND", "REPLACEMENT")) {
                        for (String state : STATES) {
                            for (String line : List.of("", "A", "B")) {
                                all.add(standing(owner, payment, claim, new Given(type, line, state, CASE)));
                            }
                        }
                    }
                }
            }
        }
        return all;
    }

    private static Standing standing(String owner, String payment, boolean claim, Given... held) {
        return new Standing(CASE, "250-1111111-1111111", owner, payment, claim, false, List.of(held));
    }

    private static Optional<String> rule(@Nullable Throwable refusal) {
        if (refusal == null) {
            return Optional.empty();
        }
        assertThat(refusal).isInstanceOf(Refused.class);
        return Optional.of(((Refused) refusal).rule().id());
    }

    @Test
    void money_and_goods_pass_only_when_nothing_at_all_forbids_them() {
        for (Standing order : allStandings()) {
            for (String line : List.of("", "A", "B")) {
                for (String type : List.of("REFUND", "REPLACEMENT")) {
                    boolean touches = order.held().stream()
                            .anyMatch(g -> g.line().isEmpty()
                                    || line.isEmpty()
                                    || g.line().equals(line));
                    boolean free = order.serviceOwner().equals("SELLER")
                            && !order.claimOpen()
                            && List.of("PAID", "UNKNOWN").contains(order.paymentState())
                            && !touches;
                    assertThat(rule(catchThrowable(() -> guard.passRemedy(order, type, line)))
                                    .isEmpty())
                            .as("%s of line '%s' for %s", type, line, order)
                            .isEqualTo(free);
                }
            }
        }
    }

    @Test
    void asking_the_carrier_is_always_allowed() {
        assertThat(allStandings()).allSatisfy(order -> {
            guard.passRemedy(order, "CARRIER_INQUIRY", "");
            guard.passRelease(order, "CARRIER_INQUIRY", false, null);
        });
    }

    @Test
    void what_was_decided_is_looked_at_again_before_it_is_done() {
        for (Standing order : allStandings()) {
            boolean free = order.serviceOwner().equals("SELLER")
                    && !order.claimOpen()
                    && List.of("PAID", "UNKNOWN").contains(order.paymentState());
            assertThat(rule(catchThrowable(() -> guard.passRelease(order, "REFUND", false, null)))
                            .isEmpty())
                    .as("%s", order)
                    .isEqualTo(free);
        }
    }

    @Test
    void each_refusal_names_its_rule_and_stays_in_the_record() {
        assertThat(rule(catchThrowable(() -> guard.passRemedy(standing("AMAZON", "PAID", false), "REFUND", ""))))
                .contains("refund-is-amazons");
        assertThat(rule(catchThrowable(() -> guard.passRemedy(standing("SELLER", "PAID", true), "REFUND", ""))))
                .contains("nothing-beside-a-claim");
        assertThat(rule(catchThrowable(() -> guard.passRemedy(standing("SELLER", "PENDING", false), "REFUND", ""))))
                .contains("nothing-while-payment-is-open");
        Given refund = new Given("REFUND", "", "DONE", "D-2026-000009");
        assertThatThrownBy(() -> guard.passRemedy(standing("SELLER", "PAID", false, refund), "REPLACEMENT", "A"))
                .hasMessageContaining("REFUND (DONE, D-2026-000009)");
        verify(record).appendDespiteRollback(eq(CASE), eq("refused"), contains("[refund-is-amazons;"), any());
        verify(record).appendDespiteRollback(eq(CASE), eq("refused"), contains("[one-remedy;"), any());
    }

    /** 001-04, 001-05: the refusal names the case in which it lies */
    @Test
    void what_the_order_waits_for_holds_refunds_and_a_filing_holds_goods_as_well() {
        for (Wait wait : List.of(
                new Wait(Wait.ASKED, CASE), new Wait(Wait.FILED, "D-2026-000009"), new Wait(Wait.RETURN, CASE))) {
            Standing order =
                    new Standing(CASE, "250-1111111-1111111", "SELLER", "PAID", false, false, List.of(), List.of(wait));
            assertThatThrownBy(() -> guard.passRemedy(order, "REFUND", "A")).hasMessageContaining(wait.caseNumber());
            assertThat(rule(catchThrowable(() -> guard.passRelease(order, "REFUND", false, null))))
                    .contains("refund-after-approval-or-return");
            assertThat(rule(catchThrowable(() -> guard.passRemedy(order, "REPLACEMENT", ""))))
                    .isEqualTo(
                            wait.why().equals(Wait.FILED)
                                    ? Optional.of("no-goods-while-cancelling")
                                    : Optional.empty());
            guard.passRemedy(order, "CARRIER_INQUIRY", "");
        }
    }

    /** P26: to the second, and not while nobody knows when the feedback was left */
    @Test
    void a_removal_is_asked_for_in_its_time() {
        Instant closes = Instant.parse("2026-11-26T00:00:00Z");
        guard.passRemoval(removal(closes), closes.minusSeconds(1));
        for (Instant until : new Instant[] {closes, null}) {
            assertThat(rule(catchThrowable(() -> guard.passRemoval(removal(until), closes))))
                    .contains("removal-window");
        }
    }

    private static Guard.Removal removal(@Nullable Instant closes) {
        return new Guard.Removal(CASE, "250-1111111-1111111", null, true, closes, ZoneOffset.UTC);
    }

    /** 000-13, P13 */
    @Test
    void a_second_person_is_another_person() {
        Standing order = standing("SELLER", "PAID", false);
        assertThat(rule(catchThrowable(() -> guard.passRelease(order, "REFUND", true, null))))
                .contains("second-person");
        guard.passRelease(order, "REFUND", true, "lead");
        assertThat(rule(catchThrowable(() -> guard.passApproval(CASE, "lead", "lead"))))
                .contains("second-person");
        guard.passApproval(CASE, "agent", "lead");
    }

    /** 000-03, 000-10, 000-20 */
    @Test
    void a_letter_is_checked_complete_and_neutral() {
        guard.passFactualLetter(CASE, "letter", List.of());
        guard.passCompleteLetter(CASE, "letter", "");
        assertThat(rule(catchThrowable(() -> guard.passFactualLetter(CASE, "letter", List.of("paymentState")))))
                .contains("facts-need-checks");
        assertThat(rule(catchThrowable(() -> guard.passCompleteLetter(CASE, "letter", "A part is empty."))))
                .contains("letter-complete");
        assertThat(rule(catchThrowable(() -> {
                    throw guard.letter(CASE, "letter", "no-accusation", "It says fraud.", "It accuses.");
                })))
                .contains("no-accusation");
    }
}
