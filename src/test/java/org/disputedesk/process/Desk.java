package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.disputedesk.attachment.Attachments;
import org.disputedesk.calendar.ScriptedDispatchDays;
import org.disputedesk.desk.CaseSearch;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.dispute.Fact;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.hold.Holds;
import org.disputedesk.intake.Intake;
import org.disputedesk.letter.LetterProof;
import org.disputedesk.letter.LetterTakeBack;
import org.disputedesk.orders.OrderBook;
import org.disputedesk.outbox.OutboxChannel.Delivery;
import org.disputedesk.outbox.OutboxDispatcher;
import org.disputedesk.policy.PolicyPack;
import org.disputedesk.policy.PolicyPacks;
import org.disputedesk.process.ScriptedPorts.PostRoad;
import org.disputedesk.remedy.Remedies;
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The whole desk, with a clock that a story moves. Time stops at every due date on the way; there everything that is due
 * is done and the outbox is emptied, and nothing is ever done before it is due.
 */
final class Desk {

    static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");

    static final String JAPANESE = "ja";
    static final String ENGLISH = "en";
    static final String CHINESE = "zh";

    private static final Logger log = LoggerFactory.getLogger(Desk.class);
    private static final int MOST_STOPS = 1000;

    final ProcessEngine engine;
    final CaseSearch cases;
    final CaseTexts texts;
    final EvidenceLog record;
    final Intake intake;
    final OrderBook orders;
    final PolicyPacks policy;
    final Remedies remedies;
    final Holds holds;
    final Vault vault;
    final JdbcClient db;
    final Path home;
    final LetterTakeBack takeBack;
    private final LetterProof proof;
    private final TransactionTemplate transaction;
    final Attachments attachments;
    private final OutboxDispatcher outbox;
    private final ScriptedCarrier carrier;
    private final ScriptedDispatchDays dispatch;
    private final ScriptedChannel.Script mail;
    private final Walks walks;

    Desk(
            ProcessEngine engine,
            CaseSearch cases,
            CaseTexts texts,
            EvidenceLog record,
            Intake intake,
            OrderBook orders,
            PolicyPacks policy,
            Remedies remedies,
            Holds holds,
            Vault vault,
            JdbcClient db,
            @Value("${desk.home}") Path home,
            LetterTakeBack takeBack,
            LetterProof proof,
            PlatformTransactionManager transactions,
            Attachments attachments,
            OutboxDispatcher outbox,
            ScriptedCarrier carrier,
            ScriptedDispatchDays dispatch,
            PostRoad road,
            Walks walks) {
        this.engine = engine;
        this.cases = cases;
        this.texts = texts;
        this.record = record;
        this.intake = intake;
        this.orders = orders;
        this.policy = policy;
        this.remedies = remedies;
        this.holds = holds;
        this.vault = vault;
        this.db = db;
        this.home = home;
        this.takeBack = takeBack;
        this.proof = proof;
        this.transaction = new TransactionTemplate(transactions);
        this.attachments = attachments;
        this.outbox = outbox;
        this.carrier = carrier;
        this.dispatch = dispatch;
        this.mail = road.script();
        this.walks = walks;
    }

    static Duration days(long n) {
        return Duration.ofDays(n);
    }

    static Duration hours(long n) {
        return Duration.ofHours(n);
    }

    static Duration minutes(long n) {
        return Duration.ofMinutes(n);
    }

    static Duration seconds(long n) {
        return Duration.ofSeconds(n);
    }

    Walks walks() {
        return walks;
    }

    ScriptedCarrier carrier() {
        return carrier;
    }

    /** A shop in Tokyo that keeps Japan's holidays, ships until 15:00, and lets an order lie for so many dispatch days. */
    void shopShips(String hours, int handlingDays) {
        dispatch.shopIs("Asia/Tokyo", "JP", hours, "", "15:00", handlingDays);
    }

    /** How the next attempts to send a letter end; after them letters leave as always. */
    void nextLettersMeet(Delivery... ends) {
        mail.nextAttemptsEnd(ends);
    }

    /** Buyers have written by mail, so that letters go the same way and can be taken back for this time. */
    void lettersGoByMail(Duration takeBack) {
        mail.lettersGoByMail(takeBack);
    }

