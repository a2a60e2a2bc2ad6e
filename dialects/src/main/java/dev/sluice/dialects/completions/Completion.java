package dev.sluice.dialects.completions;

import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.json.JsonTree;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.UUID;

/**
 * The object that is both a whole reply and a stream's chunk.
 *
 * @param id as the caller sees it
 * @param caller who is answered
 */
record Completion(String id, Caller caller) {
    private static final String ID_PREFIX = "cmpl-";

    static Completion of(String upstream, Caller caller) {
        String id = upstream.isEmpty() ? UUID.randomUUID().toString().replace("-", "") : upstream;
        return new Completion(id.startsWith(ID_PREFIX) ? id : ID_PREFIX + id, caller);
    }

    JsonObjectBuilder with(JsonArrayBuilder choices) {
        return JsonTree.object()
                .add("id", id)
                .add("object", "text_completion")
                .add("created", caller.asked().getEpochSecond())
                .add("model", caller.model())
                .add("choices", choices);
    }

    /** Makes the one choice there is. */
    static JsonArrayBuilder choice(String text, Optional<Stop> stop) {
        JsonObjectBuilder choice =
                JsonTree.object().add("text", text).add("index", 0).add("logprobs", JsonValue.NULL);
        if (stop.isPresent()) {
            choice.add("finish_reason", word(stop.get()));
        } else {
            choice.add("finish_reason", JsonValue.NULL);
        }
        return JsonTree.array().add(choice);
    }

    static JsonObject usage(Usage usage) {
        return JsonTree.object()
                .add("prompt_tokens", usage.input())
                .add("completion_tokens", usage.output())
                .add("total_tokens", usage.input() + usage.output())
                .build();
    }

    private static String word(Stop stop) {
        return switch (stop.reason()) {
            case END, STOP_SEQUENCE, TOOL_CALLS -> "stop";
            case LENGTH -> "length";
            case CONTENT_FILTER, REFUSAL -> "content_filter";
        };
    }
}
