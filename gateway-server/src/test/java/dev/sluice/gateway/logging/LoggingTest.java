package dev.sluice.gateway.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.config.GatewayConfig.LogConfig;
import dev.sluice.gateway.config.LogFormat;
import dev.sluice.gateway.config.LogLevel;
import java.io.ByteArrayOutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LoggingTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @AfterEach
    void restoreTheLog() throws Exception {
        LogManager.getLogManager().readConfiguration();
    }

    @Test
    void writesALineOfTextARecord() {
        install(LogFormat.TEXT, LogLevel.INFO);

        logger().log(Level.INFO, "one {0}", 1);
        logger().log(Level.WARNING, "two\r\nforged");

        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0)).matches("\\S+Z INFO  Sample one 1");
        assertThat(lines().get(1)).endsWith("WARN  Sample two\\r\\nforged");
    }

    @Test
    void writesAnObjectOfJsonARecord() {
        install(LogFormat.JSON, LogLevel.INFO);

        logger().log(Level.ERROR, "a \"quote\"\n", new IllegalStateException("why"));

        assertThat(lines()).hasSize(1);
        assertThat(lines().getFirst())
                .startsWith("{\"time\":\"")
                .contains("\"level\":\"ERROR\",\"logger\":\"dev.sluice.Sample\",\"message\":\"a \\\"quote\\\"\\n\"")
                .contains("\"exception\":\"java.lang.IllegalStateException: why\\n")
                .endsWith("}");
    }

    @Test
    void showsTheStackTraceBelowALineOfText() {
        install(LogFormat.TEXT, LogLevel.INFO);

        logger().log(Level.ERROR, "failed", new IllegalStateException("why"));

        assertThat(lines().get(0)).endsWith("ERROR Sample failed");
        assertThat(lines().get(1)).isEqualTo("java.lang.IllegalStateException: why");
    }

    @Test
    void keepsQuietBelowItsLevelAndKeepsLibrariesQuiet() {
        install(LogFormat.TEXT, LogLevel.DEBUG);

        logger().log(Level.DEBUG, "said");
        logger().log(Level.TRACE, "unsaid");
        System.getLogger("io.helidon.webserver.Sample").log(Level.INFO, "unsaid");
        System.getLogger("org.example.Sample").log(Level.WARNING, "said");

        assertThat(lines()).hasSize(2).allMatch(line -> line.endsWith(" said"));
    }

    @Test
    void changesWhatItSaysAndHowWithoutBeginningAnew() {
        install(LogFormat.TEXT, LogLevel.WARN);
        logger().log(Level.INFO, "unsaid");

        Logging.change(new LogConfig(LogFormat.JSON, LogLevel.INFO));
        logger().log(Level.INFO, "said");
        Logging.change(new LogConfig(LogFormat.TEXT, LogLevel.ERROR));
        logger().log(Level.WARNING, "unsaid");

        assertThat(lines())
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("{").contains("\"message\":\"said\""));
    }

    private void install(LogFormat format, LogLevel level) {
        Logging.install(new LogConfig(format, level), new ConsoleLog(out));
    }

    private static System.Logger logger() {
        return System.getLogger("dev.sluice.Sample");
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
