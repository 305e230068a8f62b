package org.disputedesk.verify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was found: what is said when all is well, and what is wrong, each with its place. */
final class Findings {

    private static final int MOST_SHOWN = 50;

    private final List<String> said = new ArrayList<>();
    private final Set<String> wrong = new LinkedHashSet<>();

    void say(String line) {
        said.add(line);
    }

    /** @param place the file or entry */
    void wrong(String place, String what) {
        wrong.add(PackReader.printable(place) + ": " + what);
    }

    void wrong(String what) {
        wrong.add(what);
    }

    boolean isIntact() {
        return wrong.isEmpty();
    }

    List<String> problems() {
        return List.copyOf(wrong);
    }

    /** For people, a line each. */
    List<String> lines(String what) {
        List<String> lines = new ArrayList<>();
        lines.add((isIntact() ? "INTACT   " : "CHANGED  ") + PackReader.printable(what));
        wrong.stream().limit(MOST_SHOWN).forEach(problem -> lines.add("  " + problem));
        if (wrong.size() > MOST_SHOWN) {
            lines.add("  and " + (wrong.size() - MOST_SHOWN) + " more");
        }
        said.forEach(line -> lines.add("  " + line));
        return lines;
    }
}
