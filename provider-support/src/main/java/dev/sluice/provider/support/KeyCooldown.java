package dev.sluice.provider.support;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Until when a key is not to be used: at all, after it was refused, or for one model. Thread-safe. */
final class KeyCooldown {
    /** Stands for every model. */
    static final String ALL_MODELS = "";

    private Instant refusedUntil = Instant.MIN;
    private final Map<String, Instant> untilByModel = new HashMap<>();

    synchronized boolean isRefused(Instant now) {
        return refusedUntil.isAfter(now);
    }

    synchronized void refuse(Instant until) {
        refusedUntil = until;
    }

    synchronized void start(String model, Instant now, Instant until) {
        untilByModel.values().removeIf(each -> !each.isAfter(now));
        untilByModel.put(model, until);
    }

    synchronized boolean isActive(String model, Instant now) {
        return until(model).isAfter(now);
    }

    synchronized Instant until(String model) {
        Instant all = untilByModel.getOrDefault(ALL_MODELS, Instant.MIN);
        Instant own = untilByModel.getOrDefault(model, Instant.MIN);
        return own.isAfter(all) ? own : all;
    }
}
