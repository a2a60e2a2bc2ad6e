package dev.sluice.gateway.provider;

import dev.sluice.provider.ProviderFactory;
import org.jspecify.annotations.Nullable;

/**
 * A factory that was found and made.
 *
 * @param origin where it came from
 * @param id what it answered when asked for it
 * @param factory the factory
 */
record FoundFactory(ProviderOrigin origin, String id, ProviderFactory factory) {
    /** Whether it is the same: a factory is found once. */
    @Override
    @SuppressWarnings("ReferenceEquality") // What equals says there is for the provider's author to decide.
    public boolean equals(@Nullable Object other) {
        return other instanceof FoundFactory found && factory == found.factory;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(factory);
    }

    /** Names the file or module it came from. */
    String source() {
        return origin.source();
    }

    /** The loader that the provider's own look-ups start from. */
    @Nullable
    ClassLoader loader() {
        return factory.getClass().getClassLoader();
    }
}
