package dev.sluice.provider;

import java.util.List;

/**
 * Makes a provider; the type that the gateway looks up with {@link java.util.ServiceLoader}.
 *
 * <p>An implementation has a public no-argument constructor that does nothing but return.
 */
public interface ProviderFactory {

    /**
     * Returns the name that configuration, metrics and model ids know the provider by.
     *
     * @return a constant of lower-case letters, digits and dashes, such as {@code copilot}; a model
     *     {@code gpt-4o} of it is listed as {@code copilot-gpt-4o}
     */
    String id();

    /**
     * Describes the settings that {@link ProviderContext#settings()} answers.
     *
     * <p>The gateway reads them from {@code providers.<id>.<name>} and checks all of them before it
     * calls {@link #create}.
     *
     * @return every setting that this provider reads; none by default
     */
    default List<Setting<?>> settings() {
        return List.of();
    }

    /**
     * Makes the provider. Returns promptly: network calls belong in the provider's methods, or in
     * tasks given to {@link ProviderContext#tasks()}.
     *
     * @param context what the gateway lends this provider until it is closed
     * @return a provider that is ready to be called from many threads at once
     * @throws ProviderException if the settings make no sense together; the gateway goes on without
     *     this provider and shows the message
     */
    Provider create(ProviderContext context);
}
