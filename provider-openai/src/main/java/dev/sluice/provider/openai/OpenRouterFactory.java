package dev.sluice.provider.openai;

/** Makes providers of OpenRouter's models. */
public final class OpenRouterFactory extends PresetFactory {

    /** Makes the factory. */
    public OpenRouterFactory() {
        super(Presets.OPENROUTER);
    }
}
