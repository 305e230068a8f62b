package org.disputedesk.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.instance.Input;
import org.disputedesk.conventions.Repository.Form;
import org.disputedesk.conventions.Repository.Table;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** 002-13, P23, 1.6-3: nothing of how a buyer feels decides whether he is asked for feedback (decision 23). */
@Tag("models")
class NeutralFeedbackTest {

    @Test
    void the_table_knows_the_order_and_the_days_and_nothing_else() {
        Table table = Repository.tables().stream()
                .filter(one -> one.name().equals("decide-feedback-step"))
                .findFirst()
                .orElseThrow();
        assertThat(table.model().getModelElementsByType(Input.class).stream()
                        .map(TableLogic::fact)
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.of("feedbackWindow", "orderState", "fulfilment", "orderCaseOpen"));
    }

    @Test
    void no_form_asks_what_the_buyer_said_or_how_he_is() {
        assertThat(Repository.forms().stream()
                        .filter(form -> form.toString().startsWith("feedback-request."))
                        .flatMap((Form form) -> form.components().stream())
                        .map(component -> component.path("key").asText(""))
                        .filter(key -> !key.isEmpty())
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.of(
                        "marketplace",
                        "orderId",
                        "fulfilment",
                        "orderState",
                        "latestDeliveryDate",
                        "feedbackAnswer",
                        "deliveredAtLocal",
                        "staffNote"));
    }
}
