package dev.sluice.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class ConnectAttemptTest {
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void probesASilentConnection() throws IOException, NoSuchAlgorithmException {
        SSLContext tls = SSLContext.getDefault();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Origin origin = Origin.of(URI.create("http://127.0.0.1:" + server.getLocalPort()));
            ConnectAttempt attempt = new ConnectAttempt(
                    origin, System.nanoTime() + Duration.ofSeconds(30).toNanos(), () -> tls);

            try (SocketChannel channel = attempt.openChannel(null)) {
                assertThat(channel.getOption(StandardSocketOptions.SO_KEEPALIVE))
                        .isTrue();
                assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPIDLE))
                        .isEqualTo(30);
                assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL))
                        .isEqualTo(10);
                assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT))
                        .isEqualTo(3);
            }
        }
    }
}
