package dev.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChatCompletionsTest {
    private static final String REQUEST = "{\"model\":\"fake-gpt-4o\",\"messages\":[]}";

    private final RunningApi api = RunningApi.start();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void forwardsUnknownFieldsAndWhiteSpaceUnchanged() {
        api.post(
                RunningApi.CHAT,
                "{ \"zeta\" : 1e10,\"model\" :\"fake-gpt-4o\" , \"messages\":[{\"role\":\"user\",\"content\":\"\u00e9\\u00e9 \uD83D\uDE00\"}],\n"
                        + "\"x\":{\"model\":\"inner\"},\"n\":1.50 }");

        assertThat(api.provider.lastBody())
                .isEqualTo(
                        "{ \"zeta\" : 1e10,\"model\" :\"gpt-4o\" , \"messages\":[{\"role\":\"user\",\"content\":\"\u00e9\\u00e9 \uD83D\uDE00\"}],\n"
                                + "\"x\":{\"model\":\"inner\"},\"n\":1.50 }");
    }

    @Test
    void forwardsABodyWithTheUpstreamsModelIdUnchanged() {
        api.post(RunningApi.CHAT, "{\"model\":\"gpt-4o\" }");

        assertThat(api.provider.lastBody()).isEqualTo("{\"model\":\"gpt-4o\" }");
    }

    @Test
    void sendsTheProviderTheRequestsMetadata() {
        api.post(
                RunningApi.CHAT,
                REQUEST,
                "x-request-id",
                "mine-1",
                "user-agent",
                "agent/1",
                "authorization",
                "Bearer caller-secret",
                "cookie",
                "a=b",
                "x-api-key",
                "caller-secret");

        ProviderRequest request = api.provider.lastRequest();
        assertThat(request.dialect()).isEqualTo(Dialect.CHAT_COMPLETIONS);
        assertThat(request.model()).isEqualTo("gpt-4o");
        assertThat(request.streaming()).isFalse();
        assertThat(request.requestId()).isEqualTo("mine-1");
        assertThat(request.headers().asMap()).containsOnlyKeys("user-agent");
    }

    @Test
    void forwardsAllValuesOfAHeader() {
        api.post(RunningApi.CHAT, REQUEST, "anthropic-beta", "first", "anthropic-beta", "second");

        assertThat(api.provider.lastRequest().headers().first("anthropic-beta")).contains("first, second");
    }

    @Test
    void forwardsTheUpstreamsReplyHeaders() {
        Headers told = Headers.of("x-quota-snapshot-chat", "ent=300&rem=75.1", "x-upstream-request-id", "AAAA:1");
        Headers hidden = Headers.of("set-cookie", "a=b", "x-internal", "1");
        Headers.Builder all = Headers.builder();
        told.forEach(all::set);
        hidden.forEach(all::set);
        api.provider.answer =
                request -> Reply.Complete.of(all.build(), "{\"model\":\"gpt-4o\"}".getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> response = api.post(RunningApi.CHAT, REQUEST);

        told.forEach(
                (name, value) -> assertThat(response.headers().firstValue(name)).contains(value));
        hidden.forEach(
                (name, value) -> assertThat(response.headers().firstValue(name)).isEmpty());
    }

    @Test
    void repliesWithTheUpstreamsBytesAndTheRequestedModelId() {
        api.provider.answer = request -> FakeProvider.json(
                "{\"id\":\"1\", \"model\": \"gpt-4o\",\"x\":[1.0,{\"model\":\"gpt-4o\"}],\"reasoning\":\"\u00fc\"}");

        HttpResponse<String> response = api.post(RunningApi.CHAT, REQUEST);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.body())
                .isEqualTo(
                        "{\"id\":\"1\", \"model\": \"fake-gpt-4o\",\"x\":[1.0,{\"model\":\"gpt-4o\"}],\"reasoning\":\"\u00fc\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}|{\"model\":\"fake-gpt-4o\"}", "{\"a\":1}|{\"model\":\"fake-gpt-4o\",\"a\":1}"})
    void addsAMissingModelToAReply(String upstream, String answered) {
        api.provider.answer = request -> FakeProvider.json(upstream);

        assertThat(api.post(RunningApi.CHAT, REQUEST).body()).isEqualTo(answered);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/chat/completions", "/chat/completions", "/api/chat/completions", "/v1/chat/completions/"})
    void servesEveryPathThatToolsUse(String path) {
        assertThat(api.post(path, REQUEST).statusCode()).isEqualTo(200);
    }

    /** As upstreams send it that keep a connection alive while the model thinks. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"model\":\"gpt-4o\"}", "{}"})
    void writesTheModelIdAfterLeadingWhiteSpace(String upstream) {
        api.provider.answer = request -> FakeProvider.json("\n \r\n\t" + upstream);

        assertThat(api.post(RunningApi.CHAT, REQUEST).body()).isEqualTo("\n \r\n\t{\"model\":\"fake-gpt-4o\"}");
    }

    @Test
    void sendsEmbeddingsInTheirOwnDialect() {
        api.provider.answer = request -> FakeProvider.json("{\"object\":\"list\",\"model\":\"m\",\"data\":[]}");

        HttpResponse<String> response =
                api.post("/v1/embeddings", "{\"model\":\"fake-text-embedding-3-small\",\"input\":\"a\"}");

        assertThat(response.body()).contains("\"model\":\"fake-text-embedding-3-small\"");
        assertThat(api.provider.lastRequest().dialect()).isEqualTo(Dialect.EMBEDDINGS);
    }

    @Test
    void acceptsAnyContentType() {
        assertThat(api.post(RunningApi.CHAT, REQUEST, "content-type", "text/plain;charset=UTF-8")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void acceptsAChunkedBody() {
        byte[] body = REQUEST.getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> response = api.send(api.request(RunningApi.CHAT)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(api.provider.lastBody()).isEqualTo("{\"model\":\"gpt-4o\",\"messages\":[]}");
    }

    @Test
    void refusesOtherMethodsAndNamesTheAllowedOnes() {
        HttpResponse<String> response = api.get(RunningApi.CHAT);

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("allow")).contains("OPTIONS, POST");
        assertThat(response.body()).contains("\"code\":\"method_not_allowed\"");
    }

    @Test
    void answersOptionsWithTheAllowedMethods() {
        HttpResponse<String> response = api.send(api.request("/v1/models")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("allow")).contains("GET, HEAD, OPTIONS");
        assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
    }
}
