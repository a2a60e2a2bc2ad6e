package dev.sluice.provider.openai;

/** Makes providers of xAI's models. */
public final class XaiFactory extends PresetFactory {

    /** Makes the factory. */
    public XaiFactory() {
        super(Presets.XAI);
    }
}
