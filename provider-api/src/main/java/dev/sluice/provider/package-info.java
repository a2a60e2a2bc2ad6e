/**
 * The service provider interface of Sluice.
 *
 * <p>{@link dev.sluice.provider.ProviderFactory} is what the gateway looks up; it makes a {@link
 * dev.sluice.provider.Provider}, which lists its models and answers requests. Everything else here is
 * either a value that crosses between the two or something the gateway lends through {@link
 * dev.sluice.provider.ProviderContext}.
 *
 * <p>Rules that hold for every type unless it says otherwise: no parameter and no result is ever
 * {@code null}; values are immutable and safe to share between threads; calls block the calling
 * (virtual) thread; a failure is a {@link dev.sluice.provider.ProviderException}.
 */
package dev.sluice.provider;
