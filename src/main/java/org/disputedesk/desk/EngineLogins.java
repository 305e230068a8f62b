package org.disputedesk.desk;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/**
 * Checks logins against the engine's users. A password that was right is remembered for a minute under a keyed hash,
 * because checking one costs a third of a second on purpose and HTTP Basic sends it with every call.
 */
@Component
class EngineLogins implements AuthenticationProvider {

    private static final long REMEMBERED_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MOST_REMEMBERED = 1000;

    private final IdentityService identity;
    private final SecretKeySpec key;
    private final Map<String, Long> rightUntil = new ConcurrentHashMap<>();

    EngineLogins(IdentityService identity) {
        this.identity = identity;
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    @Override
    public Authentication authenticate(Authentication login) {
        String user = login.getName();
        String password = String.valueOf(login.getCredentials());
        if (user.length() > 64 || password.length() > 200 || !isRight(user, password)) {
            throw new BadCredentialsException("Unknown user or wrong password");
        }
        List<SimpleGrantedAuthority> groups = identity.createGroupQuery().groupMember(user).list().stream()
                .map(group -> new SimpleGrantedAuthority(group.getId()))
                .toList();
        return UsernamePasswordAuthenticationToken.authenticated(user, null, groups);
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }

    private boolean isRight(String user, String password) {
        String remembered = keyed(user + "\n" + password);
        Long until = rightUntil.get(remembered);
        // a user who was deleted or locked meanwhile keeps at most this minute
        if (until != null && System.nanoTime() - until < 0) {
            return true;
        }
        rightUntil.remove(remembered);
        if (!identity.checkPassword(user, password)) {
            return false;
        }
        if (rightUntil.size() >= MOST_REMEMBERED) {
            rightUntil.clear();
        }
        rightUntil.put(remembered, System.nanoTime() + REMEMBERED_NANOS);
        return true;
    }

    private String keyed(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
