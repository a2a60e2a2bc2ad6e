package dev.sluice.gateway.config;

import java.time.Duration;

/**
 * Settings of retries, circuit breakers and bulkheads.
 *
 * @param retry when a request is retried
 * @param breaker when a circuit opens
 * @param bulkhead concurrent requests per provider
 */
public record ResilienceConfig(Retry retry, Breaker breaker, Bulkhead bulkhead) {
    static final ConfigSection SECTION = new ConfigSection("resilience");

    private static final ConfigKey<Integer> ATTEMPTS = SECTION.number("retry.attempts", 1, 10)
            .defaultTo("3")
            .described("Maximum attempts for a transient failure, including the first.");
    private static final ConfigKey<Duration> DELAY = SECTION.duration("retry.delay")
            .defaultTo("PT0.2S")
            .described("Delay before the first retry; it doubles with each further one.");
    private static final ConfigKey<Duration> LONGEST_DELAY =
            SECTION.duration("retry.longest-delay").defaultTo("PT2S").described("Maximum delay between two attempts.");
    private static final ConfigKey<Duration> LONGEST_RETRY_AFTER = SECTION.duration("retry.longest-retry-after")
            .defaultTo("PT60S")
            .described("Longest `Retry-After` of an unavailable upstream that is waited for before a retry; if it is"
                    + " longer, the client gets the error instead.");
    private static final ConfigKey<Duration> LONGEST_RATE_LIMIT = SECTION.duration("retry.longest-rate-limit")
            .defaultTo("PT5S")
            .described("Longest `Retry-After` of an upstream's rate limit that is waited for before a retry; if it is"
                    + " longer or missing, the client gets the error instead.");
    private static final ConfigKey<Duration> WITHIN = SECTION.duration("retry.within")
            .defaultTo("PT30S")
            .described("Time after the start of a request within which it may be retried, or begin to wait for a"
                    + " `Retry-After`.");
    private static final ConfigKey<Integer> BUDGET = SECTION.number("retry.budget-percent", 0, 100)
            .defaultTo("20")
            .described(
                    "Retry budget as a percentage of requests, in addition to ten retries and one more each second.");
    private static final ConfigKey<Integer> VOLUME = SECTION.number("breaker.volume", 1, 10_000)
            .defaultTo("20")
            .described("Number of recent attempts over which a circuit breaker computes the error rate.");
    private static final ConfigKey<Integer> ERRORS = SECTION.number("breaker.error-percent", 1, 100)
            .defaultTo("60")
            .described("Error rate, in percent, at which the circuit opens; only failures of the upstream count.");
    private static final ConfigKey<Duration> BREAKER_DELAY = SECTION.duration("breaker.delay")
            .defaultTo("PT10S")
            .described("Time for which a circuit stays open before a trial request.");
    private static final ConfigKey<Integer> CONCURRENCY = SECTION.number("concurrency", 1, 1_000_000)
            .formerly("UPSTREAM_MAX_CONCURRENT")
            .defaultTo("4096")
            .described("Maximum concurrent requests per provider.");
    private static final ConfigKey<Integer> QUEUE = SECTION.number("queue", 0, 1_000_000)
            .formerly("UPSTREAM_QUEUE_MAX")
            .defaultTo("100")
            .described("Maximum requests that wait for a provider at its limit; further ones are refused with 503.");
    private static final ConfigKey<Duration> QUEUE_TIMEOUT = SECTION.duration("queue-timeout")
            .defaultTo("PT5S")
            .described("Maximum time a request waits for a provider at its limit before it is refused.");

    static ResilienceConfig read(ConfigReader reader) {
        Retry retry = new Retry(
                reader.read(ATTEMPTS),
                reader.read(DELAY),
                reader.read(LONGEST_DELAY),
                reader.read(LONGEST_RETRY_AFTER),
                reader.read(LONGEST_RATE_LIMIT),
                reader.read(WITHIN),
                reader.read(BUDGET));
        Breaker breaker = new Breaker(reader.read(VOLUME), reader.read(ERRORS), reader.read(BREAKER_DELAY));
        Bulkhead bulkhead = new Bulkhead(reader.read(CONCURRENCY), reader.read(QUEUE), reader.read(QUEUE_TIMEOUT));
        return new ResilienceConfig(retry, breaker, bulkhead);
    }

    /** Reports delays that contradict each other. */
    void check(ConfigReader reader) {
        if (retry.longestDelay.compareTo(retry.delay) < 0) {
            reader.error(
                    LONGEST_DELAY,
                    retry.longestDelay.toString(),
                    "expected no less than " + DELAY.name() + ", which is " + retry.delay);
        }
    }

    /**
     * When a request is retried.
     *
     * @param attempts at most, including the first
     * @param delay before the first retry; it doubles
     * @param longestDelay what the delay grows to
     * @param longestRetryAfter that is waited for where the upstream is unavailable
     * @param longestRateLimit that is waited for where the upstream limits its rate
     * @param within after a request's start
     * @param budgetPercent of the requests, beside ten retries and one more each second
     */
    public record Retry(
            int attempts,
            Duration delay,
            Duration longestDelay,
            Duration longestRetryAfter,
            Duration longestRateLimit,
            Duration within,
            int budgetPercent) {}

    /**
     * When a circuit opens.
     *
     * @param volume the number of recent attempts over which the error rate is computed
     * @param errorPercent the error rate at which the circuit opens
     * @param delay for which it stays open before a trial request
     */
    public record Breaker(int volume, int errorPercent, Duration delay) {}

    /**
     * Concurrent requests per provider.
     *
     * @param concurrency at most
     * @param queue how many more may wait
     * @param queueTimeout for how long
     */
    public record Bulkhead(int concurrency, int queue, Duration queueTimeout) {}
}
