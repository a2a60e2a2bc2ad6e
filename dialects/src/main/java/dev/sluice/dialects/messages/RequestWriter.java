package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Format;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
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

    JsonObject write() {
        Set<String> capabilities = target.model().capabilities();
        boolean structured = capabilities.isEmpty() || capabilities.contains("structured_outputs");
        TurnWriter turns = new TurnWriter(conversation.turns(), leftOut);
        ToolWriter tools = new ToolWriter(conversation.tools(), structured, leftOut);
        ThinkingWriter thinking = new ThinkingWriter(conversation.thinking(), capabilities, leftOut);
        long maxTokens = conversation
                .output()
                .maxTokens()
                .orElse(target.model().outputTokens().orElse(USUAL_TOKENS));

        JsonObjectBuilder request =
                JsonTree.object().add("model", target.model().id()).add("max_tokens", maxTokens);
        JsonArray system = turns.system();
        if (!system.isEmpty()) {
            request.add("system", system);
        }
        request.add("messages", turns.messages());
        tools.write(request, turns.called());
        Optional<JsonObject> thought = thinking.thinking(maxTokens, tools.forced(), turns.goesOnWithoutThought());
        thought.ifPresent(value -> request.add("thinking", value));
        new SamplingWriter(conversation.sampling(), leftOut)
                .write(
                        request,
                        thought.filter(value -> !value.getString("type").equals("disabled"))
                                .isPresent());
        output(request, structured, thinking.effort());
        hints(request);
        if (target.streaming()) {
            request.add("stream", true);
        }
        return request.build();
    }

    private void output(JsonObjectBuilder request, boolean structured, Optional<String> effort) {
        conversation.output().verbosity().ifPresent(verbosity -> leftOut.note("verbosity"));
        if (conversation.output().logProbs().isPresent()) {
            throw Refused.because("The model asked for does not tell how likely its tokens were; leave that wish out.");
        }
        List<String> stop = conversation.output().stop();
        if (stop.stream().anyMatch(String::isBlank)) {
            throw Refused.because("The model asked for can't stop at a text that is all white space; stop at another.");
        }
        if (!stop.isEmpty()) {
            request.add("stop_sequences", texts(stop));
        }
        JsonObjectBuilder config = JsonTree.object();
        effort.ifPresent(word -> config.add("effort", word));
        format(structured).ifPresent(format -> config.add("format", format));
        JsonObject wanted = config.build();
        if (!wanted.isEmpty()) {
            request.add("output_config", wanted);
        }
    }

    private static JsonArray texts(List<String> values) {
        JsonArrayBuilder array = JsonTree.array();
        values.forEach(array::add);
        return array.build();
    }

    private Optional<JsonObject> format(boolean structured) {
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
                yield Optional.of(JsonTree.object()
                        .add("type", "json_schema")
                        .add("schema", described(schema))
                        .build());
            }
        };
    }

    private static JsonObject described(Format.Schema format) {
        return format.description()
                .filter(text -> !format.schema().containsKey("description"))
                .map(text -> JsonTree.object(format.schema())
                        .add("description", text)
                        .build())
                .orElse(format.schema());
    }

    private void hints(JsonObjectBuilder request) {
        conversation.hints().cacheKey().ifPresent(key -> leftOut.note("prompt_cache_key"));
        conversation.hints().endUser().ifPresent(user -> {
            if (user.length() > LONGEST_USER) {
                leftOut.note("user");
            } else {
                request.add("metadata", JsonTree.object().add("user_id", user));
            }
        });
    }
}
