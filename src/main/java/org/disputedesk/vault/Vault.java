package org.disputedesk.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seals and opens personal data of a case or an order (000-17). Each has a key of its own, sealed by the master key, which
 * is outside the database. Dropping the key erases at once everything sealed with it, wherever copies and backups of the
 * tables may be; what was erased answers empty ever after, and nothing new can be sealed for it.
 */
@Component
public class Vault {

    private static final String MAC = "HmacSHA256";

    private final JdbcClient db;
    private final Clock clock;
    private final MasterKey master;
    private final TransactionTemplate ownTransaction;

    Vault(JdbcClient db, Clock clock, MasterKey master, PlatformTransactionManager transactions) {
        this.db = db;
        this.clock = clock;
        this.master = master;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** The data of this subject were erased, so that nothing can be sealed for it any more. */
    public static class Erased extends RuntimeException {
        Erased(Subject subject) {
            super("The personal data of " + subject + " were erased; nothing can be added to them.");
        }
    }

    /** @throws Erased when the subject's key was dropped */
    public byte[] seal(Subject subject, byte[] plain) {
        return Sealing.seal(keyToSeal(subject), subject.id(), plain);
    }

    /**
     * The same for text; what comes out is Base64.
     *
     * @throws Erased when the subject's key was dropped
     */
    public String sealText(Subject subject, String plain) {
        return Base64.getEncoder().encodeToString(seal(subject, plain.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * What was sealed; empty once it is erased.
     *
     * @throws SealBroken when it was changed or belongs to another subject
     */
    public Optional<byte[]> open(Subject subject, byte[] sealed) {
        return find(subject)
                .flatMap(found -> Optional.ofNullable(found.key()))
                .map(key -> Sealing.open(key, subject.id(), sealed));
    }

    /**
     * The same for text.
     *
     * @throws SealBroken when it was changed or belongs to another subject
     */
    public Optional<String> openText(Subject subject, String sealed) {
        return open(subject, Base64.getDecoder().decode(sealed))
                .map(plain -> new String(plain, StandardCharsets.UTF_8));
    }

    /**
     * A hash by which a text can be recognised as long as its subject is known, and that tells nothing afterwards: HMAC-SHA-256
     * under {@link #commitmentKey}, in hex. The record names texts by it, since short ones could be guessed from a plain hash.
     *
     * @throws Erased when the subject's key was dropped
     */
    public String commitment(Subject subject, String text) {
        return commitment(keyToSeal(subject), text);
    }

    /** The key of {@link #commitment}, in hex, for whoever is to check texts against a record; empty once erased. */
    public Optional<String> commitmentKey(Subject subject) {
        return find(subject)
                .flatMap(found -> Optional.ofNullable(found.key()))
                .map(key -> HexFormat.of().formatHex(commitmentKey(key)));
    }

    static String commitment(SecretKey key, String text) {
        return mac(commitmentKey(key), text);
    }

    private static byte[] commitmentKey(SecretKey key) {
        return HexFormat.of().parseHex(mac(key.getEncoded(), "dispute-desk commitment"));
    }

    private static String mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Makes the key of a subject that nobody else can know yet, in the transaction of the caller; does nothing when it has
     * one. A key that is made only when something is sealed needs a transaction, and so a connection, of its own.
     */
    public void prepare(Subject subject) {
        if (find(subject).isEmpty()) {
            insert(subject, newKey(subject));
        }
    }

    /** The keys of several subjects, read at once; whoever has none opens nothing. */
    public Keys keys(Collection<Subject> subjects) {
        Map<Subject, Found> found = new HashMap<>();
        if (!subjects.isEmpty()) {
            db.sql("select subject, sealed_key, erased_at from vault_key where subject in (:subjects)")
                    .param(
                            "subjects",
                            subjects.stream().map(Subject::id).distinct().toList())
                    .query(row -> {
                        Subject subject = new Subject(row.getString(1));
                        found.put(subject, found(subject, row.getString(2), row.getObject(3, OffsetDateTime.class)));
                    });
        }
        return new Keys(found);
    }

    /** The same, and makes the missing ones in the transaction of the caller. */
    public Keys keysToSeal(Collection<Subject> subjects) {
        Keys keys = keys(subjects);
        for (Subject subject : subjects) {
            if (!keys.found.containsKey(subject)) {
                NewKey made = newKey(subject);
                insert(subject, made);
                keys.found.put(subject, new Found(made.key(), null));
            }
        }
        return keys;
    }

    /** Seals and opens for several subjects without asking the database again. */
    public static final class Keys {

        private final Map<Subject, Found> found;

        private Keys(Map<Subject, Found> found) {
            this.found = found;
        }

        /** Whether the subject has a key, or had one. */
        public boolean has(Subject subject) {
            return found.containsKey(subject);
        }

        /** Whether the subject was erased. */
        public boolean isErased(Subject subject) {
            Found key = found.get(subject);
            return key != null && key.erasedAt() != null;
        }

        /** @throws Erased when the subject's key was dropped */
        public String sealText(Subject subject, String plain) {
            Found known = found.get(subject);
            if (known == null) {
                throw new IllegalArgumentException("These are not the keys of " + subject + ".");
            }
            if (known.key() == null) {
                throw new Erased(subject);
            }
            byte[] sealed = Sealing.seal(known.key(), subject.id(), plain.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sealed);
        }

        /**
         * What was sealed; empty once it is erased.
         *
         * @throws SealBroken when it was changed or belongs to another subject
         */
        public Optional<String> openText(Subject subject, String sealed) {
            return Optional.ofNullable(found.get(subject))
                    .flatMap(known -> Optional.ofNullable(known.key()))
                    .map(key ->
                            Sealing.open(key, subject.id(), Base64.getDecoder().decode(sealed)))
                    .map(plain -> new String(plain, StandardCharsets.UTF_8));
        }
    }

    /** Drops the key. Nothing that was sealed for this subject can be read again by anyone; doing it twice does nothing. */
    public void erase(Subject subject) {
        int dropped = db.sql(
                        "update vault_key set sealed_key = null, erased_at = ? where subject = ? and sealed_key is not null")
                .params(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC), subject.id())
                .update();
        if (dropped > 0) {
            FileWithoutTraces.wanted(db);
        } else if (find(subject).isEmpty()) {
            // it never had anything to seal, and shall not begin now
            OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
            db.sql("insert into vault_key (subject, made_at, erased_at) values (?, ?, ?)")
                    .params(subject.id(), now, now)
                    .update();
        }
    }

    /** When the subject was erased (UTC); empty while it is not. */
    public Optional<Instant> erasedAt(Subject subject) {
        return find(subject).flatMap(found -> Optional.ofNullable(found.erasedAt()));
    }

    private SecretKey keyToSeal(Subject subject) {
        Found found = find(subject).orElseGet(() -> make(subject));
        if (found.key() == null) {
            throw new Erased(subject);
        }
        return found.key();
    }

    private record Found(@Nullable SecretKey key, @Nullable Instant erasedAt) {}

    private Optional<Found> find(Subject subject) {
        return db.sql("select sealed_key, erased_at from vault_key where subject = ?")
                .param(subject.id())
                .query((row, n) -> found(subject, row.getString(1), row.getObject(2, OffsetDateTime.class)))
                .optional();
    }

    private Found found(Subject subject, @Nullable String sealed, @Nullable OffsetDateTime erased) {
        return new Found(sealed == null ? null : unwrap(subject, sealed), erased == null ? null : erased.toInstant());
    }

    private record NewKey(SecretKey key, String sealed) {}

    private NewKey newKey(Subject subject) {
        byte[] key = Sealing.newKey();
        return new NewKey(
                Sealing.key(key), Base64.getEncoder().encodeToString(Sealing.seal(master.key(), subject.id(), key)));
    }

    private void insert(Subject subject, NewKey key) {
        int made = db.sql("insert into vault_key (subject, sealed_key, made_at)"
                        + " select cast(? as varchar), cast(? as varchar), cast(? as timestamp with time zone)"
                        + " from desk_setting where name = ? and setting = ?")
                .params(
                        subject.id(),
                        key.sealed(),
                        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC),
                        MasterKey.SETTING,
                        master.fingerprint())
                .update();
        if (made == 0) {
            throw new IllegalStateException(
                    "The master key was changed while this node ran. Stop it, and start it with the new one.");
        }
    }

    /** In a transaction of its own, so that two who begin at once share one key and a step that fails leaves it usable. */
    private Found make(Subject subject) {
        NewKey key = newKey(subject);
        try {
            ownTransaction.executeWithoutResult(status -> insert(subject, key));
            return new Found(key.key(), null);
        } catch (DuplicateKeyException e) {
            return find(subject).orElseThrow(() -> e);
        }
    }

    private SecretKey unwrap(Subject subject, String sealed) {
        return Sealing.key(
                Sealing.open(master.key(), subject.id(), Base64.getDecoder().decode(sealed)));
    }
}
