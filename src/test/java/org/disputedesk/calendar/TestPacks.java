package org.disputedesk.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.disputedesk.policy.PolicyPack;
import org.disputedesk.policy.PolicyPack.Deadline;

/** Policy packs for tests. */
final class TestPacks {

    private TestPacks() {}

    /** The pack of the desk. */
    static PolicyPack amazon() {
        return resource("/policy/amazon.yml");
    }

    static PolicyPack resource(String name) {
        try (InputStream in = Objects.requireNonNull(TestPacks.class.getResourceAsStream(name), name)) {
            return PolicyPack.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A deadline of which only the counting matters. */
    static Deadline deadline(String counting) {
        return PolicyPack.of("""
                        pack: test
                        version: 2026-11-25
                        deadlines:
                          - key: test.deadline
                            name: {en: Test, ja: 試験, zh: 测试}
                            fact: replyDue
                            rule: {en: It is a test., ja: 試験です。, zh: 这是测试。}
                            source: P1
                            certainty: H
                        """ + counting.indent(4)).deadlines().get(0);
    }
}
