package dev.sluice.gateway.endpoints;

import dev.sluice.gateway.http.AccessLog;
import dev.sluice.gateway.http.AccessPolicy;
import dev.sluice.gateway.http.Drain;
import dev.sluice.gateway.http.LoopGuard;
import dev.sluice.gateway.request.RequestServices;
import dev.sluice.provider.SignIn;
import io.helidon.metrics.api.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the endpoints are put together from.
 *
 * @param access who is let in, the very same value for as long as it is the same
 * @param drain tells when new work is refused
 * @param loops knows the gateway's own requests
 * @param log where each request's line goes
 * @param services what requests to models use
 * @param signIns finds the way to sign in to a provider by the provider's id
 * @param meters where metrics live
 * @param clock tells the time
 */
public record ApiDependencies(
        Supplier<AccessPolicy> access,
        Drain drain,
        LoopGuard loops,
        AccessLog log,
        RequestServices services,
        Function<String, Optional<SignIn>> signIns,
        MeterRegistry meters,
        Clock clock) {}
