package org.disputedesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.disputedesk.DeskTest;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.policy.PolicyPacks;
import org.disputedesk.web.Caller.Reply;
import org.disputedesk.web.Caller.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What somebody outside sees of the policy, and what he may not say about it. */
@DeskTest
class PolicyApiTest {

    @LocalServerPort
    private int port;

    @Autowired
    private PolicyPacks packs;

    @Autowired
    private RuntimeService runtime;

    @AfterEach
    void tidy() {
        runtime.createProcessInstanceQuery().rootProcessInstances().list().stream()
                .filter(instance -> instance.getBusinessKey() != null)
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "the test is over"));
    }

    private Reply opens(String orderId, String facts) {
        return new Caller(port)
                .send(Request.of("POST", "/api/cases")
                        .as("agent")
                        .json("{\"kind\":\"order-not-received\",\"marketplace\":\"JP\",\"orderId\":\"" + orderId
                                + "\",\"facts\":{" + facts + "}}"));
    }

    @Test
    void a_case_tells_its_pack_and_its_deadlines_with_what_explains_them() {
        JsonNode found = opens("902-0000001-7777777", "").json();
        assertThat(found.path("facts").path("policyPack").asText())
                .isEqualTo(packs.current().id());
        JsonNode deadline = found.path("deadlines").get(0);
        List<String> fields = new ArrayList<>();
        deadline.fieldNames().forEachRemaining(fields::add);
        assertThat(fields)
                .containsExactlyInAnyOrder("caseNumber", "name", "due", "rule", "explanation", "source", "certainty");
        assertThat(deadline.path("rule").asText()).isEqualTo("reply.target");
        assertThat(deadline.path("name").asText()).isEqualTo("Reply to the buyer");
        assertThat(deadline.path("explanation").asText()).contains("Counted from the buyer's message", "Source: P1");
        assertThat(deadline.path("certainty").asText()).isEqualTo("H");
    }

    @Test
    void nobody_outside_names_the_pack_or_a_deadline() {
        for (String fact : List.of("policyPack", "claimOpensAt", "firstContactAt", "eraseAt")) {
            Reply refused = opens("902-0000002-7777777", "\"" + fact + "\":\"2026-11-25T00:00:00Z\"");
            assertThat(refused.status()).as(fact).isEqualTo(400);
            assertThat(refused.json().path("errors").get(0).path("field").asText())
                    .isEqualTo("facts." + fact);
        }
        String number =
                opens("902-0000003-7777777", "").json().path("caseNumber").asText();
        for (String fact : List.of("policyPack", "claimOpensAt", "firstContactAt", "eraseAt")) {
            Reply refused = new Caller(port)
                    .send(Request.of("POST", "/api/cases/" + number + "/events")
                            .as("agent")
                            .json("{\"type\":\"buyer-replied\",\"facts\":{\"" + fact
                                    + "\":\"2026-11-25T00:00:00Z\"}}"));
            assertThat(refused.status()).as(fact).isEqualTo(DisputeFacts.GUARDED.contains(fact) ? 409 : 400);
            assertThat(refused.body()).contains("is not told by 'buyer-replied'. It tells buyerText.");
        }
    }
}
