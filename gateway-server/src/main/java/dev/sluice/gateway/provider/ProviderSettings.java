package dev.sluice.gateway.provider;

import dev.sluice.provider.SecretStore;
import dev.sluice.provider.Setting;
import dev.sluice.provider.Settings;
import java.util.Map;

/** The values of one provider's settings by name. Providers made from equal ones behave the same. */
record ProviderSettings(Map<String, Object> values) {
    ProviderSettings {
        values = Map.copyOf(values);
    }

    /** Returns the settings for the provider; secrets are looked up in the store at each use. */
    Settings withSecrets(SecretStore secrets) {
        return new Settings() {
            @Override
            public <T> T get(Setting<T> setting) {
                return value(setting, secrets);
            }
        };
    }

    @SuppressWarnings("unchecked") // What stands here was parsed by the setting of that name.
    private <T> T value(Setting<T> setting, SecretStore secrets) {
        Object value = values.get(setting.name());
        if (value == null) {
            throw new IllegalArgumentException(
                    "setting '" + setting.name() + "' is not among those that the factory's settings() describes");
        }
        return (T) (value instanceof SecretNames names ? names.source(secrets) : value);
    }

    @Override
    public String toString() {
        // Values may be credentials.
        return "ProviderSettings" + values.keySet();
    }
}
