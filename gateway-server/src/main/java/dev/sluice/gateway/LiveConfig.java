package dev.sluice.gateway;

import dev.sluice.gateway.config.GatewayConfig;
import dev.sluice.gateway.http.AccessPolicy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The configuration in effect. Whoever works something out of it is told when it changes. */
final class LiveConfig {
    private final List<Consumer<GatewayConfig>> followers = new CopyOnWriteArrayList<>();
    private volatile GatewayConfig current;
    private volatile AccessPolicy access;
    private final AtomicInteger generation = new AtomicInteger(1);

    LiveConfig(GatewayConfig first) {
        this.current = first;
        this.access = access(first);
    }

    GatewayConfig current() {
        return current;
    }

    /** Returns who is let in: the very same value for as long as the configuration is the same. */
    AccessPolicy access() {
        return access;
    }

    /** Calls with the next configuration, and with those after it. */
    void follow(Consumer<GatewayConfig> follower) {
        followers.add(follower);
    }

    /** Returns the number of configurations that have been in effect, this one included. */
    int generation() {
        return generation.get();
    }

    /** Puts another configuration into effect. */
    void replace(GatewayConfig next) {
        current = next;
        access = access(next);
        generation.incrementAndGet();
        followers.forEach(follower -> follower.accept(next));
    }

    private static AccessPolicy access(GatewayConfig config) {
        // The names that clients may call the gateway by: also the one that it was told to listen on.
        Set<String> hosts = new HashSet<>(config.server().allowedHosts());
        hosts.add(config.server().host());
        return new AccessPolicy(
                hosts,
                Set.copyOf(config.allowedOrigins()),
                config.keys(),
                config.adminKey(),
                config.server().onLoopback());
    }
}
