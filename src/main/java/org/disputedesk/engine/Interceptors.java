package org.disputedesk.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.jspecify.annotations.Nullable;

/** Puts interceptors around all commands of the engine: those in the caller's transaction and those in one of their own. */
public final class Interceptors {

    private Interceptors() {}

    /** Around everything the engine does with a command, its transaction included, and around those added before. */
    public static void outside(ProcessEngineConfigurationImpl engine, Supplier<CommandInterceptor> interceptor) {
        engine.setCustomPreCommandInterceptorsTxRequired(
                with(engine.getCustomPreCommandInterceptorsTxRequired(), 0, interceptor));
        engine.setCustomPreCommandInterceptorsTxRequiresNew(
                with(engine.getCustomPreCommandInterceptorsTxRequiresNew(), 0, interceptor));
    }

    /** Within the transaction and the context of a command. */
    public static void inside(ProcessEngineConfigurationImpl engine, Supplier<CommandInterceptor> interceptor) {
        List<CommandInterceptor> required = engine.getCustomPostCommandInterceptorsTxRequired();
        List<CommandInterceptor> requiresNew = engine.getCustomPostCommandInterceptorsTxRequiresNew();
        engine.setCustomPostCommandInterceptorsTxRequired(with(required, size(required), interceptor));
        engine.setCustomPostCommandInterceptorsTxRequiresNew(with(requiresNew, size(requiresNew), interceptor));
    }

    private static int size(@Nullable List<CommandInterceptor> interceptors) {
        return interceptors == null ? 0 : interceptors.size();
    }

    private static List<CommandInterceptor> with(
            @Nullable List<CommandInterceptor> interceptors, int at, Supplier<CommandInterceptor> interceptor) {
        List<CommandInterceptor> all = new ArrayList<>(Objects.requireNonNullElse(interceptors, List.of()));
        // one of its own for each chain: an interceptor knows the one behind it
        all.add(at, interceptor.get());
        return all;
    }
}
