package dev.sluice.gateway.api;

import dev.sluice.fuzz.JsonTree;
import dev.sluice.gateway.http.ByteArray;
import dev.sluice.gateway.http.Collected;
import dev.sluice.json.JsonException;
import java.util.Optional;

/** A reply's model is written anew; a reply that is no JSON is left to be told of. */
public final class ReplyModelFuzz {
    private ReplyModelFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        for (ReplyModel model : new ReplyModel[] {
            ReplyModel.inserted("x"), ReplyModel.replaced("model", "x"), ReplyModel.within("response", "x")
        }) {
            for (int i = 0; i < 2; i++) {
                ByteArray out = new ByteArray(64);
                model.writeLeniently(bytes, out);
                if (JsonTree.object(bytes).isPresent() && object(out).isEmpty()) {
                    throw new AssertionError("an object became none");
                }
            }
            strictly(model, bytes);
        }
    }

    private static boolean strictly(ReplyModel model, byte[] bytes) {
        try {
            model.write(bytes, new ByteArray(64));
            return true;
        } catch (JsonException e) {
            // Told to the caller as the upstream's mistake.
            return false;
        }
    }

    private static Optional<?> object(ByteArray out) {
        return JsonTree.object(Collected.of(out));
    }
}
