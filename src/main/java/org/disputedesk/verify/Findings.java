package org.disputedesk.verify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was found: what is said when all is well, and what is wrong, each with its place. */
final class Findings {

    private static final int MOST_SHOWN = 50;
    private static final int MOST_KEPT = 10_000;

    private final List<String> said = new ArrayList<>();
    private final List<String> notChecked = new ArrayList<>();
    private final Set<String> wrong = new LinkedHashSet<>();

    void say(String line) {
        said.add(line);
    }

    /** What could not be checked, and why: nothing can be called intact then. */
    void notChecked(String what) {
        notChecked.add("NOT CHECKED: " + what);
    }

    /** @param place the file or entry */
    void wrong(String place, String what) {
        wrong(PackReader.printable(place) + ": " + what);
    }

    void wrong(String what) {
        if (wrong.size() < MOST_KEPT) {
            wrong.add(what);
        }
    }

    boolean isIntact() {
        return wrong.isEmpty();
    }

    boolean isComplete() {
        return notChecked.isEmpty();
    }

    List<String> problems() {
        return List.copyOf(wrong);
    }

    List<String> unchecked() {
        return List.copyOf(notChecked);
    }

    List<String> said() {
        return List.copyOf(said);
    }

    /** For people, a line each; nothing that comes from a pack can begin a line of its own, or colour one. */
    List<String> lines(String what) {
        List<String> lines = new ArrayList<>();
        lines.add(verdict() + PackReader.printable(what));
        wrong.stream().limit(MOST_SHOWN).forEach(problem -> lines.add("  " + PackReader.printable(problem)));
        if (wrong.size() > MOST_SHOWN) {
            lines.add("  and " + (wrong.size() - MOST_SHOWN) + " more");
        }
        notChecked.forEach(line -> lines.add("  " + PackReader.printable(line)));
        said.forEach(line -> lines.add("  " + PackReader.printable(line)));
        return lines;
    }

    private String verdict() {
        if (!isIntact()) {
            return "CHANGED  ";
        }
        return isComplete() ? "INTACT   " : "UNKNOWN  ";
    }
}
