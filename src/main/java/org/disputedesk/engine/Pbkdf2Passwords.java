package org.disputedesk.engine;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;

/**
 * Passwords as PBKDF2-HMAC-SHA256 with the 600,000 rounds OWASP asks for, from the JDK alone.
 *
 * <p>That costs a few tenths of a second, and HTTP Basic sends the password with every call, so a password that was
 * right is remembered for a few minutes: not the password but its HMAC under a key that exists only in this process,
 * together with the stored hash, so that a changed password is forgotten at once. Wrong ones always pay in full.
 */
final class Pbkdf2Passwords implements PasswordEncryptor {

    static final int ROUNDS = 600_000;

    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final int REMEMBERED_AT_MOST = 1_000;
    private static final int BYTES = 32;
    private static final int MAX_ROUNDS = 10_000_000;

    private final SecureRandom random = new SecureRandom();
    private final int rounds;
    private final SecretKeySpec processKey;

    /** Which password was right, and until when (nanoseconds). */
    private final Map<String, Long> right = new LinkedHashMap<>();

    Pbkdf2Passwords(int rounds) {
        this.rounds = rounds;
        this.processKey = new SecretKeySpec(randomBytes(), "HmacSHA256");
    }

    @Override
    public String encrypt(String password) {
        byte[] salt = randomBytes();
        return String.join("$", String.valueOf(rounds), base64(salt), base64(hash(password, salt, rounds)));
    }

    @Override
    public boolean check(String password, String encrypted) {
        List<String> parts = List.of(encrypted.split("\\$", -1));
        if (parts.size() != 3) {
            return false;
        }
        String memory = base64(hmac(encrypted + '\n' + password));
        if (isRemembered(memory)) {
            return true;
        }
        try {
            int storedRounds = Integer.parseInt(parts.get(0));
            if (storedRounds < 1 || storedRounds > MAX_ROUNDS) {
                return false;
            }
            byte[] expected = Base64.getDecoder().decode(parts.get(2));
            byte[] actual = hash(password, Base64.getDecoder().decode(parts.get(1)), storedRounds);
            if (!MessageDigest.isEqual(expected, actual)) {
                return false;
            }
        } catch (IllegalArgumentException notOurs) {
            return false;
        }
        remember(memory);
        return true;
    }

    @Override
    public String hashAlgorithmName() {
        return "PBKDF2-SHA256";
    }

    private boolean isRemembered(String memory) {
        synchronized (right) {
            Long until = right.get(memory);
            return until != null && until - System.nanoTime() > 0;
        }
    }

    private void remember(String memory) {
        synchronized (right) {
            long now = System.nanoTime();
            right.values().removeIf(until -> until - now <= 0);
            if (right.size() >= REMEMBERED_AT_MOST) {
                right.remove(right.keySet().iterator().next());
            }
            right.put(memory, now + REMEMBERED.toNanos());
        }
    }

    private static byte[] hash(String password, byte[] salt, int rounds) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, rounds, BYTES * 8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        } finally {
            spec.clearPassword();
        }
    }

    private byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(processKey);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
