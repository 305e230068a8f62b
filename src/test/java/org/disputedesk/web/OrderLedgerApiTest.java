package org.disputedesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import org.disputedesk.DeskTest;
import org.disputedesk.web.Caller.Reply;
import org.disputedesk.web.Caller.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 000-16, 001-15: the shared view of an order and the report on losses over HTTP. */
@DeskTest
class OrderLedgerApiTest {

    private static final String ORDER = "503-2019051-0000001";
    private static final String US_ORDER = "503-2019051-0000002";
    private static final List<String> TABLES =
            List.of("remedy_line", "remedy", "recovery", "goods_return", "dispute_case");

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient db;

    @BeforeEach
    void twoOrdersOfThatYear() {
        clear();
        hasCase("D-2019-900001", "JP", ORDER);
        hasCase("D-2019-900002", "US", US_ORDER);
        refund("x-1", "D-2019-900001", ORDER, "=HYPERLINK(1)", "3980", "JPY", "2019-05-31T16:00:00Z");
        refund("x-2", "D-2019-900002", US_ORDER, "R-2", "19.99", "USD", "2019-05-31T16:00:00Z");
    }

    @AfterEach
    void clear() {
        // what takes another booking back goes before it
        db.sql("delete from recovery where takes_back is not null and order_id in (?, ?)")
                .params(ORDER, US_ORDER)
                .update();
        TABLES.forEach(table -> db.sql("delete from " + table + " where order_id in (?, ?)")
                .params(ORDER, US_ORDER)
                .update());
    }

    private void hasCase(String number, String marketplace, String order) {
        db.sql("""
                        insert into dispute_case (case_number, kind, marketplace, order_id, state, priority, buyer_language,
                          process_instance_id, opened_at)
                        values (?, 'order-not-received', ?, ?, 'CLOSED', 50, 'ja', 'x', ?)""")
                .params(number, marketplace, order, OffsetDateTime.parse("2019-05-01T00:00:00Z"))
                .update();
    }

    private void refund(
            String id, String number, String order, String reference, String amount, String currency, String at) {
        db.sql("""
                        insert into remedy (id, case_number, order_id, type, payer, state, decided_by, decided_at, done_at,
                          reference, amount, currency)
                        values (?, ?, ?, 'REFUND', 'SELLER', 'SETTLED', 'agent', ?, ?, ?, ?, ?)""")
                .params(
                        id,
                        number,
                        order,
                        OffsetDateTime.parse(at),
                        OffsetDateTime.parse(at),
                        reference,
                        new BigDecimal(amount),
                        currency)
                .update();
    }

    private Reply get(String path, String accept, String role) {
        return new Caller(port).send(Request.of("GET", path).as(role).with("Accept", accept));
    }

    @Test
    void the_report_adds_by_currency_and_never_across() {
        JsonNode all = get("/api/reports/losses?from=2019-05&to=2019-06", "application/json", "lead")
                .json();
        assertThat(all.path("totals")).hasSize(2);
        assertThat(all.path("totals").get(0).path("currency").asText()).isEqualTo("JPY");
        assertThat(all.path("totals").get(0).path("loss").asText()).isEqualTo("3980");
        assertThat(all.path("totals").get(1).path("loss").asText()).isEqualTo("19.99");
        // four in the afternoon of the last of May in London is June in Tokyo and May in Seattle
        JsonNode june = get("/api/reports/losses?from=2019-06&to=2019-06", "application/json", "lead")
                .json();
        assertThat(june.path("items")).hasSize(1);
        assertThat(june.path("items").get(0).path("entry").path("orderId").asText())
                .isEqualTo(ORDER);
        JsonNode us = get("/api/reports/losses?from=2019-05&to=2019-06&marketplace=US", "application/json", "lead")
                .json();
        assertThat(us.path("items")).hasSize(1);
        assertThat(us.path("items")
                        .get(0)
                        .path("entry")
                        .path("amount")
                        .path("amount")
                        .asText())
                .isEqualTo("19.99");
    }

