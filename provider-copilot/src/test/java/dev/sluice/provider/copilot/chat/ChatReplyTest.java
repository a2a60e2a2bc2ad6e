package dev.sluice.provider.copilot.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import dev.sluice.provider.TokenUsage;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChatReplyTest {
    @ParameterizedTest
    @ValueSource(strings = {"alternatives", "bare", "bare-calls", "claude-split", "complete", "gpt", "gpt-tool-call"})
    void normalizesEachShape(String name) {
        JsonObject fixture = Fixtures.read("replies/" + name + ".json");
        byte[] body = Fixtures.bytes(fixture.getJsonObject("body").toString());

        Reply.Complete reply = ChatReply.normalize(Headers.empty(), body, Fixtures.request(fixture), Fixtures.CLOCK);

        assertThat(Fixtures.comparable(new String(reply.body(), StandardCharsets.UTF_8)))
                .isEqualTo(fixture.getJsonObject("expected"));
        JsonArray usage = fixture.getJsonArray("usage");
        if (usage == null) {
            assertThat(reply.usage()).isEmpty();
        } else {
            assertThat(reply.usage())
                    .contains(new TokenUsage(usage.getInt(0), usage.getInt(1), usage.getInt(2), usage.getInt(3)));
        }
        if (fixture.getBoolean("untouched", false)) {
            assertThat(reply.body()).isSameAs(body);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "no-choices", "no-message"})
    void refusesWhatIsNoCompletion(String name) {
        JsonObject fixture = Fixtures.read("replies/" + name + ".json");
        byte[] body = Fixtures.bytes(fixture.getJsonObject("body").toString());

        ProviderException failure = catchThrowableOfType(
                ProviderException.class,
                () -> ChatReply.normalize(Headers.empty(), body, Fixtures.request(fixture), Fixtures.CLOCK));

        assertThat(failure.kind().name()).isEqualTo(fixture.getString("failure"));
        assertThat(failure.code().orElse("")).isEqualTo(fixture.getString("code", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not json", "[]", "{\"choices\":[", "{\"choices\":[1]}"})
    void refusesWhatIsNotJson(String body) {
        ChatRequest request = ChatRequest.normalize(Fixtures.bytes("{\"messages\":[]}"), "m");

        assertThatThrownBy(() -> ChatReply.normalize(Headers.empty(), Fixtures.bytes(body), request, Fixtures.CLOCK))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL));
    }

    @Test
    void keepsTheHeaders() {
        Headers headers = Headers.of("x-quota-snapshot-chat", "ent=1");
        JsonObject fixture = Fixtures.read("replies/complete.json");

        Reply.Complete reply = ChatReply.normalize(
                headers,
                Fixtures.bytes(fixture.getJsonObject("body").toString()),
                Fixtures.request(fixture),
                Fixtures.CLOCK);

        assertThat(reply.headers()).isSameAs(headers);
    }
}
