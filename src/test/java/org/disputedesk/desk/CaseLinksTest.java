package org.disputedesk.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.disputedesk.desk.CaseLinks.How;
import org.disputedesk.desk.CaseLinks.Linked;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.rig.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

class CaseLinksTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T00:00:00Z"), ZoneOffset.UTC);

    /** A server keeps what an earlier test has left. */
    private final String order = "503-" + UUID.randomUUID().toString().substring(0, 8);

    private final String first = number();
    private final String second = number();
    private final String third = number();
    private TestDatabase database;
    private CaseLinks links;

    private static String number() {
        return "D-2026-" + (100_000_000 + (UUID.randomUUID().getMostSignificantBits() >>> 36));
    }

    TestDatabase open() {
        return TestDatabase.inMemory();
    }

    @BeforeEach
    void three_cases_of_which_two_are_of_one_order() {
        database = open();
        links = new CaseLinks(database.db(), CLOCK);
        database.hasCase(first, "order-not-received", order, true);
        database.hasCase(second, "wrong-item", order, false);
        database.hasCase(third, "feedback-removal", "other-order", true);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void cases_of_one_order_belong_together() {
        assertThat(links.of(first)).containsExactly(new Linked(second, "wrong-item", "CLOSED", order, How.SAME_ORDER));
        assertThat(links.of(second))
                .containsExactly(new Linked(first, "order-not-received", "OPEN", order, How.SAME_ORDER));
        assertThat(links.of(third)).extracting(Linked::caseNumber).doesNotContain(first, second);
        assertThat(links.openOf(order)).containsExactly(new CaseNumber(first));
        assertThat(links.of(List.of())).isEmpty();
    }

    @Test
    void a_split_is_seen_from_both_sides_and_counts_before_the_order() {
        String message = UUID.randomUUID().toString();
        links.split(new CaseNumber(first), message, "wrong-item", "", new CaseNumber(second), "agent");
        links.split(new CaseNumber(first), message, "feedback-removal", "", new CaseNumber(third), "agent");
        assertThat(links.of(first)).extracting(Linked::how).containsExactly(How.SPLIT_INTO, How.SPLIT_INTO);
        assertThat(links.of(second))
                .containsExactly(new Linked(first, "order-not-received", "OPEN", order, How.SPLIT_FROM));
        assertThat(links.of(List.of(first, second, third))).hasSize(3);
        assertThat(links.splitOff(message, "wrong-item", "")).contains(new CaseNumber(second));
        assertThat(links.splitOff(message, "expedite-request", "")).isEmpty();
        assertThatThrownBy(() -> links.split(
                        new CaseNumber(first), message, "wrong-item", "", new CaseNumber(third), "otheragent"))
                .isInstanceOf(DuplicateKeyException.class);
        // the same kind of problem with another order is another problem
        links.split(
                new CaseNumber(first), message, "wrong-item", "503-0000001-0000001", new CaseNumber(third), "agent");
        assertThat(links.splitOff(message, "wrong-item", "503-0000001-0000001")).contains(new CaseNumber(third));
    }
}
