package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses of providers that lead back to the gateway: where a shell has them for the gateway's clients. */
final class LoopIT {
    @TempDir
    Path home;

    @Test
    void saysThatAProvidersAddressIsItsOwn() throws Exception {
        int port = UpstreamSoftware.freePort();
        Files.writeString(home.resolve(".env"), """
            COPILOT_ENABLED=false
            OPENAI_API_KEY=sk-1
            OPENAI_BASE_URL=http://127.0.0.1:%d/v1
            """.formatted(port));
        try (RunningGateway gateway = RunningGateway.start(home, Map.of("PORT", Integer.toString(port)));
                GatewayClient client = new GatewayClient(gateway.url())) {
            HttpResponse<String> models = client.get("/v1/models");
            HttpResponse<String> reply = client.post(GatewayClient.CHAT, ChatRequests.plain("openai-gpt-4o", "Hi"));

            assertThat(models.statusCode()).isEqualTo(200);
            assertThat(reply.statusCode()).isEqualTo(502);
            assertThat(reply.body()).contains("127.0.0.1:" + port + " is this gateway itself", "base-url");
        }
    }

    @Test
    void saysThatTwoGatewaysAskEachOther(@TempDir Path second) throws Exception {
        int port = UpstreamSoftware.freePort();
        int otherPort = UpstreamSoftware.freePort();
        String env =
                "COPILOT_ENABLED=false\nOPENAI_API_KEY=sk-1\nOPENAI_MODELS=m\nOPENAI_BASE_URL=http://127.0.0.1:%d/v1\n";
        Files.writeString(home.resolve(".env"), env.formatted(otherPort));
        Files.writeString(second.resolve(".env"), env.formatted(port));
        try (RunningGateway gateway = RunningGateway.start(home, Map.of("PORT", Integer.toString(port)));
                RunningGateway other = RunningGateway.start(second, Map.of("PORT", Integer.toString(otherPort)));
                GatewayClient client = new GatewayClient(gateway.url())) {
            HttpResponse<String> reply = client.post(GatewayClient.CHAT, ChatRequests.plain("openai-m", "Hi"));

            assertThat(other.url().getPort()).isEqualTo(otherPort);
            assertThat(reply.statusCode()).isEqualTo(508);
            assertThat(reply.body()).contains("loop_detected", "127.0.0.1:" + otherPort + " leads back");
        }
    }

    @Test
    void goesByNoAddressThatLiesInTheEnvironment() throws Exception {
        Files.writeString(home.resolve(".env"), "COPILOT_ENABLED=false\nOPENAI_API_KEY=sk-1\nOPENAI_MODELS=m\n");
        // Nothing may be sent there, not to the address of the API either: no proxy lets it out.
        Map<String, String> shell = Map.of(
                "OPENAI_BASE_URL", "http://127.0.0.1:9/elsewhere",
                "HTTPS_PROXY", "http://127.0.0.1:9",
                "SLUICE_RESILIENCE_RETRY_ATTEMPTS", "1");
        try (RunningGateway gateway = RunningGateway.start(home, shell);
                GatewayClient client = new GatewayClient(gateway.url())) {
            HttpResponse<String> reply = client.post(GatewayClient.CHAT, ChatRequests.plain("openai-m", "Hi"));

            assertThat(reply.statusCode()).isGreaterThanOrEqualTo(500);
            assertThat(reply.body()).contains("api.openai.com").doesNotContain("elsewhere");
            assertThat(String.join("\n", gateway.output()))
                    .containsOnlyOnce("OPENAI_BASE_URL in the environment is ignored")
                    .contains("set providers.openai.base-url in application.yaml")
                    .doesNotContain("elsewhere");
        }
    }
}
