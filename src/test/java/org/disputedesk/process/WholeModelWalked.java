package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Hands stories their desk, tidies up after each, and looks at the end for elements that none of them walked. */
final class WholeModelWalked
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    private static final Namespace HERE = Namespace.create(WholeModelWalked.class);
    private static final String TOLD = "told";

    @Override
    public void beforeAll(ExtensionContext context) {
        desk(context).walks().forget();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        desk(context).opensInTheMorning();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        desk(context).closesForTheNight();
        if (context.getExecutionException().isEmpty()) {
            var store = ofClass(context).getStore(HERE);
            store.put(TOLD, store.getOrDefault(TOLD, Long.class, 0L) + 1);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Class<?> spec = context.getRequiredTestClass();
        long stories = Arrays.stream(spec.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .count();
        // one story picked by hand, or one that failed, says nothing about the others
        if (context.getStore(HERE).getOrDefault(TOLD, Long.class, 0L) == stories) {
            String slug = spec.getAnnotation(DeskSpec.class).value();
            assertThat(desk(context).walks().missedIn(slug))
                    .as("elements of %s that no story of %s walks", slug, spec.getSimpleName())
                    .isEmpty();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Desk.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return desk(context);
    }

    private static ExtensionContext ofClass(ExtensionContext context) {
        return context.getParent().orElse(context);
    }

    private static Desk desk(ExtensionContext context) {
        return SpringExtension.getApplicationContext(context).getBean(Desk.class);
    }
}
