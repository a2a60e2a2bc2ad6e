package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Hints;
import dev.sluice.dialects.form.Output;
import dev.sluice.dialects.form.Sampling;
import dev.sluice.dialects.form.Thinking;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode.Kind;
import java.util.List;
import java.util.Optional;

/** Reads a request. Used once. */
final class RequestReader {
    private final LeftOut leftOut;

    RequestReader(LeftOut leftOut) {
        this.leftOut = leftOut;
    }

    Conversation read(Fields request, boolean counted) {
        request.ignore("model", "stream");
        refuseWhatAnthropicDoes(request);
        List<Turn> turns = new TurnReader(leftOut).read(request);
        ToolSet tools = new ToolReader(leftOut).read(request);
        OutputReader output = new OutputReader(request, counted, leftOut);
        Output wanted = output.output();
        Thinking thinking = output.thinking();
        Conversation conversation = Conversation.of(turns)
                .withTools(tools)
                .withSampling(sampling(request))
                .withOutput(wanted)
                .withThinking(thinking)
                .withHints(hints(request));
        request.leaveOutRest(leftOut);
        return conversation;
    }

    /** What Anthropic's own service does beside asking the model, and what nobody else does in its stead. */
    private void refuseWhatAnthropicDoes(Fields request) {
        if (request.value("mcp_servers")
                .filter(servers -> !servers.is(Kind.ARRAY) || !servers.isEmpty())
                .isPresent()) {
            throw request.wrong(
                    "mcp_servers",
                    "is a connection that Anthropic's own service makes, and the model asked for is not there;"
                            + " connect to the servers yourself and give their tools in 'tools'");
        }
        request.refuse(
                "compaction", "is done by Anthropic's own service; ask the model for a summary in a message instead");
        request.refuse(
                "thread", "is a conversation that Anthropic's own service keeps; send the whole one in 'messages'");
        if (request.value("container").filter(value -> value.is(Kind.OBJECT)).isPresent()) {
            Fields container = request.requiredFields("container");
            if (container.array("skills").filter(skills -> !skills.isEmpty()).isPresent()) {
                throw container.wrong(
                        "skills", "run in Anthropic's own service, and the model asked for is not there; leave it out");
            }
        }
        request.leaveOut(leftOut, "container");
        Optional<String> place = request.text("inference_geo");
        if (place.isPresent() && !place.get().equals("global")) {
            throw request.wrong(
                    "inference_geo", "can't be promised for the model asked for; leave it out or say 'global'");
        }
        request.leaveOut(leftOut, "inference_geo");
    }

    private static Sampling sampling(Fields request) {
        return Sampling.UNSET
                .withTemperature(request.number("temperature", 0, 1))
                .withTopP(request.number("top_p", 0, 1))
                .withTopK(request.whole("top_k", 0));
    }

    private Hints hints(Fields request) {
        Optional<Fields> metadata = request.fields("metadata");
        Optional<String> user = metadata.flatMap(about -> about.text("user_id"));
        metadata.ifPresent(about -> about.leaveOutRest(leftOut));
        return new Hints(user, Optional.empty());
    }
}
