package dev.sluice.dialects.completions;

import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.Usage;
import dev.sluice.json.JsonOutput;
import java.util.Optional;
import java.util.UUID;

/** The object that is both a whole reply and a stream's chunk. */
record Completion(String id, Caller caller) {
    private static final String ID_PREFIX = "cmpl-";

    static Completion of(String upstream, Caller caller) {
        String id = upstream.isEmpty() ? UUID.randomUUID().toString().replace("-", "") : upstream;
        return new Completion(id.startsWith(ID_PREFIX) ? id : ID_PREFIX + id, caller);
    }

    JsonOutput begin(int size) {
        return new JsonOutput(256 + size)
                .object()
                .add("id", id)
                .add("object", "text_completion")
                .add("created", caller.asked().getEpochSecond())
                .add("model", caller.model())
                .name("choices")
                .array();
    }

    /** Makes the one choice there is. */
    static void choice(String text, Optional<Stop> stop, JsonOutput out) {
        out.object().add("text", text).add("index", 0).addNull("logprobs").name("finish_reason");
        stop.ifPresentOrElse(why -> out.text(word(why)), out::nothing);
        out.endObject();
    }

    static void usage(Usage usage, JsonOutput out) {
        out.name("usage")
                .object()
                .add("prompt_tokens", usage.input())
                .add("completion_tokens", usage.output())
                .add("total_tokens", usage.input() + usage.output())
                .endObject();
    }

    private static String word(Stop stop) {
        return switch (stop.reason()) {
            case END, STOP_SEQUENCE, TOOL_CALLS -> "stop";
            case LENGTH -> "length";
            case CONTENT_FILTER, REFUSAL -> "content_filter";
        };
    }
}
