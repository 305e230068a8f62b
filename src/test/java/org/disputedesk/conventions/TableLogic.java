package org.disputedesk.conventions;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.jspecify.annotations.Nullable;

/**
 * Which row of a decision table answers first, or which rows do when it collects them, worked out from the table's own cells for every combination of facts there
 * can be.
 */
final class TableLogic {

    /**
     * A row, the combinations it fits, and those of them that it answers: that no row above it has taken, or all when the
     * table collects every row that fits.
     */
    record Row(String id, List<Cell> cells, Map<String, Answer> answers, Region fits, Region first) {

        /** What the row says of a fact. */
        Answer answer(String fact) {
            Answer answer = answers.get(fact);
            if (answer == null) {
                throw new IllegalArgumentException(id + " says nothing of " + fact);
            }
            return answer;
        }

        @Override
        public String toString() {
            return id;
        }
    }

    private final String name;
    private final List<Domain> columns;
    private final List<Row> rows;
    private final Region whole;
    private final Region unanswered;

    private TableLogic(String name, List<Domain> columns, List<Row> rows, Region unanswered) {
        this.name = name;
        this.columns = List.copyOf(columns);
        this.rows = List.copyOf(rows);
        this.whole = all(columns);
        this.unanswered = unanswered;
    }

    /**
     * Works out the one table of a model.
     *
     * @throws IllegalArgumentException when a cell cannot be judged by itself
     */
    static TableLogic of(DmnModelInstance model) {
        Decision decision =
                model.getModelElementsByType(Decision.class).iterator().next();
        if (!(decision.getExpression() instanceof DecisionTable table)) {
            throw new IllegalArgumentException(decision.getId() + " is no table");
        }
        List<Rule> rules = List.copyOf(table.getRules());
        List<List<Cell>> cells =
                rules.stream().map(rule -> cells(decision.getId(), table, rule)).toList();
        List<Domain> columns = new ArrayList<>();
        for (Input input : table.getInputs()) {
            int column = columns.size();
            columns.add(Domain.of(
                    fact(input), cells.stream().map(row -> row.get(column)).toList()));
        }
        List<Row> rows = new ArrayList<>();
        Region left = all(columns);
        boolean collects = table.getHitPolicy() == HitPolicy.COLLECT;
        for (int i = 0; i < rules.size(); i++) {
            Region fits = fits(columns, cells.get(i));
            Region answers = collects ? fits : fits.and(left);
            rows.add(new Row(rules.get(i).getId(), cells.get(i), answers(table, rules.get(i)), fits, answers));
            left = left.without(fits);
        }
        return new TableLogic(decision.getId(), columns, rows, left);
    }

    /** The fact that a column asks for. */
    static String fact(Input input) {
        return input.getInputExpression().getText().getTextContent().strip();
    }

    private static List<Cell> cells(String table, DecisionTable model, Rule rule) {
        List<Cell> cells = new ArrayList<>();
        for (InputEntry entry : rule.getInputEntries()) {
            String text = entry.getText() == null ? "" : entry.getText().getTextContent();
            try {
                cells.add(new Cell(text));
            } catch (IllegalArgumentException e) {
                String fact = fact(List.copyOf(model.getInputs()).get(cells.size()));
                throw new IllegalArgumentException(
                        "%s of %s, cell of %s: '%s' %s".formatted(rule.getId(), table, fact, text, e.getMessage()), e);
            }
        }
        return cells;
    }

    private static Map<String, Answer> answers(DecisionTable table, Rule rule) {
        Map<String, Answer> answers = new LinkedHashMap<>();
        List<Output> outputs = List.copyOf(table.getOutputs());
        rule.getOutputEntries()
                .forEach(entry -> answers.put(
                        outputs.get(answers.size()).getName(),
                        new Answer(
                                entry.getText() == null ? "" : entry.getText().getTextContent())));
        return answers;
    }

    private static Region all(List<Domain> columns) {
        return Region.box(
                columns.stream().map(column -> column.where(value -> true)).toList());
    }

