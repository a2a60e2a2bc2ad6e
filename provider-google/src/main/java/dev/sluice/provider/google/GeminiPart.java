package dev.sluice.provider.google;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.provider.TokenUsage;
import java.util.Optional;

/**
 * The parts of one event of a stream, or of a whole reply, that decide whether it is complete.
 *
 * @param candidates the number of candidates
 * @param finished the number of candidates with a finish reason
 * @param blocked whether the prompt was blocked, which leaves no candidates
 * @param usage the usage so far; nothing if it reports none
 * @see <a href="https://ai.google.dev/api/generate-content#v1beta.GenerateContentResponse">its reference</a>
 */
record GeminiPart(int candidates, int finished, boolean blocked, boolean error, Optional<TokenUsage> usage) {

    static GeminiPart of(JsonNode part) {
        int candidates = 0;
        int finished = 0;
        JsonNode listed = part.get("candidates");
        if (listed.is(Kind.ARRAY)) {
            for (JsonNode candidate : listed) {
                candidates++;
                finished += candidate.get("finishReason").is(Kind.STRING) ? 1 : 0;
            }
        }
        return new GeminiPart(
                candidates,
                finished,
                part.get("promptFeedback").get("blockReason").is(Kind.STRING),
                part.get("error").is(Kind.OBJECT),
                usage(part.get("usageMetadata")));
    }

    /** Reads a whole reply; nothing if the body is none. */
    static Optional<GeminiPart> ofReply(byte[] body) {
        try {
            return Optional.of(of(JsonDocument.parse(body).root())).filter(part -> part.candidates > 0 || part.blocked);
        } catch (JsonException e) {
            // Cut off, or a web page.
            return Optional.empty();
        }
    }

    /**
     * Google counts thoughts apart from the output, and the results of tools apart from the prompt.
     *
     * @see <a href="https://ai.google.dev/api/generate-content#UsageMetadata">its reference</a>
     */
    private static Optional<TokenUsage> usage(JsonNode metadata) {
        if (!metadata.is(Kind.OBJECT)) {
            return Optional.empty();
        }
        long thoughts = count(metadata, "thoughtsTokenCount");
        return Optional.of(new TokenUsage(
                count(metadata, "promptTokenCount") + count(metadata, "toolUsePromptTokenCount"),
                count(metadata, "candidatesTokenCount") + thoughts,
                count(metadata, "cachedContentTokenCount"),
                thoughts));
    }

    private static long count(JsonNode metadata, String name) {
        return Math.max(0, metadata.get(name).longValue(0));
    }
}
