package org.disputedesk.conventions;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Fact;
import org.jspecify.annotations.Nullable;

/**
 * The values of a fact, as far as a column of a table can tell them apart: each text it may be, and of the numbers each
 * boundary and one from each interval between two of them. Null, the fact that nobody knows, is the last.
 *
 * @param usual how many of the values a case can come to by itself; null is not one of them when the fact stands from the
 *     start of a case
 */
record Domain(String fact, List<@Nullable Object> values, int usual) {

    /** A text that no cell names, of a fact that may be any text. */
    static final String ANOTHER_TEXT = "any other text";

    static Domain of(String fact, Collection<Cell> cells) {
        List<@Nullable Object> values = new ArrayList<>(known(DisputeFacts.named(fact), cells));
        int known = values.size();
        values.add(null);
        return new Domain(fact, values, FactValues.standsFromTheStart(fact) ? known : known + 1);
    }

    private static List<?> known(Fact<?> fact, Collection<Cell> cells) {
        if (fact.type() == Boolean.class) {
            return List.of(true, false);
        }
        if (fact.type() == String.class) {
            return texts(fact.name(), cells);
        }
        if (fact.type() == Long.class || fact.type() == Double.class) {
            Set<BigDecimal> boundaries = new TreeSet<>();
            cells.forEach(cell -> boundaries.addAll(cell.numbers()));
            return fact.type() == Long.class
                    ? counts(boundaries).stream()
                            .map(BigDecimal::longValueExact)
                            .toList()
                    : amounts(boundaries).stream().map(BigDecimal::doubleValue).toList();
        }
        throw new IllegalArgumentException(fact.name() + " is an instant: compare days instead");
    }

    private static List<String> texts(String fact, Collection<Cell> cells) {
        Set<String> allowed = FactValues.texts(fact);
        if (!allowed.isEmpty()) {
            return List.copyOf(allowed);
        }
        Set<String> named = new TreeSet<>();
        cells.forEach(cell -> named.addAll(cell.texts()));
        named.add("");
        named.add(ANOTHER_TEXT);
        return List.copyOf(named);
    }

    /** Days, pieces and times begin with 0. */
    private static List<BigDecimal> counts(Set<BigDecimal> boundaries) {
        Set<BigDecimal> counts = new TreeSet<>(Set.of(BigDecimal.ZERO));
        for (BigDecimal boundary : boundaries) {
            BigDecimal below = boundary.setScale(0, RoundingMode.CEILING).subtract(BigDecimal.ONE);
            BigDecimal above = boundary.setScale(0, RoundingMode.FLOOR).add(BigDecimal.ONE);
            counts.addAll(List.of(below, boundary.setScale(0, RoundingMode.FLOOR), above));
        }
        counts.removeIf(count -> count.signum() < 0);
        return List.copyOf(counts);
    }

    /** Amounts begin with 0 too, and between any two there is another one. */
    private static List<BigDecimal> amounts(Set<BigDecimal> boundaries) {
        List<BigDecimal> named = new ArrayList<>(boundaries);
        named.removeIf(boundary -> boundary.signum() <= 0);
        named.add(0, BigDecimal.ZERO);
        List<BigDecimal> amounts = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            BigDecimal boundary = named.get(i);
            amounts.add(boundary);
            amounts.add(
                    i + 1 < named.size()
                            ? boundary.add(named.get(i + 1)).divide(BigDecimal.valueOf(2))
                            : boundary.add(BigDecimal.ONE));
        }
        return amounts;
    }

    /** The numbers of the values that are so. */
    BitSet where(Predicate<@Nullable Object> test) {
        BitSet numbers = new BitSet();
        for (int i = 0; i < values.size(); i++) {
            numbers.set(i, test.test(values.get(i)));
        }
        return numbers;
    }

    /** The numbers of the values a case can come to by itself. */
    BitSet usualOnes() {
        BitSet numbers = new BitSet();
        numbers.set(0, usual);
        return numbers;
    }
}
