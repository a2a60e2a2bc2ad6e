package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Codec;
import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.StreamReader;
import dev.sluice.dialects.form.StreamWriter;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.Dialect;

/** Anthropic's Messages API. What is carried and what is not is in {@code docs/dialects/messages.md}. */
public final class MessagesCodec implements Codec {

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
    public Conversation readCounted(JsonNode request, LeftOut leftOut) {
        return new RequestReader(leftOut).read(Fields.ofRequest(request), true);
    }

    @Override
    public Conversation readRequest(JsonNode request, LeftOut leftOut) {
        return new RequestReader(leftOut).read(Fields.ofRequest(request), false);
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
    public Answer readReply(JsonNode reply) {
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
