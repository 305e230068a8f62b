package org.disputedesk.returns;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.CURRENCY;
import static org.disputedesk.dispute.DisputeFacts.GOODS_CONDITION;
import static org.disputedesk.dispute.DisputeFacts.GOODS_DESTINATION;
import static org.disputedesk.dispute.DisputeFacts.LOSS_AMOUNT;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.RETURN_RECEIVED_AT;
import static org.disputedesk.dispute.DisputeFacts.RETURN_STATE;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.attachment.Attachment;
import org.disputedesk.attachment.Attachments;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.dispute.Forbidden;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.dispute.Typed;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.policy.Guard;
import org.disputedesk.returns.Returns.State;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * "Record goods condition": what was found when returned goods were unpacked, with photos, and whether they go back to stock
 * or are lost. From here on the refund may be given (001-05, 001-15).
 */
@Component
class RecordGoodsCondition implements JavaDelegate {

    private final Returns returns;
    private final Attachments attachments;
    private final Deadlines deadlines;
    private final EvidenceLog record;
    private final Guard guard;

    RecordGoodsCondition(
            Returns returns, Attachments attachments, Deadlines deadlines, EvidenceLog record, Guard guard) {
        this.guard = guard;
        this.returns = returns;
        this.attachments = attachments;
        this.deadlines = deadlines;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        Returns.Kept kept = returns.of(caseNumber)
                .filter(one -> one.state() == State.ARRIVED)
                .orElseThrow(
                        () -> Forbidden.because("goods-checked-here", caseNumber, "goodsCondition", "goodsNotHere"));
        String condition = GOODS_CONDITION.in(execution, "");
        if (condition.isEmpty()) {
            throw Rejected.because("goodsCondition", "noGoodsCondition");
        }
        String destination = GOODS_DESTINATION.in(execution, "");
        if (destination.isEmpty()) {
            throw Rejected.because("goodsDestination", "noGoodsDestination");
        }
        int photos = photos(caseNumber, RETURN_RECEIVED_AT.in(execution));
        if (photos == 0) {
            throw Forbidden.because("goods-checked-here", caseNumber, "goodsCondition", "noPhotos");
        }
        guard.passWord(caseNumber, GOODS_CONDITION.name());
        Currency currency = currency(execution);
        BigDecimal loss = loss(LOSS_AMOUNT.in(execution), destination, currency);
        returns.checked(kept, condition, destination, photos, loss, loss == null ? null : currency.getCurrencyCode());
        RETURN_STATE.set(execution, State.CHECKED.name());
        deadlines.met(caseNumber, "refund.after-return");
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("goodsCondition", condition);
        facts.put("goodsDestination", destination);
        facts.put("photos", photos);
        facts.put("lossAmount", loss == null ? null : loss.toPlainString());
        record.append(caseNumber, "goods-checked", "Returned goods checked: " + condition + ", " + destination, facts);
    }

    /** Pictures that were added since the goods came, whoever added them. */
    private int photos(String caseNumber, @Nullable Date receivedAt) {
        List<Attachment> files = attachments.of(caseNumber);
        return (int) files.stream()
                .filter(file -> file.mediaType().startsWith("image/"))
                .filter(file -> receivedAt == null || !file.receivedAt().isBefore(receivedAt.toInstant()))
                .count();
    }

    /** What is written off has cost something; what goes back to stock may have. */
    private static @Nullable BigDecimal loss(@Nullable String text, String destination, Currency currency) {
        if (text == null || text.isBlank()) {
            if (destination.equals("WRITE_OFF")) {
                throw Rejected.because("lossAmount", "noLoss");
            }
            return null;
        }
        BigDecimal loss = Typed.amount("lossAmount", text);
        if (loss.stripTrailingZeros().scale() > currency.getDefaultFractionDigits()) {
            throw Rejected.because(
                    "lossAmount", "amountDecimals", currency.getCurrencyCode(), currency.getDefaultFractionDigits());
        }
        return loss;
    }

    private static Currency currency(DelegateExecution execution) {
        String code = CURRENCY.in(execution, "");
        return code.isBlank()
                ? Marketplace.of(MARKETPLACE.requiredIn(execution)).currency()
                : Currency.getInstance(code);
    }
}
