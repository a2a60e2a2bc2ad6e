package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.json.JsonOutput;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Normalizes the chunks of one stream, one after the other. */
final class ChunkNormalizer {
    private final boolean single;
    private final boolean usageWanted;
    private final Identity identity;
    private final Map<Integer, ChoiceNormalizer> choices = new TreeMap<>();
    private byte @Nullable [] usage;
    private boolean ended;

    ChunkNormalizer(ChatRequest request, Clock clock) {
        this.single = request.choices() == 1;
        this.usageWanted = request.usageWanted();
        this.identity = new Identity("chat.completion.chunk", request.model(), clock);
    }

    /** The choices as the client sees them, in order. */
    Collection<ChoiceNormalizer> choices() {
        return choices.values();
    }

    ChoiceNormalizer choice(int index) {
        return choices.computeIfAbsent(index, ChoiceNormalizer::new);
    }

    /** The tokens used, taken out of a chunk to be told at the end; null if there were none to take. */
    byte @Nullable [] usage() {
        return usage;
    }

    /** Tells whether the chunk that was normalized last ends a choice. */
    boolean ended() {
        return ended;
    }

    /**
     * Normalizes a chunk, whose choices are an array; returns its own array if it needed no change. Throws if the
     * upstream ended a choice by an error.
     */
    byte[] normalize(JsonDocument document, JsonNode found) {
        JsonNode chunk = document.root();
        JsonEdits edits = JsonEdits.of(document);
        identity.normalize(chunk, edits);
        int i = 0;
        ended = false;
        for (JsonNode choice : found) {
            JsonNode index = choice.require(Kind.OBJECT).get("index");
            int given = ChoiceNormalizer.number(index);
            int number = given < 0 ? i : given;
            ended |= choice(single ? 0 : number).normalize(choice, index, number, edits);
            i++;
        }
        JsonNode used = chunk.get("usage");
        if (i > 0 && used.is(Kind.OBJECT)) {
            if (usageWanted) {
                usage = used.copy();
            }
            // Next to a choice, the official SDKs' accumulators take it for the end and lose the choices.
            edits.set(used, ChoiceNormalizer.NULL);
        }
        return edits.write();
    }

    /** Makes one chunk of each choice of a chunk that has several, so that no client overlooks one. */
    static List<byte[]> split(JsonDocument document) {
        JsonNode choices = document.root().get("choices");
        JsonNode used = document.root().get("usage");
        int left = choices.size();
        List<byte[]> parts = new ArrayList<>(left);
        for (JsonNode choice : choices) {
            byte[] alone = new JsonOutput(choice.end() - choice.start() + 2)
                    .array()
                    .value(document.bytes(), choice.start(), choice.end())
                    .endArray()
                    .toBytes();
            JsonEdits edits = JsonEdits.of(document).set(choices, alone);
            left--;
            if (left > 0 && used.is(Kind.OBJECT)) {
                // Told once, by the last.
                edits.set(used, ChoiceNormalizer.NULL);
            }
            parts.add(edits.write());
        }
        return parts;
    }

    /** Makes a chunk that ends a choice. */
    byte[] finish(ChoiceNormalizer choice) {
        JsonOutput chunk = identity.addTo(new JsonOutput().object());
        chunk.name("choices").array().object();
        chunk.add("index", choice.index())
                .add("delta", choice.emptyDelta())
                .add("finish_reason", choice.finishReason());
        return chunk.endObject().endArray().endObject().toBytes();
    }

    /** Makes the chunk that tells the tokens used. */
    byte[] usageChunk(byte[] object) {
        JsonOutput chunk = identity.addTo(new JsonOutput().object());
        return chunk.name("choices")
                .array()
                .endArray()
                .add("usage", object)
                .endObject()
                .toBytes();
    }
}
