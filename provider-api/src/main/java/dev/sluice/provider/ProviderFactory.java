package dev.sluice.provider;

import java.util.List;

/**
 * Creates providers of one type; the service that the gateway looks up with {@link java.util.ServiceLoader}.
 *
 * <p>An implementation has a public no-argument constructor that does nothing but return.
 */
@Stable(since = "1.0")
public interface ProviderFactory {

    /**
     * Returns the name that configuration, metrics and model ids know the provider by.
     *
     * <p>Further instances are configured under names of their own, by {@code providers.<name>.type: <id>}; each
     * learns its name from {@link ProviderContext#id()}.
     *
     * @return a constant of lower-case letters, digits and dashes, such as {@code copilot}; a model
     *     {@code gpt-4o} of it is listed as {@code copilot-gpt-4o}
     */
    String id();

    /**
     * Returns the factories of all types that this service offers. A service whose types differ in facts alone, such
     * as upstreams at several addresses that speak one API, lists one factory for each; the gateway then treats each
     * as if it were a service of its own, with its own {@link #id()}, settings and instances.
     *
     * <p>Called once, on the factory that the service loader made; not on those returned.
     *
     * @return at least one factory, each with another id, in the order in which their models are listed; by default
     *     this factory alone
     * @since 1.1
     */
    default List<ProviderFactory> presets() {
        return List.of(this);
    }

    /**
     * Describes the switch that starts the provider, {@code providers.<id>.enabled}.
     *
     * <p>A provider that is off by default is started by {@code true}, and, where nothing is configured, once any
     * of its settings is found in {@code application.yaml} or {@code .env}. A variable in the process's environment
     * does not start it: an API key there may be meant for other programs.
     *
     * @return {@link Setting#enabled}, with aliases if it has any; on by default
     */
    default Setting<Boolean> enabled() {
        return Setting.enabled(true);
    }

    /**
     * Describes the settings that {@link ProviderContext#settings()} answers.
     *
     * <p>The gateway reads them from {@code providers.<id>.<name>} and checks all of them before it
     * calls {@link #create}.
     *
     * @return every setting that this provider reads, each name once, and none of them {@code enabled} or
     *     {@code type}; no settings by default
     */
    default List<Setting<?>> settings() {
        return List.of();
    }

    /**
     * Creates a provider: one for each configured name, and another when settings have changed. Returns
     * promptly: network calls belong in the provider's methods, or in tasks given to {@link
     * ProviderContext#tasks()}.
     *
     * @param context the services of the gateway for this provider, until it is closed
     * @return a provider that is ready to be called from many threads at once
     * @throws ProviderException if the settings make no sense together; the gateway goes on without
     *     this provider and shows the message
     */
    Provider create(ProviderContext context);
}
