package dev.sluice.dialects.completions;

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

/** OpenAI's text completions, for callers alone: a prompt is what a user says, its completion what is answered. */
public final class CompletionsCodec implements Codec {
    /** What callers of {@code POST /completions} speak. */
    public static final Dialect DIALECT = new Dialect("completions");

    /** Makes a codec. */
    public CompletionsCodec() {}

    @Override
    public Dialect dialect() {
        return DIALECT;
    }

    @Override
    public String turnsField() {
        return "prompt";
    }

    @Override
    public boolean forCallersAlone() {
        return true;
    }

    @Override
    public List<String> answeredFields() {
        return List.of("stream_options");
    }

    @Override
    public Conversation readRequest(JsonNode request, LeftOut leftOut) {
        return RequestReader.read(request, leftOut);
    }

    @Override
    public byte[] writeRequest(Conversation conversation, Target target, LeftOut leftOut) {
        throw notSpoken();
    }

    @Override
    public Answer readReply(JsonNode reply) {
        throw notSpoken();
    }

    @Override
    public byte[] writeReply(Answer answer, Caller caller) {
        return ReplyWriter.write(answer, caller);
    }

    @Override
    public StreamReader streamReader() {
        throw notSpoken();
    }

    @Override
    public StreamWriter streamWriter(Caller caller) {
        return new ChunkWriter(caller);
    }

    private static UnsupportedOperationException notSpoken() {
        return new UnsupportedOperationException("no model is asked for text completions");
    }
}
