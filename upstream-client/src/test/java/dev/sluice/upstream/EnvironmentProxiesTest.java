package dev.sluice.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvironmentProxiesTest {

    @Test
    void findsNoneWhereNoneIsNamed() {
        assertThat(EnvironmentProxies.of(Map.of("HTTPS_PROXY", " ", "PATH", "/bin")))
                .isEmpty();
    }

    @Test
    void choosesByScheme() {
        ProxySelector proxies = EnvironmentProxies.of(
                        Map.of("HTTPS_PROXY", "http://proxy.example.test:3128", "http_proxy", "plain.example.test"))
                .orElseThrow();
        assertThat(proxies.select(URI.create("https://api.github.com/models")))
                .containsExactly(proxy("proxy.example.test", 3128));
        assertThat(proxies.select(URI.create("http://other.example.test")))
                .containsExactly(proxy("plain.example.test", 80));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost:4000",
                "https://127.0.0.1",
                "https://api.internal.test",
                "https://internal.test",
                "https://a.b.wild.test",
                "https://exact.test"
            })
    void reachesExceptionsDirectly(String address) {
        ProxySelector proxies = EnvironmentProxies.of(Map.of(
                        "ALL_PROXY", "http://proxy.example.test:3128",
                        "NO_PROXY", ".internal.test, *.wild.test exact.test"))
                .orElseThrow();
        assertThat(proxies.select(URI.create(address))).containsExactly(Proxy.NO_PROXY);
        assertThat(proxies.select(URI.create("https://notexact.test")))
                .containsExactly(proxy("proxy.example.test", 3128));
    }

    @Test
    void refusesWhatItCannotUseWithoutShowingIt() {
        Map<String, String> environment = Map.of("HTTPS_PROXY", "socks5://user:synthetic@proxy.example.test");
        assertThatThrownBy(() -> EnvironmentProxies.of(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("synthetic");
    }

    private static Proxy proxy(String host, int port) {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    }
}
