package dev.sluice.gateway;

import dev.sluice.gateway.admin.ReloadReport;
import dev.sluice.gateway.config.ConfigChanges;
import dev.sluice.gateway.config.ConfigError;
import dev.sluice.gateway.config.ConfigReading;
import dev.sluice.gateway.config.GatewayConfig;
import dev.sluice.gateway.provider.DropIns;
import dev.sluice.gateway.provider.ProviderChange;
import dev.sluice.gateway.provider.ProviderFactories;
import dev.sluice.gateway.provider.ProviderPlan;
import dev.sluice.gateway.provider.ProviderRegistry;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Takes changes over while the gateway runs. A changed configuration takes effect as a whole, or not at all; what
 * happens in the folder of providers takes effect one by one, and neither holds the other up. Safe for use by several
 * threads.
 */
final class Reload {
    private static final System.Logger LOGGER = System.getLogger(Reload.class.getName());

    private final ConfigFiles files;
    private final DropIns dropIns;
    private final ProviderRegistry providers;
    private final LiveConfig live;
    private final ReloadMetrics metrics;
    private final GatewayConfig started;
    private final ReentrantLock lock = new ReentrantLock();
    private List<String> waiting = List.of();
    private List<String> refused = List.of();
    private volatile ProviderFactories factories;
    private volatile List<ConfigError> errors = List.of();

    Reload(
            ConfigFiles files,
            DropIns dropIns,
            ProviderFactories factories,
            ProviderRegistry providers,
            LiveConfig live,
            ReloadMetrics metrics) {
        this.files = files;
        this.dropIns = dropIns;
        this.factories = factories.settled();
        this.providers = providers;
        this.live = live;
        this.metrics = metrics;
        this.started = live.current();
    }

    /** Reads the configuration, and puts it into effect unless there is an error in it. */
    void configurationChanged() {
        inTurn(this::readConfiguration);
    }

    /** Looks into the folder of providers; the configuration may have been waiting for what is there now. */
    void providersChanged() {
        inTurn(() -> {
            factories = dropIns.load();
            List<String> changed = new ArrayList<>(takeProviders());
            factories = factories.settled();
            if (!errors.isEmpty() && files.stamp().equals(refused)) {
                changed.addAll(readConfiguration());
            }
            return changed;
        });
    }

    /** Does both at once, also what may still be being written. */
    ReloadReport now() {
        List<String> changed = inTurn(() -> {
            factories = dropIns.load();
            List<String> all = new ArrayList<>(readConfiguration());
            // Whatever the configuration says, what is wrong with it does not hold providers up.
            all.addAll(takeProviders());
            factories = factories.settled();
            return all;
        });
        return new ReloadReport(
                changed,
                errors.stream().map(ConfigError::sentence).toList(),
                ConfigChanges.between(started.values(), live.current().values()).atNextStart());
    }

    /** Returns the factories that there are now. */
    ProviderFactories factories() {
        return factories;
    }

    /** Says what keeps the configuration as it is now from being in effect; names keys, and no values. */
    Optional<String> readinessProblem() {
        List<ConfigError> now = errors;
        if (now.isEmpty()) {
            return Optional.empty();
        }
        String keys = now.stream().map(ConfigError::key).distinct().collect(Collectors.joining(", "));
        return Optional.of("the configuration was changed and has errors now, so what it said before stays in effect;"
                + " the log tells what is wrong with " + keys);
    }

    private List<String> inTurn(Supplier<List<String>> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private List<String> readConfiguration() {
        List<String> before = files.stamp();
        ConfigReading reading = files.reread(live.current());
        ProviderPlan plan = factories.plan(reading.config().values());
        if (!files.stamp().equals(before)) {
            // It is being written again, and will be looked at once that is over.
            return List.of();
        }
        ConfigReading whole = reading.with(plan.errors());
        if (!whole.errors().isEmpty()) {
            refuse(whole.errors(), before);
            return List.of();
        }
        try (ProviderChange change = providers.prepare(plan, factories)) {
            if (change.errors().isEmpty()) {
                return take(whole.config(), change);
            }
            refuse(change.errors(), before);
            return List.of();
        }
    }

    /** Goes by the configuration in effect. What is wrong in it for a provider that is new is that provider's problem. */
    private List<String> takeProviders() {
        ProviderPlan plan = factories.plan(live.current().values()).tolerant();
        try (ProviderChange change = providers.prepare(plan, factories)) {
            List<String> effects = effects(change);
            change.commit();
            if (!effects.isEmpty()) {
                LOGGER.log(Level.INFO, () -> "the folder of providers has changed: " + String.join(", ", effects));
            }
            return effects;
        }
    }

    private void refuse(List<ConfigError> found, List<String> stamp) {
        errors = found;
        refused = stamp;
        metrics.refused();
        found.forEach(error -> LOGGER.log(
                Level.WARNING,
                () -> "the changed configuration is not in effect, because of an error: " + error.sentence()));
    }

    private List<String> take(GatewayConfig next, ProviderChange change) {
        ConfigChanges changes = ConfigChanges.between(live.current().values(), next.values());
        boolean fixed = !errors.isEmpty();
        errors = List.of();
        List<String> effects = new ArrayList<>(changes.atOnce());
        effects.addAll(effects(change));
        change.commit();
        live.replace(next);
        metrics.taken();
        if (!effects.isEmpty() || fixed) {
            LOGGER.log(
                    Level.INFO,
                    () -> "the changed configuration is in effect: "
                            + (effects.isEmpty() ? "as it was" : String.join(", ", effects)));
        }
        tellWaiting(ConfigChanges.between(started.values(), next.values()).atNextStart());
        return effects;
    }

    private static List<String> effects(ProviderChange change) {
        List<String> effects = new ArrayList<>();
        change.added().forEach(id -> effects.add("provider " + id + " (added)"));
        change.replaced().forEach(id -> effects.add("provider " + id + " (made anew)"));
        change.removed().forEach(id -> effects.add("provider " + id + " (ended)"));
        return effects;
    }

    private void tellWaiting(List<String> keys) {
        if (!keys.isEmpty() && !keys.equals(waiting)) {
            LOGGER.log(Level.WARNING, () -> "changed, but in effect only after a restart: " + String.join(", ", keys));
        }
        waiting = keys;
    }
}
