package dev.sluice.gateway.provider;

import dev.sluice.provider.ProviderFactory;
import org.jspecify.annotations.Nullable;

/**
 * A factory that was found and made, but not asked anything yet.
 *
 * @param source the file or module it came from
 * @param factory the factory
 */
record FoundFactory(String source, ProviderFactory factory) {

    /** The loader that the provider's own look-ups start from. */
    @Nullable
    ClassLoader loader() {
        return factory.getClass().getClassLoader();
    }
}
