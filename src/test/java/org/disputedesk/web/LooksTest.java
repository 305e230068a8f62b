package org.disputedesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.disputedesk.DeskTest;
import org.disputedesk.web.Caller.Reply;
import org.disputedesk.web.Caller.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 001-11: staff look into Seller Central regularly, and everybody sees when that was last done. */
@DeskTest
class LooksTest {

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient db;

    @Autowired
    private Clock clock;

    private Caller caller;

    @BeforeEach
    void caller() {
        caller = new Caller(port);
    }

    @BeforeEach
    @AfterEach
    void nobodyHasLooked() {
        db.sql("delete from seller_central_look").update();
    }

    private void looked(String marketplace, Duration ago) {
        db.sql("insert into seller_central_look (marketplace, looked_at, looked_by) values (?, ?, 'agent')")
                .params(
                        marketplace,
                        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                                .minus(ago))
                .update();
    }

    private JsonNode look(String marketplace) {
        for (JsonNode look : caller.send(Request.of("GET", "/api/looks").as("analyst"))
                .json()
                .path("items")) {
            if (look.path("marketplace").asText().equals(marketplace)) {
                return look;
            }
        }
        throw new AssertionError("no look of " + marketplace);
    }

    @Test
    void a_look_is_due_again_twelve_hours_after_the_last_one() {
        looked("SG", Duration.ofDays(2));
        looked("SG", Duration.ofHours(12).minusMinutes(5));
        looked("IN", Duration.ofDays(3));
        looked("IN", Duration.ofHours(12).plusMinutes(5));

        assertThat(look("SG").path("isLate").asBoolean(true)).isFalse();
        assertThat(look("IN").path("isLate").asBoolean()).isTrue();
        JsonNode last = look("SG");
        assertThat(Duration.between(
                        Instant.parse(last.path("lookedAt").asText()),
                        Instant.parse(last.path("dueAt").asText())))
                .isEqualTo(Duration.ofHours(12));
        assertThat(last.path("lookedBy").asText()).isEqualTo("agent");
    }

    @Test
    void what_was_never_looked_into_comes_first_and_what_is_not_sold_at_does_not_come() {
        String order = "503-7654321-" + System.nanoTime() % 10_000_000;
        looked("SG", Duration.ofHours(1));
        db.sql(
                        "insert into customer_order (order_id, marketplace, state, payment_state, source, updated_at, purchased_at)"
                                + " values (?, 'EG', 'SHIPPED', 'PAID', 'STAFF', current_timestamp, ?)")
                .params(
                        order,
                        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                                .minusDays(89))
                .update();
        try {
            List<String> places = caller.send(Request.of("GET", "/api/looks").as("lead"))
                    .json()
                    .path("items")
                    .findValuesAsText("marketplace");
            assertThat(places).contains("EG", "SG").doesNotContain("ZA");
            assertThat(places.indexOf("EG")).isLessThan(places.indexOf("SG"));
            assertThat(look("EG").has("lookedAt")).isFalse();
            assertThat(look("EG").path("isLate").asBoolean()).isTrue();

            db.sql("update customer_order set purchased_at = ? where order_id = ?")
                    .params(
                            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                                    .minusDays(91),
                            order)
                    .update();
            assertThat(caller.send(Request.of("GET", "/api/looks").as("lead"))
                            .json()
                            .path("items")
                            .findValuesAsText("marketplace"))
                    .doesNotContain("EG");
        } finally {
            db.sql("delete from customer_order where order_id = ?").param(order).update();
        }
    }

    @Test
    void a_script_tells_that_somebody_has_looked() {
        Reply told = caller.send(Request.of("POST", "/api/looks").as("agent").json("{\"marketplace\":\"sg\"}"));
        assertThat(told.status()).isEqualTo(201);
        assertThat(told.json().path("lookedBy").asText()).isEqualTo("agent");
        assertThat(look("SG").path("isLate").asBoolean(true)).isFalse();

        for (String wrong : List.of("{}", "{\"marketplace\":\"XX\"}", "{\"marketplace\":\"JP; drop\"}")) {
            Reply refused =
                    caller.send(Request.of("POST", "/api/looks").as("agent").json(wrong));
            assertThat(refused.status()).as(wrong).isEqualTo(400);
            assertThat(refused.json().path("errors").get(0).path("field").asText())
                    .isEqualTo("marketplace");
        }
    }

    @Test
    void an_agent_says_so_on_the_page_and_the_start_page_shows_the_oldest() {
        looked("SG", Duration.ofDays(80));
        for (Map.Entry<String, String> word :
                Map.of("en", "last looked into", "ja", "前回", "zh", "上次").entrySet()) {
            assertThat(page("/cases/looks", word.getKey()).body()).contains(word.getValue());
            assertThat(page("/", word.getKey()).body()).contains(word.getValue(), "/cases/looks");
        }
        Reply shown = page("/cases/looks", "en");
        assertThat(shown.body()).contains("https://sellercentral.amazon.sg/messaging/inbox");
        Request told = Request.of("POST", "/cases/looks/SG")
                .as("agent")
                .with("Cookie", shown.header("Set-Cookie").replaceAll(";.*", ""))
                .body(
                        "application/x-www-form-urlencoded",
                        ("_csrf=" + found(shown, "name=\"_csrf\" value=\"([^\"]*)\""))
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(caller.send(Request.of("POST", "/cases/looks/SG").as("agent"))
                        .status())
                .isEqualTo(403);
        assertThat(caller.send(told.as("analyst")).status()).isEqualTo(403);
        assertThat(look("SG").path("isLate").asBoolean()).isTrue();

        assertThat(caller.send(told).status()).isEqualTo(303);
        assertThat(look("SG").path("isLate").asBoolean(true)).isFalse();
    }

    private Reply page(String path, String language) {
        return caller.send(Request.of("GET", path).as("agent").with("Accept-Language", language));
    }

    private static String found(Reply reply, String pattern) {
        Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(reply.body());
        assertThat(found.find()).as(pattern + " in " + reply.body()).isTrue();
        return found.group(1);
    }
}
