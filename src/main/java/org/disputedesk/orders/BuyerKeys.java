package org.disputedesk.orders;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.disputedesk.orders.Order.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Says whether two orders are the same buyer's without saying whose: a hash of name and postal code under a key of this
 * desk (A6). Without the key nobody can try names on it, and it stays when name and address are erased.
 */
@Component
class BuyerKeys {

    private static final String SETTING = "buyer-key";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_LENGTH = 32;

    private final SecretKeySpec key;

    BuyerKeys(JdbcClient db) {
        this.key = new SecretKeySpec(HexFormat.of().parseHex(secret(db)), ALGORITHM);
    }

    private static String secret(JdbcClient db) {
        String stored = find(db);
        if (stored != null) {
            return stored;
        }
        byte[] random = new byte[KEY_LENGTH];
        new SecureRandom().nextBytes(random);
        String fresh = HexFormat.of().formatHex(random);
        try {
            db.sql("insert into desk_setting (name, setting) values (?, ?)")
                    .params(SETTING, fresh)
                    .update();
            return fresh;
        } catch (DuplicateKeyException e) {
            // another node was a moment faster
            return Objects.requireNonNull(find(db));
        }
    }

    private static @Nullable String find(JdbcClient db) {
        return db.sql("select setting from desk_setting where name = ?")
                .param(SETTING)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    /** The key of a buyer; null when too little is known of him to tell him from others. */
    @Nullable
    String of(Person person) {
        String name = person.buyerName() == null ? person.recipientName() : person.buyerName();
        String postalCode = person.address().postalCode();
        if (name == null || name.isBlank() || postalCode == null || postalCode.isBlank()) {
            return null;
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            String text = plain(name) + "|" + plain(postalCode);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Width, case, spaces and hyphens are a matter of how somebody typed it. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Pd}・.,]", "");
    }
}
