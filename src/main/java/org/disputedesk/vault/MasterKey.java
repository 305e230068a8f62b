package org.disputedesk.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The key that seals all other keys. It never stands in the database: it comes from {@code desk.master-key} (32 bytes in
 * Base64) or lies in {@code <home>/master-key}, made at the first start and readable by its owner alone. The database
 * remembers its fingerprint, so that a desk with another key stops instead of sealing what nobody can open.
 */
@Component
class MasterKey {

    static final String SETTING = "master-key-fingerprint";
    static final String FILE = "master-key";

    /** Where the next key lies while the others are sealed with it, see {@link RotateMasterKey}. */
    private static final String NEXT_FILE = "master-key.new";

    private final SecretKey key;
    private final String fingerprint;

    MasterKey(JdbcClient db, @Value("${desk.home}") Path home, @Value("${desk.master-key:}") String configured) {
        byte[] bytes = configured.isBlank() ? fromFile(db, home) : decode(configured, "desk.master-key");
        this.key = Sealing.key(bytes);
        this.fingerprint = fingerprint(bytes);
        mustFit(db, fingerprint);
    }

    SecretKey key() {
        return key;
    }

    /** By which one key can be told from another. */
    String fingerprint() {
        return fingerprint;
    }

    /** Puts the next key beside the one in use. */
    static void putBeside(Path home, byte[] next) throws IOException {
        Files.deleteIfExists(home.resolve(NEXT_FILE));
        make(home.resolve(NEXT_FILE), next);
    }

    /** Puts the next key in the place of the one in use. */
    static void putInPlace(Path home) {
        try {
            Files.move(
                    home.resolve(NEXT_FILE),
                    home.resolve(FILE),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The new master key stays in " + home.resolve(NEXT_FILE) + "; the desk takes it when it starts.",
                    e);
        }
    }

    /** Keeps in mind which key everything is sealed with from now on. */
    static void remember(JdbcClient db, String fingerprint) {
        db.sql("update desk_setting set setting = ? where name = ?")
                .params(fingerprint, SETTING)
                .update();
    }

    /** Whether the rotation was cut short after the database had been changed. */
    private static boolean isNextInUse(JdbcClient db, Path home) throws IOException {
        Path next = home.resolve(NEXT_FILE);
        String remembered = remembered(db);
        return remembered != null && Files.exists(next) && remembered.equals(fingerprint(read(next)));
    }

    private static byte[] read(Path file) throws IOException {
        return decode(
                Files.readString(file, StandardCharsets.US_ASCII),
                file.toAbsolutePath().toString());
    }

    private static byte[] fromFile(JdbcClient db, Path home) {
        Path file = home.resolve(FILE);
        try {
            if (isNextInUse(db, home)) {
                putInPlace(home);
            }
            if (!Files.exists(file)) {
                if (remembered(db) != null) {
                    throw new IllegalStateException("The master key is missing: " + file.toAbsolutePath()
                            + " is not there and desk.master-key is not set, but this database was sealed with one."
                            + " Put the key back from your backup; without it names, addresses and messages cannot be"
                            + " read.");
                }
                make(file, Sealing.newKey());
            }
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The master key cannot be read: " + file.toAbsolutePath(), e);
        }
    }

    private static void make(Path file, byte[] key) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        boolean posix = Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
        try (FileChannel channel = posix
                ? FileChannel.open(
                        file,
                        options,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : FileChannel.open(file, options, new java.nio.file.attribute.FileAttribute<?>[0])) {
            String text = Base64.getEncoder().encodeToString(key) + "\n";
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            // another node with the same home was a moment faster
        }
    }

    static byte[] decode(String text, String where) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            bytes = new byte[0];
        }
        if (bytes.length != Sealing.KEY_BYTES) {
            throw new IllegalStateException("The master key in " + where + " must be " + Sealing.KEY_BYTES
                    + " bytes in Base64. Make one with: openssl rand -base64 " + Sealing.KEY_BYTES);
        }
        return bytes;
    }

    private static void mustFit(JdbcClient db, String fingerprint) {
        String remembered = remembered(db);
        if (remembered == null) {
            try {
                db.sql("insert into desk_setting (name, setting) values (?, ?)")
                        .params(SETTING, fingerprint)
                        .update();
                return;
            } catch (DuplicateKeyException e) {
                remembered = remembered(db);
            }
        }
        if (!fingerprint.equals(remembered)) {
            throw new IllegalStateException("This database was sealed with another master key (fingerprint "
                    + remembered + ", this one has " + fingerprint + "). Give every node the same desk.master-key.");
        }
    }

    private static @Nullable String remembered(JdbcClient db) {
        return db.sql("select setting from desk_setting where name = ?")
                .param(SETTING)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    static String fingerprint(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return HexFormat.of().formatHex(Arrays.copyOf(digest, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
