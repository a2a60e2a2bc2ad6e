package dev.sluice.gateway;

import dev.sluice.gateway.config.ConfigChanges;
import dev.sluice.gateway.config.ConfigMistake;
import dev.sluice.gateway.config.ConfigReading;
import dev.sluice.gateway.config.GatewayConfig;
import dev.sluice.gateway.provider.ProviderChange;
import dev.sluice.gateway.provider.ProviderFactories;
import dev.sluice.gateway.provider.ProviderPlan;
import dev.sluice.gateway.provider.ProviderRegistry;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes a changed configuration over: as a whole, or not at all. {@link #run} is for one thread. */
final class Reload {
    private static final System.Logger LOGGER = System.getLogger(Reload.class.getName());

    private final ConfigFiles files;
    private final ProviderFactories factories;
    private final ProviderRegistry providers;
    private final LiveConfig live;
    private final ReloadMetrics metrics;
    private final GatewayConfig started;
    private List<String> waiting = List.of();
    private volatile List<ConfigMistake> mistakes = List.of();

    Reload(
            ConfigFiles files,
            ProviderFactories factories,
            ProviderRegistry providers,
            LiveConfig live,
            ReloadMetrics metrics) {
        this.files = files;
        this.factories = factories;
        this.providers = providers;
        this.live = live;
        this.metrics = metrics;
        this.started = live.current();
    }

    /** Reads the configuration, and puts it into effect unless there is a mistake in it. */
    void run() {
        List<String> before = files.stamp();
        ConfigReading reading = files.reread(live.current());
        ProviderPlan plan = factories.plan(reading.config().values());
        if (!files.stamp().equals(before)) {
            // It is being written again, and will be looked at once that is over.
            return;
        }
        ConfigReading whole = reading.with(plan.mistakes());
        if (!whole.mistakes().isEmpty()) {
            refuse(whole.mistakes());
            return;
        }
        try (ProviderChange change = providers.prepare(plan)) {
            if (change.mistakes().isEmpty()) {
                take(whole.config(), change);
            } else {
                refuse(change.mistakes());
            }
        }
    }

    /** Says what keeps the configuration as it is now from being in effect; names keys, and no values. */
    Optional<String> impediment() {
        List<ConfigMistake> now = mistakes;
        if (now.isEmpty()) {
            return Optional.empty();
        }
        String keys = now.stream().map(ConfigMistake::key).distinct().collect(Collectors.joining(", "));
        return Optional.of("the configuration was changed and has mistakes now, so what it said before stays in effect;"
                + " the log tells what is wrong with " + keys);
    }

    private void refuse(List<ConfigMistake> found) {
        mistakes = found;
        metrics.refused();
        found.forEach(mistake -> LOGGER.log(
                Level.WARNING,
                () -> "the changed configuration is not in effect, because of a mistake: " + mistake.sentence()));
    }

    private void take(GatewayConfig next, ProviderChange change) {
        ConfigChanges changes = ConfigChanges.between(live.current().values(), next.values());
        boolean mended = !mistakes.isEmpty();
        mistakes = List.of();
        change.commit();
        live.replace(next);
        metrics.taken();
        List<String> effects = new ArrayList<>(changes.atOnce());
        change.made().forEach(id -> effects.add("provider " + id + " (made anew)"));
        change.ended().forEach(id -> effects.add("provider " + id + " (ended)"));
        if (!effects.isEmpty() || mended) {
            LOGGER.log(
                    Level.INFO,
                    () -> "the changed configuration is in effect: "
                            + (effects.isEmpty() ? "as it was" : String.join(", ", effects)));
        }
        tellWaiting(ConfigChanges.between(started.values(), next.values()).atNextStart());
    }

    private void tellWaiting(List<String> keys) {
        if (!keys.isEmpty() && !keys.equals(waiting)) {
            LOGGER.log(Level.WARNING, () -> "changed, but in effect only after a restart: " + String.join(", ", keys));
        }
        waiting = keys;
    }
}
