package org.disputedesk.orders;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.disputedesk.orders.AmazonReportTest.sample;
import static org.disputedesk.orders.TestOrders.CLOCK;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Files;
import org.disputedesk.dispute.Rejected;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class OrdersApiTest {

    private final OrderBookDatabase database = OrderBookDatabase.inMemory();
    private final OrderBook book = database.book(CLOCK);
    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new OrdersApi(book, new OrderImport(book)))
            .setMessageConverters(new MappingJackson2HttpMessageConverter(new Jackson2ObjectMapperBuilder()
                    .featuresToDisable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build()))
            .build();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_report_is_imported_and_its_orders_can_be_read() throws Exception {
        mvc.perform(multipart("/api/orders/import?marketplace=JP").file(upload("all-orders-jp-cp932.txt")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.imported").value(2))
                .andExpect(jsonPath("$.updated").value(0))
                .andExpect(jsonPath("$.unchanged").value(0))
                .andExpect(jsonPath("$.rejected").isEmpty());

        mvc.perform(get("/api/orders/250-0000001-0000001"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.orderId").value("250-0000001-0000001"))
                .andExpect(jsonPath("$.marketplace").value("JP"))
                .andExpect(jsonPath("$.state").value("SHIPPED"))
                .andExpect(jsonPath("$.paymentState").value("PAID"))
                .andExpect(jsonPath("$.serviceOwner").value("SELLER"))
                .andExpect(jsonPath("$.total.amount").value("5480"))
                .andExpect(jsonPath("$.total.currency").value("JPY"))
                .andExpect(jsonPath("$.dates.purchasedAt").value("2026-11-02T01:02:03Z"))
                .andExpect(jsonPath("$.lines[0].title").value("湯のみ① ㈱見本堂 髙級"))
                .andExpect(jsonPath("$.source").value("GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL"));
    }

    @Test
    void rejected_lines_are_named() throws Exception {
        mvc.perform(multipart("/api/orders/import").file(upload("all-orders-us-broken-line.txt")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.imported").value(2))
                .andExpect(jsonPath("$.rejected[0].line").value(3))
                .andExpect(jsonPath("$.rejected[0].reason").isNotEmpty());
    }

    @Test
    void what_is_declared_about_the_encoding_does_not_matter() throws Exception {
        var upload = new MockMultipartFile(
                "file",
                "orders.txt",
                "text/plain;charset=UTF-8",
                Files.readAllBytes(sample("all-orders-jp-cp932.txt")));

        mvc.perform(multipart("/api/orders/import").file(upload)).andExpect(status().isOk());

        mvc.perform(get("/api/orders/250-0000001-0000001"))
                .andExpect(jsonPath("$.lines[0].title").value("湯のみ① ㈱見本堂 髙級"));
    }

    @Test
    void an_order_that_is_not_in_the_book_is_404() throws Exception {
        mvc.perform(get("/api/orders/250-9999999-9999999")).andExpect(status().isNotFound());
    }

    @Test
    void bad_input_is_rejected_with_what_to_do() {
        assertThatThrownBy(() -> mvc.perform(get("/api/orders/1-2-3")))
                .hasCauseInstanceOf(Rejected.class)
                .hasMessageContaining("orderId");
        assertThatThrownBy(() -> mvc.perform(multipart("/api/orders/import")))
                .hasCauseInstanceOf(Rejected.class)
                .hasMessageContaining("Attach the order report");
        assertThatThrownBy(() -> mvc.perform(multipart("/api/orders/import")
                        .file(new MockMultipartFile("file", "empty.txt", "text/plain", new byte[0]))))
                .hasCauseInstanceOf(Rejected.class)
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> mvc.perform(
                        multipart("/api/orders/import?marketplace=XX").file(upload("all-orders-jp-cp932.txt"))))
                .hasCauseInstanceOf(Rejected.class)
                .hasMessageContaining("marketplace");
        assertThatThrownBy(() -> mvc.perform(multipart("/api/orders/import").file(upload("fba-returns.txt"))))
                .hasCauseInstanceOf(Rejected.class)
                .hasMessageContaining("return report");
    }

    private static MockMultipartFile upload(String name) throws java.io.IOException {
        return new MockMultipartFile("file", name, "text/plain", Files.readAllBytes(sample(name)));
    }
}
