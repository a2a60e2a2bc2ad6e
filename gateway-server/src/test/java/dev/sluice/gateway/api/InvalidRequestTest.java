package dev.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InvalidRequestTest {
    private final RunningApi api = RunningApi.with().bodyLimit(10_000).start();

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"model\":\"fake-gpt-4o\"|null|invalid_json",
                "{\"model\":\"fake-gpt-4o\"} x|null|invalid_json",
                "{\"model\":|null|invalid_json",
                "{\"model\":\"fake-gpt-4o\",\"stream\":|null|invalid_json",
                "[1,2]|null|invalid_request",
                "``|null|invalid_request",
                "{\"messages\":[]}|\"model\"|missing_required_parameter",
                "{\"model\":\" \"}|\"model\"|missing_required_parameter",
                "{\"model\":5}|\"model\"|invalid_type",
                "{\"model\":null}|\"model\"|invalid_type",
                "{\"model\":\"fake-gpt-4o\",\"stream\":\"yes\"}|\"stream\"|invalid_type",
                "{\"model\":\"fake-gpt-4o\",\"model\":\"other\"}|\"model\"|duplicate_parameter",
                "{\"model\":\"m\",\"stream\":false,\"stream\":true}|\"stream\"|duplicate_parameter",
                "{\"model\":\"fake-gpt-4o\",\"stream_options\":[]}|\"stream_options\"|invalid_type",
                "{\"model\":\"m\",\"stream_options\":{\"include_usage\":1}}|\"stream_options.include_usage\"|invalid_type"
            })
    void namesTheInvalidField(String body, String parameter, String code) {
        HttpResponse<String> response = api.post(RunningApi.CHAT, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .contains("\"type\":\"invalid_request_error\"")
                .contains("\"param\":" + parameter)
                .contains("\"code\":\"" + code + "\"");
        assertThat(api.provider.requests).isEmpty();
    }

    @Test
    void acceptsNullForOptionalFields() {
        assertThat(api.post(RunningApi.CHAT, "{\"model\":\"fake-gpt-4o\",\"stream\":null,\"stream_options\":null}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesExcessiveNesting() {
        String body = "{\"model\":\"fake-gpt-4o\",\"x\":" + "[".repeat(4_000) + "]".repeat(4_000) + "}";

        HttpResponse<String> response = api.post(RunningApi.CHAT, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("invalid_json");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] body = "{\"model\":\"fake-gpt-4o\",\"x\":\"?\"}".getBytes(StandardCharsets.US_ASCII);
        body[body.length - 3] = (byte) 0xFF;

        HttpResponse<String> response = api.send(api.request(RunningApi.CHAT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());

        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void refusesALongBodyAndKeepsTheConnection() throws IOException {
        String tooLong = "x".repeat(200_000);
        try (Socket socket = api.openChat(tooLong)) {
            Wire wire = new Wire(socket);
            assertThat(wire.head()).startsWith("HTTP/1.1 413 ").doesNotContain("close");
            assertThat(wire.body()).contains("\"code\":\"request_too_large\"").contains("10000 bytes");

            wire.request("GET /v1/models HTTP/1.1", "Host: localhost");
            assertThat(wire.head()).startsWith("HTTP/1.1 200 ");
        }
        assertThat(api.provider.requests).isEmpty();
    }

    @Test
    void refusesALongBodyInChunksAndKeepsTheConnection() throws IOException {
        try (Socket socket = api.connect()) {
            Wire wire = new Wire(socket);
            wire.request("POST /v1/chat/completions HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked");
            for (int i = 0; i < 20; i++) {
                wire.write("400\r\n" + "y".repeat(1024) + "\r\n");
            }
            wire.write("0\r\n\r\n");
            assertThat(wire.head()).startsWith("HTTP/1.1 413 ");
            assertThat(wire.body()).contains("request_too_large");

            wire.request("GET /v1/models HTTP/1.1", "Host: localhost");
            assertThat(wire.head()).startsWith("HTTP/1.1 200 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz", "", "-5", "ffffffffff", "2;name=value", "2\n{}"})
    void refusesInvalidChunksAndClosesTheConnection(String chunk) throws IOException {
        try (Socket socket = api.connect()) {
            Wire wire = new Wire(socket);
            wire.request("POST /v1/chat/completions HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked");
            wire.write(chunk + "\r\n{}\r\n0\r\n\r\n");
            assertThat(wire.head()).startsWith("HTTP/1.1 400 ");
            assertThat(wire.body()).contains("\"code\":\"invalid_body\"");
            assertThat(socket.getInputStream().read()).isNegative();
        }
        assertThat(api.logLine()).contains("status=400", "error=invalid_request");
    }

    @Test
    void closesTheConnectionOfARefusedRequestWithInvalidChunks() throws IOException {
        try (Socket socket = api.connect()) {
            Wire wire = new Wire(socket);
            wire.request("POST /nowhere HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked");
            wire.write("zz\r\n\r\n");
            assertThat(wire.head()).startsWith("HTTP/1.1 404 ");
            assertThat(wire.body()).contains("unknown_url");
            assertThat(socket.getInputStream().read()).isNegative();
        }
    }

    @Test
    void sendsNoContinueForALongBody() throws IOException {
        try (Socket socket = api.connect()) {
            Wire wire = new Wire(socket);
            wire.request(
                    "POST /v1/chat/completions HTTP/1.1",
                    "Host: localhost",
                    "Content-Length: 200000",
                    "Expect: 100-continue");
            assertThat(wire.head()).startsWith("HTTP/1.1 413 ");
            assertThat(wire.body()).contains("request_too_large");
            assertThat(socket.getInputStream().read()).isNegative();
        }
    }

    @Test
    void refusesAnUnknownTransferEncoding() throws IOException {
        try (Socket socket = api.connect()) {
            Wire wire = new Wire(socket);
            wire.request("POST /v1/chat/completions HTTP/1.1", "Host: localhost", "Transfer-Encoding: gzip, chunked");
            assertThat(wire.head()).startsWith("HTTP/1.1 400 ");
            assertThat(wire.body()).contains("\"code\":\"bad_request\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100", "Transfer-Encoding: chunked"})
    void reportsABodyThatEndsEarly(String framing) throws IOException {
        try (Socket socket = api.connect()) {
            Wire wire = new Wire(socket);
            wire.request("POST " + RunningApi.CHAT + " HTTP/1.1", "Host: localhost", framing);
            wire.write(framing.startsWith("C") ? "{\"model\":" : "9\r\n{\"model\":\r\n");
            socket.shutdownOutput();
            assertThat(wire.head()).startsWith("HTTP/1.1 400 ");
            assertThat(wire.body()).contains("\"code\":\"invalid_body\"");
            assertThat(socket.getInputStream().read()).isNegative();
        }
    }

    @Test
    void acceptsABodyOfExactlyTheLimit() {
        String start = "{\"model\":\"fake-gpt-4o\",\"x\":\"";
        String body = start + "x".repeat(10_000 - start.length() - 2) + "\"}";

        assertThat(api.post(RunningApi.CHAT, body).statusCode()).isEqualTo(200);
        assertThat(api.post(RunningApi.CHAT, body + " ").statusCode()).isEqualTo(413);
    }

    @Test
    void answersUnknownPathsInJson() {
        HttpResponse<String> response = api.get("/v2/nothing");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.headers().firstValue("x-request-id")).isPresent();
        assertThat(response.body()).contains("\"code\":\"unknown_url\"").contains("\"param\":null");
    }

    @Test
    void answersBrokenHttpInJson() throws IOException {
        try (Socket socket = api.connect()) {
            Wire wire = new Wire(socket);
            wire.request("POST /v1/models HTTP/1.1", "Host: localhost", "Content-Length: many");
            assertThat(wire.head()).startsWith("HTTP/1.1 400 ").containsIgnoringCase("x-request-id: req_");
            assertThat(wire.body()).contains("\"code\":\"bad_request\"");
        }
    }

    @Test
    void refusesMoreValuesThanTheirIndexMayHold() {
        try (RunningApi large = RunningApi.with().bodyLimit(1_000_000).start()) {
            String body = "{\"model\":\"fake-gpt-4o\",\"messages\":[" + "[],".repeat(100_000) + "0]}";
            HttpResponse<String> refused = large.post(RunningApi.CHAT, body);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("\"invalid_json\"", "too many values");
        }
    }
}
