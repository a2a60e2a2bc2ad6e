package dev.sluice.provider.openai;

/** Makes providers of the models of an LM Studio. */
public final class LmStudioFactory extends PresetFactory {

    /** Makes the factory. */
    public LmStudioFactory() {
        super(Presets.LM_STUDIO);
    }
}
