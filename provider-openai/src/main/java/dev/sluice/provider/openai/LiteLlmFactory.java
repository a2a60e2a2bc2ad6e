package dev.sluice.provider.openai;

/** Makes providers of the models of a LiteLLM proxy. */
public final class LiteLlmFactory extends PresetFactory {

    /** Makes the factory. */
    public LiteLlmFactory() {
        super(Presets.LITELLM);
    }
}
