package dev.sluice.gateway.resilience;

import dev.sluice.gateway.config.LimitsConfig;
import dev.sluice.gateway.limits.InMemoryUsageStore;
import dev.sluice.gateway.limits.RateLimits;
import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.gateway.provider.ScriptedProvider;
import dev.sluice.gateway.provider.TestMeters;
import dev.sluice.gateway.routing.Route;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Function;

/** Calls of a provider {@code p} with scripted outcomes. */
final class ScriptedCalls {
    /** Rate limits that refuse nothing. */
    static final RateLimits NO_LIMITS =
            new RateLimits(() -> LimitsConfig.NONE, TestMeters.registry(), new InMemoryUsageStore(System::nanoTime));

    private ScriptedCalls() {}

    /** Calls a provider as a request does: opened, relayed, closed. */
    static <T> T relayed(
            ProviderCalls calls, Route route, ProviderRequest request, AttemptLog log, Function<Reply, T> relay) {
        try (ProviderCall call = calls.prepare(route, log, false)) {
            Reply reply = call.open(request);
            try {
                T relayed = relay.apply(reply);
                call.relayed();
                return relayed;
            } catch (ProviderException e) {
                call.notRelayed(e);
                throw e;
            }
        }
    }

    /** Replies and failures, one for each attempt. */
    static Function<ProviderRequest, Reply> script(Object... outcomes) {
        Deque<Object> left = new ArrayDeque<>(Arrays.asList(outcomes));
        return request -> {
            Object next = left.removeFirst();
            if (next instanceof ProviderException failure) {
                throw failure;
            }
            return (Reply) next;
        };
    }

    static Route route(Function<ProviderRequest, Reply> script) {
        return new Route(
                "p-m",
                ProviderHandle.of("p", ScriptedProvider.answering(script)),
                Model.builder("m").build(),
                Dialect.CHAT_COMPLETIONS);
    }

    static ProviderRequest request() {
        return ProviderRequest.builder(Dialect.CHAT_COMPLETIONS, "m", new byte[0])
                .build();
    }
}
