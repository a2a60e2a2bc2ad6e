package dev.sluice.provider.support;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Until when a key is left alone. Safe for use by several threads. */
final class KeyState {
    /** Stands for every model. */
    static final String ALL_MODELS = "";

    private Instant refused = Instant.MIN;
    private final Map<String, Instant> rests = new HashMap<>();

    synchronized boolean refused(Instant now) {
        return refused.isAfter(now);
    }

    synchronized void refuse(Instant until) {
        refused = until;
    }

    synchronized void rest(String model, Instant now, Instant until) {
        rests.values().removeIf(each -> !each.isAfter(now));
        rests.put(model, until);
    }

    synchronized boolean rests(String model, Instant now) {
        return restsUntil(model).isAfter(now);
    }

    synchronized Instant restsUntil(String model) {
        Instant all = rests.getOrDefault(ALL_MODELS, Instant.MIN);
        Instant own = rests.getOrDefault(model, Instant.MIN);
        return own.isAfter(all) ? own : all;
    }
}
