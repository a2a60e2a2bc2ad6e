package dev.sluice.gateway.provider;

import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderRequest;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which gateways a request has come through. Known to what the gateway lends a provider for as long as the provider's
 * code runs, and not to the provider itself.
 */
public final class Passage {
    /** The header of a request that says so, on its way to the provider's handle. */
    public static final String HEADER = "via";

    private static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

    private Passage() {}

    /**
     * Returns the gateways that the current thread's request has come through.
     *
     * @return their marks, as in {@code Via}; nothing if there are none, or no provider is asked
     */
    public static Optional<String> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Calls a provider with what it is to know of a request. */
    static <T> T of(ProviderRequest request, Function<ProviderRequest, T> call) {
        Optional<String> marks = request.headers().first(HEADER);
        return marks.isEmpty()
                ? call.apply(request)
                : ScopedValue.where(CURRENT, marks.get()).call(() -> call.apply(without(request)));
    }

    private static ProviderRequest without(ProviderRequest request) {
        Headers.Builder others = Headers.builder();
        request.headers().forEach((name, value) -> {
            if (!name.equals(HEADER)) {
                others.add(name, value);
            }
        });
        return ProviderRequest.builder(request.dialect(), request.model(), request.body())
                .streaming(request.streaming())
                .headers(others.build())
                .requestId(request.requestId())
                .deadlines(request.deadlines())
                .build();
    }
}
