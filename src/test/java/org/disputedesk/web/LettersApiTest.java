package org.disputedesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.disputedesk.DeskTest;
import org.disputedesk.web.Caller.Reply;
import org.disputedesk.web.Caller.Request;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A letter is looked at before anybody sends it, and nothing is kept (000-10, 003-19). */
@DeskTest
class LettersApiTest {

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient db;

    private Inventory inventory;

    @BeforeEach
    void look() {
        inventory = new Inventory(new Caller(port), db);
    }

    private Reply check(String user, String json) {
        Map<String, Long> before = inventory.count();
        Request request = Request.of("POST", "/api/letters/check").as(user).json(json);
        Reply reply = new Caller(port).send(request);
        Inventory.decent(request, reply);
        assertThat(inventory.count()).isEqualTo(before);
        return reply;
    }

    @Test
    void a_letter_is_answered_with_what_speaks_against_it() {
        String text = "注文の件です。お急ぎの場合は03-5550-1234まで。";
        JsonNode answer = check(
                        "analyst",
                        "{\"text\":\"" + text + "\",\"marketplace\":\"JP\",\"orderId\":\"503-1234567-1234567\"}")
                .json();
        assertThat(answer.path("verdict").asText()).isEqualTo("REFUSED");
        assertThat(answer.path("findings").findValuesAsText("rule")).containsExactly("phone", "missing-order-id");
        JsonNode phone = answer.path("findings").get(0);
        assertThat(text.substring(phone.path("start").asInt(), phone.path("end").asInt()))
                .isEqualTo("03-5550-1234");
        assertThat(phone.path("severity").asText()).isEqualTo("HARD");
        assertThat(phone.path("says").asText()).contains("telephone number");
        assertThat(phone.path("source").asText()).contains("000-10");
    }

    @Test
    void a_good_letter_has_nothing_against_it_and_a_doubtful_one_needs_a_reason() {
        assertThat(check("agent", "{\"text\":\"We are checking.\",\"language\":\"en\"}")
                        .json()
                        .path("verdict")
                        .asText())
                .isEqualTo("SEND");
        assertThat(check("lead", "{\"text\":\"Please see the attached invoice.\",\"language\":\"en\"}")
                        .json()
                        .path("verdict")
                        .asText())
                .isEqualTo("NEEDS_REASON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"text\":\" \u200b\"}",
                "{\"text\":7,\"language\":[]}",
                "{\"text\":\"x\",\"language\":\"../../x\"}",
                "{\"text\":\"x\",\"marketplace\":\"XX\"}",
                "{\"text\":\"x\",\"orderId\":\"' or 1=1\"}",
                "{\"text\":\"x\",\"evil\":true}",
                "{\"text\":\"a\\u0000b\"}",
                "[]",
                "{"
            })
    void what_makes_no_sense_is_refused(String json) {
        assertThat(check("agent", json).status()).isEqualTo(400);
        assertThat(check("agent", "{\"text\":\"" + "x".repeat(20_001) + "\"}").status())
                .isEqualTo(400);
    }
}
