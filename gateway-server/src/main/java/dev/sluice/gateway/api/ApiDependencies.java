package dev.sluice.gateway.api;

import dev.sluice.dialects.Bridges;
import dev.sluice.gateway.http.Access;
import dev.sluice.gateway.http.AccessLog;
import dev.sluice.gateway.http.ClientDeparture;
import dev.sluice.gateway.http.KeepAlive;
import dev.sluice.gateway.http.LoopGuard;
import dev.sluice.gateway.limits.RateLimits;
import dev.sluice.gateway.models.ModelDirectory;
import dev.sluice.provider.SignIn;
import io.helidon.metrics.api.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the API is put together from.
 *
 * @param access who is let in
 * @param loops knows the gateway's own requests
 * @param bodyLimit how many bytes a request's body may have
 * @param log where each request's line goes
 * @param models the models that can be asked
 * @param limits say how much clients may ask
 * @param signIns finds the way to sign in to a provider by the provider's id
 * @param departure notices that a client leaves
 * @param keepAlive keeps silent streams alive; whoever made it closes it
 * @param bridges turns requests and replies into other dialects
 * @param meters where metrics live
 * @param clock tells the time
 */
public record ApiDependencies(
        Supplier<Access> access,
        LoopGuard loops,
        LongSupplier bodyLimit,
        AccessLog log,
        ModelDirectory models,
        RateLimits limits,
        Function<String, Optional<SignIn>> signIns,
        ClientDeparture departure,
        KeepAlive keepAlive,
        Bridges bridges,
        MeterRegistry meters,
        Clock clock) {}
