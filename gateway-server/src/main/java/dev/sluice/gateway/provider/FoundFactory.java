package dev.sluice.gateway.provider;

import dev.sluice.provider.ProviderFactory;
import org.jspecify.annotations.Nullable;

/** A factory that was found and instantiated; {@code id} is what it returned when asked, once. */
record FoundFactory(ProviderOrigin origin, String id, ProviderFactory factory) {
    /** Compares by identity: each factory is instantiated once. */
    @Override
    @SuppressWarnings("ReferenceEquality") // What equals says there is for the provider's author to decide.
    public boolean equals(@Nullable Object other) {
        return other instanceof FoundFactory found && factory == found.factory;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(factory);
    }

    /** Returns the file or module it came from. */
    String source() {
        return origin.source();
    }

    /** Returns the class loader of the provider's code. */
    @Nullable
    ClassLoader loader() {
        return factory.getClass().getClassLoader();
    }
}
