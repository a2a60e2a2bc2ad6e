package dev.sluice.provider;

import java.time.Clock;

/** The services of the gateway for one provider, from its creation until it is closed. */
@Stable(since = "1.0")
public interface ProviderContext {

    /**
     * Returns the name of this provider in configuration, metrics and model ids.
     *
     * @return {@link ProviderFactory#id()}, or the configured name of a further instance
     */
    String id();

    /**
     * Returns the values of the settings that the factory described.
     *
     * @return the settings, already checked
     */
    Settings settings();

    /**
     * Returns the store of secrets that people edit by hand, the {@code .env} file.
     *
     * @return the store, shared with other providers
     */
    SecretStore secrets();

    /**
     * Returns the store for what can be fetched again, the {@code .cache} folder.
     *
     * @return the store, shared with other providers: names of entries begin with {@link #id()}
     */
    CacheStore cache();

    /**
     * Returns the HTTP client to reach upstreams with. It keeps connections, honours deadlines and
     * interruption, and follows no redirects.
     *
     * @return the client, shared with other providers
     */
    UpstreamClient http();

    /**
     * Returns the runner of background work. Tasks that still run when the provider is closed
     * are interrupted.
     *
     * @return the provider's own task runner
     */
    Tasks tasks();

    /**
     * Returns the clock to read time from. Tests set it.
     *
     * @return a clock in UTC
     */
    Clock clock();

    /**
     * Returns the registry of the provider's own metrics.
     *
     * @return the meters, already labelled with the provider's id
     */
    Meters meters();

    /**
     * Prints a text on the gateway's console, for the person who runs it.
     *
     * @param text one or more lines without secrets; a device code that a user must type is allowed
     */
    void announce(String text);
}
