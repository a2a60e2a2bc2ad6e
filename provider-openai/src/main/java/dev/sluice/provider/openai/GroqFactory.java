package dev.sluice.provider.openai;

/** Makes providers of Groq's models. */
public final class GroqFactory extends PresetFactory {

    /** Makes the factory. */
    public GroqFactory() {
        super(Presets.GROQ);
    }
}
