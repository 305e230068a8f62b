package org.disputedesk.conventions;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/**
 * Some of the combinations that the facts of a table can make, kept as boxes that have none in common. A box names for each
 * column which of its values are in, by their numbers; so what is asked of a region is answered exactly, however many
 * combinations that are.
 */
final class Region {

    private final List<List<BitSet>> boxes;

    private Region(List<List<BitSet>> boxes) {
        this.boxes = List.copyOf(boxes);
    }

    /** All combinations of these values, one set for each column. */
    static Region box(List<BitSet> sides) {
        return new Region(sides.stream().anyMatch(BitSet::isEmpty) ? List.of() : List.of(List.copyOf(sides)));
    }

    /** What is in both. */
    Region and(Region other) {
        List<List<BitSet>> both = new ArrayList<>();
        for (List<BitSet> mine : boxes) {
            for (List<BitSet> theirs : other.boxes) {
                both.addAll(box(common(mine, theirs)).boxes);
            }
        }
        return new Region(both);
    }

    /** What is in this one and not in the other. */
    Region without(Region other) {
        List<List<BitSet>> left = boxes;
        for (List<BitSet> theirs : other.boxes) {
            List<List<BitSet>> next = new ArrayList<>();
            left.forEach(mine -> next.addAll(without(mine, theirs)));
            left = next;
        }
        return new Region(left);
    }

    /** Cuts off one slice for each column: what differs from the hole there and is like it in the columns before. */
    private static List<List<BitSet>> without(List<BitSet> box, List<BitSet> hole) {
        List<BitSet> rest = common(box, hole);
        if (rest.stream().anyMatch(BitSet::isEmpty)) {
            return List.of(box);
        }
        List<List<BitSet>> slices = new ArrayList<>();
        for (int column = 0; column < box.size(); column++) {
            BitSet outside = (BitSet) box.get(column).clone();
            outside.andNot(hole.get(column));
            if (!outside.isEmpty()) {
                List<BitSet> slice = new ArrayList<>(rest.subList(0, column));
                slice.add(outside);
                slice.addAll(box.subList(column + 1, box.size()));
                slices.add(slice);
            }
        }
        return slices;
    }

    private static List<BitSet> common(List<BitSet> one, List<BitSet> other) {
        List<BitSet> common = new ArrayList<>();
        for (int column = 0; column < one.size(); column++) {
            BitSet side = (BitSet) one.get(column).clone();
            side.and(other.get(column));
            common.add(side);
        }
        return common;
    }

    boolean isEmpty() {
        return boxes.isEmpty();
    }

    /** How many combinations it holds. */
    BigInteger size() {
        return boxes.stream()
                .map(box -> box.stream()
                        .map(side -> BigInteger.valueOf(side.cardinality()))
                        .reduce(BigInteger.ONE, BigInteger::multiply))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Whether this combination, the number of a value for each column, is in. */
    boolean holds(List<Integer> combination) {
        return boxes.stream().anyMatch(box -> {
            for (int column = 0; column < box.size(); column++) {
                if (!box.get(column).get(combination.get(column))) {
                    return false;
                }
            }
            return true;
        });
    }

    /** The first combination of a region that is not empty, in the order of the values. */
    List<Integer> first() {
        return boxes.get(0).stream().map(side -> side.nextSetBit(0)).toList();
    }

    /** Some combination of a region that is not empty. */
    List<Integer> any(Random random) {
        return boxes.get(random.nextInt(boxes.size())).stream()
                .map(side -> side.stream()
                        .skip(random.nextInt(side.cardinality()))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    /** Every combination it holds; for small ones. */
    List<List<Integer>> all() {
        List<List<Integer>> all = new ArrayList<>();
        boxes.forEach(box -> collect(box, List.of(), all));
        return all;
    }

    private static void collect(List<BitSet> box, List<Integer> begun, List<List<Integer>> all) {
        if (begun.size() == box.size()) {
            all.add(begun);
            return;
        }
        box.get(begun.size()).stream().forEach(value -> {
            List<Integer> more = new ArrayList<>(begun);
            more.add(value);
            collect(box, more, all);
        });
    }
}
