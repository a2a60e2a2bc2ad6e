package dev.sluice.provider.openai;

/** Makes providers of GitHub Models. */
public final class GitHubModelsFactory extends PresetFactory {

    /** Makes the factory. */
    public GitHubModelsFactory() {
        super(Presets.ATLAS);
    }
}
