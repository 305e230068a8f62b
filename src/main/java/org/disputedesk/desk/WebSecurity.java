package org.disputedesk.desk;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.web.PathPatternRequestMatcherBuilderFactoryBean;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Who may ask for what over HTTP. One set of logins everywhere: the engine's users. Machines use HTTP Basic, without a
 * session; whoever is logged in to Tasklist may read with that session, and act on the desk's own pages, whose forms carry a
 * token against forged requests. The web applications guard themselves.
 */
@Configuration
class WebSecurity {

    private static final String[] STAFF = {"agents", "leads", "analysts", "operators", "camunda-admin"};
    private static final String[] CASE_WORKERS = {"agents", "leads", "camunda-admin"};
    private static final String[] LEADS = {"leads", "camunda-admin"};

    private static final String STYLES_IN_PAGE = "style-src 'self' 'unsafe-inline'; img-src 'self' data:";

    /** Paths mean the whole path: the engine's own servlets are not Spring's, and its usual matchers would miss them. */
    @Bean
    static PathPatternRequestMatcherBuilderFactoryBean wholePaths() {
        return new PathPatternRequestMatcherBuilderFactoryBean();
    }

    /** The firewall turns such a path away before any door is reached; the caller is told as everywhere else. */
    @Bean
    static RequestRejectedHandler strangePaths() {
        return (request, response, e) -> problem(
                response,
                400,
                "rejected",
                "The desk cannot take this",
                "The path has characters that belong into no path, such as a semicolon or a control character."
                        + " Remove them.");
    }

