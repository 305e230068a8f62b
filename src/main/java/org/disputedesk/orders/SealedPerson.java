package org.disputedesk.orders;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;
import org.disputedesk.orders.Order.Address;
import org.disputedesk.orders.Order.Person;
import org.jspecify.annotations.Nullable;

/** A person as the text that is sealed: a JSON object, whose names are those of the columns he once stood in. */
final class SealedPerson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SealedPerson() {}

    static String text(Person person) {
        Address address = person.address();
        Map<String, String> known = new TreeMap<>();
        put(known, "buyer_name", person.buyerName());
        put(known, "recipient_name", person.recipientName());
        put(known, "address_1", address.line1());
        put(known, "address_2", address.line2());
        put(known, "address_3", address.line3());
        put(known, "city", address.city());
        put(known, "region", address.region());
        put(known, "postal_code", address.postalCode());
        put(known, "country", address.country());
        try {
            return JSON.writeValueAsString(known);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A person cannot be written as JSON", e);
        }
    }

    private static void put(Map<String, String> known, String name, @Nullable String value) {
        if (value != null) {
            known.put(name, value);
        }
    }

    static Person of(String text) {
        Map<String, String> known;
        try {
            known = JSON.readValue(text, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was sealed of a person is no JSON", e);
        }
        return new Person(
                known.get("buyer_name"),
                known.get("recipient_name"),
                new Address(
                        known.get("address_1"),
                        known.get("address_2"),
                        known.get("address_3"),
                        known.get("city"),
                        known.get("region"),
                        known.get("postal_code"),
                        known.get("country")));
    }
}
