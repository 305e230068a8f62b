package org.disputedesk.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.disputedesk.DeskTest;
import org.disputedesk.attachment.NeededEvidence.Completeness;
import org.disputedesk.attachment.NeededEvidence.Item;
import org.disputedesk.evidence.CaseTexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the table asks for in the situations that the sources tell of, and when it takes it for there. */
@DeskTest
class NeededEvidenceTest {

    /** No case has this number, so no file helps. */
    private static final String NO_FILES = "D-2026-999999";

    @Autowired
    private NeededEvidence needed;

    @Autowired
    private CaseTexts texts;

    @AfterEach
    void no_place_is_known() {
        texts.put(NO_FILES, "deliveredPlace", "");
    }

    private Completeness with(Object... namesAndValues) {
        Map<String, Object> facts = new HashMap<>(Map.of("kind", "order-not-received", "serviceOwner", "SELLER"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            facts.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return needed.of(NO_FILES, facts::get, "en");
    }

    private static List<String> missing(Completeness completeness) {
        return completeness.items().stream()
                .filter(item -> !item.there())
                .map(Item::key)
                .toList();
    }

    private static List<String> keys(Completeness completeness) {
        return completeness.items().stream().map(Item::key).toList();
    }

    /** 000-05, 000-06, P12: a signature is asked for once Amazon has to be convinced */
    @Test
    void a_delivered_parcel_needs_date_place_and_proof_and_under_a_claim_a_signature() {
        Object[] delivered = {
            "orderKnown",
            true,
            "trackingNumber",
            "1234",
            "addressCorrect",
            true,
            "deliveryState",
            "DELIVERED",
            "deliveredAt",
            "2026-11-19T01:00:00Z",
            "deliveryProof",
            "PHOTO"
        };
        assertThat(missing(with(delivered))).containsExactly("DELIVERY_RECORD");
        texts.put(NO_FILES, "deliveredPlace", "玄関");
        Completeness calm = with(delivered);
        assertThat(keys(calm))
                .containsExactly(
                        "ORDER_RECORD", "TRACKING_NUMBER", "DELIVERY_ADDRESS", "DELIVERY_RECORD", "DELIVERY_PROOF");
        assertThat(calm.percent()).isEqualTo(100);

        Object[] claimed = new Object[delivered.length + 2];
        System.arraycopy(delivered, 0, claimed, 0, delivered.length);
        claimed[delivered.length] = "claimState";
        claimed[delivered.length + 1] = "OPEN";
        Completeness open = with(claimed);
        assertThat(missing(open)).containsExactly("SIGNATURE", "CLAIM_NOTICE", "CORRESPONDENCE");
        assertThat(open.percent()).isEqualTo(4 * 100 / 7);
        claimed[11] = "SIGNATURE_AND_PHOTO";
        assertThat(missing(with(claimed))).doesNotContain("SIGNATURE");
    }

    @Test
    void half_of_what_belongs_together_is_not_enough() {
        assertThat(missing(with("deliveryState", "DELIVERED", "deliveredAt", "2026-11-19T01:00:00Z")))
                .contains("DELIVERY_RECORD");
        assertThat(missing(with("addressCorrect", false, "deliveryProof", "NONE", "deliveryState", "DELIVERED")))
                .contains("DELIVERY_ADDRESS", "DELIVERY_PROOF");
    }

    /** P5, P13, 000-14 */
    @Test
    void what_happened_to_the_parcel_decides_what_has_to_be_shown() {
        assertThat(keys(with("deliveryState", "RETURNED"))).contains("RETURN_SCAN");
        assertThat(keys(with("deliveryState", "LOST"))).contains("CARRIER_ANSWER");
        assertThat(missing(with("remedy", "CARRIER_INQUIRY", "carrierAnswer", "NO_TRACE")))
                .doesNotContain("CARRIER_ANSWER");
        assertThat(keys(with("deliveryState", "IN_TRANSIT", "claimState", "OPEN", "claimsProtected", true)))
                .contains("HANDOVER_SCAN", "BUY_SHIPPING_LABEL");
        assertThat(keys(with("deliveryState", "IN_TRANSIT", "claimState", "OPEN", "claimsProtected", false)))
                .doesNotContain("BUY_SHIPPING_LABEL");
        // a lost parcel after an inquiry: one thing, asked for once
        assertThat(keys(with("remedy", "CARRIER_INQUIRY", "deliveryState", "LOST")))
                .containsOnlyOnce("CARRIER_ANSWER");
    }

    /** 003-03 */
    @Test
    void a_wrong_item_needs_photos_that_only_files_are() {
        Completeness wrong = with("kind", "wrong-item");
        assertThat(keys(wrong)).containsExactly("ORDER_RECORD", "ITEM_PHOTOS");
        assertThat(wrong.percent()).isZero();
    }

    /** What Amazon ships and serves, the seller need not prove. */
    @Test
    void an_order_that_amazon_serves_needs_little() {
        assertThat(keys(with("serviceOwner", "AMAZON", "deliveryState", "DELIVERED", "orderKnown", true)))
                .containsExactly("ORDER_RECORD");
    }

    @Test
    void names_and_reasons_speak_the_language_of_the_reader() {
        Item english =
                needed.of(NO_FILES, Map.<String, Object>of()::get, "en").items().get(0);
        Item chinese =
                needed.of(NO_FILES, Map.<String, Object>of()::get, "zh").items().get(0);
        Item other =
                needed.of(NO_FILES, Map.<String, Object>of()::get, "fr").items().get(0);
        assertThat(english.name()).isEqualTo("order");
        assertThat(chinese.name()).isEqualTo("订单记录");
        assertThat(chinese.why()).isNotEqualTo(english.why());
        assertThat(other).isEqualTo(english);
    }
}
