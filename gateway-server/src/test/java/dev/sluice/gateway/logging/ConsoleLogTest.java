package dev.sluice.gateway.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.config.GatewayConfig.LogConfig;
import dev.sluice.gateway.config.LogFormat;
import dev.sluice.gateway.config.LogLevel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A console that takes nothing for a while, as one does whose reader is held up. */
final class ConsoleLogTest {
    private static final int FAR_TOO_MANY = 100_000;

    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch freed = new CountDownLatch(1);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream() {
        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            held.countDown();
            try {
                freed.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            super.write(bytes, offset, length);
        }
    };
    private final ConsoleLog console = new ConsoleLog(out);

    @AfterEach
    void restoreTheLog() throws Exception {
        LogManager.getLogManager().readConfiguration();
    }

    @Test
    void dropsLinesBeyondTheLimitAndLogsHowMany() throws Exception {
        Logging.install(new LogConfig(LogFormat.TEXT, LogLevel.INFO), console);
        Thread writer = Thread.ofVirtual().start(() -> console.line("first"));
        assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();

        for (int i = 0; i < FAR_TOO_MANY; i++) {
            console.line("line " + i);
        }
        freed.countDown();
        writer.join();

        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).startsWith("first", "line 0", "line 1");
        int dropped = FAR_TOO_MANY + 2 - lines.size();
        assertThat(dropped).isGreaterThan(FAR_TOO_MANY / 2);
        assertThat(lines.getLast())
                .contains("WARN")
                .endsWith(dropped + " log lines were dropped because the console was blocked");
    }
}