    private static Region fits(List<Domain> columns, List<Cell> cells) {
        return Region.box(IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i).where(cells.get(i)::fits))
                .toList());
    }

    List<Domain> columns() {
        return columns;
    }

    List<Row> rows() {
        return rows;
    }

    Row row(String id) {
        return rows.stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow();
    }

    /** Every combination of values. */
    Region whole() {
        return whole;
    }

    /** The combinations that no row fits. */
    Region unanswered() {
        return unanswered;
    }

    /** The row that answers this combination; none when it is not answered. */
    Optional<Row> rowFor(List<Integer> combination) {
        return rowsFor(combination).stream().findFirst();
    }

    /** The rows that answer this combination: none when it is not answered, several only when the table collects them. */
    List<Row> rowsFor(List<Integer> combination) {
        return rows.stream().filter(row -> row.first().holds(combination)).toList();
    }

    /** Whether a column of the table is about a fact. */
    boolean asks(String fact) {
        return columns.stream().anyMatch(column -> column.fact().equals(fact));
    }

    /** The combinations in which a fact is so. */
    Region where(String fact, Predicate<@Nullable Object> test) {
        if (columns.stream().noneMatch(column -> column.fact().equals(fact))) {
            throw new IllegalArgumentException(name + " does not ask for " + fact);
        }
        return Region.box(columns.stream()
                .map(column -> column.where(value -> !column.fact().equals(fact) || test.test(value)))
                .toList());
    }

    /** The rows that say this of a fact. */
    List<Row> rowsWith(String fact, Predicate<Answer> test) {
        return rows.stream().filter(row -> test.test(row.answer(fact))).toList();
    }

    /** What is missing, with an example; none when the table always answers. */
    Optional<String> gap() {
        return unanswered.isEmpty()
                ? Optional.empty()
                : Optional.of("%s has no row for %s combinations, for example %s"
                        .formatted(name, unanswered.size(), words(unanswered)));
    }

    /** The rows that no case can ever come to, each with what takes its place. */
    List<String> uselessRows() {
        Region usual = Region.box(columns.stream().map(Domain::usualOnes).toList());
        return rows.stream()
                .filter(row -> row.first().and(usual).isEmpty())
                .map(row -> uselessness(row, row.fits().and(usual)))
                .toList();
    }

    private String uselessness(Row row, Region place) {
        if (place.isEmpty()) {
            return "%s of %s fits no case: %s"
                    .formatted(
                            row,
                            name,
                            IntStream.range(0, columns.size())
                                    .filter(i -> isUseless(
                                            columns.get(i), row.cells().get(i)))
                                    .mapToObj(i -> "'%s' is true of no %s"
                                            .formatted(
                                                    row.cells().get(i),
                                                    columns.get(i).fact()))
                                    .collect(Collectors.joining(", ")));
        }
        List<Row> takers = rows.subList(0, rows.indexOf(row)).stream()
                .filter(above -> !above.first().and(place).isEmpty())
                .toList();
        return "%s of %s is never the first: %s above it take all its %s combinations, for example %s that of %s"
                .formatted(
                        row,
                        name,
                        takers,
                        place.size(),
                        takers.get(0),
                        words(takers.get(0).first().and(place)));
    }

    private static boolean isUseless(Domain column, Cell cell) {
        BitSet fitting = column.where(cell::fits);
        fitting.and(column.usualOnes());
        return fitting.isEmpty();
    }

    /** What cells name and the fact can never be: a misspelt word fits nothing, or with not(…) everything. */
    List<String> impossibleValues() {
        List<String> impossible = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Domain column = columns.get(i);
            if (!FactValues.texts(column.fact()).isEmpty()) {
                for (Row row : rows) {
                    row.cells().get(i).texts().stream()
                            .filter(text -> !column.values().contains(text))
                            .map(text -> "%s of %s: %s is never '%s', only one of %s"
                                    .formatted(row, name, column.fact(), text, FactValues.texts(column.fact())))
                            .forEach(impossible::add);
                }
            }
        }
        return impossible;
    }

    /** The facts of a combination; a fact nobody knows is null. */
    Map<String, @Nullable Object> facts(List<Integer> combination) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            facts.put(columns.get(i).fact(), columns.get(i).values().get(combination.get(i)));
        }
        return facts;
    }

    /** An example of a region that is not empty. */
    String words(Region region) {
        return words(facts(region.first()));
    }

    static String words(Map<String, @Nullable Object> facts) {
        return facts.entrySet().stream()
                .map(fact -> fact.getKey()
                        + (fact.getValue() == null
                                ? " unknown"
                                : fact.getValue() instanceof String text ? "='" + text + "'" : "=" + fact.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** All combinations when they are no more than this many; else so many at random, and some of each row's own. */
    List<List<Integer>> sample(int most, int atRandom, int ofEachRow, Random random) {
        if (whole.size().compareTo(BigInteger.valueOf(most)) <= 0) {
            return whole.all();
        }
        List<List<Integer>> sample = new ArrayList<>();
        for (int i = 0; i < atRandom; i++) {
            sample.add(whole.any(random));
        }
        rows.stream().map(Row::first).filter(first -> !first.isEmpty()).forEach(first -> {
            for (int i = 0; i < ofEachRow; i++) {
                sample.add(first.any(random));
            }
        });
        return sample;
    }

    @Override
    public String toString() {
        return name;
    }
}
