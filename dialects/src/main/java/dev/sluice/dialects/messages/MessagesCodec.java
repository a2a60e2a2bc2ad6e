package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Codec;
import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.StreamReader;
import dev.sluice.dialects.form.StreamWriter;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.Dialect;
import jakarta.json.JsonObject;

/** Anthropic's Messages API. What is carried and what is not is in {@code docs/dialects/messages.md}. */
public final class MessagesCodec implements Codec {
    private static final String MAX_TOKENS = "max_tokens";

    /** What is counted has no answer, and so no limit to it; more than any limit to thinking, which has to be less. */
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    /** Makes the codec. */
    public MessagesCodec() {}

    @Override
    public Dialect dialect() {
        return Dialect.MESSAGES;
    }

    @Override
    public String turnsField() {
        return "messages";
    }

    @Override
    public JsonObject counted(JsonObject request) {
        return request.containsKey(MAX_TOKENS)
                ? request
                : JsonTree.object(request).add(MAX_TOKENS, NO_LIMIT).build();
    }

    @Override
    public Conversation readRequest(JsonObject request, LeftOut leftOut) {
        return new RequestReader(leftOut).read(Fields.ofRequest(request));
    }

    @Override
    public byte[] writeRequest(Conversation conversation, Target target, LeftOut leftOut) {
        return write(conversation, target, leftOut, false);
    }

    @Override
    public byte[] writeCounted(Conversation conversation, Target target, LeftOut leftOut) {
        return write(conversation, target, leftOut, true);
    }

    private static byte[] write(Conversation conversation, Target target, LeftOut leftOut, boolean counted) {
        JsonOutput out = new JsonOutput(conversation.size());
        new RequestWriter(conversation, target, leftOut).write(out, counted);
        return out.toBytes();
    }

    @Override
    public Answer readReply(JsonObject reply) {
        return ReplyReader.read(reply);
    }

    @Override
    public byte[] writeReply(Answer answer, Caller caller) {
        return ReplyWriter.write(answer, caller);
    }

    @Override
    public StreamReader streamReader() {
        return new EventReader();
    }

    @Override
    public StreamWriter streamWriter(Caller caller) {
        return new EventWriter(caller);
    }
}
