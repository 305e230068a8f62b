package org.disputedesk.ledger;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.dispute.Storable;
import org.disputedesk.dispute.Typed;
import org.disputedesk.engine.CurrentUser;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.CasesOfOrder;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.ledger.Entry.Bearer;
import org.disputedesk.orders.Order;
import org.disputedesk.orders.Order.Money;
import org.disputedesk.orders.OrderBook;
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Money that comes back to the seller (001-15): what a carrier grants with its answer, and what leads book by hand. Bookings
 * are never changed; a wrong one is taken back by a second one, and both stand in the record of the case.
 */
@Component
public class Recoveries {

    private static final BigDecimal MOST = new BigDecimal("999999999");

    private static final int LONGEST_REFERENCE = 200;
    private static final int LONGEST_NOTE = 2000;
    private static final int LONGEST_KEY = 200;
    private static final String TAKEN_BACK = "TAKEN_BACK";

    /** Why money came back, and with that from whom. */
    public enum Reason {
        /** granted with the answer to an inquiry; no lead books it by hand */
        CARRIER_ANSWER(Bearer.CARRIER),
        CARRIER_COMPENSATION(Bearer.CARRIER),
        SAFE_T_GRANTED(Bearer.AMAZON),
        APPEAL_GRANTED(Bearer.AMAZON),
        AMAZON_REIMBURSED(Bearer.AMAZON),
        BUYER_RECHARGED(Bearer.BUYER),
        BUYER_PAID_BACK(Bearer.BUYER);

        private final Bearer from;

        Reason(Bearer from) {
            this.from = from;
        }

        /** Who pays. */
        public Bearer from() {
            return from;
        }

        /** Those a lead can name. */
        public static List<Reason> byHand() {
            return Stream.of(values())
                    .filter(reason -> reason != CARRIER_ANSWER)
                    .toList();
        }
    }

