package dev.sluice.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource({
        "socks5://user:synthetic@proxy.example.test, names a SOCKS proxy",
        "socks5h://proxy.example.test:1080, names a SOCKS proxy",
        "https://user:synthetic@proxy.example.test, is not of the form http://host:port",
        "http://user:synthetic#1@proxy.example.test:3128, is not of the form http://host:port",
        "http://user:syn thetic@proxy.example.test:3128, is not of the form http://host:port",
    })
    void refusesWhatItCannotUseWithoutShowingIt(String proxy, String why) {
        for (String name : List.of("HTTPS_PROXY", "all_proxy")) {
            assertThatThrownBy(() -> EnvironmentProxies.of(Map.of(name, proxy)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(name + " in the environment " + why)
                    .hasMessageNotContaining("synthetic")
                    .hasMessageNotContaining("thetic@")
                    .hasNoCause();
        }
    }

    @Test
    void showsEachProxyItsOwnUserAndPassword() {
        EnvironmentProxies proxies = EnvironmentProxies.of(Map.of(
                        "HTTPS_PROXY", "http://user:p%40ss%C3%BC:+1@proxy.example.test:3128",
                        "HTTP_PROXY", "http://alone@proxy.example.test:3128"))
                .orElseThrow();

        assertThat(decoded(proxies.authorization("https"))).isEqualTo("user:p@ss\u00fc:+1");
        assertThat(decoded(proxies.authorization("http"))).isEqualTo("alone:");
        assertThat(proxies.select(URI.create("https://api.github.com")))
                .containsExactly(proxy("proxy.example.test", 3128));
        assertThat(EnvironmentProxies.of(Map.of("HTTPS_PROXY", "http://proxy.example.test"))
                        .orElseThrow()
                        .authorization("https"))
                .isNull();
    }

    private static String decoded(@Nullable String authorization) {
        assertThat(authorization).startsWith("Basic ");
        return new String(
                Base64.getDecoder().decode(String.valueOf(authorization).substring(6)), StandardCharsets.UTF_8);
    }

    private static Proxy proxy(String host, int port) {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    }
}
