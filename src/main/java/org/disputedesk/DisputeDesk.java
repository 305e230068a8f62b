package org.disputedesk;

import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.disputedesk.vault.RotateMasterKey;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the desk, or does what the first word of the command line says without starting it. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class DisputeDesk {

    /** What the jar can do besides serving; each is given the words after its name and answers the exit code. */
    private static final Map<String, ToIntFunction<List<String>>> COMMANDS =
            Map.of("rotate-master-key", RotateMasterKey::run);

    private static final int NO_SUCH_COMMAND = 2;

    /** Sets the zone before anything reads it: the engine stores instants in the zone of the machine it runs on. */
    public static void main(String[] args) {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        if (args.length > 0 && !args[0].startsWith("-")) {
            System.exit(command(args[0], List.of(args).subList(1, args.length)));
        }
        SpringApplication.run(DisputeDesk.class, args);
    }

    private static int command(String name, List<String> args) {
        ToIntFunction<List<String>> command = COMMANDS.get(name);
        if (command == null) {
            System.err.println("There is no command '" + name + "'. There is " + new TreeSet<>(COMMANDS.keySet())
                    + "; without a command the desk starts.");
            return NO_SUCH_COMMAND;
        }
        return command.applyAsInt(args);
    }
}
