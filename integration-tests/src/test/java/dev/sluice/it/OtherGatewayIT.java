package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mock server that others made, asked directly and through another gateway, Portkey's. */
final class OtherGatewayIT {
    @TempDir
    static Path folder;

    @AutoClose
    private static UpstreamSoftware mock;

    @AutoClose
    private static UpstreamSoftware portkey;

    @AutoClose
    private static RunningGateway gateway;

    @AutoClose
    private static GatewayClient client;

    @BeforeAll
    static void start() throws Exception {
        Path mockLlm = UpstreamSoftware.fromNpm("@dwmkerr/mock-llm", "0.1.29");
        Path portkeyGateway = UpstreamSoftware.fromNpm("@portkey-ai/gateway", "1.15.2");
        int port = UpstreamSoftware.freePort();
        mock = UpstreamSoftware.start(
                port,
                folder,
                Map.of("HOST", "127.0.0.1", "PORT", Integer.toString(port)),
                "node",
                mockLlm.resolve("dist/main.js"));
        int portkeyPort = UpstreamSoftware.freePort();
        portkey = UpstreamSoftware.start(
                portkeyPort,
                folder,
                Map.of(),
                "node",
                portkeyGateway.resolve("build/start-server.js"),
                "--headless",
                "--port=" + portkeyPort);
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.writeString(home.resolve("application.yaml"), """
            providers:
              copilot: {enabled: false}
              mock:
                type: openai
                base-url: %s
              portkey:
                type: openai
                base-url: %s/v1
                api-key: sk-any
                models: [gpt-5.2]
                headers:
                  x-portkey-provider: openai
                  x-portkey-custom-host: %s/v1
            """.formatted(mock.url(), portkey.url(), mock.url()));
        gateway = RunningGateway.start(home, Map.of());
        client = new GatewayClient(gateway.url());
    }

    @Test
    void listsTheModelsOfBoth() throws Exception {
        assertThat(client.get("/v1/models").body()).contains("\"mock-gpt-5.2\"", "\"portkey-gpt-5.2\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mock-gpt-5.2", "portkey-gpt-5.2", "ext-portkey-gpt-5.2", "portkey/gpt-5.2"})
    void answers(String model) throws Exception {
        HttpResponse<String> plain = client.post(GatewayClient.CHAT, ChatRequests.plain(model, "Good morning"));
        assertThat(plain.statusCode()).as(plain.body()).isEqualTo(200);
        assertThat(GatewayClient.content(plain)).isEqualTo("Good morning");
        assertThat(GatewayClient.json(plain).getString("model")).isEqualTo(model);
    }

    /** Not through Portkey's: on Node 20 it fails itself where it passes a stream on. */
    @Test
    void answersStreamed() throws Exception {
        StreamedReply streamed = client.stream(ChatRequests.streamed("mock-gpt-5.2", "Good morning"));
        assertThat(streamed.content()).as(streamed.text()).isEqualTo("Good morning");
        assertThat(streamed.done()).isTrue();
        assertThat(streamed.whole()).isTrue();
    }
}