    private final JdbcClient db;
    private final OrderBook orders;
    private final Ledger ledger;
    private final CasesOfOrder order;
    private final CaseTexts texts;
    private final Vault vault;
    private final EvidenceLog record;
    private final CurrentUser currentUser;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Recoveries(
            JdbcClient db,
            OrderBook orders,
            Ledger ledger,
            CasesOfOrder order,
            CaseTexts texts,
            Vault vault,
            EvidenceLog record,
            CurrentUser currentUser,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.db = db;
        this.orders = orders;
        this.ledger = ledger;
        this.order = order;
        this.texts = texts;
        this.vault = vault;
        this.record = record;
        this.currentUser = currentUser;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What somebody books.
     *
     * @param caseNumber in whose record it is kept; null for the newest case of the order
     * @param note a word of who books it, kept apart and erased with the case
     */
    public record Booking(
            @Nullable String caseNumber,
            @Nullable String reason,
            @Nullable String amount,
            @Nullable String currency,
            @Nullable String reference,
            @Nullable String note) {}

    /**
     * What was booked.
     *
     * @param isNew false when the same was booked before
     */
    public record Booked(String id, String caseNumber, boolean isNew) {}

    /** The note of a booking, if there is one and it is not erased. */
    public Optional<String> note(String caseNumber, String id) {
        return texts.find(caseNumber, noteOf(id));
    }

    /** The bookings of an order that can still be taken back, by id. */
    public List<String> open(String orderId) {
        return db.sql("select id from recovery r where order_id = ? and takes_back is null"
                        + " and not exists (select 1 from recovery t where t.takes_back = r.id) order by booked_at")
                .param(orderId)
                .query(String.class)
                .list();
    }

    /**
     * Books by hand.
     *
     * @param key by which the same booking is known when it comes twice; null when nobody gave one
     * @return empty when no case is about such an order
     * @throws Rejected naming what is wrong: an unknown reason or case, an amount that is none of the order's currency, or
     *     more than the order has cost
     */
    public Optional<Booked> book(OrderId orderId, Booking booking, @Nullable String key) {
        String id = key == null || key.isBlank()
                ? UUID.randomUUID().toString()
                : UUID.nameUUIDFromBytes((orderId + " " + Storable.text("Idempotency-Key", key, LONGEST_KEY))
                                .getBytes(StandardCharsets.UTF_8))
                        .toString();
        try {
            return Objects.requireNonNull(transaction.execute(status -> bookOnce(orderId.value(), booking, id)));
        } catch (DuplicateKeyException faster) {
            return known(orderId.value(), id);
        }
    }

    private Optional<Booked> bookOnce(String orderId, Booking booking, String id) {
        order.lock(orderId);
        Optional<Booked> before = known(orderId, id);
        List<Case> cases = cases(orderId);
        if (before.isPresent() || cases.isEmpty()) {
            return before;
        }
        String told = Objects.requireNonNullElse(booking.caseNumber(), "").strip();
        Case about = cases.stream()
                .filter(one -> told.isEmpty() || one.number().equals(told))
                .findFirst()
                .orElseThrow(() -> Rejected.because("caseNumber", "caseOfOtherOrder"));
        Reason reason = Reason.byHand().stream()
                .filter(one -> one.name().equals(booking.reason()))
                .findFirst()
                .orElseThrow(() -> Rejected.because(
                        "reason",
                        "oneOf",
                        String.join(
                                ", ", Reason.byHand().stream().map(Enum::name).toList())));
        Currency currency = currency(orderId, about);
        String code = Objects.requireNonNullElse(booking.currency(), "").strip();
        if (!code.isEmpty() && !code.equals(currency.getCurrencyCode())) {
            throw Rejected.because("currency", "otherCurrency", currency.getCurrencyCode());
        }
        Money amount = amount("amount", Objects.requireNonNullElse(booking.amount(), ""), currency);
        String reference = Storable.text(
                        "reference", Objects.requireNonNullElse(booking.reference(), ""), LONGEST_REFERENCE)
                .strip();
        String note = Storable.text("note", Objects.requireNonNullElse(booking.note(), ""), LONGEST_NOTE)
                .strip();
        if (!note.isEmpty() && vault.erasedAt(Subject.ofCase(about.number())).isPresent()) {
            throw Rejected.because("note", "noteErased");
        }
        keep(id, orderId, about.number(), reason, amount, reference, note);
        return Optional.of(new Booked(id, about.number(), true));
    }

    /**
     * Books what a carrier grants with its answer, in the transaction of the step that keeps the answer.
     *
     * @throws Rejected when the amount is none of this currency, or more than the order has cost
     */
    public void grantedByCarrier(
            String caseNumber, String orderId, String field, String typed, Currency currency, String reference) {
        order.lock(orderId);
        Money amount = amount(field, typed, currency);
        keep(UUID.randomUUID().toString(), orderId, caseNumber, Reason.CARRIER_ANSWER, amount, reference, "");
    }

    /**
     * Takes a wrong booking back.
     *
     * @return whether there was one that had not been taken back
     */
    public boolean takeBack(OrderId orderId, String id) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            order.lock(orderId.value());
            if (!open(orderId.value()).contains(id)) {
                return false;
            }
            String back = UUID.randomUUID().toString();
            db.sql("""
                            insert into recovery (id, order_id, case_number, paid_by, reason, amount, currency, reference,
                              takes_back, booked_by, booked_at)
                            select ?, order_id, case_number, paid_by, 'TAKEN_BACK', -amount, currency, reference, id, ?, ?
                              from recovery where id = ?""")
                    .params(back, who(), clock.instant().atOffset(ZoneOffset.UTC), id)
                    .update();
            Entry entry = ledger.ofOrder(orderId.value()).stream()
                    .filter(one -> one.id().equals(back))
                    .findFirst()
                    .orElseThrow();
            Money amount = Objects.requireNonNull(entry.amount());
            record.append(
                    entry.caseNumber(),
                    "recovery-taken-back",
                    "Recovery taken back: " + amount.amount().negate().toPlainString() + " "
                            + amount.currency().getCurrencyCode(),
                    Map.of("recovery", id, "reason", TAKEN_BACK));
            return true;
        }));
    }

    private void keep(
            String id, String orderId, String caseNumber, Reason reason, Money amount, String reference, String note) {
        checkSum(orderId, amount, reason == Reason.CARRIER_ANSWER ? "carrierPays" : "amount");
        db.sql("""
                        insert into recovery (id, order_id, case_number, paid_by, reason, amount, currency, reference,
                          booked_by, booked_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        id,
                        orderId,
                        caseNumber,
                        reason.from().name(),
                        reason.name(),
                        amount.amount(),
                        amount.currency().getCurrencyCode(),
                        reference.isEmpty() ? null : reference,
                        who(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("recovery", id);
        facts.put("reason", reason.name());
        facts.put("amount", amount.amount().toPlainString());
        facts.put("currency", amount.currency().getCurrencyCode());
        facts.put("reference", reference.isEmpty() ? null : reference);
        if (!note.isEmpty()) {
            texts.put(caseNumber, noteOf(id), note);
            facts.put("commitment", texts.commitment(caseNumber, note));
        }
        record.append(
                caseNumber,
                "recovery-booked",
                "Money came back: " + amount.amount().toPlainString() + " "
                        + amount.currency().getCurrencyCode(),
                facts);
    }

    /** No more comes back than was paid for the order, or than it has cost when that is more. */
    private void checkSum(String orderId, Money amount, String field) {
        // where nobody knows what the order was worth, a slip of the hand must not outgrow every sum
        if (amount.amount().compareTo(MOST) > 0) {
            throw Rejected.because(field, "amountTooLarge");
        }
        List<Entry> entries = ledger.ofOrder(orderId);
        BigDecimal cost = sum(entries, amount.currency(), false);
        BigDecimal paid = orders.find(new OrderId(orderId))
                .map(Order::total)
                .filter(total -> total.currency().equals(amount.currency()))
                .map(Money::amount)
                .orElse(BigDecimal.ZERO);
        BigDecimal most = cost.max(paid);
        BigDecimal all = sum(entries, amount.currency(), true).add(amount.amount());
        if (most.signum() > 0 && all.compareTo(most) > 0) {
            throw Rejected.because(field, "recoveryOverCost", most.toPlainString());
        }
    }

    private static BigDecimal sum(List<Entry> entries, Currency currency, boolean recovered) {
        return entries.stream()
                .filter(entry ->
                        recovered ? entry.isRecovery() : !entry.isRecovery() && entry.bearer() == Bearer.SELLER)
                .map(Entry::amount)
                .filter(Objects::nonNull)
                .filter(amount -> amount.currency().equals(currency))
                .map(Money::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Money amount(String field, String typed, Currency currency) {
        BigDecimal amount = Typed.amount(field, typed);
        if (amount.signum() <= 0) {
            throw Rejected.because(field, "amountNothing");
        }
        if (amount.stripTrailingZeros().scale() > currency.getDefaultFractionDigits()) {
            throw Rejected.because(
                    field, "amountDecimals", currency.getCurrencyCode(), currency.getDefaultFractionDigits());
        }
        return new Money(amount, currency);
    }

    private record Case(String number, Marketplace marketplace) {}

    /** The cases of an order, the newest first. */
    private List<Case> cases(String orderId) {
        return db.sql("select case_number, marketplace from dispute_case where order_id = ?"
                        + " order by opened_at desc, case_number desc")
                .param(orderId)
                .query((row, n) -> new Case(row.getString(1), Marketplace.of(row.getString(2))))
                .list();
    }

    /** The currency the order was paid in. */
    private Currency currency(String orderId, Case about) {
        return orders.find(new OrderId(orderId))
                .map(Order::total)
                .map(Money::currency)
                .orElse(about.marketplace().currency());
    }

    private Optional<Booked> known(String orderId, String id) {
        return db.sql("select case_number from recovery where id = ? and order_id = ?")
                .params(id, orderId)
                .query((row, n) -> new Booked(id, row.getString(1), false))
                .optional();
    }

    private static String noteOf(String id) {
        return "recovery-" + id;
    }

    private String who() {
        return currentUser.id().orElse("desk");
    }
}
