package org.disputedesk.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the shop has published: its own text before the shipped one, each wording kept under its version (001-17). */
class PublishedTermsTest {

    private static final String OWN =
            "Version: 3\n[quote]\nUnshipped orders\nare cancelled.\n[policy]\nBefore.\n\nAfter.\n";

    @TempDir
    private Path home;

    private final HikariDataSource dataSource = new HikariDataSource();
    private PublishedTerms terms;

    @BeforeEach
    void begin() {
        dataSource.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        Flyway.configure()
                .dataSource(dataSource)
                .locations("filesystem:src/main/resources/db/migration")
                .load()
                .migrate();
        terms = new PublishedTerms(
                home,
                JdbcClient.create(dataSource),
                Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC));
    }

    @AfterEach
    void end() {
        dataSource.close();
    }

    private void publish(String language, String content) throws IOException {
        Files.createDirectories(home.resolve("terms"));
        Files.writeString(home.resolve("terms/cancellation." + language + ".txt"), content);
    }

    private Terms current(String language) {
        return terms.current(PublishedTerms.CANCELLATION, language).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ja", "zh"})
    void the_desk_ships_a_text_in_each_language(String language) {
        assertThat(current(language)).satisfies(shipped -> {
            assertThat(shipped.language()).isEqualTo(language);
            assertThat(shipped.version()).matches("2026-11-27-[0-9a-f]{8}");
            assertThat(shipped.quote()).hasSizeBetween(30, 300);
            assertThat(shipped.policy()).contains("30");
        });
    }

    @Test
    void the_shops_own_text_counts_at_once_and_the_earlier_one_stays_readable() throws IOException {
        Terms shipped = current("en");
        publish("en", OWN);
        assertThat(current("en")).satisfies(own -> {
            assertThat(own.version()).startsWith("3-");
            assertThat(own.quote()).isEqualTo("Unshipped orders are cancelled.");
        });
        publish("en", OWN.replace("After.", "Later."));
        assertThat(current("en").policy()).isEqualTo("Before.\n\nLater.");
        assertThat(terms.version(PublishedTerms.CANCELLATION, "en", shipped.version()))
                .contains(shipped);
    }

    @Test
    void who_reads_another_language_reads_english_until_somebody_writes_it() throws IOException {
        assertThat(current("de").language()).isEqualTo("en");
        publish("de", OWN);
        assertThat(current("de").language()).isEqualTo("de");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[quote]\nx\n[policy]\ny\n",
                "Version: 3\n[policy]\ny\n",
                "Version: 3\n[quote]\n${orderId}\n[policy]\ny\n"
            })
    void a_text_that_cannot_be_used_is_left_aside(String content) throws IOException {
        publish("en", content);
        assertThat(current("en").version()).startsWith("2026-11-27");
        assertThatThrownBy(() -> Terms.parse("cancellation", "en", content))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothing_else_is_published() {
        assertThat(terms.current("master-key", "en")).isEmpty();
        assertThat(terms.current(PublishedTerms.CANCELLATION, "../")).isEmpty();
        assertThat(terms.version(PublishedTerms.CANCELLATION, "en", "1-00000000"))
                .isEmpty();
    }
}
