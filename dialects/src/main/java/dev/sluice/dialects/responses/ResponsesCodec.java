package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Codec;
import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.StreamReader;
import dev.sluice.dialects.form.StreamWriter;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.Dialect;
import java.util.List;

/** OpenAI's {@code POST /responses}. */
public final class ResponsesCodec implements Codec {

    /** Makes one. */
    public ResponsesCodec() {}

    @Override
    public Dialect dialect() {
        return Dialect.RESPONSES;
    }

    @Override
    public String turnsField() {
        return "input";
    }

    @Override
    public boolean customTools() {
        return true;
    }

    @Override
    public List<String> answeredFields() {
        return ResponseJson.FIELDS;
    }

    @Override
    public Conversation readRequest(JsonNode request, LeftOut leftOut) {
        return RequestReader.read(request, leftOut);
    }

    @Override
    public byte[] writeRequest(Conversation conversation, Target target, LeftOut leftOut) {
        return write(conversation, target, leftOut, false);
    }

    /** OpenAI refuses what has no part in the count. */
    @Override
    public byte[] writeCounted(Conversation conversation, Target target, LeftOut leftOut) {
        return write(conversation, target, leftOut, true);
    }

    private static byte[] write(Conversation conversation, Target target, LeftOut leftOut, boolean counted) {
        JsonOutput out = new JsonOutput(conversation.size());
        new RequestWriter(leftOut).write(conversation, target, out, counted);
        return out.toBytes();
    }

    @Override
    public Answer readReply(JsonNode reply) {
        return ReplyReader.read(reply);
    }

    @Override
    public byte[] writeReply(Answer answer, Caller caller) {
        return new ReplyWriter(caller).write(answer);
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
