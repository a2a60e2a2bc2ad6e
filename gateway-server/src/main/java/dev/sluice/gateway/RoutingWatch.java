package dev.sluice.gateway;

import dev.sluice.gateway.config.GatewayConfig;
import dev.sluice.gateway.config.RoutingTarget;
import dev.sluice.gateway.routing.MissingTargets;
import dev.sluice.gateway.routing.ModelCatalogue;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Tells of configured models that nobody has: each once, for as long as that is so. Safe for use by several threads. */
final class RoutingWatch {
    private static final System.Logger LOGGER = System.getLogger(RoutingWatch.class.getName());

    private final LiveConfig live;
    private final ModelCatalogue catalogue;
    private final Supplier<? extends Collection<String>> types;
    private final MissingTargets search;
    private Set<String> told = Set.of();

    RoutingWatch(LiveConfig live, ModelCatalogue catalogue, Supplier<? extends Collection<String>> types) {
        this.live = live;
        this.catalogue = catalogue;
        this.types = types;
        this.search = new MissingTargets(catalogue);
    }

    /** Returns what leads nowhere now, as far as is known. */
    List<String> lost() {
        return search.find(targets(), types.get());
    }

    private List<RoutingTarget> targets() {
        GatewayConfig config = live.current();
        return RoutingTarget.of(config.routing(), config.values());
    }

    /** Looks once the models are listed, which a start or a reload does not wait for. */
    void look() {
        if (targets().isEmpty()) {
            tell();
            return;
        }
        Thread.ofVirtual().name("sluice-routing-watch").start(() -> {
            catalogue.listing();
            tell();
        });
    }

    private synchronized void tell() {
        Set<String> now = new HashSet<>();
        for (String each : lost()) {
            now.add(each);
            if (!told.contains(each)) {
                LOGGER.log(Level.WARNING, each);
            }
        }
        told = now;
    }
}