    /** A text comes back from the marketplace, in which a letter of the case may stand. */
    LetterProof.Found comesBack(Dispute dispute, String text, Instant sentAt) {
        LetterProof.Found found =
                transaction.execute(status -> proof.find(dispute.number().value(), text, List.of(), sentAt, "mail:1"));
        doWhatIsDue();
        return Objects.requireNonNull(found);
    }

    void opensInTheMorning() {
        // other tests share the desk and may have left it in any state
        closesForTheNight();
        itIs("2026-11-24T09:00", TOKYO);
    }

    void closesForTheNight() {
        engine.getIdentityService().clearAuthentication();
        carrier.forget();
        dispatch.forget();
        mail.forget();
        roots().forEach(root -> engine.getRuntimeService().deleteProcessInstance(root.getId(), "the story is told"));
        db.sql("delete from outbox where state not in ('SENT', 'DEAD', 'UNKNOWN', 'TAKEN_BACK')")
                .update();
        ClockUtil.reset();
    }

    private List<ProcessInstance> roots() {
        return engine.getRuntimeService()
                .createProcessInstanceQuery()
                .rootProcessInstances()
                .list();
    }

    /** Sets the clock; only before the first case, since nothing that is due on the way is done. */
    void itIs(String localTime, ZoneId zone) {
        assertThat(roots()).as("cases open while the clock is set").isEmpty();
        ClockUtil.setCurrentTime(
                Date.from(LocalDateTime.parse(localTime).atZone(zone).toInstant()));
    }

    Instant now() {
        return ClockUtil.getCurrentTime().toInstant();
    }

    String today(ZoneId zone) {
        return now().atZone(zone).toLocalDate().toString();
    }

    void passes(Duration time) {
        Instant end = now().plus(time);
        doWhatIsDue();
        for (int stops = 0; now().isBefore(end); stops++) {
            assertThat(stops).as("stops of the clock").isLessThan(MOST_STOPS);
            Instant next = nextDue().filter(due -> due.isBefore(end)).orElse(end);
            ClockUtil.setCurrentTime(Date.from(next));
            doWhatIsDue();
        }
    }

    void passesUntil(String localTime, ZoneId zone) {
        Instant then = LocalDateTime.parse(localTime).atZone(zone).toInstant();
        assertThat(then).isAfter(now());
        passes(Duration.between(now(), then));
    }

    /** Lets time pass until something is due, and has it done; false when nothing ever will be. */
    boolean goesOnToWhatIsDueNext() {
        Optional<Instant> next = nextDue();
        next.ifPresent(due -> {
            ClockUtil.setCurrentTime(Date.from(due));
            doWhatIsDue();
        });
        return next.isPresent();
    }

    boolean somethingIsDueWithin(Duration time) {
        return nextDue().filter(due -> !due.isAfter(now().plus(time))).isPresent();
    }

