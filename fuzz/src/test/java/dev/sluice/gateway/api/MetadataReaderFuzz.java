package dev.sluice.gateway.api;

import dev.sluice.dialects.Bridges;
import dev.sluice.fuzz.JsonTree;
import dev.sluice.gateway.http.ErrorReplyException;
import dev.sluice.provider.Headers;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** A request names its model, and another once that is put in its place; or it is refused with a 400. */
public final class MetadataReaderFuzz {
    private MetadataReaderFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        RequestMetadata facts;
        try {
            facts = MetadataReader.read(bytes, Headers.empty(), "id");
        } catch (ErrorReplyException e) {
            if (e.reply().status() != 400) {
                throw new AssertionError("a " + e.reply().status(), e);
            }
            return;
        }
        JsonObject tree = JsonTree.object(bytes).orElseThrow();
        boolean streaming = JsonValue.TRUE.equals(tree.get("stream"));
        if (!facts.model().equals(tree.getString("model")) || facts.streaming() != streaming) {
            throw new AssertionError("read otherwise than by others: " + facts);
        }
        byte[] renamed = Bridges.withoutReasoningSignatures(facts.document(), facts.withModel("an\"other"));
        if (!JsonTree.object(renamed).orElseThrow().getString("model").equals("an\"other")) {
            throw new AssertionError("the model's name is not replaced");
        }
    }
}
