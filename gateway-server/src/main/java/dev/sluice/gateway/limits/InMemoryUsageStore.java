package dev.sluice.gateway.limits;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Keeps usage for the life of the process, and so a holder once it had a limit: there are as many as were ever
 * configured.
 */
public final class InMemoryUsageStore implements UsageStore {
    private final LongSupplier ticker;
    private final Map<Holder, Usage> usages = new ConcurrentHashMap<>();

    /** {@code ticker} returns nanoseconds and never goes back. */
    public InMemoryUsageStore(LongSupplier ticker) {
        this.ticker = ticker;
    }

    @Override
    public Usage of(Holder holder) {
        Usage usage = usages.get(holder);
        return usage == null ? usages.computeIfAbsent(holder, _ -> new InMemoryUsage(ticker)) : usage;
    }
}
