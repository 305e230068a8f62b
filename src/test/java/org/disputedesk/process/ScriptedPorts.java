package org.disputedesk.process;

import java.time.Clock;
import org.disputedesk.calendar.ScriptedDispatchDays;
import org.disputedesk.letter.LetterRoute;
import org.disputedesk.outbox.OutboxChannel;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The world outside of the desk, as a story scripts it. Everything else in the desk of the tests is real. */
@TestConfiguration(proxyBeanMethods = false)
@Import(Desk.class)
public class ScriptedPorts {

    @Bean
    Walks walks() {
        return new Walks();
    }

    @Bean
    Deeds deeds(JdbcClient db) {
        return new Deeds(db);
    }

    /** Shops differ from story to story; the calendar itself is the real one. */
    @Bean
    @Primary
    ScriptedDispatchDays scriptedDispatchDays(Clock clock) {
        return new ScriptedDispatchDays(clock);
    }

    @Bean
    ScriptedCarrier scriptedCarrier() {
        return new ScriptedCarrier();
    }

    @Bean
    static PostRoad postRoad() {
        return new PostRoad();
    }

    /** Puts the script in front of every real way out. */
    static final class PostRoad implements BeanPostProcessor {

        private final ScriptedChannel.Script script = new ScriptedChannel.Script();

        ScriptedChannel.Script script() {
            return script;
        }

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (bean instanceof LetterRoute) {
                return (LetterRoute) caseNumber -> script.route();
            }
            return bean instanceof OutboxChannel channel ? new ScriptedChannel(channel, script) : bean;
        }
    }
}
