package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Format;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.json.JsonOutput;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes a request for a Claude model. Used once. */
final class RequestWriter {
    private static final long USUAL_TOKENS = 8192;
    private static final int LONGEST_USER = 256;

    private final Conversation conversation;
    private final Target target;
    private final LeftOut leftOut;

    RequestWriter(Conversation conversation, Target target, LeftOut leftOut) {
        this.conversation = conversation;
        this.target = target;
        this.leftOut = leftOut;
    }

    void write(JsonOutput out, boolean counted) {
        Set<String> capabilities = target.model().capabilities();
        boolean structured = capabilities.isEmpty() || capabilities.contains("structured_outputs");
        TurnWriter turns = new TurnWriter(conversation.turns(), leftOut);
        ToolWriter tools = new ToolWriter(conversation.tools(), structured, leftOut);
        ThinkingWriter thinking = new ThinkingWriter(conversation.thinking(), capabilities, leftOut);
        long maxTokens = conversation
                .output()
                .maxTokens()
                .orElse(target.model().outputTokens().orElse(USUAL_TOKENS));
        out.object().add("model", target.model().id());
        if (!counted) {
            out.add("max_tokens", maxTokens);
        }
        turns.writeSystem(out);
        turns.writeMessages(out);
        tools.write(out, turns.called());
        boolean thinks = thinking.write(out, maxTokens, tools.forced(), turns.goesOnWithoutThought());
        new SamplingWriter(conversation.sampling(), leftOut).write(out, thinks);
        output(out, structured, thinking.effort());
        hints(out);
        if (target.streaming()) {
            out.add("stream", true);
        }
        out.endObject();
    }

    private void output(JsonOutput out, boolean structured, Optional<String> effort) {
        conversation.output().verbosity().ifPresent(verbosity -> leftOut.note("verbosity"));
        if (conversation.output().logProbs().isPresent()) {
            throw Refused.because("The model asked for does not tell how likely its tokens were; leave that wish out.");
        }
        List<String> stop = conversation.output().stop();
        if (stop.stream().anyMatch(String::isBlank)) {
            throw Refused.because("The model asked for can't stop at a text that is all white space; stop at another.");
        }
        if (!stop.isEmpty()) {
            out.name("stop_sequences").array();
            stop.forEach(out::text);
            out.endArray();
        }
        Optional<Format.Schema> format = format(structured);
        if (effort.isPresent() || format.isPresent()) {
            out.name("output_config").object();
            effort.ifPresent(word -> out.add("effort", word));
            format.ifPresent(schema -> {
                out.name("format").object().add("type", "json_schema");
                described(schema, out.name("schema"));
                out.endObject();
            });
            out.endObject();
        }
    }

    private Optional<Format.Schema> format(boolean structured) {
        return switch (conversation.output().format()) {
            case Format.Text _ -> Optional.empty();
            case Format.Json _ ->
                throw Refused.because("The model asked for can't be held to JSON without a schema; give a JSON schema"
                        + " as the format.");
            case Format.Schema _
            when !structured ->
                throw Refused.because("The model '" + target.model().id() + "' can't be held to a JSON schema;"
                        + " ask a model that has structured outputs, or describe the format in the instructions.");
            case Format.Schema schema -> {
                schema.name().ifPresent(name -> leftOut.note("format.name"));
                yield Optional.of(schema);
            }
        };
    }

    private static void described(Format.Schema format, JsonOutput out) {
        if (format.description().isEmpty()
                || !format.schema().get("description").is(Kind.ABSENT)) {
            out.value(format.schema());
            return;
        }
        out.object();
        JsonNodes.writeMembers(format.schema(), out);
        out.add("description", format.description().get()).endObject();
    }

    private void hints(JsonOutput out) {
        conversation.hints().cacheKey().ifPresent(key -> leftOut.note("prompt_cache_key"));
        conversation.hints().endUser().ifPresent(user -> {
            if (user.length() > LONGEST_USER) {
                leftOut.note("user");
            } else {
                out.name("metadata").object().add("user_id", user).endObject();
            }
        });
    }
}
