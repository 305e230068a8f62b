package org.disputedesk.engine;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.DisputeFacts;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Puts the engine's guards in place. */
@Configuration
@EnableScheduling
class EngineBeans {

    /** Only a file can be left half written; a database in memory or elsewhere is taken as it is. */
    @Bean
    static BeanPostProcessor quietCheckpoints() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool && isH2File(pool.getJdbcUrl())) {
                    pool.setJdbcUrl(QuietCheckpoints.url(pool.getJdbcUrl()));
                    return new QuietCheckpoints(pool);
                }
                return bean;
            }
        };
    }

    private static boolean isH2File(@Nullable String url) {
        return url != null && url.startsWith("jdbc:h2:file:");
    }

    @Bean
    ModelPolicy modelPolicy(Map<String, JavaDelegate> delegates) {
        return new ModelPolicy(delegates.keySet(), factNames());
    }

    @Bean
    @Order(5)
    HardenedEngine hardenedEngine() {
        return new HardenedEngine();
    }

    @Bean
    @Order(6)
    SafeExpressions safeExpressions(Map<String, JavaDelegate> delegates) {
        return new SafeExpressions(delegates, factNames());
    }

    @Bean
    @Order(7)
    ModelGuard modelGuard(ModelPolicy policy) {
        return new ModelGuard(policy);
    }

    @Bean
    @Order(8)
    OrQueryGuard orQueryGuard() {
        return new OrQueryGuard();
    }

    @Bean
    FilterRegistrationBean<SetupPageFilter> setupPageFilter() {
        var registration = new FilterRegistrationBean<>(new SetupPageFilter());
        registration.addUrlPatterns("/*");
        registration.setAsyncSupported(true);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    FilterRegistrationBean<PageNonceFilter> pageNonceFilter() {
        var registration = new FilterRegistrationBean<>(new PageNonceFilter());
        registration.addUrlPatterns("/camunda/app/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }

    private static Set<String> factNames() {
        return DisputeFacts.all().keySet();
    }
}
