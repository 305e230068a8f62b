package org.disputebench;

import java.util.ArrayList;
import java.util.List;

/** One figure of both contestants, measured in pairs. */
final class Samples {

    private final List<Double> desk = new ArrayList<>();
    private final List<Double> stock = new ArrayList<>();

    void add(double ofDesk, double ofStock) {
        desk.add(ofDesk);
        stock.add(ofStock);
    }

    int size() {
        return desk.size();
    }

    double desk() {
        return median(desk);
    }

    double stock() {
        return median(stock);
    }

    /** The median of what each pair says, which noise that hits both alike does not move. */
    double ratio() {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < desk.size(); i++) {
            ratios.add(desk.get(i) / stock.get(i));
        }
        return median(ratios);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
