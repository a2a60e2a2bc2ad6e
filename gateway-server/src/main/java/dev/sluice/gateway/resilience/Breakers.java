package dev.sluice.gateway.resilience;

import dev.sluice.gateway.config.ResilienceConfig;
import dev.sluice.gateway.routing.Route;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breakers of one provider: one for the provider, which opens when it cannot be reached, and two for each
 * model, which open when the model fails, or when its replies break. Unlisted models, whose ids clients may invent,
 * share one pair.
 */
final class Breakers {
    private static final String UNLISTED_LABEL = "unknown";
    /** Far more than any provider lists at a time: one that keeps renaming its models must not fill the memory. */
    private static final int MAX_MODELS = 2000;

    private final String provider;
    private final ExecutorService timer;
    private final MeterRegistry meters;
    private final BiPredicate<String, String> listed;
    private volatile ResilienceConfig.Breaker settings;
    private volatile Breaker whole;
    private final Map<String, OfModel> models = new ConcurrentHashMap<>();

    /**
     * A model's breakers: whether replies start, and whether started replies are valid to their end. One does not
     * compensate for the other.
     */
    private record OfModel(Breaker answers, Breaker replies) {}

    /** {@code listed} returns whether a provider, by its id, lists a model, by the upstream's id. */
    Breakers(
            String provider,
            ResilienceConfig.Breaker settings,
            ExecutorService timer,
            MeterRegistry meters,
            BiPredicate<String, String> listed) {
        this.provider = provider;
        this.settings = settings;
        this.timer = timer;
        this.meters = meters;
        this.listed = listed;
        this.whole = whole(settings);
        meters.getOrCreate(Gauge.<Integer>builder("sluice_circuit_state", () -> number(whole))
                .description("Circuit of a provider that cannot be reached: 0 closed, 1 half open, 2 open")
                .addTag(Tag.create("provider", provider)));
    }

    /** Permits an attempt by the provider's breaker, or throws that its circuit is open. */
    Permit ofProvider() {
        return whole.acquire();
    }

    /** Permits an attempt by the model's breaker of started replies, or throws that its circuit is open. */
    Permit ofModel(Route route) {
        return model(route).answers().acquire();
    }

    /** Permits an attempt by the model's breaker of completed replies, or throws that its circuit is open. */
    Permit ofReplies(Route route) {
        return model(route).replies().acquire();
    }

    /** Applies new settings and forgets all failures; does nothing if the settings are the same. */
    void change(ResilienceConfig.Breaker next) {
        if (!next.equals(settings)) {
            settings = next;
            forget();
        }
    }

    void forget() {
        whole = whole(settings);
        models.clear();
    }

    private OfModel model(Route route) {
        OfModel known = models.get(route.model().id());
        if (known != null) {
            return known;
        }
        boolean shared = models.size() >= MAX_MODELS
                || !listed.test(provider, route.model().id());
        String key = shared ? "" : route.model().id();
        return models.computeIfAbsent(key, id -> create(id, shared ? UNLISTED_LABEL : route.listedId()));
    }

    private OfModel create(String key, String label) {
        meters.getOrCreate(Gauge.<Integer>builder("sluice_model_circuit_state", () -> number(models.get(key)))
                .description("Circuit of a model that fails or breaks its replies off: 0 closed, 1 half open, 2 open")
                .tags(List.of(Tag.create("provider", provider), Tag.create("model", label))));
        String subject = key.isEmpty() ? "A model of provider " + provider : "Model " + label;
        return new OfModel(
                new Breaker(subject, settings, timer, Breakers::isDown),
                new Breaker(subject, settings, timer, Breakers::isBroken));
    }

    private Breaker whole(ResilienceConfig.Breaker now) {
        return new Breaker("Provider " + provider, now, timer, Breakers::isUnreachable);
    }

    /**
     * Returns whether the provider did not answer at all; an answer, whatever its status, says nothing about its other
     * models.
     */
    static boolean isUnreachable(ProviderException failure) {
        return failure.kind() == ErrorKind.UPSTREAM_UNAVAILABLE
                && failure.upstreamStatus().isEmpty();
    }

    private static boolean isDown(ProviderException failure) {
        return failure.kind().fault() == ErrorKind.Fault.UPSTREAM
                && failure.kind().isTransient();
    }

    /** Returns whether a failure during a reply is the upstream's; a refusal is not, whatever page it came with. */
    private static boolean isBroken(ProviderException failure) {
        boolean refusal = failure.kind() == ErrorKind.UPSTREAM_PROTOCOL
                && failure.upstreamStatus().orElse(200) >= 300;
        return failure.kind().fault() == ErrorKind.Fault.UPSTREAM && !refusal;
    }

    /** Returns whether the upstream answered something invalid where a reply was to start. */
    static boolean isInvalidReply(ProviderException failure) {
        return failure.kind() == ErrorKind.UPSTREAM_PROTOCOL && isBroken(failure);
    }

    private static int number(@Nullable OfModel model) {
        return model == null ? 0 : Math.max(number(model.answers()), number(model.replies()));
    }

    private static int number(Breaker breaker) {
        return switch (breaker.state()) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }
}
