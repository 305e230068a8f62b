package org.disputedesk.mail;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the desk gets access tokens for mailboxes whose providers take no passwords, {@code desk.mail.oauth2}; without an
 * address passwords are used. With a refresh token the desk acts for the person who gave it, without one for itself.
 *
 * @param tokenUri the provider's token end point; empty when there is none
 * @param clientId of the application that was registered for the desk
 * @param clientSecret of it; empty when it has none
 * @param refreshToken empty when the desk acts for itself
 * @param scope what is asked for, with blanks between
 */
@ConfigurationProperties("desk.mail.oauth2")
record TokenSettings(
        @DefaultValue("") String tokenUri,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("") String refreshToken,
        @DefaultValue("") String scope) {

    /** Only on the same machine nobody reads along. */
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    TokenSettings {
        tokenUri = tokenUri.strip();
        clientId = clientId.strip();
        // files with secrets end in a line break
        clientSecret = clientSecret.strip();
        refreshToken = refreshToken.strip();
        if (!tokenUri.isEmpty()) {
            URI uri = uri(tokenUri);
            String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
            boolean isSafe = "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && HERE.contains(host));
            if (host.isEmpty() || !isSafe) {
                throw new IllegalArgumentException("desk.mail.oauth2.token-uri must be an https address.");
            }
            if (clientId.isEmpty()) {
                throw new IllegalArgumentException("desk.mail.oauth2.client-id is missing.");
            }
            if (clientSecret.isEmpty() && refreshToken.isEmpty()) {
                throw new IllegalArgumentException(
                        "desk.mail.oauth2 needs a client-secret, or a refresh-token, or both; give them by environment or file.");
            }
        }
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("desk.mail.oauth2.token-uri is no address.", e);
        }
    }

    boolean isOn() {
        return !tokenUri.isEmpty();
    }

    String host() {
        return String.valueOf(uri(tokenUri).getHost());
    }

    List<String> scopes() {
        return Arrays.stream(scope.strip().split("\\s+", -1))
                .filter(one -> !one.isEmpty())
                .toList();
    }

    /** A text of somebody else, without what must not be read in a log. */
    String withoutSecrets(String text) {
        String plain = text;
        for (String secret : List.of(clientSecret, refreshToken)) {
            plain = secret.isEmpty() ? plain : plain.replace(secret, "…");
        }
        return plain;
    }

    @Override
    public String toString() {
        return isOn() ? host() : "none";
    }
}
