package dev.sluice.dialects;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Codec;
import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One request whose caller and model speak different dialects. Used by one thread. */
public final class Bridged {
    private final Codec callers;
    private final Codec models;
    private final Caller caller;
    private final Optional<CustomTools> custom;
    private final LeftOut leftOut = new LeftOut();
    private final byte[] request;

    Bridged(Codec callers, Codec models, Target target, Caller caller) {
        this.callers = callers;
        this.models = models;
        Conversation conversation = callers.readRequest(caller.request(), leftOut);
        if (conversation.holdsOnlyThoughts()) {
            throw nothingSaid(callers.turnsField());
        }
        this.custom = models.customTools() ? Optional.empty() : CustomTools.of(conversation);
        this.request = models.writeRequest(
                custom.map(tools -> tools.asFunctions(conversation)).orElse(conversation), target, leftOut);
        this.caller = new Caller(caller.model(), copy(caller.request(), callers.answeredFields()), caller.asked());
    }

    /** The request may be large, and its answer may take minutes. */
    private static JsonNode copy(JsonNode request, List<String> fields) {
        if (fields.isEmpty()) {
            return JsonNodes.EMPTY;
        }
        JsonOutput out = new JsonOutput().object();
        for (String name : fields) {
            JsonNode value = request.get(name);
            if (!value.is(JsonNode.Kind.ABSENT)) {
                out.add(name, value);
            }
        }
        return JsonNodes.of(out.endObject().toBytes());
    }

    /** Models take back thoughts only with what they led to, and the request would be left without a conversation. */
    static ProviderException nothingSaid(String field) {
        return ProviderException.builder(
                        ErrorKind.INVALID_REQUEST,
                        "'" + field
                                + "' holds nothing to answer: thoughts alone say nothing; send the conversation that"
                                + " they belong to.")
                .parameter(field)
                .build();
    }

    /**
     * Returns the request for the model.
     *
     * @return JSON in the model's dialect
     */
    public byte[] request() {
        return request;
    }

    /**
     * Names what the caller said and the model is not told, because its dialect has no place for it and it is a mere
     * hint.
     *
     * @return the fields as the caller knows them, without indices
     */
    public List<String> leftOut() {
        return leftOut.names();
    }

    /**
     * Turns the model's reply into the caller's dialect; a stream, while it comes.
     *
     * @param reply the model's
     * @return the caller's
     * @throws ProviderException with {@link ErrorKind#UPSTREAM_PROTOCOL} if it is not in the model's dialect
     */
    public Reply reply(Reply reply) {
        return switch (reply) {
            case Reply.Complete complete -> complete(complete);
            case Reply.Streaming streaming ->
                new Reply.Streaming(
                        streaming.headers(),
                        new BridgedEvents(
                                streaming.events(),
                                models.streamReader(),
                                callers.streamWriter(caller),
                                this::changed));
        };
    }

    private Reply complete(Reply.Complete reply) {
        JsonNode object = JsonNodes.read(reply.body())
                .orElseThrow(() -> new ProviderException(
                        ErrorKind.UPSTREAM_PROTOCOL, "The upstream's reply is not a JSON object."));
        Answer answer = models.readReply(object);
        byte[] body =
                callers.writeReply(custom.map(tools -> tools.asCustom(answer)).orElse(answer), caller);
        return reply.usage()
                .map(usage -> Reply.Complete.of(reply.headers(), body, usage))
                .orElseGet(() -> Reply.Complete.of(reply.headers(), body));
    }

    private Consumer<Delta> changed(Consumer<Delta> out) {
        return custom.map(tools -> tools.asCustom(out)).orElse(out);
    }
}
