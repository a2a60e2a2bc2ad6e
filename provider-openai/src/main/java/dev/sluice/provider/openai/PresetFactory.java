package dev.sluice.provider.openai;

import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.ProviderFactory;
import dev.sluice.provider.Setting;
import java.util.List;

/** Makes providers of one preset; off until one is configured. */
abstract class PresetFactory implements ProviderFactory {
    private final Preset preset;
    private final PresetSettings settings;

    PresetFactory(Preset preset) {
        this.preset = preset;
        this.settings = new PresetSettings(preset);
    }

    Preset preset() {
        return preset;
    }

    @Override
    public String id() {
        return preset.id();
    }

    @Override
    public Setting<Boolean> enabled() {
        return settings.enabled();
    }

    @Override
    public List<Setting<?>> settings() {
        return settings.all();
    }

    @Override
    public Provider create(ProviderContext context) {
        return new OpenAiProvider(new Upstream(preset, settings, context));
    }
}
