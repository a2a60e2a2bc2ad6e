package dev.sluice.it;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Asks in Gemini's dialect. */
final class GeminiClient implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    GeminiClient(URI base) {
        this.base = base;
    }

    /** A streamed reply that came to its end. */
    record Streamed(String contentType, String text) {

        List<JsonObject> elements() {
            if (contentType.startsWith("application/json")) {
                try (var reader = Json.createReader(new StringReader(text))) {
                    JsonArray all = reader.readArray();
                    return all.getValuesAs(JsonObject.class);
                }
            }
            return Stream.of(text.split("\r\n\r\n", -1))
                    .filter(event -> event.startsWith("data: "))
                    .map(event -> GatewayClient.json(event.substring("data: ".length())))
                    .toList();
        }
    }

    static JsonObject asking(String text) {
        return GatewayClient.json(Json.createObjectBuilder()
                .add("contents", Json.createArrayBuilder().add(said("user", text)))
                .build()
                .toString());
    }

    static JsonObject said(String role, String text) {
        return Json.createObjectBuilder()
                .add("role", role)
                .add(
                        "parts",
                        Json.createArrayBuilder().add(Json.createObjectBuilder().add("text", text)))
                .build();
    }

    HttpResponse<String> generate(String model, JsonObject request) throws IOException, InterruptedException {
        return http.send(posting(model + ":generateContent", request), BodyHandlers.ofString());
    }

    /** Reads a stream to its end, as server-sent events or as an array. */
    Streamed stream(Upstream upstream, JsonObject request, boolean events) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                posting(upstream.model() + ":streamGenerateContent" + (events ? "?alt=sse" : ""), request),
                BodyHandlers.ofString());
        return new Streamed(response.headers().firstValue("content-type").orElse(""), response.body());
    }

    /** Begins to read a stream, which whoever closes it leaves. */
    InputStream open(Upstream upstream, JsonObject request) throws IOException, InterruptedException {
        return http.send(
                        posting(upstream.model() + ":streamGenerateContent?alt=sse", request),
                        BodyHandlers.ofInputStream())
                .body();
    }

    private HttpRequest posting(String method, JsonObject request) {
        return HttpRequest.newBuilder(base.resolve("/v1beta/models/" + method))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("x-goog-api-key", "unused")
                .POST(BodyPublishers.ofString(request.toString()))
                .build();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
