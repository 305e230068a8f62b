package org.disputedesk.verify;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.verify.CaseCheck.Unreadable;

/**
 * {@code verify pack.zip} and {@code verify --case D-2026-000123 [--home folder]}: says whether something was changed, and
 * where (000-17).
 */
public final class Verify {

    private static final int INTACT = 0;
    private static final int CHANGED = 1;
    private static final int MISUSE = 2;

    private static final String USAGE = """
            verify <pack.zip>                           checks an evidence pack, on any machine
            verify --case <number> [--home <folder>]    checks the record of a case in the desk's database,
                                                        or in the one SPRING_DATASOURCE_URL names

            exit code 0: nothing was changed; 1: something was, and it is said where; 2: it could not be checked""";

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    private Verify(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** @return the exit code: 0 when nothing was changed, 1 when something was, 2 when it could not be checked */
    public static int run(List<String> arguments) {
        return run(arguments, System.getenv(), System.out, System.err);
    }

    /** The same with the environment and the streams of somebody else. */
    public static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        return new Verify(environment, out, err).carryOut(arguments);
    }

    private int carryOut(List<String> arguments) {
        if (arguments.isEmpty() || arguments.contains("--help")) {
            return misuse(USAGE);
        }
        if (!arguments.get(0).startsWith("--")) {
            return arguments.size() == 1 ? pack(arguments.get(0)) : misuse("Name one pack.\n\n" + USAGE);
        }
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            if (!List.of("--case", "--home").contains(option) || i + 1 == arguments.size()) {
                return misuse("What does '" + PackReader.printable(option) + "' mean?\n\n" + USAGE);
            }
            options.put(option, arguments.get(i + 1));
        }
        String number = options.get("--case");
        return number == null
                ? misuse(USAGE)
                : record(number, options.getOrDefault("--home", environment.getOrDefault("DESK_HOME", "./data")));
    }

    private int pack(String name) {
        try {
            Path path = Path.of(name);
            if (!Files.isRegularFile(path)) {
                return misuse("There is no file " + PackReader.printable(name) + ".");
            }
            return tell(PackCheck.of(path), name);
        } catch (InvalidPathException | NoSuchFileException | FileNotFoundException e) {
            return misuse("The file " + PackReader.printable(name) + " cannot be read.");
        } catch (IOException e) {
            return misuse("The file " + PackReader.printable(name) + " cannot be read: "
                    + PackReader.printable(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            return misuse("The file " + PackReader.printable(name) + " cannot be checked: "
                    + PackReader.printable(e.toString()));
        }
    }

    private int record(String number, String home) {
        try {
            String caseNumber = new CaseNumber(number).value();
            return tell(CaseCheck.of(caseNumber, Path.of(home), environment), "record of " + caseNumber);
        } catch (Rejected | InvalidPathException | Unreadable e) {
            return misuse(String.valueOf(e.getMessage()));
        }
    }

    private int tell(Findings findings, String what) {
        findings.lines(what).forEach(out::println);
        if (!findings.isIntact()) {
            return CHANGED;
        }
        return findings.isComplete() ? INTACT : MISUSE;
    }

    private int misuse(String why) {
        err.println(why);
        return MISUSE;
    }
}
