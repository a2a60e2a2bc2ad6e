import org.jspecify.annotations.NullMarked;

/** The models of every upstream that speaks OpenAI's API. Exports nothing: the gateway finds it as a service. */
@NullMarked
module dev.sluice.provider.openai {
    requires static org.jspecify;
    requires dev.sluice.provider;
    requires dev.sluice.provider.support;
    requires dev.sluice.json;

    provides dev.sluice.provider.ProviderFactory with
            dev.sluice.provider.openai.OpenAiFactory,
            dev.sluice.provider.openai.AzureOpenAiFactory,
            dev.sluice.provider.openai.GitHubModelsFactory,
            dev.sluice.provider.openai.OpenRouterFactory,
            dev.sluice.provider.openai.XaiFactory,
            dev.sluice.provider.openai.GroqFactory,
            dev.sluice.provider.openai.MistralFactory,
            dev.sluice.provider.openai.DeepSeekFactory,
            dev.sluice.provider.openai.TogetherFactory,
            dev.sluice.provider.openai.OllamaFactory,
            dev.sluice.provider.openai.LmStudioFactory,
            dev.sluice.provider.openai.VllmFactory,
            dev.sluice.provider.openai.LlamaCppFactory,
            dev.sluice.provider.openai.LiteLlmFactory;
}
