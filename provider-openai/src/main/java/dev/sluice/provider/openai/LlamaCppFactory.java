package dev.sluice.provider.openai;

/** Makes providers of the models of a llama.cpp server. */
public final class LlamaCppFactory extends PresetFactory {

    /** Makes the factory. */
    public LlamaCppFactory() {
        super(Presets.LLAMA_CPP);
    }
}
