package dev.sluice.provider.openai;

/** Makes providers of Azure OpenAI's deployments. */
public final class AzureOpenAiFactory extends PresetFactory {

    /** Makes the factory. */
    public AzureOpenAiFactory() {
        super(Presets.AZURE_OPENAI);
    }
}
