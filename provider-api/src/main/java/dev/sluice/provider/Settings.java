package dev.sluice.provider;

/** The values of a provider's settings, checked before the provider was made. */
@Stable(since = "1.0")
public interface Settings {

    /**
     * Returns the value of a setting.
     *
     * @param <T> the setting's type
     * @param setting one of those that {@link ProviderFactory#settings()} describes
     * @return the value configured, or else the setting's default
     */
    <T> T get(Setting<T> setting);
}
