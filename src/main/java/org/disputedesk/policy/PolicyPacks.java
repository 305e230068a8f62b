package org.disputedesk.policy;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The pack in force, and every pack a case has begun with: a marketplace that changes a rule does not change what was
 * promised under the old one. A pack is kept once, under an id that its content decides, and is never changed.
 */
@Component
public class PolicyPacks {

    private static final Logger log = LoggerFactory.getLogger(PolicyPacks.class);

    private final PolicyPack current;
    private final JdbcClient db;
    private final Map<String, PolicyPack> known = new ConcurrentHashMap<>();

    /** Keeps the current pack, if nobody has kept it yet. */
    public PolicyPacks(PolicyPack current, JdbcClient db, Clock clock) {
        this.current = current;
        this.db = db;
        keep(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    private void keep(OffsetDateTime now) {
        if (content(current.id()) != null) {
            return;
        }
        try {
            db.sql("insert into policy_pack (id, pack, version, sha256, content, first_used_at)"
                            + " values (?, ?, ?, ?, ?, ?)")
                    .params(current.id(), current.name(), current.version(), current.sha256(), current.content(), now)
                    .update();
        } catch (DuplicateKeyException e) {
            // another node was a moment faster with the same content
            return;
        }
    }

    /** The pack that new cases begin with. */
    public PolicyPack current() {
        return current;
    }

    /**
     * The pack of a case. Where it is silent it says what the current one says; without an id, or when the pack is lost,
     * it is the current one.
     */
    public PolicyPack of(@Nullable String id) {
        if (id == null || id.isBlank() || id.equals(current.id())) {
            return current;
        }
        return known.computeIfAbsent(id, this::find);
    }

    private PolicyPack find(String id) {
        String content = content(id);
        if (content == null) {
            log.warn("The policy pack {} is not in the database; its cases go on with {}", id, current.id());
            return current;
        }
        try {
            PolicyPack pack = PolicyPack.stored(content);
            if (pack.id().equals(id)) {
                return pack.or(current);
            }
            log.warn("The policy pack {} was changed in the database; its cases go on with {}", id, current.id());
        } catch (IllegalArgumentException e) {
            log.warn("The policy pack {} cannot be read; its cases go on with {}", id, current.id(), e);
        }
        return current;
    }

    private @Nullable String content(String id) {
        return db.sql("select content from policy_pack where id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .orElse(null);
    }
}
