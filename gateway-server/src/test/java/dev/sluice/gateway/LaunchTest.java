package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LaunchTest {
    @TempDir
    private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @AfterEach
    void restoreTheLog() throws Exception {
        LogManager.getLogManager().readConfiguration();
    }

    @Test
    void saysInItsLastLineWhatIsWrongWithTheConfiguration() {
        assertThat(launch(Map.of("PORT", "abc", "HOST", "0.0.0.0"))).isEqualTo(1);

        assertThat(lines().getLast())
                .startsWith("Sluice cannot start: the configuration has 2 errors: (1) server.port = abc")
                .contains("(2) server.host = 0.0.0.0");
    }

    @Test
    void namesAProxyThatCannotBeUsedBesideOtherErrorsAndDoesNotShowItsPassword() {
        assertThat(launch(Map.of("PORT", "abc", "ALL_PROXY", "socks5://user:synthetic@proxy.test:1080")))
                .isEqualTo(1);

        assertThat(lines().getLast())
                .contains("2 errors", "(1) server.port = abc", "(2) ALL_PROXY in the environment names a SOCKS proxy");
        assertThat(String.join("\n", lines())).doesNotContain("synthetic");
    }

    @Test
    void saysInOneLineWhichSettingsOfAnEarlierGatewayAreWithoutEffect() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            launch(Map.of(
                    "PORT",
                    Integer.toString(other.getLocalPort()),
                    "RATE_LIMIT_BUCKET_LEEWAY",
                    "1",
                    "MODEL_MIN_INTERVAL_MS",
                    "2000"));
        }

        assertThat(lines())
                .filteredOn(line -> line.contains("without effect"))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("RATE_LIMIT_BUCKET_LEEWAY, MODEL_MIN_INTERVAL_MS;"));
    }

    @Test
    void saysInItsLastLineThatThePortIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());

            assertThat(launch(
                            Map.of("PORT", port, "HOST", other.getInetAddress().getHostAddress())))
                    .isEqualTo(1);

            assertThat(lines().getLast())
                    .startsWith("Sluice cannot start: it cannot listen on")
                    .contains(port);
            assertThat(lines()).noneMatch(line -> line.startsWith("\tat "));
        }
    }

    @Test
    void saysInItsLastLineThatTheHomeFolderCannotBeMade() throws Exception {
        Path file = Files.createFile(home.resolve("file"));

        int status = new Launch(file.resolve("home"), Map.of(), out).run();

        assertThat(status).isEqualTo(1);
        assertThat(lines().getLast())
                .startsWith("Sluice cannot start: its home folder")
                .contains("SLUICE_HOME");
    }

    private int launch(Map<String, String> environment) {
        return new Launch(home, environment, out).run();
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
