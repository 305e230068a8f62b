package org.disputedesk.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.disputedesk.calendar.Deadlines.Kept;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.policy.PolicyPack;
import org.disputedesk.policy.PolicyPacks;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Cases keep the pack they began with, and what was computed for them can be explained for ever. */
@ExtendWith(OutputCaptureExtension.class)
class PackOfTheCaseTest {

    private static final PolicyPack ONE_DAY = TestPacks.resource("/policy/one-day.yml");
    private static final PolicyPack HALF_DAY = TestPacks.resource("/policy/half-day.yml");
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String CASE = "D-2026-000001";

    private HikariDataSource dataSource;
    private JdbcClient db;
    private final Map<String, Object> facts =
            new HashMap<>(Map.of("caseNumber", CASE, "marketplace", "JP", "messageReceivedAt", Date.from(NOW)));

    @BeforeEach
    void open() throws IOException, SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setMaximumPoolSize(10);
        dataSource = new HikariDataSource(config);
        db = JdbcClient.create(dataSource);
        migrate("2");
        db.sql("delete from case_deadline").update();
        db.sql("insert into case_deadline values (?, 'Reply to the buyer', ?, 'reply.target', 'Because.', 'P1', 'H')")
                .params("D-2025-000001", OffsetDateTime.ofInstant(NOW, ZoneOffset.UTC))
                .update();
        migrate("3");
    }

    String url() throws IOException, SQLException {
        return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("filesystem:src/main/resources/db/migration")
                .target(target)
                .load()
                .migrate();
    }

    @AfterEach
    void close() {
        dataSource.close();
    }

    /** A desk that was started with this pack. */
    private PolicyPacks started(PolicyPack current) {
        return new PolicyPacks(current, db, CLOCK);
    }

    private Deadlines deadlines(PolicyPacks packs) {
        return new Deadlines(packs, new Reckoning(new BusinessDays()), new AnchorWords(), db, CLOCK);
    }

    private void begins(PolicyPacks packs) {
        facts.put("policyPack", packs.current().id());
    }

    private void computes(String key, PolicyPacks packs) {
        facts.put("deadline", key);
        DelegateExecution execution = mock(DelegateExecution.class);
        when(execution.getVariable(anyString())).thenAnswer(call -> facts.get(call.<String>getArgument(0)));
        doAnswer(call -> facts.put(call.getArgument(0), call.getArgument(1)))
                .when(execution)
                .setVariable(anyString(), any());
        new ComputeDeadline(new CaseDeadlines(deadlines(packs), mock(EvidenceLog.class))).execute(execution);
    }

    private Kept kept(Deadlines deadlines) {
        return deadlines.of(CASE).get(0);
    }

    @Test
    void a_case_that_began_under_one_pack_keeps_it_after_the_desk_got_another() {
        begins(started(ONE_DAY));
        computes("reply.target", started(HALF_DAY));
        assertThat(facts).containsEntry("replyDue", Date.from(NOW.plusSeconds(24 * 3600)));
        Deadlines deadlines = deadlines(started(HALF_DAY));
        assertThat(kept(deadlines).basis())
                .satisfies(basis -> assertThat(basis.pack()).isEqualTo(ONE_DAY.id()));
        assertThat(kept(deadlines).source()).isEqualTo("P1");
        assertThat(kept(deadlines).name()).isEqualTo("Reply to the buyer");
    }

    @Test
    void a_new_case_takes_the_new_pack() {
        started(ONE_DAY);
        PolicyPacks now = started(HALF_DAY);
        begins(now);
        computes("reply.target", now);
        assertThat(facts).containsEntry("replyDue", Date.from(NOW.plusSeconds(12 * 3600)));
        assertThat(kept(deadlines(now)).certainty()).isEqualTo("L");
    }

    @Test
    void a_case_of_before_packs_were_kept_takes_the_current_one() {
        computes("reply.target", started(HALF_DAY));
        assertThat(facts).containsEntry("replyDue", Date.from(NOW.plusSeconds(12 * 3600)));
    }

    /** A model can be newer than the pack of a case that was moved to it. */
    @Test
    void a_key_that_the_old_pack_lacks_is_taken_from_the_current_one() {
        begins(started(ONE_DAY));
        PolicyPacks now = started(HALF_DAY);
        computes("new.key", now);
        assertThat(facts)
                .containsEntry("buyerAnswerDue", Date.from(NOW.plusSeconds(48 * 3600)))
                .containsEntry("claimEligible", false);
        assertThat(kept(deadlines(now)).basis())
                .satisfies(basis -> assertThat(basis.pack()).isEqualTo(HALF_DAY.id()));
    }

    /** P9: whether it has come, at the moment it is computed */
    @Test
    void a_flag_says_whether_the_deadline_was_reached() {
        PolicyPacks packs = started(HALF_DAY);
        facts.put("messageReceivedAt", Date.from(NOW.minusSeconds(48 * 3600)));
        computes("new.key", packs);
        assertThat(facts).containsEntry("claimEligible", true).containsEntry("buyerAnswerDue", Date.from(NOW));
        facts.put("messageReceivedAt", Date.from(NOW.minusSeconds(48 * 3600 - 1)));
        computes("new.key", packs);
        assertThat(facts).containsEntry("claimEligible", false);
        assertThat(deadlines(packs).of(CASE)).hasSize(1);
    }

    @Test
    void what_was_computed_is_explained_by_its_own_pack_in_every_language() {
        begins(started(ONE_DAY));
        computes("reply.target", started(ONE_DAY));
        Deadlines deadlines = deadlines(started(HALF_DAY));
        Kept kept = kept(deadlines);
        assertThat(kept.explanation())
                .startsWith("A reply leaves within a day. Counted from the buyer's message")
                .isEqualTo(deadlines.explanation(kept, "en", Marketplace.JP));
        assertThat(deadlines.explanation(kept, "ja", Marketplace.JP))
                .startsWith("1日以内に返信します。2026-12-01（火）09:00 JST の購入者のメッセージから24時間後の");
        assertThat(deadlines.explanation(kept, "zh", Marketplace.JP)).startsWith("一天之内答复。从 2026-12-01（周二）09:00 JST");
        assertThat(deadlines.name(kept, "en")).isEqualTo("Reply to the buyer");
        assertThat(deadlines.name(kept, "ja")).isEqualTo("購入者への返信");
    }

    @Test
    void what_was_computed_before_bases_were_kept_still_says_what_it_said() {
        Deadlines deadlines = deadlines(started(ONE_DAY));
        assertThat(deadlines.of("D-2025-000001")).singleElement().satisfies(kept -> {
            assertThat(kept.basis()).isNull();
            assertThat(deadlines.explanation(kept, "ja", Marketplace.JP)).isEqualTo("Because.");
            assertThat(deadlines.name(kept, "ja")).isEqualTo("Reply to the buyer");
        });
    }

    @Test
    void a_pack_that_is_lost_is_warned_of_once(CapturedOutput log) {
        begins(started(ONE_DAY));
        computes("reply.target", started(ONE_DAY));
        db.sql("delete from policy_pack").update();
        PolicyPacks now = started(HALF_DAY);
        Deadlines deadlines = deadlines(now);
        assertThat(deadlines.explanation(kept(deadlines), "ja", Marketplace.JP))
                .as("no other pack speaks for it")
                .isEqualTo(kept(deadlines).explanation());
        computes("reply.target", now);
        computes("reply.target", now);
        assertThat(facts).containsEntry("replyDue", Date.from(NOW.plusSeconds(12 * 3600)));
        assertThat(log.getOut().lines().filter(line -> line.contains("WARN") && line.contains("policy")))
                .singleElement()
                .asString()
                .contains("The policy pack " + ONE_DAY.id() + " is not in the database");
    }

    @Test
    void a_pack_that_somebody_changed_in_the_database_is_not_believed(CapturedOutput log) {
        begins(started(ONE_DAY));
        db.sql("update policy_pack set content = replace(content, 'PT24H', 'PT99H')")
                .update();
        computes("reply.target", started(HALF_DAY));
        assertThat(facts).containsEntry("replyDue", Date.from(NOW.plusSeconds(12 * 3600)));
        assertThat(log.getOut()).contains("was changed in the database");
    }

    @Test
    void nodes_that_start_at_once_keep_a_pack_once() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(8);
        try {
            List<Callable<PolicyPacks>> starts = IntStream.range(0, 8)
                    .<Callable<PolicyPacks>>mapToObj(n -> () -> started(ONE_DAY))
                    .toList();
            for (Future<PolicyPacks> start : nodes.invokeAll(starts)) {
                assertThat(start.get().current()).isSameAs(ONE_DAY);
            }
        } finally {
            nodes.shutdownNow();
        }
        record Row(String id, String pack, String version, String sha256, String content, Instant firstUsedAt) {}
        assertThat(db.sql("select * from policy_pack")
                        .query((row, n) -> new Row(
                                row.getString("id"),
                                row.getString("pack"),
                                row.getString("version"),
                                row.getString("sha256"),
                                row.getString("content"),
                                row.getObject("first_used_at", OffsetDateTime.class)
                                        .toInstant()))
                        .list())
                .containsExactly(
                        new Row(ONE_DAY.id(), "small", "2026-06-01", ONE_DAY.sha256(), ONE_DAY.content(), NOW));
    }
}
