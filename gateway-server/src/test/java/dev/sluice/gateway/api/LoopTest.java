package dev.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.UpstreamClient;
import dev.sluice.provider.UpstreamRequest;
import dev.sluice.provider.UpstreamResponse;
import dev.sluice.upstream.HttpUpstreamClient;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider that calls the gateway which it runs in. */
final class LoopTest {
    private static final String REQUEST = "{\"model\":\"fake-gpt-4o\"}";

    private final RunningApi api = RunningApi.start();
    private final HttpUpstreamClient http = HttpUpstreamClient.create();

    @AfterEach
    void stop() {
        http.close();
        api.close();
    }

    private void ask(UpstreamClient client, String authority) {
        ask(api, client, authority);
    }

    private static void ask(RunningApi asking, UpstreamClient client, String authority) {
        URI uri = URI.create("http://" + authority + RunningApi.CHAT);
        asking.provider.answer = request -> {
            try (UpstreamResponse response =
                    client.send(UpstreamRequest.post(uri, Headers.empty(), request.body(), Deadlines.standard()))) {
                return FakeProvider.json("{\"status\":" + response.status() + "}");
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "localhost"})
    void refusesTheFirstRequestThatComesBack(String host) {
        ask(api.loops.guarded(http), host + ":" + api.port());

        HttpResponse<String> response = api.post(RunningApi.CHAT, REQUEST);

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains(host + ":" + api.port() + " is this gateway itself", "base-url");
        assertThat(api.provider.requests).hasSize(1);
        // Whichever is written first: the one that came back is answered before its line is.
        assertThat(List.of(api.logLine(), api.logLine()))
                .anySatisfy(line -> assertThat(line).contains("status=508", "error=loop_detected"))
                .anySatisfy(line -> assertThat(line).contains("status=502"));
    }

    @Test
    void acceptsRequestsOfOtherGateways() {
        try (RunningApi another = RunningApi.start()) {
            ask(api.loops.guarded(http), "127.0.0.1:" + another.port());

            assertThat(api.post(RunningApi.CHAT, REQUEST).body()).contains("\"status\":200");
            assertThat(another.provider.requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"fake-gpt-4o", "smart"})
    void refusesARequestThatComesBackThroughOtherGateways(String model) {
        try (RunningApi first = RunningApi.with()
                        .routing("models: {smart: [fake-gpt-4o, other-none]}")
                        .start();
                RunningApi second = RunningApi.start()) {
            ask(first, first.loops.guarded(http), "127.0.0.1:" + second.port());
            ask(second, second.loops.guarded(http), "127.0.0.1:" + api.port());
            ask(api, api.loops.guarded(http), "127.0.0.1:" + first.port());

            HttpResponse<String> response =
                    first.post(RunningApi.CHAT, REQUEST.replace("fake-gpt-4o", model), "via", "1.0 fred, 1.1 nowhere");

            assertThat(response.statusCode()).isEqualTo(508);
            assertThat(response.body())
                    .contains("loop_detected", "127.0.0.1:" + second.port() + " leads back to a gateway");
            assertThat(response.headers().firstValue("x-should-retry")).hasValue("false");
            for (RunningApi each : List.of(first, second, api)) {
                assertThat(each.provider.requests).hasSize(1);
                assertThat(each.provider.lastRequest().headers().first("via"))
                        .as("no business of a provider's")
                        .isEmpty();
            }
            // The request that came back, and the one that it came from, in either order.
            assertThat(List.of(first.logLine(), first.logLine()))
                    .allSatisfy(line -> assertThat(line).contains("status=508"))
                    .anySatisfy(line -> assertThat(line).contains("error=loop_detected"));
        }
    }

    @Test
    void acceptsARequestThatPassedAnotherGatewayTwice() {
        try (RunningApi another = RunningApi.start()) {
            ask(api.loops.guarded(http), "127.0.0.1:" + another.port());
            String other = "1.1 sluice-" + UUID.randomUUID();

            assertThat(api.post(RunningApi.CHAT, REQUEST, "via", other + ", 1.1 fred, " + other)
                            .body())
                    .contains("\"status\":200");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com, false",
        "https://127.example.com, false",
        "http://10.0.0.5:8000, true",
        "https://localhost:4000, true",
        "https://127.0.0.1:4000, true"
    })
    void addsViaOnlyToRequestsThatMayComeBack(URI uri, boolean marked) {
        List<UpstreamRequest> sent = new ArrayList<>();
        ProviderException synthetic = new ProviderException(ErrorKind.UPSTREAM_UNAVAILABLE, "synthetic");
        UpstreamClient client = api.loops.guarded(request -> {
            sent.add(request);
            throw synthetic;
        });
        UpstreamRequest request = UpstreamRequest.get(uri, Headers.of("a", "b"), Deadlines.standard());

        assertThatThrownBy(() -> client.send(request)).isSameAs(synthetic);

        assertThat(sent.getFirst().headers().first("a")).contains("b");
        assertThat(sent.getFirst().headers().first("via").isPresent()).isEqualTo(marked);
    }
}
