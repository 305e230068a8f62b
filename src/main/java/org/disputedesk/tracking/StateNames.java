package org.disputedesk.tracking;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/** What staff call the nineteen states, as the form that asks for them does ({@code delivery-states.csv}). */
final class StateNames {

    private final Map<String, CSVRecord> byState =
            Rows.of("delivery-states").stream().collect(Collectors.toMap(row -> row.get("state"), row -> row));

    /** The name of a state in a language of staff, English in every other. */
    String of(DeliveryState state, String language) {
        CSVRecord names = byState.get(state.name());
        return names == null ? state.name() : names.get(names.isMapped(language) ? language : "en");
    }
}
