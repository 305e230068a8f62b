package org.disputedesk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.disputedesk.verify.Verify;

/** What the desk's jar does instead of starting, when its first argument says so. */
enum Commands {
    /** Says whether an evidence pack or a record was changed. */
    VERIFY {
        @Override
        int run(List<String> arguments) {
            return Verify.run(arguments, System.getenv(), System.out, System.err);
        }
    };

    /** @return the exit code of the program */
    abstract int run(List<String> arguments);

    static Optional<Commands> named(String... arguments) {
        return Arrays.stream(values())
                .filter(command -> arguments.length > 0
                        && arguments[0].equals(
                                command.name().toLowerCase(Locale.ROOT).replace('_', '-')))
                .findFirst();
    }
}
