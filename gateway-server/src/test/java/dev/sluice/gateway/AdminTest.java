package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.gateway.config.InvalidConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may administer a gateway, and what that does. */
final class AdminTest {
    private static final String LISTING = "GET /admin/providers";
    private static final String RELOAD = "POST /admin/reload";

    @TempDir
    private Path home;

    @Test
    void answersProgramsOnThisMachineWhereThereIsNoAdminKey() throws IOException {
        try (Gateway gateway = start()) {
            assertThat(ask(gateway, LISTING, ""))
                    .startsWith("HTTP/1.1 200")
                    .contains("{\"providers\":[],\"problems\":[],\"notices\":[]}");
            assertThat(ask(gateway, RELOAD, "")).startsWith("HTTP/1.1 200").contains("\"in_effect\":true");
            assertThat(ask(gateway, "GET /admin/reload", "")).startsWith("HTTP/1.1 405");
            assertThat(ask(gateway, "GET /admin/nothing", "")).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void tellsOfModelsThatNobodyHasInTheLogAsWell() throws Exception {
        BlockingQueue<String> logged = new LinkedBlockingQueue<>();
        Logger logger = Logger.getLogger(RoutingWatch.class.getName());
        Handler handler = new StreamHandler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getMessage());
            }
        };
        logger.addHandler(handler);
        yaml("routing:\n  models:\n    smart: [acme/one]\n");
        String sentence = "routing.models.smart (application.yaml, line 3): 'acme/one' is skipped for now: no running"
                + " provider has a model of this name.";
        try (Gateway gateway = start()) {
            assertThat(ask(gateway, LISTING, "")).contains("\"notices\":[\"" + sentence + "\"]");
            assertThat(logged.poll(30, TimeUnit.SECONDS)).isEqualTo(sentence);
            assertThat(ask(gateway, RELOAD, "")).contains("\"in_effect\":true");
            assertThat(logged).isEmpty();
        } finally {
            logger.removeHandler(handler);
        }
    }

    @Test
    void answersNoWebPageAndNobodyBehindAProxy() throws IOException {
        yaml("cors: {allowed-origins: ['*']}\nserver: {allowed-hosts: [gateway.example]}\n");
        try (Gateway gateway = start()) {
            for (String header : new String[] {
                "Origin: http://localhost:" + gateway.port(),
                "Origin: https://page.example",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-origin",
                "X-Forwarded-For: 203.0.113.7",
                "Forwarded: for=203.0.113.7",
                "Via: 1.1 proxy"
            }) {
                assertThat(ask(gateway, RELOAD, header + "\r\n")).as(header).startsWith("HTTP/1.1 403");
            }
            for (String host : new String[] {"gateway.example", "192.0.2.1", "page.localhost", "127.0.0.1.example"}) {
                assertThat(raw(gateway, LISTING + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                        .as(host)
                        .startsWith("HTTP/1.1 403");
            }
        }
    }

    @Test
    void asksForAClientKeyWhereThereAreSomeAndNoAdminKey() throws IOException {
        yaml("security: {keys: [client-synthetic]}\n");
        try (Gateway gateway = start()) {
            assertThat(ask(gateway, LISTING, "")).startsWith("HTTP/1.1 401");
            assertThat(ask(gateway, LISTING, bearer("client-synthetic"))).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void takesTheAdminKeyAloneWhereThereIsOne() throws IOException {
        yaml("security: {keys: [client-synthetic], admin-key: admin-synthetic}\n");
        try (Gateway gateway = start()) {
            assertThat(ask(gateway, LISTING, "")).startsWith("HTTP/1.1 401").contains("invalid_admin_key");
            assertThat(ask(gateway, RELOAD, bearer("client-synthetic"))).startsWith("HTTP/1.1 401");
            assertThat(ask(gateway, LISTING, bearer("admin-synthetic"))).startsWith("HTTP/1.1 200");
            assertThat(ask(gateway, LISTING, bearer("admin-synthetic") + "Origin: http://localhost\r\n"))
                    .startsWith("HTTP/1.1 403");
            assertThat(ask(gateway, "GET /v1/models", bearer("admin-synthetic")))
                    .startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void answersNobodyWithoutAnAdminKeyBeyondLoopback() throws IOException {
        yaml("server: {host: 0.0.0.0}\nsecurity: {open: true}\n");
        try (Gateway gateway = start()) {
            assertThat(ask(gateway, LISTING, "")).startsWith("HTTP/1.1 403").contains("security.admin-key");
        }
    }

    @Test
    void refusesAnAdminKeyThatIsAClientsToo() throws IOException {
        yaml("security: {keys: [same-synthetic], admin-key: same-synthetic}\n");
        assertThatThrownBy(this::start)
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("security.admin-key = (hidden)")
                .hasMessageNotContaining("same-synthetic");
    }

    @Test
    void tellsWhatAReloadHasChangedAndEveryError() throws IOException {
        try (Gateway gateway = start()) {
            yaml("models: {list-timeout: PT3S}\nserver: {max-connections: 99}\n");
            assertThat(ask(gateway, RELOAD, ""))
                    .startsWith("HTTP/1.1 200")
                    .contains(
                            "\"changed\":[\"models.list-timeout\"]", "\"after_restart\":[\"server.max-connections\"]");

            yaml("models: {list-timeout: soon}\nlog: {level: loud}\n");
            Files.createDirectories(home.resolve("providers"));
            Files.writeString(home.resolve("providers/broken.jar"), "no JAR");
            assertThat(ask(gateway, RELOAD, ""))
                    .startsWith("HTTP/1.1 422")
                    .contains("\"in_effect\":false", "models.list-timeout = soon", "log.level = loud")
                    .contains("\"source\":\"providers/broken.jar\"", "not a usable JAR");
            assertThat(ask(gateway, LISTING, "")).contains("\"source\":\"providers/broken.jar\"");
        }
    }

    private Gateway start() {
        return Gateway.start(home, Map.of("PORT", "0"), line -> {});
    }

    private void yaml(String text) throws IOException {
        Files.writeString(home.resolve("application.yaml"), text);
    }

    private static String bearer(String key) {
        return "Authorization: Bearer " + key + "\r\n";
    }

    private static String ask(Gateway gateway, String what, String headers) throws IOException {
        return raw(
                gateway,
                what + " HTTP/1.1\r\nHost: localhost:" + gateway.port() + "\r\nContent-Length: 0\r\n" + headers
                        + "Connection: close\r\n\r\n");
    }

    private static String raw(Gateway gateway, String request) throws IOException {
        return RawHttp.exchange(gateway.port(), request);
    }
}
