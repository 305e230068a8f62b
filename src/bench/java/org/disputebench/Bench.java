package org.disputebench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.disputebench.Contestant.Kind;

/**
 * Lets the desk and a stock Camunda do the same, in turns on the same machine, and writes what came out as a table into
 * docs/bench.md.
 */
public final class Bench {

    private static final String BEGIN = "<!-- begin of the table, written by src/bench -->";
    private static final String END = "<!-- end of the table -->";

    /** More than this share of the machine used by others, and a measurement is flagged. */
    private static final double TOO_NOISY = 0.10;

    private record Size(
            int starts, int warmUp, int rounds, int cases, int pages, List<Integer> open, List<Integer> timers) {}

    private static final Size FULL = new Size(3, 300, 5, 80, 100, List.of(1_000, 5_000), List.of(50, 110, 175));
    private static final Size SHORT = new Size(2, 200, 4, 60, 40, List.of(500, 3_000), List.of(50));
    private static final Size SMOKE = new Size(1, 10, 2, 10, 10, List.of(200, 1_000), List.of(5));

    private final Path place;
    private final Path classes;
    private final Size size;
    private final List<Kind> kinds;
    private final Map<String, String> rows = new LinkedHashMap<>();
    private long nextCase = 1;
    private int noisy;
    private int measured;
    private double foreign;

    private Bench(Path jar, Path place, Path classes, Size size) {
        this.place = place;
        this.classes = classes;
        this.size = size;
        this.kinds = List.of(
                new Kind("desk", jar, "org.disputedesk.DisputeDesk", "desk"),
                new Kind("stock", place.resolve("stock.jar"), "org.disputebench.stock.StockCamunda", "stock"));
    }

    /** Takes the desk's jar, the folder of compiled classes, and which size: {@code full}, {@code short} or {@code smoke}. */
    public static void main(String[] args) throws Exception {
        long begun = System.nanoTime();
        Path place = Path.of("target", "bench").toAbsolutePath();
        clear(place);
        Path classes = Files.createDirectories(place.resolve("classes"));
        copyOwnClasses(Path.of(args[1]).toAbsolutePath(), classes);
        Size size =
                switch (args[2]) {
                    case "full" -> FULL;
                    case "short" -> SHORT;
                    case "smoke" -> SMOKE;
                    default -> throw new IllegalArgumentException(args[2] + " is none of full, short and smoke");
                };
        Bench bench = new Bench(Path.of(args[0]).toAbsolutePath(), place, classes, size);
        String table = bench.run();
        System.out.println("\n" + table);
        System.out.printf(Locale.ROOT, "%nTook %.1f minutes.%n", (System.nanoTime() - begun) / 60e9);
        if (!size.equals(SMOKE)) {
            publish(Path.of("docs", "bench.md"), table);
        }
    }

