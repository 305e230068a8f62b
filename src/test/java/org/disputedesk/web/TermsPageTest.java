package org.disputedesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.disputedesk.DeskTest;
import org.disputedesk.web.Caller.Reply;
import org.disputedesk.web.Caller.Request;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The published cancellation policy: for everybody, without a login, in the reader's language (001-17). */
@DeskTest
class TermsPageTest {

    @LocalServerPort
    private int port;

    private Reply get(String path, String language) {
        return new Caller(port).send(Request.of("GET", path).with("Accept-Language", language));
    }

    @Test
    void everybody_reads_it_in_his_language() {
        Reply english = get("/policy/cancellation", "en");
        assertThat(english.status()).isEqualTo(200);
        assertThat(english.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(english.header("Set-Cookie")).isEmpty();
        assertThat(english.body())
                .contains("<html lang=\"en\">", "Cancellation policy", "Version 2026-11-27-")
                .doesNotContain("/cases", "tasklist", "no longer in force");
        assertThat(get("/policy/cancellation", "ja").body()).contains("<html lang=\"ja\">", "キャンセルの方針");
        assertThat(get("/policy/cancellation?lang=zh", "en").body()).contains("<html lang=\"zh\">", "取消政策");
        assertThat(get("/policy/cancellation?lang=%22%3E%3Cscript%3E", "en").body())
                .contains("<html lang=\"en\">")
                .doesNotContain("<script");
    }

    @Test
    void an_earlier_wording_is_found_by_its_version_and_a_strange_one_is_not() {
        String version = get("/policy/cancellation", "en").body().replaceAll("(?s).*Version ([\\w-]+).*", "$1");
        assertThat(get("/policy/cancellation?lang=en&version=" + version, "en").status())
                .isEqualTo(200);
        Reply strange = get("/policy/cancellation?version=9-00000000", "en");
        assertThat(strange.status()).isEqualTo(404);
        assertThat(strange.body()).contains("There is no such policy");
    }

    @Test
    void nothing_else_lies_beside_it_and_nobody_writes_to_it() {
        assertThat(get("/policy/anything", "en").status()).isEqualTo(401);
        assertThat(new Caller(port)
                        .send(Request.of("POST", "/policy/cancellation"))
                        .status())
                .isIn(401, 403, 405);
    }
}
