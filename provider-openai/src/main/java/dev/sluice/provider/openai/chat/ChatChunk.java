package dev.sluice.provider.openai.chat;

import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parts of a chunk that decide about the end of its stream.
 *
 * @param finishReasons by index of the choice; empty for a choice that goes on
 * @param usage whether it reports the token usage
 * @param content whether a choice has a delta or a finish reason
 * @param error whether it reports an error
 */
record ChatChunk(Map<Integer, String> finishReasons, boolean usage, boolean content, boolean error) {

    static ChatChunk of(JsonNode chunk) {
        Map<Integer, String> finishReasons = new LinkedHashMap<>();
        boolean content = false;
        JsonNode choices = chunk.get("choices");
        if (choices.is(Kind.ARRAY)) {
            for (JsonNode choice : choices) {
                if (choice.is(Kind.OBJECT)) {
                    String reason = choice.get("finish_reason").string("");
                    content |= !reason.isEmpty() || hasDelta(choice.get("delta"));
                    finishReasons.merge(
                            (int) choice.get("index").longValue(0),
                            reason,
                            (known, next) -> next.isEmpty() ? known : next);
                }
            }
        }
        JsonNode error = chunk.get("error");
        // Older vLLM reports an error by its object.
        boolean failed = error.is(Kind.OBJECT)
                || !error.string("").isBlank()
                || chunk.get("object").says("error");
        return new ChatChunk(finishReasons, chunk.get("usage").is(Kind.OBJECT), content, failed);
    }

    private static boolean hasDelta(JsonNode delta) {
        if (delta.is(Kind.OBJECT)) {
            for (JsonNode member : delta) {
                if (!member.is(Kind.NULL)) {
                    return true;
                }
            }
        }
        return false;
    }
}
