package dev.sluice.provider.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Secret;
import dev.sluice.provider.UpstreamResponse;
import dev.sluice.provider.testkit.copilot.SimulatedClock;
import dev.sluice.provider.testkit.http.Request;
import dev.sluice.provider.testkit.http.Response;
import dev.sluice.provider.testkit.http.ScriptedServer;
import dev.sluice.upstream.HttpUpstreamClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ApiClientTest {
    private final Map<String, Response> byKey = new ConcurrentHashMap<>();
    private final ScriptedServer server = ScriptedServer.start(this::answer);
    private final HttpUpstreamClient http = HttpUpstreamClient.create();
    private final SimulatedClock clock = SimulatedClock.create();
    private final CountingMeters meters = new CountingMeters();
    private final AtomicReference<String> written = new AtomicReference<>("");

    private Response answer(Request request) {
        String key = request.header("authorization").orElse("Bearer none").substring(7);
        return byKey.getOrDefault(key, Response.of(200, "application/json", "{\"by\":\"" + key + "\"}"));
    }

    @AfterEach
    void close() {
        http.close();
        server.close();
    }

    @Test
    void usesKeysInTurn() {
        written.set("a,b,c");
        assertThat(List.of(send("m"), send("m"), send("m"), send("m"))).containsExactly("a", "b", "c", "a");
    }

    @Test
    void sendsNothingWhereNoKeyIsNeededNorGiven() {
        ApiClient client = client(ApiKeys.optional(this::keys, clock, meters));
        assertThat(send(client, "m")).isEqualTo("none");
        assertThat(server.requests().all().getFirst().header("authorization")).isEmpty();
    }

    @Test
    void saysWhereToWriteAKeyDownWhereOneIsMissing() {
        ProviderException refusal = refused("m");
        assertThat(refusal.kind()).isEqualTo(ErrorKind.SIGN_IN_REQUIRED);
        assertThat(refusal).hasMessageContaining("Write UP_API_KEY into .env.");
        assertThat(server.requests().all()).isEmpty();
    }

    @Test
    void triesTheNextKeyWhereOneIsRefusedAndSendsThatOneNoMore() {
        written.set("dead,good");
        byKey.put("dead", Response.of(401, "application/json", "{\"error\":{\"message\":\"no\"}}"));
        assertThat(List.of(send("m"), send("m"), send("m"))).containsOnly("good");
        assertThat(asked("dead")).isEqualTo(1);
        assertThat(meters.counted("key", "refused")).isEqualTo(1);
        clock.advance(Duration.ofMinutes(11));
        byKey.clear();
        assertThat(List.of(send("m"), send("m"))).contains("dead");
    }

    @Test
    void doesNotSendARefusedKeyAgainUntilItIsChanged() {
        written.set("dead");
        byKey.put("dead", Response.text(401, "no"));
        assertThat(refused("m").upstreamStatus()).hasValue(401);
        assertThat(refused("m")).hasMessageContaining("not sent again until changed");
        assertThat(asked("dead")).isEqualTo(1);
        written.set("fresh");
        assertThat(send("m")).isEqualTo("fresh");
    }

    @Test
    void startsACooldownForTheModelWhoseLimitIsReached() {
        written.set("busy,free");
        byKey.put("busy", Response.text(429, "slow down").header("Retry-After", "30"));
        assertThat(List.of(send("m"), send("m"), send("m"))).containsOnly("free");
        assertThat(asked("busy")).isEqualTo(1);
        byKey.clear();
        assertThat(List.of(send("other"), send("other"))).contains("busy");
        clock.advance(Duration.ofSeconds(31));
        assertThat(List.of(send("m"), send("m"))).contains("busy");
    }

    @Test
    void startsACooldownForEveryModelWhereTheQuotaIsExhausted() {
        written.set("empty,full");
        byKey.put(
                "empty",
                Response.of(
                        429,
                        "application/json",
                        "{\"error\":{\"message\":\"You exceeded your current"
                                + " quota\",\"code\":\"insufficient_quota\"}}"));
        assertThat(List.of(send("m"), send("n"), send("o"))).containsOnly("full");
        assertThat(asked("empty")).isEqualTo(1);
    }

    @Test
    void usesAKeyInItsCooldownWhereThereIsNoOther() {
        written.set("only");
        byKey.put("only", Response.text(429, "slow down").header("Retry-After", "30"));
        assertThat(refused("m").retryAfter()).contains(Duration.ofSeconds(30));
        byKey.clear();
        assertThat(send("m")).isEqualTo("only");
    }

    @Test
    void tellsOfTheLimitRatherThanOfAnotherKeysRefusal() {
        written.set("busy,dead");
        byKey.put("busy", Response.text(429, "slow down"));
        byKey.put("dead", Response.text(401, "no"));
        assertThat(refused("m").kind()).isEqualTo(ErrorKind.RATE_LIMITED);
        assertThat(refused("m").kind()).isEqualTo(ErrorKind.RATE_LIMITED);
    }

    @Test
    void triesTheNextKeyWhereOneMayNotUseTheModelAndStartsItsCooldown() {
        written.set("narrow,wide");
        byKey.put("narrow", Response.text(403, "not this model"));
        assertThat(List.of(send("m"), send("m"), send("m"))).containsOnly("wide");
        assertThat(asked("narrow")).isEqualTo(1);
        assertThat(meters.counted("key", "not_entitled")).isEqualTo(1);
        byKey.clear();
        assertThat(List.of(send("other"), send("other"))).contains("narrow");
        clock.advance(Duration.ofMinutes(11));
        assertThat(List.of(send("m"), send("m"))).contains("narrow");
    }

    @Test
    void tellsThatNoKeyMayUseTheModelEachTime() {
        written.set("a,dead,b");
        byKey.put("a", Response.text(403, "no"));
        byKey.put("dead", Response.text(401, "no"));
        byKey.put("b", Response.text(403, "no"));
        for (int call = 0; call < 3; call++) {
            ProviderException refusal = refused("m");
            assertThat(refusal.kind()).isEqualTo(ErrorKind.NOT_ENTITLED);
            assertThat(refusal.upstreamStatus()).hasValue(403);
        }
        assertThat(server.requests().all()).hasSize(3 + 2);
        assertThat(needed.readinessProblem()).isEmpty();
    }

    @Test
    void usesAKeyThatMayNotListModelsForThemAllTheSame() {
        written.set("chatonly");
        byKey.put("chatonly", Response.text(403, "missing scopes"));
        assertThat(refused("").kind()).isEqualTo(ErrorKind.NOT_ENTITLED);
        written.set("chatonly,b");
        byKey.clear();
        assertThat(List.of(send("m"), send("m"))).contains("chatonly");
    }

    @Test
    void doesNotTryOtherKeysWhereTheRequestIsWrong() {
        written.set("a,b");
        byKey.put("a", Response.text(400, "bad"));
        assertThat(refused("m").kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(server.requests().all()).hasSize(1);
    }

    @Test
    void startsNoCooldownForFlaggedInput() {
        written.set("a");
        byKey.put("a", Response.of(403, "application/json", """
                {"error":{"code":403,"message":"Flagged","metadata":{"reasons":["violence"],\
                "flagged_input":"the caller's own words","provider_name":"OpenAI","model_slug":"gpt-4o"}}}"""));
        ProviderException refusal = refused("m");
        assertThat(refusal.kind()).isEqualTo(ErrorKind.CONTENT_FILTERED);
        assertThat(refusal).hasMessageContaining("violence").hasMessageNotContaining("own words");
        written.set("a,b");
        byKey.clear();
        assertThat(List.of(send("m"), send("m"))).containsExactlyInAnyOrder("a", "b");
        assertThat(meters.counted("key", "not_entitled")).isZero();
    }

    @Test
    void followsNoRedirect() {
        written.set("a");
        byKey.put("a", Response.empty(302).header("Location", "http://127.0.0.1:1/steal"));
        assertThat(refused("m").kind()).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
        assertThat(server.requests().all()).hasSize(1);
    }

    private List<Secret> keys() {
        return Arrays.stream(written.get().split(",", -1))
                .filter(key -> !key.isEmpty())
                .map(Secret::of)
                .toList();
    }

    private ApiClient client(ApiKeys keys) {
        return new ApiClient(
                http,
                ApiAddress.of(server.uri(), "providers.x.base-url"),
                Authorization.BEARER,
                keys,
                new UpstreamErrors("Upstream", "providers.up", Map.of(), clock));
    }

    private final ApiKeys needed = ApiKeys.required(this::keys, "Write UP_API_KEY into .env.", clock, meters);

    private String send(String model) {
        return send(client(needed), model);
    }

    private static String send(ApiClient client, String model) {
        ApiCall call = ApiCall.post("/chat", new byte[] {'{', '}'}, false, Deadlines.each(Duration.ofSeconds(20)));
        UpstreamResponse response = client.send(call.model(model));
        String body = new String(Bodies.whole(response), StandardCharsets.UTF_8);
        return body.replaceAll(".*:\"(\\w+)\"}", "$1");
    }

    private ProviderException refused(String model) {
        return catchThrowableOfType(ProviderException.class, () -> send(model));
    }

    private long asked(String key) {
        return server.requests().all().stream()
                .filter(each -> each.header("authorization").orElse("").endsWith(" " + key))
                .count();
    }
}