    private static void clear(Path place) throws IOException {
        if (Files.exists(place)) {
            try (Stream<Path> old = Files.walk(place)) {
                old.sorted(Comparator.reverseOrder()).forEach(path -> {
                    try {
                        Files.delete(path);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
        }
    }

    /** Only these may lie beside the applications: tests there would change what they are. */
    private static void copyOwnClasses(Path from, Path to) throws IOException {
        try (Stream<Path> own = Files.walk(from.resolve("org/disputebench"))) {
            for (Path path : own.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(path, copy);
            }
        }
    }

    private String run() throws IOException, InterruptedException, SQLException {
        StockJar.make(kinds.get(0).jar(), classes, Path.of("src/bench/stock.yml"), kinds.get(1).jar());
        List<Contestant> contestants = new ArrayList<>();
        try {
            for (Kind kind : kinds) {
                say("first start of " + kind.name());
                contestants.add(Contestant.withWorker(kind, home(kind, "cases"), classes));
            }
            cases(contestants);
            // a warm database for the starts, of the same history on both sides
            for (int i = 0; i < kinds.size(); i++) {
                unpack(backup(contestants.get(i), kinds.get(i), "starts"), home(kinds.get(i), "starts"));
                // the desk opens no database without the key of its keys
                Path key = home(kinds.get(i), "cases").resolve("master-key");
                if (Files.exists(key)) {
                    Files.copy(key, home(kinds.get(i), "starts").resolve("master-key"));
                }
            }
            workList(contestants);
            // the reminders come due while nothing else happens in these two processes
            for (Contestant contestant : contestants) {
                contestant.tell("timers "
                        + String.join(" ", size.timers().stream().map(String::valueOf).toList()));
            }
            starts();
            timers(contestants);
        } finally {
            contestants.forEach(Contestant::close);
        }
        row(
                "jar",
                "MB",
                1,
                Files.size(kinds.get(0).jar()) / 1e6,
                Files.size(kinds.get(1).jar()) / 1e6,
                Double.NaN);
        return table();
    }

    private Path home(Kind kind, String purpose) {
        return place.resolve(kind.name() + "-" + purpose);
    }

    private static void say(String what) {
        System.out.println(what);
    }

    // --- cases ---

    private void cases(List<Contestant> contestants) throws IOException, InterruptedException, SQLException {
        for (int i = 0; i < kinds.size(); i++) {
            say("warming up " + kinds.get(i).name() + ": "
                    + contestants.get(i).ask("cases " + nextCase + " " + size.warmUp()) + " s");
        }
        nextCase += size.warmUp();
        double[] before = databaseSizes(contestants, "before");
        Samples rate = new Samples();
        Samples cpu = new Samples();
        for (int round = 1; round <= size.rounds(); round++) {
            double[] rates = new double[2];
            double[] cpus = new double[2];
            for (int turn = 0; turn < 2; turn++) {
                // A B, B A, A B: who goes first changes
                int i = round % 2 == 1 ? turn : 1 - turn;
                Contestant contestant = contestants.get(i);
                Watch watch = new Watch(List.of(contestants.get(0), contestants.get(1)));
                double cpuBefore = contestant.cpu();
                double seconds = Double.parseDouble(contestant.ask("cases " + nextCase + " " + size.cases()));
                cpus[i] = (contestant.cpu() - cpuBefore) * 1000 / size.cases();
                rates[i] = size.cases() / seconds;
                say(String.format(
                        Locale.ROOT,
                        "round %d %s: %.1f cases/s, %.1f ms CPU, others %.0f %%",
                        round,
                        kinds.get(i).name(),
                        rates[i],
                        cpus[i],
                        watch.end() * 100));
            }
            nextCase += size.cases();
            rate.add(rates[0], rates[1]);
            cpu.add(cpus[0], cpus[1]);
        }
        double[] after = databaseSizes(contestants, "after");
        int finished = size.rounds() * size.cases();
        double[] inserted = new double[2];
        for (int i = 0; i < 2; i++) {
            inserted[i] = Double.parseDouble(contestants.get(i).ask("rows " + nextCase + " 10"));
        }
        nextCase += 10;
        row("full cases per second, two at a time", "1/s", 1, rate);
        row("CPU per full case", "ms", 1, cpu);
        row("rows inserted per full case", "", 0, inserted[0], inserted[1], Double.NaN);
        row(
                "database per finished case",
                "kB",
                1,
                (after[0] - before[0]) / finished / 1e3,
                (after[1] - before[1]) / finished / 1e3,
                Double.NaN);
    }

    /** Bytes of a copy of each database after it was compacted. */
    private double[] databaseSizes(List<Contestant> contestants, String when)
            throws IOException, InterruptedException, SQLException {
        // letters and jobs of the last case have ended by then
        TimeUnit.SECONDS.sleep(2);
        double[] sizes = new double[2];
        for (int i = 0; i < 2; i++) {
            Path copy = home(kinds.get(i), when);
            unpack(backup(contestants.get(i), kinds.get(i), when), copy);
            String database = kinds.get(i).database();
            try (var connection = DriverManager.getConnection("jdbc:h2:file:" + copy.resolve(database), "desk", "");
                    var statement = connection.createStatement()) {
                statement.execute("shutdown compact");
            }
            sizes[i] = Files.size(copy.resolve(database + ".mv.db"));
        }
        return sizes;
    }

    private Path backup(Contestant contestant, Kind kind, String when) throws IOException {
        return Path.of(contestant.ask("backup " + place.resolve(kind.name() + "-" + when + ".zip")));
    }

    private static void unpack(Path zip, Path to) throws IOException {
        Files.createDirectories(to);
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            ZipEntry entry;
            while ((entry = in.getNextEntry()) != null) {
                Files.copy(
                        in,
                        to.resolve(Path.of(entry.getName()).getFileName().toString()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.delete(zip);
    }

    // --- work list ---

    private void workList(List<Contestant> contestants) throws IOException {
        for (Contestant contestant : contestants) {
            contestant.ask("open " + nextCase + " " + (size.timers().size() + 1));
        }
        nextCase += size.timers().size() + 1;
        for (int open : size.open()) {
            for (Contestant contestant : contestants) {
                contestant.ask("fill " + open);
            }
            Samples p50 = new Samples();
            for (int round = 0; round < 3; round++) {
                Watch watch = new Watch(contestants);
                double desk = first(contestants.get(0).ask("page " + size.pages()));
                double stock = first(contestants.get(1).ask("page " + size.pages()));
                watch.end();
                p50.add(desk, stock);
            }
            row(String.format(Locale.ROOT, "work list page, p50 at %,d open cases", open), "ms", 2, p50);
        }
    }

    private static double first(String words) {
        return Double.parseDouble(words.split(" ", -1)[0]);
    }

    // --- starts ---

    private void starts() throws IOException, InterruptedException {
        Samples cpu = new Samples();
        Samples wall = new Samples();
        Samples memory = new Samples();
        for (int round = 0; round < size.starts(); round++) {
            double[] cpus = new double[2];
            double[] walls = new double[2];
            double[] memories = new double[2];
            for (int i = 0; i < 2; i++) {
                long begun = System.nanoTime();
                try (Contestant contestant = Contestant.plain(kinds.get(i), home(kinds.get(i), "starts"))) {
                    Watch watch = new Watch(List.of(contestant));
                    contestant.awaitUp();
                    cpus[i] = contestant.cpu();
                    walls[i] = (System.nanoTime() - begun) / 1e9;
                    double others = watch.end();
                    TimeUnit.SECONDS.sleep(1);
                    memories[i] = contestant.residentMegabytes();
                    say(String.format(
                            Locale.ROOT,
                            "start %d %s: %.1f s CPU, %.1f s, %.0f MB, others %.0f %%",
                            round + 1,
                            kinds.get(i).name(),
                            cpus[i],
                            walls[i],
                            memories[i],
                            others * 100));
                }
            }
            cpu.add(cpus[0], cpus[1]);
            wall.add(walls[0], walls[1]);
            memory.add(memories[0], memories[1]);
        }
        row("start-up until healthy, CPU", "s", 1, cpu);
        row("start-up until healthy, waiting", "s", 1, wall);
        row("resident memory after the start", "MB", 0, memory);
    }

    // --- timers ---

    private void timers(List<Contestant> contestants) throws IOException {
        double[][] late = new double[2][];
        for (int i = 0; i < 2; i++) {
            late[i] = Arrays.stream(contestants.get(i).awaitAnswer().split(" ", -1))
                    .mapToDouble(ms -> Double.parseDouble(ms) / 1000)
                    .toArray();
            say("late by s: " + kinds.get(i).name() + " " + Arrays.toString(late[i]));
        }
        Samples lag = new Samples();
        for (int n = 0; n < late[0].length; n++) {
            lag.add(late[0][n], late[1][n]);
        }
        row("a timer on an idle engine fires late by", "s", 1, lag);
    }

    /** Watches what others use of the machine while something is measured. */
    private final class Watch {

        private final List<Contestant> own;
        private final Machine.Total before;
        private final double ownBefore;

        Watch(List<Contestant> own) throws IOException {
            this.own = own;
            this.before = Machine.total();
            this.ownBefore = ownCpu();
        }

        private double ownCpu() throws IOException {
            double sum = Machine.cpu(ProcessHandle.current().pid());
            for (Contestant contestant : own) {
                sum += contestant.cpu();
            }
            return sum;
        }

        /** Answers the share of the machine that others had. */
        double end() throws IOException {
            Machine.Total now = Machine.total();
            double busy = now.busy() - before.busy() - (ownCpu() - ownBefore);
            double share = Math.max(0, busy / Math.max(0.01, now.all() - before.all()));
            measured++;
            foreign += share;
            if (share > TOO_NOISY) {
                noisy++;
            }
            return share;
        }
    }

    // --- the table ---

    private void row(String what, String unit, int digits, Samples samples) {
        row(what, unit, digits, samples.desk(), samples.stock(), samples.ratio());
    }

    private void row(String what, String unit, int digits, double desk, double stock, double ratio) {
        String number = "%." + digits + "f";
        String format = "| %s | " + number + " | " + number + " | %.2f |";
        String label = unit.isEmpty() ? what : what + ", " + unit;
        rows.put(
                label,
                String.format(Locale.ROOT, format, label, desk, stock, Double.isNaN(ratio) ? desk / stock : ratio));
    }

    private String table() {
        String head = """
                Measured on %s: %d processors, Java %s, H2 in a file; %d rounds of %d cases after %d to warm up, %d starts. %d of %d measurements were taken while others used more than %.0f %% \
                of the machine; on average others used %.0f %%.

                | figure | Dispute Desk | stock Camunda | desk / stock |
                |---|---:|---:|---:|
                """.formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.specification.version"),
                        size.rounds(),
                        size.cases(),
                        size.warmUp(),
                        size.starts(),
                        noisy,
                        measured,
                        TOO_NOISY * 100,
                        foreign / Math.max(1, measured) * 100);
        return head + String.join("\n", rows.values()) + "\n";
    }

    private static void publish(Path page, String table) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException(page + " has no place for the table");
        }
        Files.writeString(page, text.substring(0, begin + BEGIN.length()) + "\n" + table + text.substring(end));
    }
}
