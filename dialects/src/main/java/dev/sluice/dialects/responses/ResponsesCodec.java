package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Codec;
import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.StreamReader;
import dev.sluice.dialects.form.StreamWriter;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.provider.Dialect;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

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
    public Conversation readRequest(JsonObject request, LeftOut leftOut) {
        return RequestReader.read(request, leftOut);
    }

    @Override
    public byte[] writeRequest(Conversation conversation, Target target, LeftOut leftOut) {
        return JsonTree.bytes(new RequestWriter(leftOut).write(conversation, target));
    }

    /** OpenAI refuses what has no part in the count. */
    @Override
    public byte[] writeCounted(Conversation conversation, Target target, LeftOut leftOut) {
        JsonObjectBuilder counted = JsonTree.object(new RequestWriter(leftOut).write(conversation, target));
        return JsonTree.bytes(
                counted.remove("stream").remove("store").remove("include").build());
    }

    @Override
    public Answer readReply(JsonObject reply) {
        return ReplyReader.read(reply);
    }

    @Override
    public byte[] writeReply(Answer answer, Caller caller) {
        return JsonTree.bytes(new ReplyWriter(caller).write(answer));
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
