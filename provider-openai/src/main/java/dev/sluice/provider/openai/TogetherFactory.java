package dev.sluice.provider.openai;

/** Makes providers of Together AI's models. */
public final class TogetherFactory extends PresetFactory {

    /** Makes the factory. */
    public TogetherFactory() {
        super(Presets.TOGETHER);
    }
}
