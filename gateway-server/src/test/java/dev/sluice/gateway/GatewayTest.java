package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.gateway.config.InvalidConfigException;
import dev.sluice.gateway.connection.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GatewayTest {
    private static final Map<String, String> ANY_PORT = Map.of("PORT", "0");

    @TempDir
    private Path home;

    private final Queue<String> console = new ConcurrentLinkedQueue<>();

    @Test
    void livesAndSaysWhyItIsNotReadyWithoutAProvider() throws Exception {
        try (Gateway gateway = start()) {
            assertThat(get(gateway, "/health").statusCode()).isEqualTo(200);
            HttpResponse<String> ready = get(gateway, "/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("no provider is loaded");
        }
    }

    @Test
    void answersTheApiAndGivesEveryReplyAnId() throws Exception {
        try (Gateway gateway = start()) {
            HttpResponse<String> models = get(gateway, "/v1/models");
            assertThat(models.statusCode()).isEqualTo(200);
            assertThat(models.body()).contains("\"data\":[]");
            assertThat(models.headers().firstValue("x-request-id")).isPresent();
            assertThat(get(gateway, "/health").headers().firstValue("x-request-id"))
                    .isPresent();
            assertThat(get(gateway, "/metrics").body()).contains("jvm_uptime");
        }
    }

    @Test
    void showsMetricsToThoseWhoAskForOpenMetrics() throws Exception {
        try (Gateway gateway = start()) {
            HttpResponse<String> scrape =
                    get(gateway, "/metrics", "accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
            assertThat(scrape.headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text"));
            assertThat(scrape.body()).contains("jvm_uptime").endsWith("# EOF\n");
        }
    }

    @Test
    void answersUnknownPathsAndWrongMethodsInJson() throws Exception {
        try (Gateway gateway = start()) {
            HttpResponse<String> unknown = get(gateway, "/nowhere");
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.body()).startsWith("{\"error\":{\"message\":");
            HttpResponse<String> wrong = get(gateway, "/v1/chat/completions");
            assertThat(wrong.statusCode()).isEqualTo(405);
            assertThat(wrong.headers().firstValue("allow"))
                    .hasValueSatisfying(allow -> assertThat(allow).contains("POST"));
            assertThat(wrong.body()).startsWith("{\"error\":{\"message\":");
        }
    }

    @Test
    void answersWhatIsNoHttpInJson() throws Exception {
        try (Gateway gateway = start()) {
            assertThat(raw(gateway, "GET /v1/models\r\n\r\n"))
                    .startsWith("HTTP/1.1 400")
                    .contains("{\"error\":{");
            assertThat(raw(gateway, "GET /v1/models HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400");
            assertThat(raw(gateway, "GET /" + "x".repeat(8000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .startsWith("HTTP/1.1 414")
                    .contains("{\"error\":{");
            assertThat(raw(
                            gateway,
                            "GET /v1/models HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(40_000) + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 4");
        }
    }

    @Test
    void answersClientsOfHttp10() throws Exception {
        try (Gateway gateway = start()) {
            assertThat(raw(gateway, "GET /v1/models HTTP/1.0\r\n\r\n"))
                    .startsWith("HTTP/1.1 200")
                    .contains("\"data\":[]");
        }
    }

    @Test
    void asksForTheKeyThatDotEnvNames() throws Exception {
        Files.writeString(home.resolve(".env"), "PROXY_SERVER_KEY=synthetic-key\n");
        try (Gateway gateway = start()) {
            assertThat(get(gateway, "/v1/models").statusCode()).isEqualTo(401);
            assertThat(get(gateway, "/v1/models", "Authorization", "Bearer synthetic-key")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(get(gateway, "/health").statusCode()).isEqualTo(200);
            assertThat(get(gateway, "/ready").body()).contains("no provider is loaded");
        }
        assertThat(String.join("\n", console)).contains("key=key-1").doesNotContain("synthetic-key");
    }

    @Test
    void refusesToStartWithErrorsAndNamesThoseOfProvidersAtTheSameTime() throws Exception {
        Files.writeString(home.resolve("application.yaml"), "log: {level: loud}\nproviders:\n  nobody:\n    url: x\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("2 errors")
                .hasMessageContaining("log.level = loud")
                .hasMessageContaining("providers.nobody");
    }

    @Test
    void followsItsConfigurationAsAWholeOrNotAtAll() throws Exception {
        write("security: {keys: [first-synthetic]}\n");
        try (Gateway gateway = start()) {
            assertThat(models(gateway, "first-synthetic")).isEqualTo(200);

            write("security: {keys: [second-synthetic]}\nserver: {max-request-size: 1 KB}\n");
            await(() -> models(gateway, "second-synthetic") == 200);
            assertThat(models(gateway, "first-synthetic")).isEqualTo(401);
            assertThat(post(gateway, "second-synthetic", "x".repeat(2000))).isEqualTo(413);

            write("security: {keys: [third-synthetic]}\nlog: {level: loud}\nproviders: {nobody: {a: b}}\n");
            await(() -> get(gateway, "/ready").body().contains("wrong with log.level, providers.nobody"));
            assertThat(models(gateway, "second-synthetic")).isEqualTo(200);
            assertThat(models(gateway, "third-synthetic")).isEqualTo(401);

            write("security: {keys: [third-synthetic]}\nserver: {port: 1}\n");
            assertThat(reload(gateway, "X-Api-Key: second-synthetic\r\n")).contains("\"in_effect\":true");
            assertThat(models(gateway, "third-synthetic")).isEqualTo(200);
            assertThat(get(gateway, "/ready").body()).doesNotContain("has errors");
            assertThat(post(gateway, "third-synthetic", "x".repeat(2000))).isEqualTo(400);
        }
    }

    @Test
    void followsAnEditorThatReplacesTheFileAndAChangeOfDotEnv() throws Exception {
        write("security: {keys: [first-synthetic]}\n");
        try (Gateway gateway = start()) {
            Path draft = Files.writeString(home.resolve("draft"), "security: {keys: [other-synthetic]}\n");
            Files.move(draft, home.resolve("application.yaml"), StandardCopyOption.REPLACE_EXISTING);
            await(() -> models(gateway, "other-synthetic") == 200);

            Files.writeString(home.resolve(".env"), "PROXY_SERVER_KEY=env-synthetic\n");
            await(() -> models(gateway, "env-synthetic") == 200);
        }
    }

    @Test
    void stopsAndBeginsToWriteALineForEveryRequestAsTheLevelSays() throws Exception {
        write("log: {level: warn}\n");
        try (Gateway gateway = start()) {
            get(gateway, "/v1/models");
            assertThat(console).isEmpty();

            write("log: {level: info, format: json}\n");
            assertThat(reload(gateway, "")).contains("\"in_effect\":true");
            get(gateway, "/v1/models");
            await(() -> console.stream().anyMatch(line -> line.startsWith("{") && line.contains("/v1/models")));
        }
    }

    private void write(String yaml) throws IOException {
        Files.writeString(home.resolve("application.yaml"), yaml);
    }

    private static int models(Gateway gateway, String key) throws Exception {
        return get(gateway, "/v1/models", "x-api-key", key).statusCode();
    }

    private static int post(Gateway gateway, String key, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/chat/completions"))
                .header("x-api-key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        }
    }

    /** Waits until the gateway has followed its files: nothing but looking again tells. */
    private static void await(Callable<Boolean> condition) throws Exception {
        long begun = System.nanoTime();
        while (!condition.call()) {
            assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(30));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    @Test
    void speaksTlsAloneOnceItHasACertificate() throws Exception {
        TestCertificate made = new TestCertificate(home, "EC");
        Files.writeString(home.resolve("server.crt"), made.certificatePem());
        Files.writeString(home.resolve("server.key"), made.keyPem());
        write("server: {tls: {certificate: server.crt, key: server.key}}\n");
        try (Gateway gateway = start();
                HttpClient client =
                        HttpClient.newBuilder().sslContext(made.context()).build()) {
            assertThat(gateway.url()).startsWith("https://127.0.0.1:");
            HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/models"))
                    .build();
            for (int round = 0; round < 2; round++) {
                assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                                .body())
                        .contains("\"data\":[]");
            }
            assertThat(raw(gateway, "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .doesNotContain("200");
        }
    }

    @Test
    void startsAgainOnTheSameHomeFolderAfterItWasClosed() throws Exception {
        Gateway first = start();
        int port = first.port();
        first.close();
        first.close();
        try (Gateway second = Gateway.start(home, Map.of("PORT", Integer.toString(port)), console::add)) {
            assertThat(get(second, "/health").statusCode()).isEqualTo(200);
        }
    }

    private Gateway start() {
        return Gateway.start(home, ANY_PORT, console::add);
    }

    private static HttpResponse<String> get(Gateway gateway, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String reload(Gateway gateway, String header) throws IOException {
        return raw(
                gateway,
                "POST /admin/reload HTTP/1.1\r\nHost: localhost:" + gateway.port() + "\r\n" + header
                        + "Content-Length: 0\r\nConnection: close\r\n\r\n");
    }

    private static String raw(Gateway gateway, String request) throws IOException {
        return RawHttp.exchange(gateway.port(), request);
    }
}
