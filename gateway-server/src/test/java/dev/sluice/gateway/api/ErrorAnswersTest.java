package dev.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ErrorAnswersTest {
    private static final String REQUEST = "{\"model\":\"fake-gpt-4o\"}";

    private final RunningApi api = RunningApi.start();

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_REQUEST, 400, invalid_request_error, invalid_request, false",
        "UNKNOWN_MODEL, 404, invalid_request_error, model_not_found, false",
        "SIGN_IN_REQUIRED, 401, authentication_error, sign_in_required, false",
        "NOT_ENTITLED, 403, permission_error, not_entitled, false",
        "RATE_LIMITED, 429, rate_limit_error, rate_limit_exceeded, ",
        "QUOTA_EXHAUSTED, 402, insufficient_quota, insufficient_quota, false",
        "CONTENT_FILTERED, 400, invalid_request_error, content_filter, false",
        "UPSTREAM_UNAVAILABLE, 502, server_error, upstream_unavailable, ",
        "UPSTREAM_TIMEOUT, 504, server_error, upstream_timeout, false",
        "UPSTREAM_PROTOCOL, 502, server_error, upstream_protocol_error, false",
        "CANCELLED, 503, server_error, gateway_stopping, "
    })
    void mapsEachKindToOpenAisError(ErrorKind kind, int status, String type, String code, String retry) {
        api.provider.fails(kind, "what went wrong");

        HttpResponse<String> response = api.post(RunningApi.CHAT, REQUEST);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body())
                .startsWith("{\"error\":{\"message\":\"")
                .contains("\"type\":\"" + type + "\"")
                .contains("\"param\":")
                .contains("\"code\":\"" + code + "\"");
        assertThat(response.headers().firstValue("x-should-retry").orElse(null)).isEqualTo(retry);
        assertThat(response.headers().firstValue("x-request-id")).isPresent();
        assertThat(response.headers().firstValue("www-authenticate")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1/nothing", "/v1/messages", "/v1/models/nobody"})
    void sendsNoBodyToHeadSoThatTheNextReplyCanBeRead(String path) throws IOException {
        try (Socket socket = api.connect()) {
            Wire wire = new Wire(socket);
            wire.request("HEAD " + path + " HTTP/1.1", "Host: localhost");
            assertThat(wire.head()).startsWith("HTTP/1.1 40");
            wire.request("GET /v1/models HTTP/1.1", "Host: localhost");
            assertThat(wire.head()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void reportsTheProvidersDetails() {
        api.provider.fails(ProviderException.builder(ErrorKind.RATE_LIMITED, "Slow down.")
                .code("user_model_rate_limited")
                .parameter("model")
                .retryAfter(Duration.ofMillis(90_500))
                .upstreamRequestId("AAAA:1")
                .build());

        HttpResponse<String> response = api.post(RunningApi.CHAT, REQUEST);

        assertThat(response.headers().firstValue("retry-after")).contains("91");
        assertThat(response.headers().firstValue("x-should-retry")).contains("false");
        assertThat(response.headers().firstValue("x-upstream-request-id")).contains("AAAA:1");
        assertThat(response.body())
                .isEqualTo("{\"error\":{\"message\":\"Slow down.\",\"type\":\"rate_limit_error\",\"param\":\"model\","
                        + "\"code\":\"user_model_rate_limited\"}}");
    }

    @Test
    void forbidsRetriesWithALongRetryAfter() {
        api.provider.fails(ProviderException.builder(ErrorKind.UPSTREAM_UNAVAILABLE, "Not now.")
                .retryAfter(Duration.ofSeconds(61))
                .build());

        HttpResponse<String> response = api.post(RunningApi.CHAT, REQUEST);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("retry-after")).contains("61");
        assertThat(response.headers().firstValue("x-should-retry")).contains("false");
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_REQUEST, 413, 413",
        "INVALID_REQUEST, 422, 422",
        "INVALID_REQUEST, 421, 400",
        "UPSTREAM_UNAVAILABLE, 503, 503",
        "UPSTREAM_UNAVAILABLE, 500, 502"
    })
    void keepsTheUpstreamsMoreSpecificStatus(ErrorKind kind, int upstream, int status) {
        api.provider.fails(
                ProviderException.builder(kind, "no").upstreamStatus(upstream).build());

        assertThat(api.post(RunningApi.CHAT, REQUEST).statusCode()).isEqualTo(status);
    }

    @Test
    void hidesTheDetailsOfAnInternalError() {
        api.provider.fails(ErrorKind.INTERNAL, "inner workings");

        HttpResponse<String> response = api.post(RunningApi.CHAT, REQUEST, "x-request-id", "find-me");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("inner workings").contains("request id find-me");
    }

    @Test
    void explainsAnInternalErrorWithACode() {
        api.provider.fails(ProviderException.builder(ErrorKind.INTERNAL, "set the version in the configuration")
                .code("version_unsupported")
                .build());

        HttpResponse<String> response = api.post(RunningApi.CHAT, REQUEST);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.headers().firstValue("x-should-retry")).contains("false");
        assertThat(response.body()).contains("version_unsupported", "set the version in the configuration");
    }

    @Test
    void hidesTheDetailsOfAnUnexpectedException() {
        api.provider.answer = request -> {
            throw new IllegalStateException("inner workings");
        };

        HttpResponse<String> response = api.post(RunningApi.CHAT, REQUEST);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.headers().firstValue("x-should-retry")).contains("false");
        assertThat(response.body()).contains("internal_error").doesNotContain("inner workings");
        assertThat(api.logLine()).contains("status=500", "error=internal", "ending=complete");
    }

    @Test
    void rejectsAReplyThatIsNotJson() {
        api.provider.answer = request -> FakeProvider.json("{\"id\":,}");

        HttpResponse<String> response = api.post(RunningApi.CHAT, REQUEST);

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("upstream_protocol_error");
    }
}
