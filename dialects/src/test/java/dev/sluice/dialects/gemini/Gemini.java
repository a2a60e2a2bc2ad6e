package dev.sluice.dialects.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of this package say to the codec. Single quotes stand for double ones. */
final class Gemini {
    static final GeminiCodec CODEC = new GeminiCodec();
    static final Opaque OWN = new Opaque("gemini", "", "c2lnbmVk");
    static final Opaque CLAUDES = new Opaque("messages", "", "Y2xhdWRl");

    private Gemini() {}

    static JsonObject json(String text) {
        return JsonTree.object(text.replace('\'', '"')).orElseThrow(() -> new AssertionError("no JSON: " + text));
    }

    static Conversation read(String request) {
        return CODEC.readRequest(JsonTree.node(json(request)), new LeftOut());
    }

    static Conversation readContents(String contents) {
        return read("{'contents':[" + contents + "]}");
    }

    static Conversation readConfig(String config) {
        return read("{'contents':[{'parts':[{'text':'hi'}]}],'generationConfig':" + config + "}");
    }

    static ProviderException refused(String parameter, ThrowingCallable call) {
        ProviderException refusal = catchThrowableOfType(ProviderException.class, call);
        assertThat(refusal).as("refusal of " + parameter).isNotNull();
        assertThat(refusal.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(refusal.parameter().orElse("")).isEqualTo(parameter);
        return refusal;
    }

    static ProviderException failed(ErrorKind kind, ThrowingCallable call) {
        ProviderException failure = catchThrowableOfType(ProviderException.class, call);
        assertThat(failure).as("failure").isNotNull();
        assertThat(failure.kind()).isEqualTo(kind);
        return failure;
    }

    static JsonObject write(Conversation conversation, String model, LeftOut leftOut) {
        Target target = new Target(Model.builder(model).build(), false);
        return JsonTree.object(CODEC.writeRequest(conversation, target, leftOut))
                .orElseThrow();
    }

    static Caller caller() {
        return new Caller("gemini-of-mine", JsonTree.node(JsonObject.EMPTY_JSON_OBJECT), Instant.EPOCH);
    }

    static JsonObject write(Answer answer) {
        return JsonTree.object(CODEC.writeReply(answer, caller())).orElseThrow();
    }

    static Answer readReply(String reply) {
        return CODEC.readReply(JsonTree.node(json(reply)));
    }

    static List<ServerSentEvent> events(String... events) {
        return Stream.of(events)
                .map(event -> ServerSentEvent.of(event.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
