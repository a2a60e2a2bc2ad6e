package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a running gateway takes its settings from, and how it refuses wrong ones. */
final class ConfigIT {
    @TempDir
    private Path home;

    @Test
    void takesTheEnvironmentBeforeTheDotEnvBeforeTheFile() throws Exception {
        Files.writeString(home.resolve("application.yaml"), """
                log:
                  format: json
                security:
                  keys: [file-key]
                providers:
                  copilot:
                    sign-in: on-request
                """);
        assertThat(formatOfLogWith(Map.of())).isEqualTo("json");
        Files.writeString(home.resolve(".env"), "LOG_FORMAT=text\nPROXY_SERVER_KEY=your_proxy_key_here\n");
        assertThat(formatOfLogWith(Map.of())).isEqualTo("text");
        assertThat(formatOfLogWith(Map.of("LOG_FORMAT", "json"))).isEqualTo("json");
    }

    @Test
    void namesTheErrorsOfEverySource() throws Exception {
        Files.writeString(home.resolve("application.yaml"), "server:\n  idle-timeout: soon\n");
        Files.writeString(home.resolve(".env"), "LOG_LEVEL=loud\n");

        try (RunningGateway refused = RunningGateway.launch(home, Map.of("PORT", "70000"))) {
            assertThat(refused.awaitExit()).isEqualTo(1);
            assertThat(refused.output())
                    .filteredOn(line -> !line.contains(" WARN "))
                    .hasSize(1);
            assertThat(refused.output().getLast())
                    .startsWith("Sluice cannot start: the configuration has 3 errors:")
                    .contains("server.port = 70000 (PORT in the environment)")
                    .contains("log.level = loud (LOG_LEVEL in .env)")
                    .contains("server.idle-timeout = soon (application.yaml, line 2)");
        }
    }

    @Test
    void namesErrorsInTheSettingsOfProvidersAtTheSameTime() throws Exception {
        Files.writeString(
                home.resolve("application.yaml"),
                "log:\n  format: xml\nproviders:\n  copilot:\n    sign-in: perhaps\n    sing-in: never\n");

        try (RunningGateway refused = RunningGateway.launch(home, Map.of("COPILOT_PICKER_ONLY", "maybe"))) {
            assertThat(refused.awaitExit()).isEqualTo(1);
            assertThat(refused.output().getLast())
                    .startsWith("Sluice cannot start: the configuration has 4 errors:")
                    .contains("log.format = xml (application.yaml, line 2): expected one of text, json")
                    .contains(
                            "providers.copilot.sign-in = perhaps (application.yaml, line 5): expected one of on-start")
                    .contains("providers.copilot.picker-only = maybe (COPILOT_PICKER_ONLY in the environment)")
                    .contains("providers.copilot.sing-in (application.yaml, line 6)", "did you mean sign-in?");
        }
    }

    @Test
    void doesNotShowAKeyThatIsWrong() throws Exception {
        Files.writeString(home.resolve("application.yaml"), "security:\n  keys:\n    alice: sha256:not-a-hash\n");

        try (RunningGateway refused = RunningGateway.launch(home, Map.of())) {
            assertThat(refused.awaitExit()).isEqualTo(1);
            assertThat(String.join("\n", refused.output()))
                    .contains("security.keys.alice", "64 hexadecimal digits")
                    .doesNotContain("not-a-hash");
        }
    }

    /** How the gateway writes its log, judged by the line of a request that shows the file's key. */
    private String formatOfLogWith(Map<String, String> environment) throws Exception {
        try (RunningGateway gateway = RunningGateway.start(home, environment)) {
            String reply = ClientSocket.ask(
                    gateway.url(),
                    ClientSocket.get("/auth/copilot", "x-api-key: file-key", "x-request-id: looked-for"));
            assertThat(reply).startsWith("HTTP/1.1 200");
            return ServerLog.awaitLine(gateway, "looked-for").startsWith("{") ? "json" : "text";
        }
    }
}
