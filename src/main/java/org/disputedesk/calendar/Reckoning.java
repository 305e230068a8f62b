package org.disputedesk.calendar;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.disputedesk.calendar.Deadlines.Basis;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.policy.Distance;
import org.disputedesk.policy.PolicyPack.Deadline;
import org.disputedesk.policy.PolicyPack.Pick;
import org.disputedesk.policy.PolicyPack.Variant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Works out when a deadline ends from what is known of its case; the same facts always give the same moment. */
@Component
class Reckoning {

    private final BusinessDays businessDays;

    Reckoning(BusinessDays businessDays) {
        this.businessDays = businessDays;
    }

    /**
     * When a deadline ends.
     *
     * @param basis why it is then
     * @param warnings reminders before it, by the fact they are put into
     */
    record Reckoned(Instant due, Basis basis, Map<String, Instant> warnings) {}

    /** What a deadline may count from, with the moment it then leads to and the variant that holds on its day. */
    private record Candidate(String anchor, Instant at, int variant, Instant due) {}

    Reckoned reckon(
            Deadline deadline, Marketplace marketplace, Function<String, @Nullable Instant> facts, Instant now) {
        Candidate counted = anchor(deadline, marketplace, facts, now).orElseGet(() -> {
            int variant = inForce(deadline, marketplace, now);
            Distance distance = deadline.variants().get(variant).fromNow();
            return new Candidate(Basis.NOW, now, variant, plus(now, distance, marketplace));
        });
        counted = notBefore(counted, deadline, marketplace, facts);
        Instant from = counted.at();
        Instant due = counted.due();
        Map<String, Instant> warnings = new LinkedHashMap<>();
        deadline.warnings()
                .forEach((fact, distance) ->
                        warnings.put(fact, plus(distance.isNegative() ? due : from, distance, marketplace)));
        return new Reckoned(due, new Basis(deadline.pack(), counted.variant(), counted.anchor(), from), warnings);
    }

    private Optional<Candidate> anchor(
            Deadline deadline, Marketplace marketplace, Function<String, @Nullable Instant> facts, Instant now) {
        List<Candidate> known = new ArrayList<>();
        for (String anchor : deadline.anchors()) {
            Instant at = facts.apply(anchor);
            if (at == null) {
                continue;
            }
            int number = inForce(deadline, marketplace, at);
            Variant variant = deadline.variants().get(number);
            Distance distance = variant.anchors().get(anchor);
            boolean mayCount =
                    deadline.pick() != Pick.LATEST || variant.anchors().size() == 1 || !at.isAfter(now);
            if (distance != null && mayCount) {
                known.add(new Candidate(anchor, at, number, plus(at, distance, marketplace)));
            }
        }
        return switch (deadline.pick()) {
            case LATEST -> known.stream().max(Comparator.comparing(Candidate::at));
            case EARLIEST -> known.stream().min(Comparator.comparing(Candidate::due));
            case FIRST -> known.stream().findFirst();
        };
    }

    private Candidate notBefore(
            Candidate counted, Deadline deadline, Marketplace marketplace, Function<String, @Nullable Instant> facts) {
        for (Map.Entry<String, Distance> floor : deadline.notBefore().entrySet()) {
            Instant at = facts.apply(floor.getKey());
            if (at != null) {
                Instant earliest = plus(at, floor.getValue(), marketplace);
                return earliest.isAfter(counted.due())
                        ? new Candidate(floor.getKey(), at, counted.variant(), earliest)
                        : counted;
            }
        }
        return counted;
    }

    private static int inForce(Deadline deadline, Marketplace marketplace, Instant at) {
        return deadline.inForce(marketplace, at.atZone(marketplace.zone()).toLocalDate());
    }

    /** Days end at the time of day they began with; hours do not care what the clocks on the walls do. */
    private Instant plus(Instant from, Distance distance, Marketplace marketplace) {
        ZonedDateTime there = from.atZone(marketplace.zone());
        return switch (distance.unit()) {
            case ELAPSED -> from.plus(distance.elapsed());
            case CALENDAR_DAYS -> there.plusDays(distance.days()).toInstant();
            case BUSINESS_DAYS ->
                there.with(businessDays.plus(there.toLocalDate(), distance.days(), marketplace.country()))
                        .toInstant();
        };
    }
}
