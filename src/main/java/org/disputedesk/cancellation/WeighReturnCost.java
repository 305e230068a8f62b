package org.disputedesk.cancellation;

import static org.disputedesk.dispute.DisputeFacts.CURRENCY;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_VALUE;
import static org.disputedesk.dispute.DisputeFacts.POLICY_PACK;
import static org.disputedesk.dispute.DisputeFacts.VALUE_PER_RETURN_COST;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.policy.PolicyPacks;
import org.springframework.stereotype.Component;

/**
 * "Weigh return cost": how often the value of the order pays for getting the goods back, by the amount {@code return.cost}
 * that the policy pack names for the currency. Unknown values leave the fact unknown (001-15).
 */
@Component
class WeighReturnCost implements JavaDelegate {

    private final PolicyPacks packs;

    WeighReturnCost(PolicyPacks packs) {
        this.packs = packs;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Double value = ORDER_VALUE.in(execution);
        String code = CURRENCY.in(execution, "");
        Currency currency = code.isBlank()
                ? Marketplace.of(MARKETPLACE.requiredIn(execution)).currency()
                : Currency.getInstance(code);
        BigDecimal cost =
                packs.of(POLICY_PACK.in(execution)).amount("return.cost").in().get(currency);
        VALUE_PER_RETURN_COST.set(
                execution,
                value == null || cost == null || cost.signum() == 0
                        ? null
                        : BigDecimal.valueOf(value)
                                .divide(cost, 1, RoundingMode.HALF_UP)
                                .doubleValue());
    }
}
