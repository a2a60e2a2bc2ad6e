import org.jspecify.annotations.NullMarked;

/** The models of every upstream that speaks OpenAI's API. Exports nothing: the gateway finds it as a service. */
@NullMarked
module dev.sluice.provider.openai {
    requires static org.jspecify;
    requires dev.sluice.provider;
    requires dev.sluice.provider.support;
    requires dev.sluice.json;

    provides dev.sluice.provider.ProviderFactory with
            dev.sluice.provider.openai.OpenAiFactory;
}
