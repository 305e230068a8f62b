package org.disputedesk.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * The door that every remedy and every letter passes, whatever route it came by (form, REST, import, an analyst's model).
 * A refusal says what to do instead and stays in the record although the step that tried is rolled back.
 */
@Component
public class Guard {

    private static final Set<String> PAYMENT_OPEN = Set.of("PENDING", "REFUNDED");
    private static final Set<String> NOT_ARRIVING =
            Set.of("LOST", "DAMAGED", "REFUSED", "UNDELIVERABLE", "RETURNING", "RETURNED", "CANCELLED");

    private final PolicyPack policy;
    private final EvidenceLog record;

    Guard(PolicyPack policy, EvidenceLog record) {
        this.policy = policy;
        this.record = record;
    }

    /**
     * What is known of the order when a remedy is asked for.
     *
     * @param remedy REPLACEMENT, REFUND or CARRIER_INQUIRY
     * @param earlier the remedies the order got already, in any case
     */
    public record RemedyRequest(
            String caseNumber,
            String orderId,
            String remedy,
            String serviceOwner,
            String paymentState,
            String deliveryState,
            Set<String> earlier) {}

    /**
     * Lets a remedy pass or refuses it.
     *
     * @throws Refused naming the rule (003-07, 000-07, 000-13, 000-16)
     */
    public void passRemedy(RemedyRequest request) {
        if (request.remedy().equals("CARRIER_INQUIRY")) {
            return;
        }
        if (request.serviceOwner().equals("AMAZON")) {
            refuse(request, "refund-is-amazons", "");
        }
        if (PAYMENT_OPEN.contains(request.paymentState())) {
            refuse(request, "nothing-while-payment-is-open", "The payment is " + request.paymentState() + ".");
        }
        if (request.paymentState().equals("CLAIM_OPEN")) {
            refuse(request, "nothing-beside-a-claim", "");
        }
        boolean refundedBefore = request.earlier().contains("REFUND");
        boolean replacedBefore = request.earlier().contains("REPLACEMENT");
        if (refundedBefore || (replacedBefore && !NOT_ARRIVING.contains(request.deliveryState()))) {
            refuse(request, "one-remedy", "This order already got: " + String.join(", ", request.earlier()) + ".");
        }
    }

    /**
     * Lets a factual letter pass only when the initial checks are made; a holding reply needs none.
     *
     * @param unchecked the facts nobody has established yet
     * @throws Refused (000-03)
     */
    public void passFactualLetter(String caseNumber, String letter, List<String> unchecked) {
        if (!unchecked.isEmpty()) {
            refuse(
                    caseNumber,
                    "facts-need-checks",
                    "Not established yet: " + String.join(", ", unchecked) + ".",
                    Map.of("letter", letter));
        }
    }

    /**
     * Lets a letter pass only when it is complete.
     *
     * @param missing what is empty or open, in words; empty when nothing is
     * @throws Refused (000-10)
     */
    public void passCompleteLetter(String caseNumber, String letter, String missing) {
        if (!missing.isEmpty()) {
            refuse(caseNumber, "letter-complete", missing, Map.of("letter", letter));
        }
    }

    private void refuse(RemedyRequest request, String rule, String detail) {
        refuse(request.caseNumber(), rule, detail, Map.of("remedy", request.remedy(), "orderId", request.orderId()));
    }

    private void refuse(String caseNumber, String ruleId, String detail, Map<String, String> facts) {
        PolicyPack.Rule rule = policy.rule(ruleId);
        // the record is read by anyone, the refusal by the person whose browser asked
        String recorded = rule.said("en", detail) + " [" + rule.id() + "; " + rule.source() + "]";
        record.appendDespiteRollback(caseNumber, "refused", "Refused by the guard: " + recorded, facts);
        throw new Refused(rule, detail, LocaleContextHolder.getLocale().getLanguage());
    }
}
