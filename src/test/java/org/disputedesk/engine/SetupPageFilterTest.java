package org.disputedesk.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.springframework.test.web.servlet.setup.MockMvcBuilders.standaloneSetup;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** CVE-2026-77226: the set-up page in every spelling. */
class SetupPageFilterTest {

    private final SetupPageFilter filter = new SetupPageFilter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda/api/admin/setup/default/user/create",
                "/camunda/api/admin/setup",
                "/camunda/api/admin/setup/",
                "/camunda/app/admin/default/setup/",
                "/camunda/app/admin/default/setup",
                "/api/admin/setup/default/user/create",
                "/some/other/root/api/admin/setup/default/user/create",
                "/camunda/api/admin/%73etup/default/user/create",
                "/camunda/api/admin/%73%65%74%75%70/default/user/create",
                "/camunda/api/admin/%2573etup/default/user/create",
                "/camunda/api/%61dmin/setup/default/user/create",
                "/camunda/api/admin/setup;x=1/default/user/create",
                "/camunda/api/admin;x=1/setup/default/user/create",
                "/camunda;a/api;b/admin;c/setup;d/default/user/create",
                "/camunda/api/admin/setup%3Bx/default/user/create",
                "//camunda//api//admin//setup//default/user/create",
                "/camunda/api/admin/./setup/default/user/create",
                "/camunda/api/admin/x/../setup/default/user/create",
                "/camunda/api/admin/x/%2e%2e/setup/default/user/create",
                "/camunda/api/admin%2Fsetup/default/user/create",
                "/camunda/api/admin\\setup/default/user/create",
                "/camunda/api/admin/SETUP/default/user/create",
                "/camunda/API/Admin/Setup/default/user/create"
            })
    void the_setup_page_does_not_exist(String uri) throws Exception {
        assertThat(statusOf(uri, "", null)).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda/app/admin/default/",
                "/camunda/app/admin/styles/styles.css",
                "/camunda/app/tasklist/default/",
                "/camunda/api/admin/auth/user/default/login/tasklist",
                "/camunda/api/engine/engine/default/user/setup/profile",
                "/engine-rest/group/admin/members/setup",
                "/api/cases/D-2026-000001",
                "/api/setup",
                "/camunda/app/admin/default/setups",
                "/actuator/health",
                "/",
                "/100%"
            })
    void other_pages_pass(String uri) throws Exception {
        assertThat(statusOf(uri, "", null)).isEqualTo(200);
    }

    @Test
    void what_the_container_made_of_the_path_counts_as_well() throws Exception {
        assertThat(statusOf("/x", "/camunda/api/admin", "/setup/default/user/create"))
                .isEqualTo(404);
        assertThat(statusOf("/x", "/camunda", "/api/admin/setup/default/user/create"))
                .isEqualTo(404);
    }

    @Test
    void the_request_never_reaches_what_is_behind_the_filter() throws Exception {
        var mvc = standaloneSetup(new Behind()).addFilters(filter).build();

        mvc.perform(post(URI.create("/camunda/api/admin/%73etup/default/user/create")))
                .andExpect(status().isNotFound());
        mvc.perform(post("/camunda/api/admin/other")).andExpect(status().isOk());
    }

    /** Answers everything. */
    @RestController
    static class Behind {
        @RequestMapping("/**")
        String answer() {
            return "reached";
        }
    }

    private int statusOf(String uri, String servletPath, @Nullable String pathInfo) throws Exception {
        var request = new MockHttpServletRequest("POST", uri);
        request.setServletPath(servletPath);
        request.setPathInfo(pathInfo);
        var response = new MockHttpServletResponse();
        filter.doFilter(request, response, new MockFilterChain());
        return response.getStatus();
    }
}
