package org.disputedesk.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A22, 002-26, P26: the criteria for the removal of feedback, a case for each row. */
@Tag("models")
class FeedbackTableTest {

    private static final TableEngine ENGINE = new TableEngine();

    private static final DmnModelInstance TABLE = Repository.tables().stream()
            .filter(table -> table.name().equals("weigh-feedback"))
            .map(Repository.Table::model)
            .findFirst()
            .orElseThrow();

    private static final Map<String, Object> ORDINARY = Map.of(
            "removalRequestedBefore", false,
            "removalTooLate", false,
            "commentObscene", false,
            "commentPersonal", false,
            "commentAbout", "SERVICE",
            "fulfilment", "FBM",
            "buyShippingOnTime", false,
            "commentAdvertises", false,
            "commentRetaliates", false);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Rule_OwnService      | | REPLY | NONE",
                "Rule_RequestedBefore | removalRequestedBefore=true, commentObscene=true | REPLY | NONE",
                "Rule_TooLate         | removalTooLate=true, commentAbout=PRODUCT | REPLY | NONE",
                "Rule_Obscene         | commentObscene=true, commentAbout=MIXED | REMOVE | GOOD",
                "Rule_PersonalData    | commentPersonal=true, commentAbout=MIXED | REMOVE | GOOD",
                "Rule_ProductReview   | commentAbout=PRODUCT | REMOVE | GOOD",
                "Rule_ProductReview   | commentAbout=PRODUCT, commentRetaliates=true | REMOVE | GOOD",
                "Rule_AmazonsDelivery | commentAbout=DELIVERY, fulfilment=FBA | STRIKE_THROUGH | GOOD",
                "Rule_BuyShipping     | commentAbout=DELIVERY, buyShippingOnTime=true | STRIKE_THROUGH | FAIR",
                "Rule_OwnDelivery     | commentAbout=DELIVERY | REPLY | NONE",
                "Rule_Mixed           | commentAbout=MIXED, fulfilment=FBA | REPLY | NONE",
                "Rule_NoWords         | commentAbout=NO_WORDS | REPLY | NONE",
                "Rule_Advertises      | commentAdvertises=true | REPLY | NONE",
                "Rule_Retaliates      | commentRetaliates=true | REPLY | NONE"
            })
    void each_row_answers_its_case(String row, @Nullable String given, String route, String odds) {
        Map<String, Object> facts = new HashMap<>(ORDINARY);
        Stream.of(given == null ? new String[0] : given.split(", "))
                .map(fact -> fact.split("="))
                .forEach(fact ->
                        facts.put(fact[0], facts.get(fact[0]) instanceof Boolean ? Boolean.valueOf(fact[1]) : fact[1]));
        TableEngine.Running running = ENGINE.load(TABLE);
        assertThat(running.rows(new HashMap<>(facts))).containsExactly(row);
        assertThat(running.answer(facts)).containsEntry("removalRoute", route).containsEntry("removalOdds", odds);
    }

    /** 1.6-2: each row says where it is written and how certain that is */
    @Test
    void each_row_names_its_source_and_certainty() {
        assertThat(TABLE.getModelElementsByType(Rule.class))
                .hasSize(13)
                .allSatisfy(rule -> assertThat(rule.getDescription().getTextContent())
                        .as(rule.getId())
                        .matches("(?s).*\\. [HL], https://.*"));
    }
}