    @Test
    void a_spreadsheet_sees_no_formula() {
        Reply csv = get("/api/reports/losses?from=2019-06&to=2019-06", "text/csv", "lead");
        assertThat(csv.header("Content-Disposition")).contains("losses.csv");
        assertThat(csv.body().lines().toList().get(1))
                .startsWith("2019-06,2019-05-31T16:00:00Z,JP," + ORDER + ",D-2019-900001,REFUND,SELLER,3980,JPY,false")
                .contains(",'=HYPERLINK(1),");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?from=2019",
                "?to=2019-13",
                "?from=2019-05&to=2019-04",
                "?from=2001-01&to=2019-04",
                "?marketplace=XX",
                "?marketplace=%00"
            })
    void what_is_no_month_and_no_marketplace_is_sent_back(String query) {
        Reply refused = get("/api/reports/losses" + query, "application/json", "lead");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void everybody_on_staff_reads_the_overview_and_strangers_do_not() {
        String path = "/api/orders/" + ORDER + "/overview";
        for (String role : List.of("agent", "lead", "analyst", "operator", "admin")) {
            JsonNode view = get(path, "application/json", role).json();
            assertThat(view.path("cases").get(0).path("caseNumber").asText()).isEqualTo("D-2019-900001");
            assertThat(view.path("remedies").get(0).path("decidedBy").asText()).isEqualTo("agent");
            assertThat(view.path("locks").get(0).path("kind").asText()).isEqualTo("LINE_HELD");
            assertThat(view.path("locks").get(0).path("rule").path("id").asText())
                    .isEqualTo("one-remedy");
            assertThat(view.path("money").path("totals").get(0).path("loss").asText())
                    .isEqualTo("3980");
        }
        assertThat(new Caller(port).send(Request.of("GET", path)).status()).isEqualTo(401);
        assertThat(new Caller(port).send(Request.of("GET", "/orders/" + ORDER)).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ja", "zh"})
    void the_page_shows_cases_locks_and_money_and_leads_alone_get_the_form(String language) {
        Reply lead = new Caller(port)
                .send(Request.of("GET", "/orders/" + ORDER).as("lead").with("Accept-Language", language));
        assertThat(lead.status()).isEqualTo(200);
        assertThat(lead.body())
                .contains(ORDER, "D-2019-900001", "/orders/" + ORDER + "/recoveries", "HYPERLINK(1)")
                .doesNotContain("{{", "null");
        Reply analyst = new Caller(port)
                .send(Request.of("GET", "/orders/" + ORDER).as("analyst").with("Accept-Language", language));
        assertThat(analyst.body()).contains("D-2019-900001").doesNotContain("/recoveries");
        Reply unknown = new Caller(port)
                .send(Request.of("GET", "/orders/503-0000000-0000000")
                        .as("lead")
                        .with("Accept-Language", language));
        assertThat(unknown.status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"reason\":\"CARRIER_COMPENSATION\"}",
                "{\"reason\":\"CARRIER_ANSWER\",\"amount\":\"1\"}",
                "{\"reason\":\"SAFE_T_GRANTED\",\"amount\":\"-1\"}",
                "{\"reason\":\"SAFE_T_GRANTED\",\"amount\":\"0.5\"}",
                "{\"reason\":\"SAFE_T_GRANTED\",\"amount\":\"1\",\"currency\":\"USD\"}",
                "{\"reason\":\"SAFE_T_GRANTED\",\"amount\":\"1\",\"currency\":\"x\\u0000\"}",
                "{\"reason\":\"SAFE_T_GRANTED\",\"amount\":\"3981\"}",
                "{\"reason\":\"SAFE_T_GRANTED\",\"amount\":\"999999999999999999999\"}",
                "{\"reason\":\"SAFE_T_GRANTED\",\"amount\":\"1000000000\"}",
                "{\"reason\":\"SAFE_T_GRANTED\",\"amount\":\"1\",\"caseNumber\":\"D-2019-900002\"}",
                "{\"reason\":\"SAFE_T_GRANTED\",\"amount\":\"1\",\"reference\":\"\\u0000\"}",
                "{\"reason\":\"SAFE_T_GRANTED\",\"amount\":\"1\",\"unknown\":\"1\"}",
                "{\"reason\":[],\"amount\":{}}",
                "[]",
                "not json"
            })
    void hostile_bookings_are_sent_back_and_leave_nothing(String body) {
        new Inventory(new Caller(port), db)
                .refused(
                        Request.of("POST", "/api/orders/" + ORDER + "/recoveries")
                                .as("lead")
                                .json(body),
                        400);
    }

    @Test
    void a_lead_books_once_by_the_api_and_takes_it_back() {
        Request book = Request.of("POST", "/api/orders/" + ORDER + "/recoveries")
                .as("lead")
                .with("Idempotency-Key", "k-1")
                .json("{\"reason\":\"SAFE_T_GRANTED\",\"amount\":\"1000\",\"reference\":\"S-1\"}");
        Reply booked = new Caller(port).send(book);
        assertThat(booked.status()).as(booked.body()).isEqualTo(201);
        assertThat(new Caller(port).send(book).status()).isEqualTo(200);
        assertThat(new Caller(port)
                        .send(Request.of("POST", "/api/orders/" + ORDER + "/recoveries")
                                .as("agent")
                                .json("{}"))
                        .status())
                .isEqualTo(403);
        String back = "/api/orders/" + ORDER + "/recoveries/"
                + booked.json().path("id").asText() + "/take-back";
        assertThat(new Caller(port)
                        .send(Request.of("POST", back).as("lead").json("{}"))
                        .status())
                .isEqualTo(200);
        assertThat(new Caller(port)
                        .send(Request.of("POST", back).as("lead").json("{}"))
                        .status())
                .isEqualTo(404);
    }
}
