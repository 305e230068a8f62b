package org.disputedesk.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKey;

/** Opens what a desk has sealed without the desk, for whoever checks its files and texts while it stands still (000-17). */
public final class SealedAtRest {

    private final SecretKey master;

    private SealedAtRest(SecretKey master) {
        this.master = master;
    }

    /**
     * With the master key of a desk.
     *
     * @param configured what {@code DESK_MASTER_KEY} says; empty when the key lies in the home folder
     * @param fingerprint that the database remembers of its master key
     * @return empty when the key is not here, or is another one
     * @throws IllegalStateException when what stands there is no key
     * @throws IOException when the file cannot be read
     */
    public static Optional<SealedAtRest> with(String configured, Path home, String fingerprint) throws IOException {
        byte[] key;
        if (!configured.isBlank()) {
            key = MasterKey.decode(configured, "DESK_MASTER_KEY");
        } else {
            Path file = home.resolve(MasterKey.FILE);
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            key = MasterKey.decode(Files.readString(file, StandardCharsets.US_ASCII), file.toString());
        }
        return MasterKey.fingerprint(key).equals(fingerprint)
                ? Optional.of(new SealedAtRest(Sealing.key(key)))
                : Optional.empty();
    }

    /**
     * What was sealed.
     *
     * @param sealedKey the key of the subject as the database keeps it
     * @throws SealBroken when it was changed or belongs to another subject
     */
    public byte[] open(Subject subject, String sealedKey, byte[] sealed) {
        return Sealing.open(key(subject, sealedKey), subject.id(), sealed);
    }

    /** The same for text. */
    public String openText(Subject subject, String sealedKey, String sealed) {
        return new String(open(subject, sealedKey, Base64.getDecoder().decode(sealed)), StandardCharsets.UTF_8);
    }

    /** What {@link Vault#commitment} says of this text. */
    public String commitment(Subject subject, String sealedKey, String text) {
        return Vault.commitment(key(subject, sealedKey), text);
    }

    private SecretKey key(Subject subject, String sealedKey) {
        return Sealing.key(
                Sealing.open(master, subject.id(), Base64.getDecoder().decode(sealedKey)));
    }
}
