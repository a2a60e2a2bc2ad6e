package dev.sluice.provider.openai;

/** Makes providers of DeepSeek's models. */
public final class DeepSeekFactory extends PresetFactory {

    /** Makes the factory. */
    public DeepSeekFactory() {
        super(Presets.DEEPSEEK);
    }
}
