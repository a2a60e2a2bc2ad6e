package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.http.Request;
import dev.sluice.provider.testkit.http.Response;
import dev.sluice.provider.testkit.http.ScriptedServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The providers that come along, configured as an earlier gateway's users have it, and as new ones would. */
final class OtherProvidersIT {
    private final ScriptedServer upstream = ScriptedServer.start(OtherProvidersIT::answer);

    @TempDir
    Path home;

    @AfterEach
    void stop() {
        upstream.close();
    }

    private static Response answer(Request request) {
        if (request.path().endsWith("/models")) {
            return json("[{'id':'openai/gpt-4o','publisher':'OpenAI'},{'id':'text-embedding-3-small'}]");
        }
        String key = request.header("authorization")
                .or(() -> request.header("api-key"))
                .orElse("none");
        return json("{'id':'1','object':'chat.completion','choices':[{'index':0,'message':{'role':'assistant',"
                + "'content':'" + request.path() + " " + key + "'},'finish_reason':'stop'}],"
                + "'usage':{'prompt_tokens':1,'completion_tokens':2,'total_tokens':3}}");
    }

    private static Response json(String text) {
        return Response.of(200, "application/json", text.replace('\'', '"'));
    }

    private RunningGateway start(String dotEnv, Map<String, String> environment) throws Exception {
        Files.writeString(home.resolve(".env"), "COPILOT_ENABLED=false\n" + dotEnv.formatted(upstream.uri()));
        return RunningGateway.start(home, environment);
    }

    private static String answered(GatewayClient client, String model) throws Exception {
        HttpResponse<String> reply = client.post(GatewayClient.CHAT, ChatRequests.plain(model, "Hi"));
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(GatewayClient.json(reply).getString("model")).isEqualTo(model);
        // An earlier gateway wrote a shape of its own here.
        assertThat(GatewayClient.json(reply).getJsonObject("usage").getInt("prompt_tokens"))
                .isEqualTo(1);
        return GatewayClient.content(reply);
    }

    @Test
    void knowsTheNamesOfAnEarlierGateway() throws Exception {
        try (RunningGateway gateway = start("""
            EXT_OPENAI_API_KEY=sk-1
            EXT_OPENAI_BASE_URL=%1$s/v1
            AZURE_OPENAI_API_KEY=azure-1
            AZURE_OPENAI_ENDPOINT=%1$s
            AZURE_OPENAI_API_VERSION=2024-10-21
            AZURE_OPENAI_DEPLOYMENT=my-gpt
            OLLAMA_BASE_URL=%1$s
            ATLAS_ENABLED=1
            ATLAS_API_KEY=ghp_1
            ATLAS_BASE_URL=%1$s/inference
            """, Map.of());
                GatewayClient client = new GatewayClient(gateway.url())) {
            assertThat(answered(client, "ext-openai-openai/gpt-4o")).isEqualTo("/v1/chat/completions Bearer sk-1");
            assertThat(answered(client, "ext-azure-my-gpt"))
                    .isEqualTo("/openai/deployments/my-gpt/chat/completions azure-1");
            assertThat(answered(client, "ext-ollama-openai/gpt-4o")).isEqualTo("/v1/chat/completions none");
            for (String name : new String[] {"atlas-openai/gpt-4o", "atlas-gpt-4o"}) {
                assertThat(answered(client, name)).isEqualTo("/inference/chat/completions Bearer ghp_1");
            }
        }
    }

    @Test
    void isNotStartedByWhatLiesInTheEnvironment() throws Exception {
        Map<String, String> others = Map.of("OPENAI_API_KEY", "sk-other", "GITHUB_TOKEN", "ghu_other");
        try (RunningGateway gateway = start("LAB_TYPE=ignored\n", others);
                GatewayClient client = new GatewayClient(gateway.url())) {
            assertThat(client.get("/v1/models").body()).doesNotContain("openai-", "atlas-");
            assertThat(upstream.requests().all()).isEmpty();
        }
    }

    @Test
    void usesAKeyThatIsChangedFromTheNextRequestOn() throws Exception {
        String dotEnv = "XAI_BASE_URL=%1$s/v1\nXAI_API_KEY=";
        try (RunningGateway gateway = start(dotEnv + "first\n", Map.of());
                GatewayClient client = new GatewayClient(gateway.url())) {
            assertThat(answered(client, "xai-openai/gpt-4o")).endsWith("Bearer first");
            Files.writeString(
                    home.resolve(".env"), "COPILOT_ENABLED=false\n" + dotEnv.formatted(upstream.uri()) + "second\n");
            assertThat(answered(client, "xai/openai/gpt-4o")).endsWith("Bearer second");
        }
    }
}
