package org.disputedesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import org.disputedesk.DeskTest;
import org.disputedesk.web.Caller.Reply;
import org.disputedesk.web.Caller.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 002-08: how many of those who ask for speed get it, month by month and shop by shop. */
@DeskTest
class ExpediteReportTest {

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient db;

    @BeforeEach
    @AfterEach
    void nothingIsDecidedInThatYear() {
        db.sql("delete from expedite_request where decided_at < '2020-01-01 00:00:00Z'")
                .update();
    }

    private void decided(
            String number, String marketplace, boolean accepted, String advice, String at, @Nullable String cost) {
        db.sql("""
                        insert into expedite_request (case_number, marketplace, source, accepted, advice, decided_at,
                          shipped_at, missed, cost, currency)
                        values (?, ?, 'ORDER_MESSAGE', ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        number,
                        marketplace,
                        accepted,
                        advice,
                        OffsetDateTime.parse(at),
                        cost == null ? null : OffsetDateTime.parse(at),
                        accepted && cost == null,
                        cost == null ? null : new BigDecimal(cost),
                        cost == null ? null : "JPY")
                .update();
    }

    private Reply report(String query, String accept) {
        return new Caller(port)
                .send(Request.of("GET", "/api/reports/expedite" + query)
                        .as("lead")
                        .with("Accept", accept));
    }

    @Test
    void the_share_of_met_wishes_is_told_by_month_and_marketplace() {
        decided("D-2019-000001", "JP", true, "POSSIBLE", "2019-03-10T00:00:00Z", "500");
        decided("D-2019-000002", "JP", true, "PAID_FOR_SPEED", "2019-03-11T00:00:00Z", "320");
        decided("D-2019-000003", "JP", true, "POSSIBLE", "2019-03-12T00:00:00Z", null);
        decided("D-2019-000004", "JP", false, "NO_STOCK", "2019-03-13T00:00:00Z", null);
        decided("D-2019-000005", "JP", false, "CLOSED_DAYS", "2019-03-14T00:00:00Z", null);
        decided("D-2019-000006", "JP", false, "NO_STOCK", "2019-03-15T00:00:00Z", null);
        decided("D-2019-000007", "DE", false, "NO_ROOM", "2019-03-15T00:00:00Z", null);
        // the first second of April in Tokyo, the last of March there, and the last of March in Berlin
        decided("D-2019-000008", "JP", true, "POSSIBLE", "2019-03-31T15:00:00Z", null);
        decided("D-2019-000009", "JP", false, "NO_ROOM", "2019-03-31T14:59:59Z", null);
        decided("D-2019-000010", "DE", true, "POSSIBLE", "2019-03-31T21:59:59Z", null);

        JsonNode report = report("?from=2019-03&to=2019-04", "application/json").json();

        assertThat(report.path("from").asText()).isEqualTo("2019-03");
        JsonNode items = report.path("items");
        assertThat(items).hasSize(3);
        assertThat(items.get(0).path("marketplace").asText()).isEqualTo("DE");
        assertThat(items.get(0).path("decided").asInt()).isEqualTo(2);
        assertThat(items.get(0).path("acceptedPercent").asText()).isEqualTo("50.0");
        JsonNode japan = items.get(1);
        assertThat(japan.path("month").asText()).isEqualTo("2019-03");
        assertThat(japan.path("marketplace").asText()).isEqualTo("JP");
        assertThat(japan.path("decided").asInt()).isEqualTo(7);
        assertThat(japan.path("accepted").asInt()).isEqualTo(3);
        assertThat(japan.path("acceptedPercent").asText()).isEqualTo("42.9");
        assertThat(japan.path("shipped").asInt()).isEqualTo(2);
        assertThat(japan.path("missed").asInt()).isEqualTo(1);
        assertThat(japan.path("declinedBecause").path("NO_STOCK").asInt()).isEqualTo(2);
        assertThat(japan.path("costs").get(0).path("amount").asText()).isEqualTo("820");
        assertThat(japan.path("costs").get(0).path("currency").asText()).isEqualTo("JPY");
        assertThat(items.get(2).path("month").asText()).isEqualTo("2019-04");
        assertThat(items.get(2).path("decided").asInt()).isEqualTo(1);
    }

    @Test
    void it_comes_as_csv_when_that_is_asked_for_and_nothing_in_it_is_a_formula() {
        decided("D-2019-000011", "JP", true, "POSSIBLE", "2019-05-10T00:00:00Z", "500");
        decided("D-2019-000012", "JP", false, "=HYPERLINK(1)", "2019-05-10T00:00:00Z", null);

        Reply csv = report("?from=2019-05&to=2019-05", "text/csv");

        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.body().lines())
                .containsExactly(
                        "month,marketplace,decided,accepted,acceptedPercent,shipped,missed,declinedBecause,costs",
                        "2019-05,JP,2,1,50.0,1,0,'=HYPERLINK(1) 1,500 JPY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?from=2019",
                "?to=2019-13",
                "?from=2019-05&to=2019-04",
                "?from=2001-01&to=2019-04",
                "?from=1999-01"
            })
    void months_that_are_none_are_sent_back(String query) {
        Reply refused = report(query, "application/json");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("errors").get(0).path("field").asText()).isIn("from", "to");
    }

    @Test
    void leads_see_it_and_agents_do_not() {
        Request request = Request.of("GET", "/api/reports/expedite");
        assertThat(new Caller(port).send(request.as("lead")).status()).isEqualTo(200);
        assertThat(new Caller(port).send(request.as("agent")).status()).isEqualTo(403);
    }
}
