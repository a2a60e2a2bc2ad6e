package dev.sluice.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Ports;
import dev.sluice.it.CommandLine;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;

/** The image as it comes. */
@NeedsDocker
@Timeout(300)
final class GatewayImageIT {
    private static ContainedGateway gateway;

    @BeforeAll
    static void start() {
        gateway = ContainedGateway.start(container ->
                container.withCopyToContainer(Transferable.of("log:\n  format: json\n"), "/data/application.yaml"));
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void answersAChat() throws Exception {
        HttpResponse<String> reply = gateway.chat("Hello", false);

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).contains("\"object\":\"chat.completion\"").contains("\"model\":\"copilot-gpt-4o\"");
    }

    @Test
    void streamsAChatToItsEnd() throws Exception {
        HttpResponse<String> reply = gateway.chat("Hello", true);

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        assertThat(reply.body().strip()).startsWith("data: {").endsWith("data: [DONE]");
    }

    @Test
    void listsModels() throws Exception {
        assertThat(gateway.get("/v1/models").body()).contains("\"copilot-gpt-4o\"");
    }

    @Test
    void refusesACallerWithoutTheKey() throws Exception {
        assertThat(gateway.chatWithoutKey().statusCode()).isEqualTo(401);
    }

    @Test
    void refusesToStartForEverybody() {
        CommandLine.Outcome run =
                CommandLine.run(Duration.ofMinutes(1), "docker", "run", "--rm", "--network", "none", Images.gateway());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.lastLine()).startsWith("Sluice cannot start").contains("PROXY_SERVER_KEY");
    }

    @Test
    void readsTheSettingsOfItsHome() {
        assertThat(gateway.container().getLogs().lines())
                .anySatisfy(line -> assertThat(line).startsWith("{").contains("CopilotSettings"));
    }

    @Test
    void runsAsAnOrdinaryUser() throws Exception {
        assertThat(output("id", "-u")).isEqualTo("10001");
        assertThat(output("stat", "-c", "%u", "/proc/1")).isEqualTo("10001");
    }

    @Test
    void keepsTheTokenForItsUserAlone() throws Exception {
        assertThat(gateway.chat("Hello", false).statusCode()).isEqualTo(200);

        assertThat(output("stat", "-c", "%u %a", "/data")).isEqualTo("10001 700");
        assertThat(output("stat", "-c", "%u %a", "/data/.cache/githubcopilot-token.json"))
                .isEqualTo("10001 600");
    }

    @Test
    void isPublishedOnLoopbackOnly() {
        Ports ports = gateway.container()
                .getCurrentContainerInfo()
                .getNetworkSettings()
                .getPorts();

        assertThat(ports.getBindings().values().stream()
                        .filter(Objects::nonNull)
                        .flatMap(Arrays::stream)
                        .map(Ports.Binding::getHostIp))
                .isNotEmpty()
                .containsOnly("127.0.0.1");
    }

    @Test
    void turnsHealthy() {
        Wait.forHealthcheck().withStartupTimeout(Duration.ofMinutes(2)).waitUntilReady(gateway.container());

        assertThat(gateway.container().isHealthy()).isTrue();
    }

    private static String output(String... words) throws IOException, InterruptedException {
        Container.ExecResult result = gateway.container().execInContainer(words);
        assertThat(result.getExitCode()).as(result.getStderr()).isZero();
        return result.getStdout().strip();
    }
}