    @Bean
    @Order(1)
    SecurityFilterChain machines(HttpSecurity http, EngineLogins logins, IdentityService identity) throws Exception {
        return http.securityMatcher("/api/**", "/engine-rest/**", "/actuator/**", "/error")
                .authenticationProvider(logins)
                .authorizeHttpRequests(ask -> ask.requestMatchers("/actuator/health/**", "/actuator/health", "/error")
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .hasAnyAuthority("operators", "camunda-admin")
                        .requestMatchers("/engine-rest/metrics/**")
                        // switched off; /actuator/prometheus has them
                        .denyAll()
                        .requestMatchers("/engine-rest/telemetry/**", "/engine-rest/version")
                        .hasAnyAuthority("operators", "camunda-admin")
                        .requestMatchers("/engine-rest/**")
                        .authenticated()
                        .requestMatchers(HttpMethod.POST, "/api/orders/import")
                        .hasAnyAuthority("agents", "leads", "operators", "camunda-admin")
                        // what the cases of an order share tells nothing of the buyer
                        .requestMatchers(HttpMethod.GET, "/api/orders/*/overview")
                        .hasAnyAuthority(STAFF)
                        .requestMatchers(
                                HttpMethod.POST, "/api/orders/*/recoveries", "/api/orders/*/recoveries/*/take-back")
                        .hasAnyAuthority(LEADS)
                        .requestMatchers("/api/orders/**")
                        .hasAnyAuthority(CASE_WORKERS)
                        // photos, file names and whole messages tell who the buyer is
                        .requestMatchers(
                                HttpMethod.GET,
                                "/api/cases/*/evidence",
                                "/api/cases/*/evidence/**",
                                "/api/cases/*/evidence-pack")
                        .hasAnyAuthority(CASE_WORKERS)
                        .requestMatchers("/api/reports/**")
                        .hasAnyAuthority("leads", "camunda-admin")
                        .requestMatchers(HttpMethod.GET, "/api/**")
                        .hasAnyAuthority(STAFF)
                        .requestMatchers(HttpMethod.POST, "/api/letters/check")
                        .hasAnyAuthority("agents", "leads", "analysts", "camunda-admin")
                        // what is confirmed here is trusted by everybody who cannot read the letter
                        .requestMatchers("/api/letters/*/*/*/confirmation")
                        .hasAnyAuthority(LEADS)
                        .requestMatchers(HttpMethod.POST, "/api/cases/*/opt-out/end")
                        .hasAnyAuthority(LEADS)
                        .requestMatchers(HttpMethod.POST, "/api/cases", "/api/cases/**", "/api/looks")
                        .hasAnyAuthority(CASE_WORKERS)
                        .anyRequest()
                        .denyAll())
                .httpBasic(basic -> basic.authenticationEntryPoint((request, response, e) -> {
                    response.setHeader("WWW-Authenticate", "Basic realm=\"Dispute Desk\", charset=\"UTF-8\"");
                    problem(response, 401, "unauthenticated", "Log in", "Send a user name and password by HTTP Basic.");
                }))
                .exceptionHandling(handling -> handling.accessDeniedHandler((request, response, e) -> problem(
                        response,
                        403,
                        "forbidden",
                        "Not allowed",
                        "Your group may not do this. Ask an administrator.")))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // a browser sends no Basic login by itself to these paths, and session logins may only read
                .csrf(AbstractHttpConfigurer::disable)
                .headers(headers -> WebSecurity.headers(headers, STYLES_IN_PAGE))
                .addFilterBefore(new NoErrorPage(), BasicAuthenticationFilter.class)
                .addFilterBefore(new TasklistSession(logins, false), BasicAuthenticationFilter.class)
                .addFilterAfter(new ActAsUser(identity), BasicAuthenticationFilter.class)
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain webApplications(HttpSecurity http) throws Exception {
        return http.securityMatcher("/camunda/**", "/webjars/**", "/favicon.ico")
                .authorizeHttpRequests(ask -> ask.anyRequest().permitAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                // Camunda's own filters write these headers and check its own token
                .csrf(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.disable())
                .build();
    }

    /** The pages of cases: what a browser sends there by itself, such as the login of Tasklist, is never enough to act. */
    @Bean
    @Order(3)
    SecurityFilterChain pagesOfCases(
            HttpSecurity http, EngineLogins logins, PageNotices notices, UploadLimit uploadLimit) throws Exception {
        http.securityMatcher("/cases", "/cases/**", "/assets/**")
                .authorizeHttpRequests(ask -> ask.requestMatchers(HttpMethod.GET, "/assets/**")
                        .permitAll()
                        .requestMatchers("/cases/mail-rules", "/cases/mail-rules/*/forget")
                        .hasAnyAuthority("leads", "camunda-admin")
                        .requestMatchers(
                                HttpMethod.GET,
                                "/cases",
                                "/cases/*",
                                "/cases/*/news",
                                "/cases/*/split",
                                "/cases/*/opt-out",
                                "/cases/*/opt-out/end")
                        .hasAnyAuthority(STAFF)
                        .requestMatchers(HttpMethod.POST, "/cases/*/opt-out/end")
                        .hasAnyAuthority(LEADS)
                        .requestMatchers(
                                HttpMethod.POST,
                                "/cases/*/opt-out",
                                "/cases/*/news",
                                "/cases/*/split",
                                "/cases/*/evidence",
                                "/cases/looks/*",
                                "/cases/*/letters/*/sent",
                                "/cases/*/letters/*/take-back")
                        .hasAnyAuthority(CASE_WORKERS)
                        .anyRequest()
                        .denyAll());
        return withToken(http, "/cases", logins, notices, uploadLimit);
    }

    /** The pages of letters: everybody on staff reads them, and leads confirm what a native has read. */
    @Bean
    @Order(4)
    SecurityFilterChain pagesOfLetters(
            HttpSecurity http, EngineLogins logins, PageNotices notices, UploadLimit uploadLimit) throws Exception {
        http.securityMatcher("/letters", "/letters/**")
                .authorizeHttpRequests(ask -> ask.requestMatchers(HttpMethod.GET, "/letters", "/letters/*/*/*")
                        .hasAnyAuthority(STAFF)
                        .requestMatchers(HttpMethod.POST, "/letters/*/*/*/confirmed", "/letters/*/*/*/withdrawn")
                        .hasAnyAuthority(LEADS)
                        .anyRequest()
                        .denyAll());
        return withToken(http, "/letters", logins, notices, uploadLimit);
    }

    /** The page of an order: everybody on staff reads it, and leads book what came back. */
    @Bean
    @Order(5)
    SecurityFilterChain pagesOfOrders(
            HttpSecurity http, EngineLogins logins, PageNotices notices, UploadLimit uploadLimit) throws Exception {
        http.securityMatcher("/orders", "/orders/**")
                .authorizeHttpRequests(ask -> ask.requestMatchers(HttpMethod.GET, "/orders/*")
                        .hasAnyAuthority(STAFF)
                        .requestMatchers(HttpMethod.POST, "/orders/*/recoveries", "/orders/*/recoveries/*/take-back")
                        .hasAnyAuthority(LEADS)
                        .anyRequest()
                        .denyAll());
        return withToken(http, "/orders", logins, notices, uploadLimit);
    }

    /** Pages with forms: whatever they post carries a token that only they know. */
    private static SecurityFilterChain withToken(
            HttpSecurity http, String path, EngineLogins logins, PageNotices notices, UploadLimit uploadLimit)
            throws Exception {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName("DESK-CSRF");
        tokens.setCookiePath(path);
        tokens.setCookieCustomizer(cookie -> cookie.secure(true).httpOnly(true).sameSite("Strict"));
        return http.authenticationProvider(logins)
                .requestCache(AbstractHttpConfigurer::disable)
                .httpBasic(basic ->
                        basic.authenticationEntryPoint((request, response, e) -> notices.logInFirst(request, response)))
                .exceptionHandling(handling -> handling.accessDeniedHandler((request, response, e) -> {
                    if (asksForJson(request)) {
                        problem(response, 403, "forbidden", "Not allowed", "Open the page of the case again.");
                    } else {
                        notices.notAllowed(request, response);
                    }
                }))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .csrf(csrf -> csrf.csrfTokenRepository(tokens))
                .headers(headers -> WebSecurity.headers(headers, "style-src 'self'; img-src 'self'"))
                // before the token is looked for, which reads all of an upload: a stranger's is not even begun
                .addFilterBefore(new TasklistSession(logins, true), CsrfFilter.class)
                .addFilterBefore(
                        new BasicAuthenticationFilter(
                                new ProviderManager(logins),
                                (request, response, e) -> notices.logInFirst(request, response)),
                        CsrfFilter.class)
                .addFilterBefore(new NoStrangersUploads(notices), CsrfFilter.class)
                .addFilterBefore(uploadLimit, CsrfFilter.class)
                .build();
    }

    static boolean asksForJson(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains("json");
    }

    /** Turns away whoever sends something without any login. */
    private static final class NoStrangersUploads extends OncePerRequestFilter {

        private final PageNotices notices;

        NoStrangersUploads(PageNotices notices) {
            this.notices = notices;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            boolean isStranger = SecurityContextHolder.getContext().getAuthentication() == null;
            if (isStranger && request.getMethod().equals("POST")) {
                notices.logInFirst(request, response);
            } else {
                chain.doFilter(request, response);
            }
        }
    }

    @Bean
    @Order(6)
    SecurityFilterChain pages(HttpSecurity http, EngineLogins logins) throws Exception {
        return http.securityMatcher("/**")
                .authenticationProvider(logins)
                .authorizeHttpRequests(ask -> ask.requestMatchers("/")
                        .permitAll()
                        // what the shop has published is for everybody, and tells of no case
                        .requestMatchers(HttpMethod.GET, "/policy/cancellation")
                        .permitAll()
                        .anyRequest()
                        .hasAnyAuthority(STAFF))
                // remembering where somebody wanted to go would open a session for a stranger
                .requestCache(AbstractHttpConfigurer::disable)
                // no challenge: Tasklist asks for pages here before its login, and a browser would put up its own
                // dialog
                .httpBasic(basic -> basic.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .csrf(AbstractHttpConfigurer::disable)
                .headers(headers -> WebSecurity.headers(headers, STYLES_IN_PAGE))
                .addFilterBefore(new TasklistSession(logins, false), BasicAuthenticationFilter.class)
                .build();
    }

    private static void headers(
            org.springframework.security.config.annotation.web.configurers.HeadersConfigurer<HttpSecurity> headers,
            String looks) {
        headers.contentSecurityPolicy(csp -> csp.policyDirectives("default-src 'none'; " + looks
                        + "; script-src 'self'; connect-src 'self'; frame-ancestors 'self';"
                        + " form-action 'self'; base-uri 'none'"))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                .frameOptions(frame -> frame.sameOrigin());
    }

    private static void problem(HttpServletResponse response, int status, String type, String title, String detail)
            throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter()
                .write("{\"type\":\"urn:dispute-desk:problem:" + type + "\",\"title\":\"" + title + "\",\"status\":"
                        + status + ",\"detail\":\"" + detail + "\"}");
    }

    /** The address errors are sent on to inside the server is no address for anybody outside. */
    private static final class NoErrorPage extends OncePerRequestFilter {

        @Override
        protected boolean shouldNotFilter(HttpServletRequest request) {
            return request.getDispatcherType() != DispatcherType.REQUEST
                    || !request.getServletPath().startsWith("/error");
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException {
            problem(response, 404, "not-found", "Not found", "There is nothing at this address.");
        }
    }

    /** Lets the session of the web applications count for reading. */
    private static final class TasklistSession extends OncePerRequestFilter {

        private final EngineLogins logins;
        private final boolean mayAct;

        /** @param mayAct whether it counts for more than reading; only where a token guards against forged requests */
        TasklistSession(EngineLogins logins, boolean mayAct) {
            this.logins = logins;
            this.mayAct = mayAct;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            var session = request.getSession(false);
            boolean reads = mayAct
                    || request.getMethod().equals("GET")
                    || request.getMethod().equals("HEAD");
            boolean own = request.getHeader("Authorization") == null
                    && !request.getRequestURI().startsWith("/engine-rest");
            if (session != null && reads && own) {
                Authentications there = AuthenticationUtil.getAuthsFromSession(session);
                if (there.getAuthenticationForProcessEngine("default") instanceof UserAuthentication login) {
                    SecurityContextHolder.getContext().setAuthentication(logins.known(login.getIdentityId()));
                }
            }
            chain.doFilter(request, response);
        }
    }

    /** Makes the engine's REST API act as the person logged in, with the rights of that person's groups. */
    private static final class ActAsUser extends OncePerRequestFilter {

        private final IdentityService identity;

        ActAsUser(IdentityService identity) {
            this.identity = identity;
        }

        @Override
        protected boolean shouldNotFilter(HttpServletRequest request) {
            return !request.getServletPath().startsWith("/engine-rest")
                    && !request.getRequestURI().startsWith("/engine-rest");
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            Authentication login = SecurityContextHolder.getContext().getAuthentication();
            if (login != null) {
                List<String> groups = login.getAuthorities().stream()
                        .map(authority -> authority.getAuthority())
                        .toList();
                identity.setAuthentication(login.getName(), groups);
            }
            try {
                chain.doFilter(request, response);
            } finally {
                identity.clearAuthentication();
            }
        }
    }
}
