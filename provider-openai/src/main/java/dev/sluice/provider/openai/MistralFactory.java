package dev.sluice.provider.openai;

/** Makes providers of Mistral's models. */
public final class MistralFactory extends PresetFactory {

    /** Makes the factory. */
    public MistralFactory() {
        super(Presets.MISTRAL);
    }
}
