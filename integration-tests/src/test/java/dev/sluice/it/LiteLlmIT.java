package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real LiteLLM proxy as an upstream, with models that it makes up the answers of itself. */
final class LiteLlmIT {
    private static final String KEY = "sk-litellm";
    private static final String MODELS = """
        model_list:
          - model_name: mock
            litellm_params: {model: openai/gpt-4o, api_key: none, mock_response: "Hello from LiteLLM"}
          - model_name: limited
            litellm_params: {model: openai/gpt-4o, api_key: none, mock_response: "litellm.RateLimitError"}
        general_settings: {master_key: %s}
        """.formatted(KEY);

    @TempDir
    static Path folder;

    @AutoClose
    private static UpstreamSoftware proxy;

    @AutoClose
    private static RunningGateway gateway;

    @AutoClose
    private static GatewayClient client;

    @BeforeAll
    static void start() throws Exception {
        Path programs = UpstreamSoftware.fromPyPi("litellm", "litellm[proxy]==1.108.7");
        int port = UpstreamSoftware.freePort();
        Path home = Files.createDirectory(folder.resolve("litellm"));
        Files.writeString(home.resolve("models.yaml"), MODELS);
        proxy = UpstreamSoftware.start(
                port,
                home,
                // It would fetch prices from the network.
                Map.of("LITELLM_LOCAL_MODEL_COST_MAP", "True"),
                programs.resolve("litellm"),
                "--config",
                "models.yaml",
                "--host",
                "127.0.0.1",
                "--port",
                port);
        gateway = RunningGateway.start(env(KEY), Map.of("COPILOT_ENABLED", "false"));
        client = new GatewayClient(gateway.url());
    }

    private static Path env(String key) throws Exception {
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.writeString(home.resolve(".env"), "LITELLM_BASE_URL=" + proxy.url() + "\nLITELLM_API_KEY=" + key + "\n");
        return home;
    }

    @BeforeEach
    void writeRightKey() throws Exception {
        env(KEY);
    }

    @Test
    void listsItsModels() throws Exception {
        assertThat(client.get("/v1/models").body()).contains("\"litellm-mock\"", "\"litellm-limited\"");
    }

    @Test
    void answersPlainAndStreamed() throws Exception {
        for (String model : new String[] {"litellm-mock", "ext-litellm-mock", "litellm/mock"}) {
            HttpResponse<String> plain = client.post(GatewayClient.CHAT, ChatRequests.plain(model, "Hi"));
            assertThat(plain.statusCode()).as(plain.body()).isEqualTo(200);
            assertThat(GatewayClient.content(plain)).isEqualTo("Hello from LiteLLM");
            assertThat(GatewayClient.json(plain).getString("model")).isEqualTo(model);
        }
        StreamedReply streamed = client.stream(ChatRequests.streamed("litellm-mock", "Hi"));
        assertThat(streamed.content()).isEqualTo("Hello from LiteLLM");
        assertThat(streamed.done()).isTrue();
        assertThat(streamed.text()).doesNotContain("\"prompt_tokens\"");
    }

    @Test
    void answersCallersOfOtherApis() throws Exception {
        HttpResponse<String> message = client.post(
                "/v1/messages",
                "{\"model\":\"litellm-mock\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
        assertThat(message.statusCode()).as(message.body()).isEqualTo(200);
        assertThat(message.body()).contains("Hello from LiteLLM");
        HttpResponse<String> response =
                client.post("/v1/responses", "{\"model\":\"litellm-mock\",\"input\":\"Hi\",\"store\":false}");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).contains("Hello from LiteLLM");
    }

    @Test
    void passesItsLimitOn() throws Exception {
        HttpResponse<String> limited = client.post(GatewayClient.CHAT, ChatRequests.plain("litellm-limited", "Hi"));
        assertThat(limited.statusCode()).as(limited.body()).isEqualTo(429);
        assertThat(GatewayClient.error(limited).getString("message")).startsWith("LiteLLM answered");
    }

    @Test
    void usesAKeyThatIsChangedFromTheNextRequestOn() throws Exception {
        env("sk-wrong");
        HttpResponse<String> refused = client.post(GatewayClient.CHAT, ChatRequests.plain("litellm-mock", "Hi"));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(401);
        assertThat(refused.body()).doesNotContain("sk-wrong");
        env(KEY);
        assertThat(client.post(GatewayClient.CHAT, ChatRequests.plain("litellm-mock", "Hi"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void goesOnWithTheNextOfSeveralKeys() throws Exception {
        env("sk-wrong," + KEY);
        for (int i = 0; i < 3; i++) {
            assertThat(client.post(GatewayClient.CHAT, ChatRequests.plain("litellm-mock", "Hi"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
