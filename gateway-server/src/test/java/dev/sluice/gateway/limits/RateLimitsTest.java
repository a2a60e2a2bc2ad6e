package dev.sluice.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.gateway.config.LimitsConfig;
import dev.sluice.gateway.config.LimitsConfig.Limit;
import dev.sluice.gateway.config.LimitsConfig.Scope;
import dev.sluice.gateway.limits.LimitReading.Kind;
import dev.sluice.gateway.limits.UsageStore.Holder;
import dev.sluice.gateway.provider.TestMeters;
import dev.sluice.provider.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is asked of a store, which may be behind a network: no more than one step for each thing that happens. */
final class RateLimitsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final RecordingStore store = new RecordingStore(new InMemoryUsageStore(nanos::get));

    @Test
    void countsARequestAndReportsWhatIsLeftInOneStep() {
        Admission admission = limits(new Limit(2, 100, 3)).ofKey("alice");
        admission.request();
        Duration half = Duration.ofSeconds(30);
        assertThat(admission.readings())
                .containsExactly(
                        new LimitReading(Kind.REQUESTS, 2, 1, half),
                        new LimitReading(Kind.TOKENS, 100, 100, Duration.ZERO));
        assertThat(store.steps).containsExactly("takeRequest the client key alice");
    }

    @Test
    void refusesARequestAndReportsWhyInOneStep() {
        RateLimits limits = limits(new Limit(1, 0, 0));
        limits.ofKey(null).request();
        store.steps.clear();
        Admission refused = limits.ofKey(null);
        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(refused::request)
                .withMessageContaining("all clients of this gateway: 1 requests per minute")
                .satisfies(error -> assertThat(error.retryAfter()).contains(Duration.ofMinutes(1)));
        assertThat(refused.readings()).containsExactly(new LimitReading(Kind.REQUESTS, 1, 0, Duration.ofMinutes(1)));
        assertThat(store.steps).containsExactly("takeRequest all clients of this gateway");
    }

    @Test
    void takesNoRequestWhileTokensAreInDebt() {
        RateLimits limits = limits(new Limit(2, 100, 0));
        Admission admission = limits.ofProvider("acme");
        admission.charge(150);
        assertThatThrownBy(admission::request).hasMessageContaining("the provider acme: 100 tokens per minute");
        assertThat(admission.readings()).extracting(LimitReading::remaining).containsExactly(2L, 0L);
        assertThat(store.steps).containsExactly("chargeTokens the provider acme", "takeRequest the provider acme");
    }

    @Test
    void readsLevelsWhereNoRequestWasCounted() {
        RateLimits limits = limits(new Limit(5, 0, 0));
        limits.ofProvider("acme").request();
        store.steps.clear();
        assertThat(limits.ofProvider("acme").readings())
                .extracting(LimitReading::remaining)
                .containsExactly(4L);
        assertThat(store.steps).containsExactly("levels the provider acme");
    }

    @Test
    void asksNothingOfTheStoreForALimitThatDoesNotApply() {
        Admission streams = limits(new Limit(0, 0, 1)).ofKey("alice");
        streams.request();
        streams.charge(5);
        assertThat(streams.readings()).isEmpty();
        Admission requests = limits(new Limit(1, 0, 0)).ofKey("alice");
        requests.stream();
        requests.charge(5);
        requests.close();
        assertThat(limits(Limit.NONE).ofKey("alice")).isSameAs(Admission.UNLIMITED);
        assertThat(store.steps).isEmpty();
    }

    @Test
    void holdsOneStreamSlotUntilItIsClosed() {
        RateLimits limits = limits(new Limit(0, 0, 1));
        Admission first = limits.ofKey("alice");
        Admission second = limits.ofKey("alice");
        first.stream();
        first.stream();
        assertThatThrownBy(second::stream).hasMessageContaining("the client key alice: 1 streams at a time");
        second.close();
        first.close();
        first.close();
        second.stream();
        Admission third = limits.ofKey("alice");
        assertThatThrownBy(third::stream).isInstanceOf(ProviderException.class);
    }

    @Test
    void separatesHoldersOfTheSameName() {
        RateLimits limits = limits(new Limit(1, 0, 0));
        limits.ofKey("acme").request();
        limits.ofProvider("acme").request();
        limits.ofKey(null).request();
        assertThat(store.steps).hasSize(3);
    }

    private RateLimits limits(Limit limit) {
        Scope scope = new Scope(limit, Map.of());
        return new RateLimits(() -> new LimitsConfig(scope, scope), TestMeters.registry(), store);
    }

    /** Notes each step, as a store behind a network would send it. */
    private static final class RecordingStore implements UsageStore {
        private final UsageStore store;
        private final List<String> steps = new ArrayList<>();

        RecordingStore(UsageStore store) {
            this.store = store;
        }

        @Override
        public Usage of(Holder holder) {
            Usage usage = store.of(holder);
            return new Usage() {
                @Override
                public Grant takeRequest(Limit limit) {
                    steps.add("takeRequest " + holder);
                    return usage.takeRequest(limit);
                }

                @Override
                public Levels levels(Limit limit) {
                    steps.add("levels " + holder);
                    return usage.levels(limit);
                }

                @Override
                public void chargeTokens(long tokens, Limit limit) {
                    steps.add("chargeTokens " + holder);
                    usage.chargeTokens(tokens, limit);
                }

                @Override
                public Optional<StreamSlot> takeStream(Limit limit) {
                    steps.add("takeStream " + holder);
                    return usage.takeStream(limit);
                }
            };
        }
    }
}
