package dev.sluice.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProviderMetersTest {
    private final MeterRegistry registry = TestMeters.registry();
    private final ProviderMeters meters = new ProviderMeters("p", registry, new Containment("p", null));

    @Test
    void countsEventsByOutcome() {
        meters.count("token_refresh", "success");
        meters.count("token_refresh", "success");

        assertThat(registry.counter(
                                "sluice_provider_events",
                                List.of(
                                        Tag.create("provider", "p"),
                                        Tag.create("event", "token_refresh"),
                                        Tag.create("outcome", "success")))
                        .orElseThrow()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void publishesGaugesUntilClosedAndContainsThem() {
        meters.gauge("token_expiry_seconds", () -> 12.5);
        assertThat(registry.gauge("sluice_provider_token_expiry_seconds", tags()))
                .isEmpty();
        meters.publish();
        meters.gauge("broken", () -> {
            throw new IllegalStateException("synthetic");
        });

        assertThat(gauge("sluice_provider_token_expiry_seconds")).isEqualTo(12.5);
        assertThat(gauge("sluice_provider_broken")).isNaN();
        meters.close();
        assertThat(registry.gauge("sluice_provider_broken", tags())).isEmpty();
    }

    @Test
    void leavesTheGaugeOfASuccessorAlone() {
        meters.gauge("level", () -> 1);
        meters.publish();
        ProviderMeters next = new ProviderMeters("p", registry, new Containment("p", null));
        next.gauge("level", () -> 2);
        assertThat(gauge("sluice_provider_level")).isEqualTo(1);

        meters.close();
        next.publish();
        meters.gauge("late", () -> 3);
        meters.close();

        assertThat(gauge("sluice_provider_level")).isEqualTo(2);
        assertThat(registry.gauge("sluice_provider_late", tags())).isEmpty();
    }

    @Test
    void boundsWhatAProviderMakesUp() {
        for (int i = 0; i < 1000; i++) {
            meters.count("made_up", "o" + i);
        }
        assertThat(registry.meters(meter -> meter.id().name().equals("sluice_provider_events")))
                .hasSizeLessThan(300);
    }

    @Test
    void refusesNamesThatCannotStandInAMetric() {
        assertThatThrownBy(() -> meters.count("Not a name", "ok")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> meters.gauge("events_total", () -> 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private double gauge(String name) {
        return registry.gauge(name, tags()).orElseThrow().value().doubleValue();
    }

    private static List<Tag> tags() {
        return List.of(Tag.create("provider", "p"));
    }
}
