package dev.sluice.provider.openai;

/** Makes providers of the models of an Ollama. */
public final class OllamaFactory extends PresetFactory {

    /** Makes the factory. */
    public OllamaFactory() {
        super(Presets.OLLAMA);
    }
}
