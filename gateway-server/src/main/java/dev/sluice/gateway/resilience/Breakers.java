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
 * model, which open when it fails while others may well answer, or when its replies come to no proper end. Models that
 * are in no list, which callers may make up, share one pair.
 */
final class Breakers {
    private static final String UNLISTED = "unknown";
    /** Far more than any provider lists at a time: one that keeps renaming its models must not fill the memory. */
    private static final int MOST = 2000;

    private final String provider;
    private final ExecutorService timer;
    private final MeterRegistry meters;
    private final BiPredicate<String, String> listed;
    private volatile ResilienceConfig.Breaker settings;
    private volatile Breaker whole;
    private final Map<String, OfModel> models = new ConcurrentHashMap<>();

    /** A model's breakers: whether replies start, and whether those that do are good to their end. One must not make up for the other. */
    private record OfModel(Breaker answers, Breaker replies) {}

    /** Makes closed breakers; {@code listed} tells whether a provider, by its id, lists a model, by the upstream's id. */
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

    /** Lets an attempt pass by the provider's own breaker, or throws that its circuit is open. */
    Permit ofProvider() {
        return whole.acquire();
    }

    /** Lets an attempt pass by the breaker that looks whether the model answers, or throws that its circuit is open. */
    Permit ofModel(Route route) {
        return model(route).answers().acquire();
    }

    /** Lets a reply pass by the breaker that looks whether the model's replies are good to their end, or throws. */
    Permit ofReplies(Route route) {
        return model(route).replies().acquire();
    }

    /** Goes by other settings, and forgets what was before; does nothing if they are the same. */
    void change(ResilienceConfig.Breaker next) {
        if (!next.equals(settings)) {
            settings = next;
            forget();
        }
    }

    /** Forgets all failures. */
    void forget() {
        whole = whole(settings);
        models.clear();
    }

    private OfModel model(Route route) {
        OfModel known = models.get(route.model().id());
        if (known != null) {
            return known;
        }
        boolean shared =
                models.size() >= MOST || !listed.test(provider, route.model().id());
        String key = shared ? "" : route.model().id();
        return models.computeIfAbsent(key, id -> create(id, shared ? UNLISTED : route.listedId()));
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
        return new Breaker("Provider " + provider, now, timer, Breakers::isOutOfReach);
    }

    /** An answer, whatever it says, is one: it says nothing of the provider's other models. */
    static boolean isOutOfReach(ProviderException failure) {
        return failure.kind() == ErrorKind.UPSTREAM_UNAVAILABLE
                && failure.upstreamStatus().isEmpty();
    }

    private static boolean isDown(ProviderException failure) {
        return failure.kind().fault() == ErrorKind.Fault.UPSTREAM
                && failure.kind().isTransient();
    }

    /** Tells whether a failure in the middle of a reply is the upstream's; a refusal is none, whatever page it came with. */
    private static boolean isBroken(ProviderException failure) {
        boolean refusal = failure.kind() == ErrorKind.UPSTREAM_PROTOCOL
                && failure.upstreamStatus().orElse(200) >= 300;
        return failure.kind().fault() == ErrorKind.Fault.UPSTREAM && !refusal;
    }

    /** Tells whether the upstream has answered nonsense where a reply was to begin. */
    static boolean isNonsense(ProviderException failure) {
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
