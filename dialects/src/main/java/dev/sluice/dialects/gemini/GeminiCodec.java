package dev.sluice.dialects.gemini;

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
import java.util.Optional;

/** Reads and writes Google's {@code generateContent}. Safe for use by several threads. */
public final class GeminiCodec implements Codec {

    /** Makes a codec. */
    public GeminiCodec() {}

    @Override
    public Dialect dialect() {
        return Dialect.GEMINI;
    }

    @Override
    public String turnsField() {
        return "contents";
    }

    /** Google takes the contents alone, or a whole request in a field of its own. */
    @Override
    public Conversation readCounted(JsonNode request, LeftOut leftOut) {
        Fields fields = Fields.ofRequest(request);
        Optional<JsonNode> whole =
                fields.tree("generateContentRequest").or(() -> fields.tree("generate_content_request"));
        if (whole.isPresent() && fields.has("contents")) {
            throw fields.wrong("contents", "must be left out where there is a 'generateContentRequest'");
        }
        return readRequest(whole.orElse(request), leftOut);
    }

    @Override
    public Conversation readRequest(JsonNode request, LeftOut leftOut) {
        return new RequestReader(leftOut).read(request);
    }

    @Override
    public byte[] writeRequest(Conversation conversation, Target target, LeftOut leftOut) {
        JsonOutput out = new JsonOutput(conversation.size());
        new RequestWriter(ModelFamily.of(target.model()), leftOut).write(conversation, out);
        return out.toBytes();
    }

    @Override
    public Answer readReply(JsonNode reply) {
        AnswerCollector answer = new AnswerCollector();
        new ReplyReader().readWhole(reply, answer);
        return answer.answer();
    }

    @Override
    public byte[] writeReply(Answer answer, Caller caller) {
        return new ReplyWriter(caller.model()).write(answer);
    }

    @Override
    public StreamReader streamReader() {
        return new ReplyReader();
    }

    @Override
    public StreamWriter streamWriter(Caller caller) {
        return new EventWriter(new ReplyWriter(caller.model()));
    }
}
