package dev.sluice.gateway.provider;

import dev.sluice.provider.Setting;
import dev.sluice.provider.Settings;
import java.util.Map;

/** The values of one provider's settings, by name. */
record ProviderSettings(Map<String, Object> values) implements Settings {
    ProviderSettings {
        values = Map.copyOf(values);
    }

    @Override
    @SuppressWarnings("unchecked") // What stands here was parsed by the setting of that name.
    public <T> T get(Setting<T> setting) {
        Object value = values.get(setting.name());
        if (value == null) {
            throw new IllegalArgumentException(
                    "setting '" + setting.name() + "' is not among those that the factory's settings() describes");
        }
        return (T) value;
    }

    @Override
    public String toString() {
        // Values may be credentials.
        return "ProviderSettings" + values.keySet();
    }
}
