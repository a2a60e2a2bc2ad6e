package dev.sluice.fuzz;

import dev.sluice.dialects.chat.ChatCodec;
import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Codec;
import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.StreamReader;
import dev.sluice.dialects.form.StreamWriter;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.gemini.GeminiCodec;
import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.dialects.messages.MessagesCodec;
import dev.sluice.dialects.responses.ResponsesCodec;
import dev.sluice.dialects.tokens.TokenEstimate;
import dev.sluice.json.JsonNode;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.upstream.Events;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What holds for the readers of every dialect, whatever they are fed. */
public final class Dialects {
    private static final TokenEstimate ESTIMATE = new TokenEstimate();
    private static final List<Codec> SPOKEN =
            List.of(new ChatCodec(), new ResponsesCodec(), new MessagesCodec(), new GeminiCodec());
    private static final Model MODEL = Model.builder("m").outputTokens(64_000).build();
    private static final Caller CALLER = new Caller("m", JsonNodes.EMPTY, Instant.EPOCH);

    static {
        // The tokenizer's vocabulary is large, and no single input is to be blamed for loading it.
        ESTIMATE.of(Conversation.of(List.of(new Turn(Role.USER, List.of(new Part.Text("x"))))), MODEL.id());
    }

    private Dialects() {}

    /** A request is read or is the caller's mistake; what was read can be told to models of every dialect. */
    public static void request(Codec codec, byte[] json) {
        Optional<JsonNode> request = JsonNodes.read(json);
        Optional<Conversation> asked = request.flatMap(object -> read(codec, object));
        if (asked.isEmpty()) {
            return;
        }
        ESTIMATE.of(asked.get(), MODEL.id());
        for (Codec into : SPOKEN) {
            // One dialect takes what another refuses, such as a link of which nobody says what it leads to.
            bridged(asked.get(), into).map(Dialects::object).ifPresent(written -> read(into, written));
        }
        if (codec.forCallersAlone()) {
            return;
        }
        // A thought that leads to nothing is not sent back, and a request without anything else is refused.
        Optional<JsonNode> written = bridged(asked.get(), codec).map(Dialects::object);
        written.flatMap(object -> read(codec, object))
                .flatMap(again -> bridged(again, codec))
                .ifPresent(twice -> same(written.get(), object(twice)));
    }

    /** A whole reply is read or is the upstream's mistake; what was read can be told to callers of every dialect. */
    public static void reply(Codec codec, byte[] json) {
        Optional<Answer> read = JsonNodes.read(json).flatMap(object -> answer(codec, object));
        if (read.isEmpty()) {
            return;
        }
        Answer answer = read.get();
        for (Codec into : SPOKEN) {
            object(into.writeReply(answer, CALLER));
        }
        back(codec, answer).ifPresent(again -> same(Optional.of(again), back(codec, again)));
    }

    /** A stream is read or is the upstream's mistake, however its bytes were cut on their way. */
    public static void stream(Codec codec, byte[] bytes) {
        Optional<List<Delta>> read = steps(codec, Events.whole(bytes));
        if (read.isEmpty()) {
            return;
        }
        List<Delta> deltas = read.get();
        proper(deltas);
        for (Codec into : SPOKEN) {
            steps(into, written(into.streamWriter(CALLER), deltas)).ifPresent(Dialects::proper);
        }
    }

    /** Nothing if the upstream is to blame, as it also is for a call whose input is no JSON. */
    private static Optional<List<Delta>> steps(Codec codec, List<ServerSentEvent> events) {
        List<Delta> deltas = new ArrayList<>();
        try {
            StreamReader reader = codec.streamReader();
            events.forEach(event -> reader.read(event, deltas::add));
            reader.end(deltas::add);
            return Optional.of(deltas);
        } catch (ProviderException e) {
            upstreams(e);
            return Optional.empty();
        }
    }

    private static Optional<Answer> answer(Codec codec, JsonNode reply) {
        try {
            return Optional.of(codec.readReply(reply));
        } catch (ProviderException e) {
            upstreams(e);
            return Optional.empty();
        }
    }

    private static Optional<Answer> back(Codec codec, Answer answer) {
        return answer(codec, object(codec.writeReply(answer, CALLER)));
    }

    private static Optional<Conversation> read(Codec codec, JsonNode request) {
        try {
            return Optional.of(codec.readRequest(request, new LeftOut()));
        } catch (ProviderException e) {
            callers(e);
            return Optional.empty();
        }
    }

    private static Optional<byte[]> bridged(Conversation asked, Codec into) {
        try {
            return Optional.of(into.writeRequest(asked, new Target(MODEL, false), new LeftOut()));
        } catch (ProviderException e) {
            callers(e);
            return Optional.empty();
        }
    }

    private static List<ServerSentEvent> written(StreamWriter writer, List<Delta> deltas) {
        List<ServerSentEvent> events = new ArrayList<>();
        deltas.forEach(delta -> writer.write(delta, events::add));
        writer.end(events::add);
        return events;
    }

    private static JsonNode object(byte[] json) {
        return JsonNodes.read(json).orElseThrow(() -> new AssertionError("what was written is no JSON object"));
    }

    private static void proper(List<Delta> deltas) {
        long ends = deltas.stream().filter(Delta.End.class::isInstance).count();
        if (!(deltas.getFirst() instanceof Delta.Begin) || ends != 1) {
            throw new AssertionError("not a proper stream: " + deltas);
        }
    }

    private static void same(Object one, Object other) {
        if (!Objects.equals(one, other)) {
            throw new AssertionError("read again it differs:\n" + one + "\n" + other);
        }
    }

    private static void callers(ProviderException failure) {
        if (failure.kind() != ErrorKind.INVALID_REQUEST) {
            throw new AssertionError("blamed on another than the caller", failure);
        }
    }

    private static void upstreams(ProviderException failure) {
        if (failure.kind() == ErrorKind.INTERNAL) {
            throw new AssertionError("blamed on the gateway", failure);
        }
    }
}
