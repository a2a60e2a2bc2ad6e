package dev.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigChangesTest {
    @TempDir
    private Path home;

    @Test
    void tellsWhatTakesEffectAtOnceFromWhatDoesNot() throws Exception {
        GatewayConfig before = first("server: {port: 1}\ndeadlines: {idle: PT60S}\n");
        ConfigReading after =
                again(before, "server: {port: 2, max-connections: 3, drain-timeout: PT1S}\nlog: {level: debug}\n");

        ConfigChanges changes =
                ConfigChanges.between(before.values(), after.checked().values());

        assertThat(changes.atNextStart())
                .containsExactly("server.port", "server.max-connections", "server.drain-timeout");
        assertThat(changes.atOnce()).containsExactly("log.level", "deadlines.idle");
    }

    @Test
    void comparesValuesAndNotHowTheyAreWritten() throws Exception {
        GatewayConfig before = first("server: {idle-timeout: PT60S, max-request-size: 1 MB}\n");

        ConfigReading after = again(before, "server: {idle-timeout: PT1M, max-request-size: 1024 KB, port: 4000}\n");

        assertThat(ConfigChanges.between(before.values(), after.checked().values()))
                .isEqualTo(new ConfigChanges(List.of(), List.of()));
    }

    @Test
    void seesThatAClientKeyIsAnotherOneOrHasAnotherName() throws Exception {
        GatewayConfig before = first("security: {keys: {laptop: synthetic}}\n");

        for (String keys : List.of("{laptop: other}", "{desk: synthetic}", "[synthetic]", "synthetic")) {
            ConfigReading after = again(before, "security: {keys: " + keys + "}\n");
            assertThat(ConfigChanges.between(before.values(), after.checked().values())
                            .atOnce())
                    .as(keys)
                    .containsExactly("security.keys");
        }
    }

    @Test
    void keepsWhatCannotChangeWhileTheGatewayRuns() throws Exception {
        GatewayConfig before = first("server: {port: 1, max-connections: 5}\n");

        GatewayConfig after = again(
                        before,
                        "server: {host: '::1', port: 2, max-connections: 3, drain-timeout: PT1S, idle-timeout: PT9S}\n")
                .checked();

        assertThat(after.server().host()).isEqualTo("127.0.0.1");
        assertThat(after.server().port()).isEqualTo(1);
        assertThat(after.server().maxConnections()).isEqualTo(5);
        assertThat(after.server().drainTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(after.server().timeouts().idle()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void doesNotOpenARunningGatewayBecauseItsFileHasLostTheKeys() throws Exception {
        GatewayConfig before = first("security: {keys: [synthetic]}\n");

        for (String lost : List.of("", "log: {level: debug}\n")) {
            assertThat(again(before, lost).errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.sentence()).startsWith("security.keys: the last key is gone"));
        }
        Files.delete(home.resolve("application.yaml"));
        assertThat(ConfigLoader.reread(before, Map.of(), Map.of()).errors()).hasSize(1);
        assertThat(again(before, "security: {open: true}\n").errors()).isEmpty();
    }

    @Test
    void doesNotOpenAGatewayThatListensBeyondThisMachineThoughItsFileSaysItWillNot() throws Exception {
        GatewayConfig before = first("server: {host: 0.0.0.0}\nsecurity: {open: true}\n");

        assertThat(again(before, "server: {host: 127.0.0.1}\n").errors()).hasSize(1);
        assertThat(again(before, "server: {host: 127.0.0.1}\nsecurity: {keys: [synthetic]}\n")
                        .errors())
                .isEmpty();
    }

    private GatewayConfig first(String yaml) throws IOException {
        Files.writeString(home.resolve("application.yaml"), yaml);
        return ConfigLoader.read(home, Map.of(), Map.of()).checked();
    }

    private ConfigReading again(GatewayConfig running, String yaml) throws IOException {
        Files.writeString(home.resolve("application.yaml"), yaml);
        return ConfigLoader.reread(running, Map.of(), Map.of());
    }
}
