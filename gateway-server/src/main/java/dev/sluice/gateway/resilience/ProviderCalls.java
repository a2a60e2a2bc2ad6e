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
 * Calls providers for requests. Bounds how many are with one provider at a time, and lets some more wait; sends again
 * what may succeed a moment later, and leaves a provider alone that is down.
 *
 * <p>All of it happens on the caller's thread, which is interrupted to end a call. Safe for use by several
 * threads.
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

    /** What holds for a request from its begin to its end. */
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
     * Makes the calls of a gateway.
     *
     * @param settings limits
     * @param meters where the numbers go
     * @param listed tells whether a provider, by its id, is known to have a model, by the upstream's id
     * @return to be closed when no more calls are made
     */
    public static ProviderCalls create(
            ResilienceConfig settings, MeterRegistry meters, RateLimits limits, BiPredicate<String, String> listed) {
        return new ProviderCalls(settings, meters, limits, listed, Sleeper.REAL, RandomGenerator.getDefault());
    }

    /**
     * Goes by other settings from the next request on.
     *
     * @param next limits
     */
    public synchronized void change(ResilienceConfig next) {
        Rules now = rules;
        boolean sameBudget =
                next.retry().budgetPercent() == now.settings().retry().budgetPercent();
        rules = rules(
                next, sameBudget ? now.budget() : new RetryBudget(next.retry().budgetPercent(), System::nanoTime));
        guards.values().forEach(guard -> guard.change(next));
    }

    /**
     * Begins with a provider, whose numbers are shown from now on. Forgets how one of the same id has fared.
     *
     * @param provider its id
     */
    public void begin(String provider) {
        guard(provider).forget();
    }

    private Rules rules(ResilienceConfig settings, RetryBudget budget) {
        return new Rules(settings, budget, new RetryPolicy(settings.retry(), budget, sleeper, random));
    }

    private ProviderGuard guard(ProviderHandle provider) {
        ProviderGuard known = guards.get(provider.id());
        return known == null ? guard(provider.id()) : known;
    }

    /** In turn with {@link #change}, so that no guard is left with what held before. */
    synchronized ProviderGuard guard(String provider) {
        return guards.computeIfAbsent(provider, id -> new ProviderGuard(id, rules.settings(), timer, meters, listed));
    }

    /**
     * Prepares a call, which is sent when it is opened. All of it happens on the thread that opens it, which is
     * interrupted to end it.
     *
     * @param log where each attempt is noted
     * @param moreCandidates whether another model is asked if this one does not answer, which is better than a long wait
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
     * Has a request's tokens counted along its route. Once only: who counts can do without a number, and is not worth
     * a retry that another may need.
     *
     * @return nothing if the provider does not count such requests
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

    /** How counts go says nothing of how the model answers: dozens that fail at once must open no model's circuit. */
    private static OptionalLong counted(Breakers breakers, Route route, ProviderRequest request) {
        try (Permit ofProvider = breakers.ofProvider();
                Permit ofModel = breakers.ofModel(route)) {
            try {
                return route.provider().countTokens(request);
            } catch (ProviderException e) {
                if (Breakers.isOutOfReach(e)) {
                    ofProvider.failed(e);
                    ofModel.failed(e);
                }
                throw e;
            }
        }
    }

    /** Ends the timers of breakers. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
