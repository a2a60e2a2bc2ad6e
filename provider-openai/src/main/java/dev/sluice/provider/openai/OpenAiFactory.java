package dev.sluice.provider.openai;

/** Makes providers of OpenAI, and of any other upstream that speaks its API. */
public final class OpenAiFactory extends PresetFactory {

    /** Makes the factory. */
    public OpenAiFactory() {
        super(Presets.OPENAI);
    }
}
