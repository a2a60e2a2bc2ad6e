package dev.sluice.gateway.resilience;

import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.gateway.provider.ScriptedProvider;
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

/** Calls of a provider {@code p} whose outcomes are written down beforehand. */
final class ScriptedCalls {
    private ScriptedCalls() {}

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
