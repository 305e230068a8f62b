package org.disputedesk.tracking;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.disputedesk.dispute.Rejected;
import org.junit.jupiter.api.Test;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** 000-04 over HTTP. */
class TrackingNumbersApiTest {

    private final CarrierPages pages = new CarrierPages();
    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(
                    new TrackingNumbersApi(new TrackingNumbers(pages), pages))
            .setMessageConverters(new MappingJackson2HttpMessageConverter(Jackson2ObjectMapperBuilder.json()
                    .serializationInclusion(JsonInclude.Include.NON_NULL)
                    .build()))
            .build();

    @Test
    void a_number_is_normalized_and_its_carriers_are_suggested_with_their_pages() throws Exception {
        mvc.perform(get("/api/tracking-numbers/{number}?marketplace=JP", "２４９７-1171-0883")
                        .header("Accept-Language", "ja"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.normalized").value("249711710883"))
                .andExpect(jsonPath("$.candidates[0].carrier").value("YAMATO"))
                .andExpect(jsonPath("$.candidates[0].format").value("12 digits"))
                .andExpect(jsonPath("$.candidates[0].checkDigit").value("ok"))
                .andExpect(jsonPath("$.candidates[1].carrier").value("SAGAWA"))
                .andExpect(jsonPath("$.candidates[1].checkDigit").value("ok"))
                .andExpect(jsonPath("$.candidates[2].carrier").value("JAPAN_POST"))
                .andExpect(jsonPath("$.candidates[?(@.carrier == 'FEDEX')].checkDigit")
                        .value("wrong"))
                .andExpect(jsonPath("$.link")
                        .value("https://jizen.kuronekoyamato.co.jp/jizen/servlet/crjz.b.NQ0010?id=249711710883"));
    }

    @Test
    void pages_are_in_the_language_of_the_caller() throws Exception {
        mvc.perform(get("/api/tracking-numbers/EE123456785JP").header("Accept-Language", "zh-CN,zh;q=0.9"))
                .andExpect(jsonPath("$.candidates[0].carrier").value("POSTAL_S10"))
                .andExpect(jsonPath("$.link").isNotEmpty());
        mvc.perform(get("/api/tracking-numbers/1Z6V86420323794365").header("Accept-Language", "zh-CN"))
                .andExpect(jsonPath("$.link").value("https://www.ups.com/track?loc=zh_CN&tracknum=1Z6V86420323794365"));
    }

    @Test
    void what_nobody_knows_has_no_candidate_and_no_link() throws Exception {
        mvc.perform(get("/api/tracking-numbers/nope"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.normalized").value("NOPE"))
                .andExpect(jsonPath("$.candidates").isEmpty())
                .andExpect(jsonPath("$.link").doesNotExist());
    }

    @Test
    void bad_input_is_rejected_with_what_to_do() {
        assertThatThrownBy(() -> mvc.perform(get("/api/tracking-numbers/1?marketplace=XX")))
                .hasCauseInstanceOf(Rejected.class)
                .hasMessageContaining("marketplace");
        assertThatThrownBy(() -> mvc.perform(get("/api/tracking-numbers/{number}", "1".repeat(101))))
                .hasCauseInstanceOf(Rejected.class)
                .hasMessageContaining("longer than 100");
        assertThatThrownBy(() -> mvc.perform(get("/api/tracking-numbers/{number}", "---")))
                .hasCauseInstanceOf(Rejected.class)
                .hasMessageContaining("is empty");
    }
}
