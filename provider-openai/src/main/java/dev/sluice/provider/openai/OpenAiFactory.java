package dev.sluice.provider.openai;

import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.ProviderFactory;
import dev.sluice.provider.Setting;
import java.util.Comparator;
import java.util.List;

/** Creates providers of upstreams that speak OpenAI's API: one factory for each {@link Preset}, off until configured. */
public final class OpenAiFactory implements ProviderFactory {
    private final Preset preset;
    private final PresetSettings settings;

    /** Makes the factory of OpenAI itself, which lists those of all {@link #presets()}. */
    public OpenAiFactory() {
        this(Presets.OPENAI);
    }

    OpenAiFactory(Preset preset) {
        this.preset = preset;
        this.settings = new PresetSettings(preset);
    }

    /** In the order of the names, in which their models are listed. */
    @Override
    public List<ProviderFactory> presets() {
        return Presets.all().stream()
                .sorted(Comparator.comparing(Preset::name, String.CASE_INSENSITIVE_ORDER))
                .<ProviderFactory>map(OpenAiFactory::new)
                .toList();
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
