package dev.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** APIs beside chat completions, with models that support their dialects. */
final class ApisTest {
    private static final String REQUEST = "{\"model\":\"fake-m\", \"x\":1.0}";
    private static final String STREAM = "{\"model\":\"fake-m\",\"stream\":true}";
    private static final String GENERATE = "/v1beta/models/fake-m:generateContent";
    private static final String STREAM_GENERATE = "/v1beta/models/fake-m:streamGenerateContent";

    private final RunningApi api = RunningApi.start();

    @BeforeEach
    void offerAModelThatSupportsAllDialects() {
        api.provider.models = List.of(Model.builder("m")
                .dialects(List.of(Dialect.RESPONSES, Dialect.MESSAGES, Dialect.GEMINI))
                .build());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/responses, '\"code\":'",
        "/v1/messages, '\"type\":\"api_error\"'",
        STREAM_GENERATE + "?alt=sse, '\"status\":\"UNAVAILABLE\"'",
        STREAM_GENERATE + ", '\"status\":\"UNAVAILABLE\"'"
    })
    void streamsThatEndBeforeTheyStartAreErrorsInTheClientsFormat(String path, String error) {
        api.provider.answer = request -> new FakeStream().end().reply();

        HttpResponse<String> response = api.post(path, STREAM);

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains(error).contains("ended its reply before it started");
    }

    @Test
    void requestsOfForeignReasoningOnlyAreRefusedByField() {
        HttpResponse<String> refused = api.post(
                "/v1/responses",
                "{\"model\":\"fake-m\",\"input\":[{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],"
                        + "\"encrypted_content\":\"sluice1.eyJvIjpbWyJtZXNzYWdlcyIsIiIsInNlYWxlZCJdXX0\"}]}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"param\":\"input\"", "'input' holds nothing to answer");
        assertThat(api.provider.requests).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/responses, responses",
        "/responses, responses",
        "/v1/messages, messages",
        "/v1/messages?beta=true, messages",
        "/messages, messages"
    })
    void bodiesAndRepliesPassThrough(String path, String dialect) {
        api.provider.answer = request -> FakeProvider.json("{\"id\":\"1\", \"model\":\"m\",\"y\":[1.0]}");

        HttpResponse<String> response = api.post(path, REQUEST);

        ProviderRequest asked = api.provider.lastRequest();
        assertThat(asked.dialect()).isEqualTo(new Dialect(dialect));
        assertThat(new String(asked.body(), StandardCharsets.UTF_8)).isEqualTo("{\"model\":\"m\", \"x\":1.0}");
        assertThat(response.body()).isEqualTo("{\"id\":\"1\", \"model\":\"fake-m\",\"y\":[1.0]}");
        assertThat(response.headers().firstValue("x-sluice-left-out")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1beta/models/", "/v1/models/"})
    void geminiReadsModelAndStreamFromThePath(String prefix) {
        api.provider.answer = request -> FakeProvider.json("{\"modelVersion\":\"m\",\"model\":\"m\"}");

        HttpResponse<String> response = api.post(prefix + "fake/m:generateContent", "{\"contents\":[]}");

        ProviderRequest asked = api.provider.lastRequest();
        assertThat(asked.dialect()).isEqualTo(Dialect.GEMINI);
        assertThat(asked.model()).isEqualTo("m");
        assertThat(asked.streaming()).isFalse();
        assertThat(new String(asked.body(), StandardCharsets.UTF_8)).isEqualTo("{\"contents\":[]}");
        assertThat(response.body()).isEqualTo("{\"modelVersion\":\"fake/m\",\"model\":\"m\"}");
    }

    @Test
    void eventsKeepTheirTypesAndNameTheRequestedModel() {
        api.provider.answer = request -> new FakeStream()
                .send("response.created", "{\"type\":\"response.created\",\"response\":{\"model\":\"m\"}}")
                .send("response.output_text.delta", "{\"delta\":\"model\",\n\"response\":{\"model\":\"m\"}}")
                .send("response.completed", "{\"response\":{\"id\":\"1\",\"model\":\"m\"}}")
                .end()
                .reply();

        assertThat(api.post("/v1/responses", STREAM).body()).isEqualTo("""
                event: response.created
                data: {"type":"response.created","response":{"model":"fake-m"}}

                event: response.output_text.delta
                data: {"delta":"model", "response":{"model":"m"}}

                event: response.completed
                data: {"response":{"id":"1","model":"fake-m"}}

                """);
    }

    @Test
    void brokenStreamsEndInTheDialectsErrorEvent() throws IOException {
        api.provider.answer = request -> new FakeStream()
                .send("response.created", "{\"response\":{\"model\":\"m\"}}")
                .fail(ErrorKind.UPSTREAM_UNAVAILABLE, "cut \"off\"")
                .reply();
        assertThat(cut("/v1/responses", STREAM)).endsWith("""
                event: error
                data: {"type":"error","code":"upstream_unavailable","message":"cut \\"off\\"","param":null,"sequence_number":1}

                """);

        api.provider.answer = request -> new FakeStream()
                .send("message_start", "{\"message\":{\"model\":\"m\"}}")
                .fail(ErrorKind.UPSTREAM_TIMEOUT, "silent")
                .reply();
        assertThat(cut("/v1/messages", STREAM, "x-request-id", "r-1")).endsWith("""
                event: error
                data: {"type":"error","error":{"type":"timeout_error","message":"upstream_timeout: silent"},"request_id":"r-1"}

                """);
    }

    @Test
    void geminiStreamsAreEventsOrOneArray() throws IOException {
        api.provider.answer = request ->
                FakeStream.of("{\"modelVersion\":\"m\"}", "{\"b\":2}").end().reply();
        HttpResponse<String> events = api.post(STREAM_GENERATE + "?alt=sse", "{}");
        assertThat(events.body()).isEqualTo("data: {\"modelVersion\":\"fake-m\"}\r\n\r\ndata: {\"b\":2}\r\n\r\n");
        assertThat(events.headers().firstValue("content-type").orElseThrow()).startsWith("text/event-stream");
        HttpResponse<String> array = api.post(STREAM_GENERATE, "{}");
        assertThat(array.body()).isEqualTo("[{\"modelVersion\":\"fake-m\"},\n{\"b\":2}]");
        assertThat(array.headers().firstValue("content-type").orElseThrow()).startsWith("application/json");

        api.provider.answer = request ->
                FakeStream.of("{}").fail(ErrorKind.UPSTREAM_UNAVAILABLE, "cut").reply();
        assertThat(cut(STREAM_GENERATE, "{}"))
                .startsWith("[{},\n{\"error\":{\"code\":502,")
                .doesNotEndWith("]");
        assertThat(cut(STREAM_GENERATE + "?alt=sse", "{}")).startsWith("data: {}\r\n\r\ndata: {\"error\":");
    }

    @Test
    void failuresAreInTheClientsFormat() {
        api.provider.fails(ProviderException.builder(ErrorKind.RATE_LIMITED, "slow down")
                .retryAfter(Duration.ofMillis(1500))
                .build());
        HttpResponse<String> messages = api.post("/v1/messages", REQUEST, "x-request-id", "r-1");
        assertThat(messages.headers().firstValue("request-id")).contains("r-1");
        assertThat(messages.statusCode()).isEqualTo(429);
        assertThat(messages.headers().firstValue("retry-after")).contains("2");
        assertThat(messages.body())
                .isEqualTo("{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":"
                        + "\"rate_limit_exceeded: slow down\"},\"request_id\":\"r-1\"}");
        HttpResponse<String> gemini = api.post(GENERATE, "{}");
        assertThat(gemini.statusCode()).isEqualTo(429);
        assertThat(gemini.body())
                .startsWith("{\"error\":{\"code\":429,\"message\":\"slow down\",\"status\":\"RESOURCE_EXHAUSTED\"")
                .contains("\"reason\":\"rate_limit_exceeded\"", "\"retryDelay\":\"2s\"");

        api.provider.fails(ProviderException.builder(ErrorKind.UPSTREAM_UNAVAILABLE, "busy")
                .upstreamStatus(503)
                .build());
        assertThat(api.post("/v1/messages", REQUEST).statusCode()).isEqualTo(529);
        assertThat(api.post("/v1/messages", REQUEST).body()).contains("overloaded_error");
        assertThat(api.post("/v1/responses", REQUEST).statusCode()).isEqualTo(503);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/messages, '{\"type\":\"error\",'",
        "/v1/messages/nothing, '{\"type\":\"error\",'",
        "/messages/nothing, '{\"type\":\"error\",'",
        "/v1beta, '{\"error\":{\"code\":404,'",
        "/v1beta/nothing, '{\"error\":{\"code\":404,'",
        "/v1beta/models/fake-m:nothing, '{\"error\":{\"code\":404,'",
        "/v1/nothing, '{\"error\":{\"message\":'"
    })
    void invalidRequestsAreReportedInTheApisFormat(String path, String beginning) {
        assertThat(api.post(path, "[]").body()).startsWith(beginning);
    }

    @Test
    void vendorHeadersSelectTheApiOfASharedPath() {
        assertThat(api.get("/v1/models", "anthropic-version", "2023-06-01").body())
                .startsWith("{\"data\":[{\"type\":\"model\",\"id\":\"fake-m\",\"display_name\":")
                .endsWith("\"first_id\":\"fake-m\",\"has_more\":false,\"last_id\":\"fake-m\"}");
        assertThat(api.get("/v1/models/fake-m", "anthropic-version", "2023-06-01")
                        .body())
                .startsWith("{\"type\":\"model\",\"id\":\"fake-m\"");
        String gemini = "{\"models\":[{\"name\":\"models/fake-m\",\"displayName\":";
        assertThat(api.get("/v1beta/models").body()).startsWith(gemini);
        assertThat(api.get("/v1/models", "x-goog-api-key", "k").body()).startsWith(gemini);
        assertThat(api.get("/v1beta/models/fake-m").body()).startsWith("{\"name\":\"models/fake-m\"");
        assertThat(api.get("/v1beta/models/none").body()).contains("\"status\":\"NOT_FOUND\"");
        assertThat(api.get("/v1/models").body()).startsWith("{\"object\":\"list\"");
    }

    @Test
    void responsesAreNeitherStoredNorServedOverWebSocket() {
        assertThat(api.get("/v1/responses/resp_1").statusCode()).isEqualTo(404);
        assertThat(api.get("/v1/responses/resp_1").body()).contains("response_not_found", "'store': false");
        assertThat(api.get("/v1/responses").statusCode()).isEqualTo(405);
    }

    @Test
    void embeddingsAreServedInGeminisFormatToo() {
        api.provider.models = List.of(FakeProvider.EMBEDDING);
        api.provider.answer = request -> FakeProvider.json(
                "{\"data\":[{\"index\":0,\"embedding\":[0.5,1]}],\"model\":\"m\",\"object\":\"list\"}");
        String model = "/v1beta/models/fake-text-embedding-3-small:";

        assertThat(api.post(model + "embedContent", "{\"content\":{\"parts\":[{\"text\":\"a\"}]}}")
                        .body())
                .isEqualTo("{\"embedding\":{\"values\":[0.5,1]}}");
        ProviderRequest asked = api.provider.lastRequest();
        assertThat(asked.dialect()).isEqualTo(Dialect.EMBEDDINGS);
        assertThat(new String(asked.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"model\":\"text-embedding-3-small\",\"input\":[\"a\"]}");
        assertThat(api.post(
                                model + "batchEmbedContents",
                                "{\"requests\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"taskType\":\"CLUSTERING\"}]}")
                        .headers()
                        .firstValue("x-sluice-left-out"))
                .contains("requests.taskType");
        assertThat(api.get("/v1beta/models").body()).contains("\"embedContent\",\"batchEmbedContents\"");
        assertThat(api.post("/v1/embeddings", "{\"model\":\"fake-text-embedding-3-small\",\"stream\":true}")
                        .body())
                .contains("\"param\":\"stream\"");
    }

    @Test
    void modelWithoutABridgeIsRefusedByName() {
        api.provider.models = List.of(FakeProvider.EMBEDDING);
        HttpResponse<String> refused = api.post("/v1/messages", "{\"model\":\"fake-text-embedding-3-small\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("does not support /v1/messages; it supports /v1/embeddings");
    }

    /** The reply of a stream that does not end properly. */
    private String cut(String path, String body, String... headers) throws IOException {
        String head = "POST " + path + " HTTP/1.1\r\nContent-Type: application/json";
        for (int i = 0; i < headers.length; i += 2) {
            head += "\r\n" + headers[i] + ": " + headers[i + 1];
        }
        try (Socket socket = api.open(head, body)) {
            Wire wire = new Wire(socket);
            wire.head();
            return wire.cutChunks();
        }
    }
}
