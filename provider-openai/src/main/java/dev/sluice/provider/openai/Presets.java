package dev.sluice.provider.openai;

import static dev.sluice.provider.openai.Preset.Trait.AZURE;
import static dev.sluice.provider.openai.Preset.Trait.KEYLESS;
import static dev.sluice.provider.openai.Preset.Trait.OPENAI_MODELS;
import static dev.sluice.provider.openai.Preset.Trait.STRICT;

import java.util.List;

/**
 * The known upstreams, each with a link to its documentation. An API that only newer versions of a self-hosted server
 * have is left out; the setting {@code apis} adds it.
 */
final class Presets {
    /** <a href="https://platform.openai.com/docs/api-reference">OpenAI's reference</a>. */
    static final Preset OPENAI = Preset.of("openai", "OpenAI", "https://api.openai.com/v1")
            .responses()
            .with(OPENAI_MODELS);

    /**
     * <a href="https://learn.microsoft.com/azure/foundry/openai/api-version-lifecycle">The v1 API</a>, or, where an
     * {@code api-version} is configured, <a href="https://learn.microsoft.com/azure/ai-foundry/openai/reference">the
     * dated ones</a>, which have no Responses by deployment.
     */
    static final Preset AZURE_OPENAI = Preset.of("azure", "Azure OpenAI", "")
            .responses()
            .with(OPENAI_MODELS)
            .with(AZURE);

    /**
     * <a href="https://docs.github.com/rest/models/inference">Inference</a>, <a
     * href="https://docs.github.com/rest/models/catalog">catalogue</a>. Configurations know it as
     * {@code atlas}.
     */
    static final Preset GITHUB_MODELS = Preset.of("atlas", "GitHub Models", "https://models.github.ai/inference")
            .with(Preset.Trait.GITHUB_MODELS);

    /**
     * <a href="https://openrouter.ai/docs/api-reference/overview">Reference</a>, <a
     * href="https://openrouter.ai/docs/api/reference/errors-and-debugging">errors</a>. Its Responses are stateless.
     */
    static final Preset OPENROUTER = Preset.of("openrouter", "OpenRouter", "https://openrouter.ai/api/v1")
            .responses();

    /**
     * <a href="https://docs.x.ai/docs/api-reference">Reference</a>; it calls chat completions <a
     * href="https://docs.x.ai/developers/model-capabilities/text/comparison">deprecated</a>.
     */
    static final Preset XAI = Preset.of("xai", "xAI", "https://api.x.ai/v1").responses();

    /** <a href="https://console.groq.com/docs/api-reference">Reference</a>. It has no embeddings. */
    static final Preset GROQ = Preset.of("groq", "Groq", "https://api.groq.com/openai/v1")
            .responses()
            .noEmbeddings();

    /** <a href="https://docs.mistral.ai/api">Reference</a>. It refuses {@code stream_options} and other unknown fields. */
    static final Preset MISTRAL =
            Preset.of("mistral", "Mistral", "https://api.mistral.ai/v1").with(STRICT);

    /** <a href="https://api-docs.deepseek.com">Reference</a>. It has no embeddings. */
    static final Preset DEEPSEEK =
            Preset.of("deepseek", "DeepSeek", "https://api.deepseek.com").noEmbeddings();

    /** <a href="https://docs.together.ai/reference">Reference</a>. Its list of models is a bare array. */
    static final Preset TOGETHER = Preset.of("together", "Together AI", "https://api.together.xyz/v1");

    /** <a href="https://docs.ollama.com/api/openai-compatibility">What it has of OpenAI's API</a>; Responses from 0.13.3. */
    static final Preset OLLAMA =
            Preset.of("ollama", "Ollama", "http://localhost:11434/v1").with(KEYLESS);

    /** <a href="https://lmstudio.ai/docs/developer/openai-compat">What it has of OpenAI's API</a>; Responses from 0.3.29. */
    static final Preset LM_STUDIO =
            Preset.of("lmstudio", "LM Studio", "http://localhost:1234/v1").with(KEYLESS);

    /** <a href="https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html">The server</a>. */
    static final Preset VLLM =
            Preset.of("vllm", "vLLM", "http://localhost:8000/v1").with(KEYLESS);

    /** <a href="https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md">The server</a>. */
    static final Preset LLAMA_CPP =
            Preset.of("llamacpp", "llama.cpp", "http://localhost:8080/v1").with(KEYLESS);

    /**
     * <a href="https://docs.litellm.ai/docs/proxy/user_keys">The proxy</a>. There is no default address: its
     * default port, 4000, is this gateway's own.
     */
    static final Preset LITELLM = Preset.of("litellm", "LiteLLM", "").with(KEYLESS);

    private Presets() {}

    static List<Preset> all() {
        return List.of(
                OPENAI,
                AZURE_OPENAI,
                GITHUB_MODELS,
                OPENROUTER,
                XAI,
                GROQ,
                MISTRAL,
                DEEPSEEK,
                TOGETHER,
                OLLAMA,
                LM_STUDIO,
                VLLM,
                LLAMA_CPP,
                LITELLM);
    }
}
