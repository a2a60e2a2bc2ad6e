package dev.sluice.gateway.resilience;

import dev.sluice.gateway.config.ResilienceConfig;
import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.gateway.routing.Route;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiPredicate;
import java.util.function.Function;
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
    private final BiPredicate<String, String> listed;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private volatile Rules rules;
    private final Map<String, ProviderGuard> guards = new ConcurrentHashMap<>();
    private final ExecutorService timer = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("sluice-breaker-", 0).factory());

    /** What holds for a request from its begin to its end. */
    private record Rules(ResilienceConfig settings, RetryBudget budget, RetryPolicy policy) {}

    ProviderCalls(
            ResilienceConfig settings,
            MeterRegistry meters,
            BiPredicate<String, String> listed,
            Sleeper sleeper,
            RandomGenerator random) {
        this.meters = meters;
        this.listed = listed;
        this.sleeper = sleeper;
        this.random = random;
        this.rules = rules(settings, new RetryBudget(settings.retry().budgetPercent(), System::nanoTime));
        meters.getOrCreate(Gauge.<Double>builder(
                        "sluice_retry_budget", () -> rules.budget().left())
                .description("How many requests may be sent again now"));
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
            ResilienceConfig settings, MeterRegistry meters, BiPredicate<String, String> listed) {
        return new ProviderCalls(settings, meters, listed, Sleeper.REAL, RandomGenerator.getDefault());
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
     * Sends a request along its route and hands the reply on. A request is sent again only as long as
     * nothing of a reply has been handed on: a stream that breaks before its first event is begun anew
     * within that event's {@link dev.sluice.provider.EventStream#next()}, which then throws what the last
     * attempt ended with.
     *
     * @param <T> what relaying comes to
     * @param route where to
     * @param request what to send
     * @param attempts is told each attempt
     * @param relay hands the reply on to the caller; the reply is closed when it returns or throws
     * @return what {@code relay} returns
     * @throws ProviderException if there is no reply; {@link ErrorKind#UPSTREAM_UNAVAILABLE} with code
     *     {@code overloaded} or {@code circuit_open} if the provider was not asked at all
     */
    public <T> T call(Route route, ProviderRequest request, Attempts attempts, Function<Reply, T> relay) {
        ProviderGuard guard = guard(route.provider());
        Rules now = rules;
        now.budget().request();
        try (Place place = new Place(guard.bulkhead())) {
            return relayed(new RetryingSend(now.policy(), guard, place, route, request, attempts), relay);
        }
    }

    /**
     * Has a request's tokens counted along its route. Once only: who counts can do without a number, and is not worth
     * a retry that another may need.
     *
     * @param route where to
     * @param request what to count
     * @return nothing if the provider does not count such requests
     * @throws ProviderException as {@link #call} does
     */
    public OptionalLong countTokens(Route route, ProviderRequest request) {
        ProviderGuard guard = guard(route.provider());
        try (Place _ = new Place(guard.bulkhead())) {
            return counted(guard, route, request);
        }
    }

    /** How counts go says nothing of how the model answers: dozens that fail at once must not keep anybody from it. */
    private static OptionalLong counted(ProviderGuard guard, Route route, ProviderRequest request) {
        Breakers.Permit permit = guard.breakers().acquire(route);
        try {
            return route.provider().countTokens(request);
        } catch (ProviderException e) {
            if (Breakers.isOutOfReach(e)) {
                permit.failed(e);
            }
            throw e;
        } finally {
            permit.release();
        }
    }

    /** Ends the timers of breakers. */
    @Override
    public void close() {
        timer.shutdownNow();
    }

    private static <T> T relayed(RetryingSend sending, Function<Reply, T> relay) {
        RetryingSend.Sent sent = sending.send();
        return switch (sent.reply()) {
            case Reply.Complete complete -> whole(complete, sent.attempt(), relay);
            case Reply.Streaming streaming ->
                streamed(
                        streaming.headers(),
                        new RestartableEventStream(sending, streaming.events(), sent.attempt()),
                        relay);
        };
    }

    private static <T> T whole(Reply.Complete reply, RetryingSend.Attempt attempt, Function<Reply, T> relay) {
        try {
            T relayed = relay.apply(reply);
            attempt.kept();
            return relayed;
        } catch (ProviderException e) {
            // A reply that cannot be told in the caller's dialect may still be one.
            if (e.kind() == ErrorKind.UPSTREAM_PROTOCOL && !isObject(reply.body())) {
                attempt.broke(e);
            }
            throw e;
        } finally {
            attempt.release();
        }
    }

    private static boolean isObject(byte[] body) {
        try {
            JsonReader json = JsonReader.of(body);
            boolean object = json.peek() == JsonReader.Kind.OBJECT;
            json.skipValue();
            json.endDocument();
            return object;
        } catch (JsonException e) {
            return false;
        }
    }

    private static <T> T streamed(Headers headers, RestartableEventStream events, Function<Reply, T> relay) {
        try (Reply reply = new Reply.Streaming(headers, events)) {
            return relay.apply(reply);
        } finally {
            events.release();
        }
    }
}
