package dev.sluice.provider.openai;

import static dev.sluice.provider.Dialect.CHAT_COMPLETIONS;
import static dev.sluice.provider.Dialect.EMBEDDINGS;
import static dev.sluice.provider.Dialect.RESPONSES;
import static dev.sluice.provider.openai.TestUpstream.events;
import static dev.sluice.provider.openai.TestUpstream.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderFactory;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.testkit.http.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PresetsTest {
    private static final String ANSWER = "{'choices':[{'message':{'content':'Hi'},'finish_reason':'stop'}]}";

    @Test
    void isOneServiceWithAFactoryForEachPresetAllOffUntilConfigured() {
        assertThat(OpenAiFactory.class.getModule().getDescriptor().provides())
                .singleElement()
                .satisfies(service -> {
                    assertThat(service.service()).isEqualTo(ProviderFactory.class.getName());
                    assertThat(service.providers()).containsExactly(OpenAiFactory.class.getName());
                });
        List<ProviderFactory> presets = new OpenAiFactory().presets();
        assertThat(presets)
                .extracting(ProviderFactory::id)
                .containsExactly(
                        "azure",
                        "deepseek",
                        "atlas",
                        "groq",
                        "litellm",
                        "llamacpp",
                        "lmstudio",
                        "mistral",
                        "ollama",
                        "openai",
                        "openrouter",
                        "together",
                        "vllm",
                        "xai")
                .containsExactlyInAnyOrderElementsOf(
                        Presets.all().stream().map(Preset::id).toList());
        assertThat(presets)
                .allSatisfy(factory -> assertThat(factory.enabled().fallback()).isFalse());
    }

    @Test
    void asksAzureByDeploymentWhereAVersionIsConfigured() {
        try (TestUpstream azure = TestUpstream.of(new OpenAiFactory(Presets.AZURE_OPENAI))
                .with("api-key", "secret")
                .with("api-version", "2024-10-21")
                .with("models", "my gpt, text-embedding")) {
            azure.answering("POST /openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21", ANSWER);
            azure.answering("POST /openai/deployments/text-embedding/embeddings?api-version=2024-10-21", "{'data':[]}");
            assertThat(azure.send(CHAT_COMPLETIONS, "my gpt", "{'messages':[]}"))
                    .isEqualTo(json(ANSWER));
            assertThat(azure.last().header("api-key")).contains("secret");
            assertThat(azure.last().header("authorization")).isEmpty();
            assertThat(azure.send(EMBEDDINGS, "text-embedding", "{'input':'x'}"))
                    .isEqualTo(json("{'data':[]}"));
            assertThat(azure.models())
                    .extracting(Model::dialects)
                    .containsExactly(Set.of(CHAT_COMPLETIONS), Set.of(EMBEDDINGS));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/openai", "/openai/v1", "/openai/v1/"})
    void asksAzuresFirstVersionWhereNoOtherIsConfigured(String path) {
        try (TestUpstream azure = TestUpstream.of(new OpenAiFactory(Presets.AZURE_OPENAI))
                .with("api-key", "secret")
                .with("models", "gpt-4o")) {
            azure.with("base-url", azure.address() + path)
                    .answering("POST /openai/v1/responses", "{'output':[],'error':null}");
            assertThat(azure.send(RESPONSES, "gpt-4o", "{'input':'Hi'}")).contains("output");
            assertThat(azure.models().getFirst().dialects()).containsExactlyInAnyOrder(CHAT_COMPLETIONS, RESPONSES);
        }
    }

    @Test
    void saysThatAzureListsNoDeployments() {
        try (TestUpstream azure = TestUpstream.of(new OpenAiFactory(Presets.AZURE_OPENAI))) {
            assertThat(catchThrowableOfType(ProviderException.class, azure::models))
                    .hasMessageContaining("providers.azure.models");
        }
    }

    @Test
    void listsGitHubsCatalogueBesideItsInference() {
        try (TestUpstream atlas =
                TestUpstream.of(new OpenAiFactory(Presets.GITHUB_MODELS)).with("api-key", "ghp_1")) {
            atlas.with("base-url", atlas.address() + "/inference")
                    .answering("GET /catalog/models", "[{'id':'openai/gpt-4o','publisher':'OpenAI'}]")
                    .answering("POST /inference/chat/completions", ANSWER);
            assertThat(atlas.models()).extracting(Model::id).containsExactly("openai/gpt-4o");
            assertThat(atlas.send(CHAT_COMPLETIONS, "openai/gpt-4o", "{'messages':[]}"))
                    .isEqualTo(json(ANSWER));
        }
    }

    @Test
    void sendsAGitHubTokenToNobodyButGitHub() {
        try (TestUpstream atlas =
                TestUpstream.of(new OpenAiFactory(Presets.GITHUB_MODELS)).with("github-token", "ghp_1")) {
            atlas.answering("POST /inference/chat/completions", ANSWER);
            assertThat(atlas.send(CHAT_COMPLETIONS, "a/m", "{'messages':[]}")).isEqualTo(json(ANSWER));
            assertThat(atlas.last().header("authorization")).isEmpty();
        }
    }

    @Test
    void tellsAStrictUpstreamNothingItRefuses() {
        try (TestUpstream mistral =
                TestUpstream.of(new OpenAiFactory(Presets.MISTRAL)).with("api-key", "k")) {
            String last = "{'choices':[{'index':0,'delta':{'content':'x'},'finish_reason':'stop'}],"
                    + "'usage':{'prompt_tokens':1,'completion_tokens':2}}";
            mistral.answering("POST /v1/chat/completions", events(last, "[DONE]"));
            assertThat(mistral.stream(CHAT_COMPLETIONS, "m", "{'a':1,'stream_options':{'include_usage':true}}"))
                    .containsExactly(json(last), "[DONE]");
            assertThat(mistral.last().request().text()).isEqualTo(json("{'a':1}"));
        }
    }

    @Test
    void asksAServerOfOnesOwnWithoutAKeyAndWithoutResponses() {
        try (TestUpstream lab = TestUpstream.named("lab", new OpenAiFactory())) {
            lab.answering("GET /v1/models", "{'data':[{'id':'gpt-4o'},{'id':'bge-m3'}]}");
            assertThat(lab.models())
                    .extracting(Model::dialects)
                    .containsExactly(Set.of(CHAT_COMPLETIONS), Set.of(EMBEDDINGS));
            assertThat(lab.last().header("authorization")).isEmpty();
            lab.with("apis", "chat-completions,responses");
            assertThat(lab.models()).extracting(Model::dialects).containsExactly(Set.of(CHAT_COMPLETIONS, RESPONSES));
            lab.with("apis", "telepathy");
            assertThat(catchThrowableOfType(ProviderException.class, lab::provider))
                    .hasMessageContaining("providers.lab.apis")
                    .hasMessageContaining("telepathy");
        }
    }

    @Test
    void offersTheModelsThatAreNamedInsteadOfAskingForThem() {
        try (TestUpstream lab =
                TestUpstream.named("lab", new OpenAiFactory(Presets.VLLM)).with("models", "a, whisper-1,a")) {
            assertThat(lab.models()).extracting(Model::id).containsExactly("a", "whisper-1");
        }
    }

    @Test
    void sendsFurtherHeaders() {
        try (TestUpstream router = TestUpstream.of(new OpenAiFactory(Presets.OPENROUTER))
                .with("headers", "HTTP-Referer=https://example.com,X-Title=Test")) {
            router.answering("POST /api/v1/chat/completions", ANSWER);
            assertThat(router.send(CHAT_COMPLETIONS, "m", "{'messages':[]}")).isEqualTo(json(ANSWER));
            assertThat(router.last().header("http-referer")).contains("https://example.com");
            assertThat(router.last().header("x-title")).contains("Test");
        }
    }

    @Test
    void endsAStreamOfResponsesWithTheResponsesEnd() {
        String done = "{'type':'response.completed','response':{'usage':{'input_tokens':3,'output_tokens':4}}}";
        try (TestUpstream xai = TestUpstream.of(new OpenAiFactory(Presets.XAI))) {
            xai.answering("POST /v1/responses", events("{'type':'response.created'}", done, "[DONE]"));
            assertThat(xai.stream(RESPONSES, "grok", "{'stream':true}"))
                    .containsExactly(json("{'type':'response.created'}"), json(done));
            xai.answering("POST /v1/responses", events("{'type':'response.created'}"));
            assertThat(catchThrowableOfType(ProviderException.class, () -> xai.stream(RESPONSES, "grok", "{}"))
                            .kind())
                    .isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
        }
    }

    @Test
    void usesAKeyThatWasChangedFromTheNextRequestOn() {
        try (TestUpstream groq =
                TestUpstream.of(new OpenAiFactory(Presets.GROQ)).with("api-key", "gsk_old")) {
            var provider = groq.provider();
            groq.answering("GET /openai/v1/models", "{'data':[]}");
            assertThat(provider.models()).isEmpty();
            assertThat(groq.last().header("authorization")).contains("Bearer gsk_old");
            groq.with("api-key", "gsk_new");
            assertThat(provider.models()).isEmpty();
            assertThat(groq.last().header("authorization")).contains("Bearer gsk_new");
        }
    }

    @Test
    void passesTheUpstreamsLimitsAndTheRequestsIdOn() {
        try (TestUpstream together = TestUpstream.of(new OpenAiFactory(Presets.TOGETHER))) {
            together.answering(
                    "POST /v1/embeddings",
                    Response.of(200, "application/json", json("{'data':[],'usage':{'prompt_tokens':9}}"))
                            .header("X-RateLimit-Remaining-Requests", "7")
                            .header("X-Request-Id", "req-1")
                            .header("Set-Cookie", "a=b"));
            try (var reply = together.provider()
                    .send(ProviderRequest.builder(EMBEDDINGS, "m", new byte[] {'{', '}'})
                            .build())) {
                assertThat(reply.headers().asMap())
                        .containsOnlyKeys("x-ratelimit-remaining-requests", "x-upstream-request-id");
            }
        }
    }

    @Test
    void needsAKeyWhereTheServiceItselfIsAsked() {
        Set<String> keyless = new HashSet<>(Set.of("ollama", "lmstudio", "vllm", "llamacpp"));
        for (Preset preset : Presets.all()) {
            if (preset.address().isEmpty()) {
                continue;
            }
            try (TestContext context = new TestContext(preset.id())) {
                var problem = context.create(new OpenAiFactory(preset)).readinessProblem();
                assertThat(problem.isEmpty()).as(preset.id()).isEqualTo(keyless.contains(preset.id()));
                problem.ifPresent(text -> assertThat(text).contains("There is no key.", preset.name()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"azure", "litellm"})
    void needsAnAddressThatNobodyElseKnows(String id) {
        Preset preset = Presets.all().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        try (TestContext context = new TestContext(id)) {
            assertThat(catchThrowableOfType(ProviderException.class, () -> context.create(new OpenAiFactory(preset))))
                    .hasMessageContaining("providers." + id + ".base-url");
        }
    }

    @Test
    void knowsEachPresetsAddressAsThatOfAnApi() {
        assertThat(Presets.all().stream()
                        .map(Preset::address)
                        .filter(each -> !each.isEmpty())
                        .collect(Collectors.toSet()))
                .allMatch(each -> each.startsWith("https://") || each.startsWith("http://localhost:"))
                .noneMatch(each -> each.contains(":4000"));
    }
}
