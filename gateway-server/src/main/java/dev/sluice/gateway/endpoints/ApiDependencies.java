package dev.sluice.gateway.endpoints;

import dev.sluice.gateway.http.AccessLog;
import dev.sluice.gateway.http.AccessPolicy;
import dev.sluice.gateway.http.Dispatcher;
import dev.sluice.gateway.http.Drain;
import dev.sluice.gateway.http.LoopGuard;
import dev.sluice.gateway.request.RequestServices;
import dev.sluice.provider.SignIn;
import io.helidon.metrics.api.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the endpoints are built from.
 *
 * @param access the very same value while it is unchanged
 * @param signIns finds the sign-in of a provider by its id
 */
public record ApiDependencies(
        Supplier<AccessPolicy> access,
        Drain drain,
        LoopGuard loops,
        AccessLog log,
        RequestServices services,
        Function<String, Optional<SignIn>> signIns,
        List<Consumer<Dispatcher.Builder>> others,
        MeterRegistry meters,
        Clock clock) {}
