package org.disputedesk.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.disputedesk.rig.DeskNode;
import org.disputedesk.web.Caller.Request;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The desk with profile {@code demo}, as somebody starts it who wants to look around. */
@Tag("slow")
class InventedCasesTest {

    @Test
    void whoever_looks_around_finds_a_case_of_every_dispute() throws IOException {
        try (DeskNode desk =
                DeskNode.start("demo", DeskNode.place("demo").resolve("home"), "--spring.profiles.active=demo")) {
            await("the day has been played")
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        String log = Files.readString(desk.log(), StandardCharsets.UTF_8);
                        assertThat(log).doesNotContain("could not all be made");
                        return log.contains("Invented orders and cases are ready");
                    });
            Caller caller = new Caller(desk.port());
            String agent = "agent:" + DeskNode.PASSWORD;
            List<String> kinds = caller.send(Request.of(
                                    "GET",
                                    "/engine-rest/process-definition?startableInTasklist=true&latestVersion=true&maxResults=100")
                            .as(agent))
                    .json()
                    .findValuesAsText("key");
            assertThat(kinds).contains("order-not-received", "expedite-request");
            Set<String> shown = new TreeSet<>();
            Set<String> states = new TreeSet<>();
            for (JsonNode found : caller.send(
                            Request.of("GET", "/api/cases?size=100").as(agent))
                    .json()
                    .path("items")) {
                shown.add(found.path("kind").asText());
                states.add(found.path("state").asText());
            }
            assertThat(shown).containsExactlyInAnyOrderElementsOf(kinds);
            assertThat(states).contains("OPEN", "CLOSED");
        }
    }
}
