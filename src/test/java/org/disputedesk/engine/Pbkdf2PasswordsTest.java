package org.disputedesk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class Pbkdf2PasswordsTest {

    private final Pbkdf2Passwords passwords = new Pbkdf2Passwords(1_000);

    @Test
    void the_right_password_fits_and_no_other() {
        String stored = passwords.encrypt("correct horse");

        assertThat(passwords.check("correct horse", stored)).isTrue();
        assertThat(passwords.check("correct horse", stored)).isTrue();
        assertThat(passwords.check("correct horsf", stored)).isFalse();
        assertThat(passwords.check("", stored)).isFalse();
    }

    @Test
    void the_same_password_is_stored_differently_each_time() {
        assertThat(passwords.encrypt("a")).isNotEqualTo(passwords.encrypt("a"));
    }

    @Test
    void a_password_that_was_right_is_forgotten_when_it_is_changed() {
        String first = passwords.encrypt("first");
        assertThat(passwords.check("first", first)).isTrue();

        assertThat(passwords.check("first", passwords.encrypt("second"))).isFalse();
    }

    @Test
    void a_hash_of_fewer_rounds_still_fits() {
        assertThat(passwords.check("a", new Pbkdf2Passwords(10).encrypt("a"))).isTrue();
    }

    @Test
    void what_is_no_hash_of_ours_never_fits() {
        for (String stored :
                new String[] {"", "x", "$$", "1000$x", "1000$!!$!!", "-1$YQ==$YQ==", "99999999999$YQ==$YQ=="}) {
            assertThat(passwords.check("a", stored)).isFalse();
        }
    }

    @Test
    void the_second_check_costs_next_to_nothing() {
        var slow = new Pbkdf2Passwords(Pbkdf2Passwords.ROUNDS);
        String stored = slow.encrypt("a");
        slow.check("a", stored);

        long start = System.nanoTime();
        assertThat(slow.check("a", stored)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(50));
    }
}
