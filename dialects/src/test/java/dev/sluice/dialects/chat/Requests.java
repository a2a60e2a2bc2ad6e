package dev.sluice.dialects.chat;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import jakarta.json.JsonObject;
import java.util.List;

/** Reads and writes requests of the tests. */
final class Requests {
    static final ChatCodec CODEC = new ChatCodec();

    private Requests() {}

    static JsonObject json(String text) {
        return JsonTree.object(text.replace('\'', '"')).orElseThrow(() -> new AssertionError("no JSON: " + text));
    }

    /** Reads messages, whose quotes may be single. */
    static List<Turn> turns(String messages) {
        return CODEC.readRequest(JsonTree.node(json("{'messages':[" + messages + "]}")), new LeftOut())
                .turns();
    }

    static Conversation read(String request) {
        return CODEC.readRequest(JsonTree.node(json(request)), new LeftOut());
    }

    static ProviderException refusal(String request) {
        ProviderException refusal = catchThrowableOfType(ProviderException.class, () -> read(request));
        if (refusal == null) {
            throw new AssertionError("not refused: " + request);
        }
        return refusal;
    }

    static Conversation saying(Turn... turns) {
        return Conversation.of(List.of(turns));
    }

    static Turn user(Part... parts) {
        return new Turn(Role.USER, List.of(parts));
    }

    static Turn assistant(Part... parts) {
        return new Turn(Role.ASSISTANT, List.of(parts));
    }

    static JsonObject written(Conversation conversation, LeftOut leftOut) {
        Target target = new Target(Model.builder("m").build(), false);
        return JsonTree.object(CODEC.writeRequest(conversation, target, leftOut))
                .orElseThrow();
    }

    /** Writes turns, and returns the messages. */
    static String messages(LeftOut leftOut, Turn... turns) {
        return written(saying(turns), leftOut).getJsonArray("messages").toString();
    }
}
