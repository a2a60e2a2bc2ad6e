package dev.sluice.gateway.resilience;

import dev.sluice.gateway.config.ResilienceConfig;
import dev.sluice.gateway.limits.RateLimits;
import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.gateway.routing.Route;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;

/**
 * Calls providers for requests: limits the requests in flight with each, queues some more, retries transient failures,
 * and does not call a provider whose circuit is open.
 *
 * <p>All of it happens on the request's thread, which is interrupted to end a call. Safe for use by several threads.
 */
public final class ProviderCalls implements AutoCloseable {
    private final MeterRegistry meters;
    private final RateLimits limits;
    private final BiPredicate<String, String> listed;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private volatile Rules rules;
    private final Map<String, ProviderGuard> guards = new ConcurrentHashMap<>();
    private final ExecutorService timer = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("sluice-breaker-", 0).factory());

    /** What applies to a request from its start to its end. */
    record Rules(ResilienceConfig settings, RetryBudget budget, RetryPolicy policy) {}

    ProviderCalls(
            ResilienceConfig settings,
            MeterRegistry meters,
            RateLimits limits,
            BiPredicate<String, String> listed,
            Sleeper sleeper,
            RandomGenerator random) {
        this.meters = meters;
        this.limits = limits;
        this.listed = listed;
        this.sleeper = sleeper;
        this.random = random;
        this.rules = rules(settings, new RetryBudget(settings.retry().budgetPercent(), System::nanoTime));
        meters.getOrCreate(Gauge.<Double>builder(
                        "sluice_retry_budget", () -> rules.budget().left())
                .description("Retries that the retry budget allows now"));
    }

    /**
     * Creates the calls of a gateway; {@code listed} returns whether a provider, by its id, is known to have a model,
     * by the upstream's id.
     */
    public static ProviderCalls create(
            ResilienceConfig settings, MeterRegistry meters, RateLimits limits, BiPredicate<String, String> listed) {
        return new ProviderCalls(settings, meters, limits, listed, Sleeper.REAL, RandomGenerator.getDefault());
    }

    /** Applies new settings from the next request on. */
    public synchronized void change(ResilienceConfig next) {
        Rules now = rules;
        boolean sameBudget =
                next.retry().budgetPercent() == now.settings().retry().budgetPercent();
        rules = rules(
                next, sameBudget ? now.budget() : new RetryBudget(next.retry().budgetPercent(), System::nanoTime));
        guards.values().forEach(guard -> guard.change(next));
    }

    /**
     * Registers a started provider by its id: its metrics appear, and failures of an earlier one of that id are
     * forgotten.
     */
    public void register(String provider) {
        guard(provider).forget();
    }

    private Rules rules(ResilienceConfig settings, RetryBudget budget) {
        return new Rules(settings, budget, new RetryPolicy(settings.retry(), budget, sleeper, random));
    }

    private ProviderGuard guard(ProviderHandle provider) {
        ProviderGuard known = guards.get(provider.id());
        return known == null ? guard(provider.id()) : known;
    }

    /** Excludes {@link #change}, so that no guard keeps outdated settings. */
    synchronized ProviderGuard guard(String provider) {
        return guards.computeIfAbsent(provider, id -> new ProviderGuard(id, rules.settings(), timer, meters, listed));
    }

    /**
     * Prepares a call, which is sent when it is opened, by the thread that opens it. {@code moreCandidates} shortens
     * waits: another model is called if this one does not answer.
     */
    public ProviderCall prepare(Route route, AttemptLog log, boolean moreCandidates) {
        return new ProviderCall(
                rules,
                guard(route.provider()),
                limits.ofProvider(route.provider().id()),
                route,
                log,
                moreCandidates);
    }

    /**
     * Counts a request's tokens at the provider of its route; empty if the provider does not support that. Never
     * retried: an estimate will do, and retries have a budget.
     *
     * @throws ProviderException as {@link ProviderCall#open} does
     */
    public OptionalLong countTokens(Route route, ProviderRequest request) {
        ProviderGuard guard = guard(route.provider());
        guard.bulkhead().enter();
        try {
            return counted(guard.breakers(), route, request);
        } finally {
            guard.bulkhead().leave();
        }
    }

    /**
     * Failures of counts are no failures of the model: they open no model's circuit unless the provider is unreachable.
     */
    private static OptionalLong counted(Breakers breakers, Route route, ProviderRequest request) {
        try (Permit ofProvider = breakers.ofProvider();
                Permit ofModel = breakers.ofModel(route)) {
            try {
                return route.provider().countTokens(request);
            } catch (ProviderException e) {
                if (Breakers.isUnreachable(e)) {
                    ofProvider.failed(e);
                    ofModel.failed(e);
                }
                throw e;
            }
        }
    }

    /** Stops the timers of the breakers. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
