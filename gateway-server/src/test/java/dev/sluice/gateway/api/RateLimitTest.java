package dev.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.config.LimitsConfig;
import dev.sluice.gateway.config.LimitsConfig.Limit;
import dev.sluice.gateway.config.LimitsConfig.Scope;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Model;
import dev.sluice.provider.Reply;
import dev.sluice.provider.TokenUsage;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RateLimitTest {
    private static final String MODEL = "\"model\":\"fake-gpt-4o\"";
    private static final String REQUEST = "{" + MODEL + ",\"messages\":[]}";
    private static final String STREAM = "{" + MODEL + ",\"stream\":true}";

    private final AtomicLong nanos = new AtomicLong();
    private @Nullable RunningApi running;

    @AfterEach
    void stop() {
        api().close();
    }

    @Test
    void sendsNoHeadersWithoutALimit() {
        start(RunningApi.with());
        HttpResponse<String> response = api().post(RunningApi.CHAT, REQUEST);
        assertThat(response.headers().map().keySet()).noneMatch(name -> name.contains("ratelimit"));
    }

    @Test
    void refusesARequestBeyondTheLimitWithARetryAfter() {
        limitAll(new Limit(2, 0, 0));
        HttpResponse<String> first = api().post(RunningApi.CHAT, REQUEST);
        assertThat(header(first, "x-ratelimit-limit-requests")).isEqualTo("2");
        assertThat(header(first, "x-ratelimit-remaining-requests")).isEqualTo("1");
        assertThat(header(first, "x-ratelimit-reset-requests")).isEqualTo("30s");
        assertThat(api().post(RunningApi.CHAT, REQUEST).statusCode()).isEqualTo(200);

        pass(Duration.ofMillis(500));
        HttpResponse<String> refused = api().post(RunningApi.CHAT, REQUEST);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(header(refused, "retry-after")).isEqualTo("30");
        assertThat(header(refused, "x-should-retry")).isEqualTo("true");
        assertThat(header(refused, "x-ratelimit-remaining-requests")).isEqualTo("0");
        assertThat(header(refused, "x-ratelimit-reset-requests")).isEqualTo("1m0s");
        assertThat(refused.body())
                .contains("\"type\":\"rate_limit_error\"", "\"code\":\"rate_limit_exceeded\"")
                .contains("all clients of this gateway: 2 requests per minute", "try again in 30 s");
        assertThat(api().provider.requests).hasSize(2);

        pass(Duration.ofMillis(29_500));
        assertThat(api().post(RunningApi.CHAT, REQUEST).statusCode()).isEqualTo(200);
    }

    @Test
    void reportsLimitsInTheClientsFormat() {
        limitAll(new Limit(1, 0, 0));
        api().provider.models = List.of(Model.builder("gpt-4o")
                .dialects(List.of(Dialect.MESSAGES, Dialect.CHAT_COMPLETIONS))
                .build());
        Instant before = Instant.now();
        String message = "{" + MODEL + ",\"max_tokens\":5,\"messages\":[]}";
        HttpResponse<String> first = api().post("/v1/messages", message);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(header(first, "anthropic-ratelimit-requests-limit")).isEqualTo("1");
        assertThat(header(first, "anthropic-ratelimit-requests-remaining")).isEqualTo("0");
        assertThat(Instant.parse(header(first, "anthropic-ratelimit-requests-reset")))
                .isBetween(before.plusSeconds(59), before.plusSeconds(120));

        HttpResponse<String> refused = api().post("/v1/messages", message);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(header(refused, "retry-after")).isEqualTo("60");
        assertThat(refused.body()).contains("\"type\":\"rate_limit_error\"", "rate_limit_exceeded: ");

        HttpResponse<String> gemini = api().post("/v1beta/models/fake-gpt-4o:generateContent", "{\"contents\":[]}");
        assertThat(gemini.statusCode()).isEqualTo(429);
        assertThat(gemini.body()).contains("RESOURCE_EXHAUSTED", "\"reason\":\"rate_limit_exceeded\"", "\"60s\"");
    }

    @Test
    void chargesTokensAndRefusesRequestsWhileInDebt() {
        limitAll(new Limit(0, 100, 0));
        answer(TokenUsage.of(100, 50), Headers.empty());
        HttpResponse<String> first = api().post(RunningApi.CHAT, REQUEST);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(header(first, "x-ratelimit-remaining-tokens")).isEqualTo("100");

        HttpResponse<String> refused = api().post(RunningApi.CHAT, REQUEST);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("100 tokens per minute");
        assertThat(header(refused, "retry-after")).isEqualTo("31");
        assertThat(header(refused, "x-ratelimit-remaining-tokens")).isEqualTo("0");
        pass(Duration.ofSeconds(31));
        assertThat(api().post(RunningApi.CHAT, REQUEST).statusCode()).isEqualTo(200);
    }

    @Test
    void limitsConcurrentStreamsOnly() throws Exception {
        limitAll(new Limit(0, 0, 1));
        FakeStream running = FakeStream.of("{}");
        api().provider.answer = request -> request.streaming() ? running.reply() : FakeProvider.json("{}");
        try (Socket client = api().openChat(STREAM)) {
            Wire wire = new Wire(client);
            wire.head();
            assertThat(wire.chunk()).contains("data: ");
            HttpResponse<String> refused = api().post(RunningApi.CHAT, STREAM);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).contains("1 streams at a time");
            assertThat(header(refused, "retry-after")).isEqualTo("1");
            assertThat(api().post(RunningApi.CHAT, REQUEST).statusCode()).isEqualTo(200);
            running.end();
            wire.chunks();
        }
        // The stream is released once the first request's line is written, if not before.
        api().logLine();
        api().logLine();
        api().logLine();
        FakeStream next = FakeStream.of("{}").end();
        api().provider.answer = request -> next.reply();
        assertThat(api().post(RunningApi.CHAT, STREAM).statusCode()).isEqualTo(200);
    }

    @Test
    void limitsEachKeySeparately() {
        start(RunningApi.with()
                .withKey()
                .limits(
                        new LimitsConfig(
                                new Scope(new Limit(1, 0, 0), Map.of("alice", new Limit(2, 0, 0))),
                                new Scope(Limit.NONE, Map.of())),
                        nanos::get));
        assertThat(status("other-key")).isEqualTo(200);
        assertThat(status("other-key")).isEqualTo(429);
        assertThat(status(RunningApi.KEY)).isEqualTo(200);
        assertThat(status(RunningApi.KEY)).isEqualTo(200);
        HttpResponse<String> refused =
                api().post(RunningApi.CHAT, REQUEST, "authorization", "Bearer " + RunningApi.KEY);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("the client key alice: 2 requests per minute");
        assertThat(api().get("/v1/models", "authorization", "Bearer " + RunningApi.KEY)
                        .statusCode())
                .as("listing models is not limited")
                .isEqualTo(200);
        assertThat(api().metrics("authorization", "Bearer " + RunningApi.KEY))
                .containsPattern("sluice_rate_limited_total\\{holder=\"key\",limit=\"requests\",[^}]*} [1-9]");
    }

    @Test
    void callsAnotherProviderWhenOneIsAtItsLimit() {
        LimitsConfig limits = new LimitsConfig(
                new Scope(Limit.NONE, Map.of()), new Scope(Limit.NONE, Map.of("fake", new Limit(1, 0, 0))));
        start(RunningApi.with().routing("""
                models:
                  smart: [fake-gpt-4o, other-gpt-4o]
                """).limits(limits, nanos::get));
        String smart = "{\"model\":\"smart\",\"messages\":[]}";
        HttpResponse<String> first = api().post(RunningApi.CHAT, smart);
        assertThat(header(first, "x-ratelimit-remaining-requests")).isEqualTo("0");
        assertThat(api().post(RunningApi.CHAT, smart).statusCode()).isEqualTo(200);
        assertThat(api().provider.requests).hasSize(1);
        assertThat(api().other.requests).hasSize(1);

        HttpResponse<String> refused = api().post(RunningApi.CHAT, REQUEST);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("the provider fake: 1 requests per minute");
        assertThat(header(refused, "retry-after")).isEqualTo("60");
        assertThat(header(refused, "x-ratelimit-remaining-requests")).isEqualTo("0");
    }

    @Test
    void reportsTheTighterOfItsOwnLimitAndTheUpstreams() {
        limitAll(new Limit(10, 0, 0));
        answer(TokenUsage.of(1, 1), upstream("8"));
        HttpResponse<String> theirs = api().post(RunningApi.CHAT, REQUEST);
        assertThat(theirs.headers().allValues("x-ratelimit-remaining-requests")).containsExactly("8");
        assertThat(theirs.headers().allValues("x-ratelimit-limit-requests")).containsExactly("500");
        assertThat(theirs.headers().allValues("x-ratelimit-reset-requests")).containsExactly("77ms");
        assertThat(header(theirs, "x-ratelimit-remaining-tokens"))
                .as("of no limit of ours")
                .isEqualTo("5");

        answer(TokenUsage.of(1, 1), upstream("499"));
        HttpResponse<String> ours = api().post(RunningApi.CHAT, REQUEST);
        assertThat(ours.headers().allValues("x-ratelimit-remaining-requests")).containsExactly("8");
        assertThat(ours.headers().allValues("x-ratelimit-limit-requests")).containsExactly("10");
        assertThat(ours.headers().allValues("x-ratelimit-reset-requests")).containsExactly("12s");
    }

    @Test
    void reportsLimitsWithErrorsToo() {
        limitAll(new Limit(10, 0, 0));
        api().provider.fails(ErrorKind.UPSTREAM_TIMEOUT, "synthetic");
        HttpResponse<String> failed = api().post(RunningApi.CHAT, REQUEST);
        assertThat(failed.statusCode()).isEqualTo(504);
        assertThat(header(failed, "x-ratelimit-remaining-requests")).isEqualTo("9");
        assertThat(header(api().post(RunningApi.CHAT, "{"), "x-ratelimit-remaining-requests"))
                .isEqualTo("8");
    }

    private static Headers upstream(String remaining) {
        return Headers.builder()
                .set("x-ratelimit-limit-requests", "500")
                .set("x-ratelimit-remaining-requests", remaining)
                .set("x-ratelimit-reset-requests", "77ms")
                .set("x-ratelimit-remaining-tokens", "5")
                .build();
    }

    private void answer(TokenUsage usage, Headers headers) {
        api().provider.answer = request -> Reply.Complete.of(headers, "{}".getBytes(StandardCharsets.UTF_8), usage);
    }

    private int status(String key) {
        return api().post(RunningApi.CHAT, REQUEST, "authorization", "Bearer " + key)
                .statusCode();
    }

    private void limitAll(Limit limit) {
        start(RunningApi.with()
                .limits(new LimitsConfig(new Scope(limit, Map.of()), new Scope(Limit.NONE, Map.of())), nanos::get));
    }

    private void start(RunningApi.Options options) {
        running = options.start();
    }

    private RunningApi api() {
        RunningApi api = running;
        if (api == null) {
            throw new AssertionError("not started");
        }
        return api;
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElseThrow(() -> new AssertionError("no " + name));
    }
}