    private Optional<Instant> nextDue() {
        Stream<Instant> job = engine
                .getManagementService()
                .createJobQuery()
                .active()
                .withRetriesLeft()
                .duedateHigherThan(ClockUtil.getCurrentTime())
                .orderByJobDuedate()
                .asc()
                .listPage(0, 1)
                .stream()
                .map(due -> due.getDuedate().toInstant());
        Stream<Instant> letter = db
                .sql("select min(not_before) from outbox where state in ('NEW', 'RETRY') and not_before > ?")
                .param(OffsetDateTime.ofInstant(now(), ZoneOffset.UTC))
                .query((row, n) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .single()
                .stream()
                .map(OffsetDateTime::toInstant);
        return Stream.concat(job, letter).min(Instant::compareTo);
    }

    void doWhatIsDue() {
        for (int rounds = 0; ; rounds++) {
            assertThat(rounds).as("rounds without a pause").isLessThan(MOST_STOPS);
            List<Job> due = engine.getManagementService()
                    .createJobQuery()
                    .active()
                    .executable()
                    .list();
            due.forEach(this::execute);
            long waiting = lettersDue();
            outbox.drain();
            if (due.isEmpty() && waiting == 0) {
                return;
            }
        }
    }

    private void execute(Job job) {
        // a job of this round may have ended another
        if (engine.getManagementService()
                        .createJobQuery()
                        .jobId(job.getId())
                        .executable()
                        .count()
                == 0) {
            return;
        }
        try {
            engine.getManagementService().executeJob(job.getId());
        } catch (RuntimeException failed) {
            // as in the job executor: the engine has counted the attempt and says when the next one is
            log.info("a job failed: {}", failed.getMessage());
        }
    }

    private long lettersDue() {
        return db.sql("select count(*) from outbox where state in ('NEW', 'RETRY') and not_before <= ?")
                .param(OffsetDateTime.ofInstant(now(), ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /** A version of the policy that was in force some time ago, as a desk that began with it has kept it. */
    PolicyPack earlierPolicy(String word, String otherWord) {
        PolicyPack earlier = PolicyPack.of(policy.current().content().replaceFirst(word, otherWord));
        return new PolicyPacks(earlier, db, Clock.fixed(now(), ZoneOffset.UTC)).current();
    }

    /** Somebody outside opens a case over the API, as mail rules and scripts do. */
    Dispute opens(Opening opening) {
        prepare(opening);
        Instant receivedAt = Objects.requireNonNullElseGet(opening.receivedAt, this::now);
        var answer = intake.open(
                new Intake.NewCase(
                        opening.kind,
                        opening.marketplace.name(),
                        opening.namesOrder ? opening.orderId : null,
                        new Intake.NewMessage(
                                opening.words,
                                OffsetDateTime.ofInstant(receivedAt, ZoneOffset.UTC),
                                opening.language,
                                UUID.randomUUID().toString()),
                        Map.of()),
                null);
        doWhatIsDue();
        return new Dispute(this, answer.caseNumber(), opening.orderId);
    }

    /** A member of staff opens a case with the start form in Tasklist. */
    /** The only case of this kind that is about an order. */
    Dispute theCase(String kind, String orderId) {
        String number = db.sql("select case_number from dispute_case where order_id = ? and kind = ?")
                .params(orderId, kind)
                .query(String.class)
                .single();
        return new Dispute(this, new CaseNumber(number), orderId);
    }

    Dispute opensInTasklist(Opening opening, Answers form) {
        prepare(opening);
        String definition = engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(opening.kind)
                .latestVersion()
                .singleResult()
                .getId();
        engine.getIdentityService().setAuthentication("agent", List.of("agents"));
        String instance;
        try {
            instance = engine.getFormService()
                    .submitStartForm(definition, form.values())
                    .getId();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
        String number = engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceId(instance)
                .singleResult()
                .getBusinessKey();
        doWhatIsDue();
        return new Dispute(this, new CaseNumber(Objects.requireNonNull(number)), opening.orderId);
    }

    private void prepare(Opening opening) {
        if (opening.inOrderBook) {
            orders.learn(opening.order(now()));
        }
        var deliveredAt = opening.deliveredAt;
        if (opening.trackable && deliveredAt != null) {
            carrier.sawDelivered(
                    opening.trackingNumber,
                    deliveredAt.atZone(opening.marketplace.zone()).toInstant(),
                    opening.deliveredPlace);
        } else if (opening.trackable) {
            carrier.sees(opening.trackingNumber, opening.parcel);
        }
    }

    /** Somebody whom nothing is forbidden starts one room by itself, perhaps in the middle of it. */
    void administratorStarts(String slug, String businessKey, Answers facts, String... before) {
        var start = engine.getRuntimeService()
                .createProcessInstanceByKey(slug)
                .businessKey(businessKey)
                .setVariables(facts.values());
        List.of(before).forEach(start::startBeforeActivity);
        start.execute();
    }

    /** What a statement finds sealed with the key of a case. */
    List<String> sealedFor(String caseNumber, String sql) {
        return db.sql(sql).param(caseNumber).query(String.class).list().stream()
                .map(kept -> vault.openText(Subject.ofCase(caseNumber), kept).orElse("erased"))
                .toList();
    }

    /** The value of a fact in the scope of one room. */
    <T> Optional<T> fact(String processInstanceId, Fact<T> fact) {
        return Optional.ofNullable(fact.cast(engine.getRuntimeService().getVariable(processInstanceId, fact.name())));
    }
}
