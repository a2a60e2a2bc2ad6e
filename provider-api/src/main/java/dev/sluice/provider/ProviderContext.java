package dev.sluice.provider;

import java.time.Clock;

/** What the gateway lends to one provider, from its creation until it is closed. */
@Stable(since = "1.0")
public interface ProviderContext {

    /**
     * Returns the name that configuration, metrics and model ids know this provider by.
     *
     * @return {@link ProviderFactory#id()}, or the name that a person gave to a further instance
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
     * Returns the way to run work in the background. Whatever still runs when the provider is closed
     * is interrupted.
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
     * Returns where the provider's own numbers go.
     *
     * @return the meters, already labelled with the provider's id
     */
    Meters meters();

    /**
     * Shows a text to the person who runs the gateway, on its console, as it is.
     *
     * @param text one or more lines without secrets; a device code that a user must type is allowed
     */
    void announce(String text);
}
