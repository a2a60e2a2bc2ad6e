package dev.sluice.provider.openai;

/** Makes providers of the models of a vLLM server. */
public final class VllmFactory extends PresetFactory {

    /** Makes the factory. */
    public VllmFactory() {
        super(Presets.VLLM);
    }
}
