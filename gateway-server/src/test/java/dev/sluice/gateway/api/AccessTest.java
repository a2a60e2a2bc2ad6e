package dev.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessTest {
    private RunningApi api = RunningApi.start();

    @AfterEach
    void stop() {
        api.close();
    }

    private void restart(RunningApi.Options options) {
        api.close();
        api = options.start();
    }

    private String statusLine(String host) throws IOException {
        try (Socket socket = api.connect()) {
            Wire wire = new Wire(socket);
            wire.request("GET /v1/models HTTP/1.1", "Host: " + host);
            return wire.head();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:4000",
                "page.localhost:4000",
                "127.0.0.1:4000",
                "[::1]:4000",
                "192.168.1.5",
                "gateway.local:80"
            })
    void acceptsItsOwnNamesAndIpAddresses(String host) throws IOException {
        restart(RunningApi.with().hosts("gateway.local"));

        assertThat(statusLine(host)).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:4000",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evillocalhost",
                "evillocalhost:4000"
            })
    void refusesReboundHostNames(String host) throws IOException {
        assertThat(statusLine(host)).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void refusesOtherOriginsWithoutCorsHeaders() {
        HttpResponse<String> response = api.get("/v1/models", "origin", "https://evil.example");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("origin_not_allowed").contains("cors.allowed-origins");
        assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void refusesPagesThatSendNoOrigin() {
        assertThat(api.get("/v1/models", "origin", "null").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chrome-extension", "moz-extension", "ftp", "app"})
    void refusesOriginsOfOtherSchemesAtItsAddress(String scheme) {
        String origin = scheme + "://127.0.0.1:" + api.port();

        assertThat(api.get("/v1/models", "origin", origin).statusCode()).isEqualTo(403);
    }

    @Test
    void acceptsItsOwnOrigin() {
        HttpResponse<String> response = api.get("/v1/models", "origin", "http://127.0.0.1:" + api.port());

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void acceptsAllowedOriginsWithCorsHeaders() {
        restart(RunningApi.with().origins("https://app.example").withKey());

        HttpResponse<String> preflight = api.send(api.request("/v1/chat/completions")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .headers(
                        "origin", "https://app.example",
                        "access-control-request-method", "POST",
                        "access-control-request-headers", "authorization, content-type")
                .build());
        HttpResponse<String> response =
                api.get("/v1/models", "origin", "https://app.example", "authorization", "Bearer " + RunningApi.KEY);

        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("access-control-allow-origin"))
                .contains("https://app.example");
        assertThat(preflight.headers().firstValue("access-control-allow-headers"))
                .contains("authorization, content-type");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("access-control-allow-origin")).contains("https://app.example");
    }

    @Test
    void exposesTheGatewaysHeadersToAllowedOrigins() {
        restart(RunningApi.with().origins("https://app.example"));

        HttpResponse<String> response = api.post(
                RunningApi.CHAT,
                "{\"model\":\"fake-gpt-4o\"}",
                "origin",
                "https://app.example",
                "x-sluice-explain",
                "1");

        List<String> exposed = List.of(response.headers()
                .firstValue("access-control-expose-headers")
                .orElse("")
                .split(", "));
        assertThat(exposed)
                .contains("x-request-id", "retry-after", "x-should-retry", "x-sluice-explain", "x-sluice-left-out")
                .contains("x-ratelimit-limit-requests", "x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens")
                .contains("anthropic-ratelimit-requests-limit", "anthropic-ratelimit-tokens-reset")
                .endsWith("*");
        assertThat(exposed)
                .containsAll(response.headers().map().keySet().stream()
                        .filter(name -> name.startsWith("x-"))
                        .toList());
        assertThat(api.get("/v1/models").headers().map()).doesNotContainKey("access-control-expose-headers");
    }

    @Test
    void refusesThePreflightOfOtherOrigins() {
        HttpResponse<String> preflight = api.send(api.request("/v1/models")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .headers("origin", "https://evil.example", "access-control-request-method", "GET")
                .build());

        assertThat(preflight.statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "authorization, Bearer client-key-for-tests",
        "Authorization, bearer  client-key-for-tests",
        "x-api-key, client-key-for-tests",
        "X-Proxy-Server-Key, client-key-for-tests",
        "x-proxy-key, client-key-for-tests",
        "x-goog-api-key, client-key-for-tests"
    })
    void acceptsAKeyInEveryHeaderThatToolsUse(String header, String value) {
        restart(RunningApi.with().withKey());

        assertThat(api.get("/v1/models", header, value).statusCode()).isEqualTo(200);
        assertThat(api.logLine()).contains("key=alice").doesNotContain(RunningApi.KEY);
    }

    @Test
    void findsAKeyInAnyOfSeveralHeaders() {
        restart(RunningApi.with().withKey());

        assertThat(api.get("/v1/models", "authorization", "Bearer dummy", "x-proxy-server-key", RunningApi.KEY)
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/metrics", "/auth/fake", "/nowhere"})
    void requiresAKeyOnEveryPathAndExplainsHowToSendIt(String path) {
        restart(RunningApi.with().withKey());

        HttpResponse<String> without = api.get(path);
        HttpResponse<String> wrong = api.get(path, "authorization", "Bearer wrong-key");

        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body())
                .contains("\"type\":\"authentication_error\"")
                .contains("\"code\":\"invalid_api_key\"")
                .contains("X-Proxy-Server-Key")
                .doesNotContain("wrong-key");
        assertThat(wrong.headers().firstValue("x-request-id")).isPresent();
    }

    @Test
    void skipsTheBodyOfARefusedRequestAndKeepsTheConnection() throws IOException {
        restart(RunningApi.with().withKey());
        try (Socket socket = api.openChat("z".repeat(300_000))) {
            Wire wire = new Wire(socket);
            assertThat(wire.head()).startsWith("HTTP/1.1 401 ");
            wire.body();
            wire.request("GET /v1/models HTTP/1.1", "Host: localhost", "x-api-key: " + RunningApi.KEY);
            assertThat(wire.head()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void keepsASafeRequestIdAndReplacesAnyOther() {
        assertThat(api.get("/v1/models", "x-request-id", "abc-1.2_3").headers().firstValue("x-request-id"))
                .contains("abc-1.2_3");
        assertThat(api.get("/v1/models", "x-request-id", "a b\"c").headers().firstValue("x-request-id"))
                .get()
                .asString()
                .startsWith("req_")
                .hasSize(28);
    }
}
