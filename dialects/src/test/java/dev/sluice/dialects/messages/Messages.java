package dev.sluice.dialects.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Output;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Sampling;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.form.Thinking;
import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the tests of this package have in common. */
final class Messages {
    static final MessagesCodec CODEC = new MessagesCodec();
    static final Caller CALLER =
            new Caller("gpt-5", JsonTree.node(JsonTree.object().build()), Instant.EPOCH);

    private Messages() {}

    static JsonObject json(String text) {
        return JsonTree.object(text).orElseThrow(() -> new AssertionError("not a JSON object: " + text));
    }

    /** Reads a request of which only the messages and further fields are given. */
    static Conversation read(String messages, String... fields) {
        return read(new LeftOut(), messages, fields);
    }

    static Conversation read(LeftOut leftOut, String messages, String... fields) {
        String more = fields.length == 0 ? "" : "," + String.join(",", fields);
        String request = "{\"model\":\"m\",\"max_tokens\":100,\"messages\":[" + messages + "]" + more + "}";
        return CODEC.readRequest(JsonTree.node(json(request)), leftOut);
    }

    static Turn turn(Role role, Part... parts) {
        return new Turn(role, List.of(parts));
    }

    static Turn user(String text) {
        return turn(Role.USER, new Part.Text(text));
    }

    static Conversation saying(Turn... turns) {
        return Conversation.of(List.of(turns));
    }

    static Conversation with(Conversation conversation, ToolSet tools) {
        return Conversation.of(conversation.turns())
                .withTools(tools)
                .withSampling(conversation.sampling())
                .withOutput(conversation.output())
                .withThinking(conversation.thinking())
                .withHints(conversation.hints());
    }

    static Conversation with(Conversation conversation, Thinking thinking) {
        return Conversation.of(conversation.turns())
                .withTools(conversation.tools())
                .withSampling(conversation.sampling())
                .withOutput(conversation.output())
                .withThinking(thinking)
                .withHints(conversation.hints());
    }

    static Conversation with(Conversation conversation, Sampling sampling) {
        return Conversation.of(conversation.turns())
                .withTools(conversation.tools())
                .withSampling(sampling)
                .withOutput(conversation.output())
                .withThinking(conversation.thinking())
                .withHints(conversation.hints());
    }

    static Conversation with(Conversation conversation, Output output) {
        return Conversation.of(conversation.turns())
                .withTools(conversation.tools())
                .withSampling(conversation.sampling())
                .withOutput(output)
                .withThinking(conversation.thinking())
                .withHints(conversation.hints());
    }

    static Tool.Function tool(String name) {
        return new Tool.Function(
                name,
                Optional.empty(),
                JsonTree.node(json("{\"type\":\"object\",\"properties\":{}}")),
                Optional.empty());
    }

    static JsonObject written(Conversation conversation, String... capabilities) {
        return written(conversation, new LeftOut(), capabilities);
    }

    static JsonObject written(Conversation conversation, LeftOut leftOut, String... capabilities) {
        Model model = Model.builder("claude-sonnet-4.5")
                .capabilities(Set.of(capabilities))
                .build();
        byte[] request = CODEC.writeRequest(conversation, new Target(model, false), leftOut);
        return JsonTree.object(request).orElseThrow();
    }

    static Answer answer(Stop.Reason reason, Part... parts) {
        return new Answer("msg_1", List.of(parts), Stop.of(reason), Optional.empty());
    }

    /** Makes events of their data, whose types are in it. */
    static List<ServerSentEvent> events(String... data) {
        List<ServerSentEvent> events = new ArrayList<>();
        Stream.of(data)
                .forEach(each -> events.add(
                        ServerSentEvent.of(json(each).getString("type"), each.getBytes(StandardCharsets.UTF_8))));
        return events;
    }

    static void assertRefused(Conversation conversation, String why) {
        assertThatThrownBy(() -> written(conversation))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(ErrorKind.INVALID_REQUEST))
                .hasMessageContaining(why);
    }
}
