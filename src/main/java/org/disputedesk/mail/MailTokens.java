package org.disputedesk.mail;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.ClientCredentialsOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.RefreshTokenOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;

/**
 * The access token by which mailboxes are opened whose providers take no passwords (XOAUTH2). It is fetched when it is needed, and
 * again a minute before it expires or once a mail server has refused it. It lives in memory only.
 */
@Component
class MailTokens {

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
    private static final int LONGEST_REPLY = 300;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int SERVER_ERRORS = 500;

    private static final Authentication DESK =
            new AnonymousAuthenticationToken("desk", "desk", AuthorityUtils.createAuthorityList("desk"));

    private final TokenSettings settings;
    private final @Nullable ClientRegistration registration;
    private final OAuth2AuthorizedClientProvider provider;

    /** What was given last; null when nothing is to be gone on with. */
    private @Nullable OAuth2AuthorizedClient current;

    MailTokens(TokenSettings settings, Clock clock, @Value("${desk.outbox.lease:90s}") Duration lease) {
        this.settings = settings;
        RestClient http = http(lease);
        if (settings.refreshToken().isEmpty()) {
            var tokens = new RestClientClientCredentialsTokenResponseClient();
            tokens.setRestClient(http);
            var own = new ClientCredentialsOAuth2AuthorizedClientProvider();
            own.setAccessTokenResponseClient(tokens);
            own.setClock(clock);
            this.provider = own;
        } else {
            var tokens = new RestClientRefreshTokenTokenResponseClient();
            tokens.setRestClient(http);
            var given = new RefreshTokenOAuth2AuthorizedClientProvider();
            given.setAccessTokenResponseClient(tokens);
            given.setClock(clock);
            this.provider = given;
        }
        this.registration = settings.isOn() ? registration(settings) : null;
        this.current = settings.isOn() ? first(settings.refreshToken()) : null;
    }

    private static ClientRegistration registration(TokenSettings settings) {
        return ClientRegistration.withRegistrationId("mail")
                .tokenUri(settings.tokenUri())
                .clientId(settings.clientId())
                .clientSecret(settings.clientSecret())
                .clientAuthenticationMethod(
                        settings.clientSecret().isEmpty()
                                ? ClientAuthenticationMethod.NONE
                                : ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(
                        settings.refreshToken().isEmpty()
                                ? AuthorizationGrantType.CLIENT_CREDENTIALS
                                : AuthorizationGrantType.REFRESH_TOKEN)
                .scope(settings.scopes())
                .build();
    }

    /** No attempt to send a letter may outlive its lease, and this is only a part of one. */
    private static RestClient http(Duration lease) {
        var requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(shorter(LONGEST_CONNECT, lease.dividedBy(8)))
                .build());
        requests.setReadTimeout(shorter(LONGEST_ANSWER, lease.dividedBy(8)));
        return RestClient.builder()
                .requestFactory(requests)
                .messageConverters(converters -> {
                    converters.clear();
                    converters.add(new FormHttpMessageConverter());
                    converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
                })
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Nothing to go on with, or a refresh token with an access token that nobody takes any more. */
    private @Nullable OAuth2AuthorizedClient first(String refreshToken) {
        ClientRegistration mail = registration;
        if (mail == null || refreshToken.isEmpty()) {
            return null;
        }
        var expired = new OAuth2AccessToken(
                OAuth2AccessToken.TokenType.BEARER, "none", Instant.EPOCH, Instant.EPOCH.plusSeconds(1));
        return new OAuth2AuthorizedClient(
                mail, DESK.getName(), expired, new OAuth2RefreshToken(refreshToken, Instant.EPOCH));
    }

    /** Whether tokens are to be had. */
    boolean isOn() {
        return settings.isOn();
    }

    /** Where they come from, for people. */
    String source() {
        return settings.toString();
    }

    /**
     * A token that is good for a minute at least.
     *
     * @throws NoToken when none is given; the next call asks again
     */
    synchronized String token() throws NoToken {
        ClientRegistration mail = registration;
        if (mail == null) {
            throw new IllegalStateException("desk.mail.oauth2 is not set");
        }
        OAuth2AuthorizedClient before = current;
        OAuth2AuthorizationContext.Builder asked = before == null
                ? OAuth2AuthorizationContext.withClientRegistration(mail)
                : OAuth2AuthorizationContext.withAuthorizedClient(before);
        List<String> scopes = settings.scopes();
        if (!scopes.isEmpty()) {
            asked.attribute(OAuth2AuthorizationContext.REQUEST_SCOPE_ATTRIBUTE_NAME, scopes.toArray(String[]::new));
        }
        try {
            OAuth2AuthorizedClient given =
                    provider.authorize(asked.principal(DESK).build());
            if (given != null) {
                current = given;
            }
        } catch (OAuth2AuthorizationException e) {
            throw noToken(e);
        }
        OAuth2AuthorizedClient now = current;
        if (now == null) {
            throw new IllegalStateException("no token was given, and no reason either");
        }
        return now.getAccessToken().getTokenValue();
    }

    /** A mail server does not take the token: the next one that is asked for is a new one. */
    synchronized void isRefused() {
        OAuth2AuthorizedClient before = current;
        OAuth2RefreshToken refresh = before == null ? null : before.getRefreshToken();
        current = first(refresh == null ? "" : refresh.getTokenValue());
    }

    private NoToken noToken(OAuth2AuthorizationException e) {
        boolean isRefused = true;
        String said = e.getError().getErrorCode();
        String description = e.getError().getDescription();
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof RestClientResponseException answer) {
                int status = answer.getStatusCode().value();
                isRefused = status < SERVER_ERRORS && status != TOO_MANY_REQUESTS && status != REQUEST_TIMEOUT;
                said = "HTTP " + status;
                description = answer.getResponseBodyAsString();
            } else if (cause instanceof ResourceAccessException) {
                isRefused = false;
                said = "not reached";
                description = cause.getMessage();
            }
        }
        OAuth2RefreshToken exchanged = current == null ? null : current.getRefreshToken();
        String why = settings.withoutSecrets(said + (description == null ? "" : ": " + description))
                .replace(exchanged == null ? settings.tokenUri() : exchanged.getTokenValue(), "…")
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return new NoToken(
                "no access token from " + settings + ": " + why.substring(0, Math.min(why.length(), LONGEST_REPLY)),
                isRefused,
                e);
    }
}
