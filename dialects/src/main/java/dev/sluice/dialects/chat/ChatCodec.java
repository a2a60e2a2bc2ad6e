package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Codec;
import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.StreamReader;
import dev.sluice.dialects.form.StreamWriter;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode;
import dev.sluice.provider.Dialect;
import java.util.List;

/**
 * OpenAI's chat completions. Few upstreams know its custom tools, so models are told of functions only; callers may
 * have both.
 */
public final class ChatCodec implements Codec {
    /** Makes a codec. */
    public ChatCodec() {}

    @Override
    public Dialect dialect() {
        return Dialect.CHAT_COMPLETIONS;
    }

    @Override
    public String turnsField() {
        return "messages";
    }

    @Override
    public List<String> answeredFields() {
        return ReplyFacts.FIELDS;
    }

    @Override
    public Conversation readRequest(JsonNode request, LeftOut leftOut) {
        return RequestReader.read(request, leftOut);
    }

    @Override
    public byte[] writeRequest(Conversation conversation, Target target, LeftOut leftOut) {
        return RequestWriter.write(conversation, target, leftOut);
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
        return new ChatStreamReader();
    }

    @Override
    public StreamWriter streamWriter(Caller caller) {
        return new ChatStreamWriter(caller);
    }
}
