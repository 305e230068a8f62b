package org.disputedesk.mail;

import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Reads a mailbox when one is named, and none otherwise. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({MailboxSettings.class, TokenSettings.class})
class MailboxConfiguration {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    @Bean
    @Conditional(IsNamed.class)
    SmartLifecycle mailbox(MailboxSettings settings, MailTokens tokens, MailIntake intake, MailboxProgress progress) {
        return new Mailbox(settings, tokens, intake, progress, FIRST_PAUSE);
    }

    static final class IsNamed implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !context.getEnvironment()
                    .getProperty("desk.mail.imap.host", "")
                    .isBlank();
        }
    }
}
