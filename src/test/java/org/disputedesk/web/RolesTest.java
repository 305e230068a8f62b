package org.disputedesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.disputedesk.DeskTest;
import org.disputedesk.web.Caller.Reply;
import org.disputedesk.web.Caller.Request;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Each role at each door: {@code roles.csv} says what it is answered. The calls are such that whoever may make them is
 * told what is missing, so that no call changes anything.
 */
@DeskTest
class RolesTest {

    private static final List<String> ROLES = List.of("anonymous", "agent", "lead", "analyst", "operator", "admin");

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient db;

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    private record Row(String operation, Map<String, Integer> statuses) {}

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        InputStream file = RolesTest.class.getResourceAsStream("/roles.csv");
        assertThat(file).isNotNull();
        try (var reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
                CSVParser lines = CSVFormat.DEFAULT
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .setIgnoreSurroundingSpaces(true)
                        .setCommentMarker('#')
                        .get()
                        .parse(reader)) {
            for (CSVRecord line : lines) {
                Map<String, Integer> statuses = new LinkedHashMap<>();
                ROLES.forEach(role -> statuses.put(role, Integer.valueOf(line.get(role))));
                rows.add(new Row(line.get("operation"), statuses));
            }
        }
        return rows;
    }

    @Test
    void every_role_is_answered_as_the_table_says() throws IOException {
        Caller caller = new Caller(port);
        // the wording of the shop is kept the first time somebody reads it
        caller.send(Request.of("GET", "/policy/cancellation"));
        Inventory inventory = new Inventory(caller, db);
        Map<String, Long> before = inventory.count();
        List<String> wrong = new ArrayList<>();
        for (Row row : rows()) {
            row.statuses().forEach((role, status) -> {
                Request request = request(row.operation());
                Request asked = role.equals("anonymous") ? request : request.as(role);
                Reply reply = caller.send(asked);
                if (reply.status() != status) {
                    wrong.add(row.operation() + " as " + role + ": " + reply.status() + " instead of " + status + " "
                            + reply.body()
                                    .substring(0, Math.min(200, reply.body().length())));
                }
                try {
                    Inventory.decent(asked, reply);
                } catch (AssertionError e) {
                    wrong.add(e.getMessage());
                }
            });
        }
        assertThat(wrong).isEmpty();
        assertThat(inventory.count()).isEqualTo(before);
    }

    @Test
    void no_door_is_missing_in_the_table() throws IOException {
        Set<String> listed = new TreeSet<>();
        rows().forEach(row -> listed.add(row.operation().replaceAll("[?].*", "")));
        Set<String> missing = new TreeSet<>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, handler) -> {
            String from = handler.getBeanType().getPackageName();
            if (from.startsWith("org.disputedesk")) {
                mapping.getPatternValues().forEach(path -> {
                    var methods = mapping.getMethodsCondition().getMethods();
                    assertThat(methods).as("methods of " + path).isNotEmpty();
                    methods.forEach(method -> missing.add(method + " " + path));
                });
            }
        });
        assertThat(missing).as("doors of the desk").hasSizeGreaterThan(5);
        missing.removeAll(listed);
        assertThat(missing)
                .as("doors that are missing in src/test/resources/roles.csv")
                .isEmpty();
    }

    /** Names of things nobody has take the place of what stands in braces. */
    private static Request request(String operation) {
        String[] parts = operation.split(" ", 2);
        String path = parts[1].replace("{caseNumber}", "D-2026-999999")
                .replace("{orderId}", "999-9999999-9999999")
                .replaceAll("\\{\\w+}", "nope");
        Request request = Request.of(parts[0], path);
        if (parts[0].equals("GET") || parts[0].equals("DELETE")) {
            return request;
        }
        if (path.startsWith("/api/orders/import") || path.endsWith("/evidence")) {
            return request.file("file", "empty.txt", "text/plain", new byte[0]);
        }
        if (path.startsWith("/engine-rest/deployment")) {
            return request.file(
                    "evil.bpmn", "evil.bpmn", "application/octet-stream", "<x/>".getBytes(StandardCharsets.UTF_8));
        }
        if (path.startsWith("/engine-rest/user/create")) {
            return request.json("{\"profile\":{\"id\":\"mallory\",\"firstName\":\"M\",\"lastName\":\"M\"},"
                    + "\"credentials\":{\"password\":\"short\"}}");
        }
        if (path.startsWith("/engine-rest/filter/create")) {
            return request.json("{\"resourceType\":\"Task\",\"name\":\"x\",\"query\":"
                    + "{\"assigneeExpression\":\"${''.getClass()}\"}}");
        }
        return request.json(path.endsWith("/retries") ? "{\"retries\":1}" : "{}");
    }
}
