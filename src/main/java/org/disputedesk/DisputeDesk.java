package org.disputedesk;

import java.util.List;
import java.util.TimeZone;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the desk, or carries out one of its {@link Commands}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class DisputeDesk {

    /** Sets the zone before anything reads it: the engine stores instants in the zone of the machine it runs on. */
    public static void main(String[] args) {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        Commands.named(args)
                .ifPresent(command -> System.exit(command.run(List.of(args).subList(1, args.length))));
        SpringApplication.run(DisputeDesk.class, args);
    }
}
