package dev.sluice.gateway.resilience;

/**
 * How requests are kept from failing, and failures from spreading.
 *
 * @param retry when a request is sent again
 * @param breaker when a provider, or a model, counts as down
 * @param bulkhead how many requests one provider has at a time
 */
public record ResilienceSettings(RetrySettings retry, BreakerSettings breaker, BulkheadSettings bulkhead) {
    /**
     * Returns what holds where nothing is configured.
     *
     * @return the defaults
     */
    public static ResilienceSettings defaults() {
        return new ResilienceSettings(
                RetrySettings.defaults(), BreakerSettings.defaults(), BulkheadSettings.defaults());
    }
}
