package dev.sluice.fuzz;

import dev.sluice.dialects.completions.CompletionsCodec;

/** Requests of old text completions. */
public final class CompletionsRequestFuzz {
    private CompletionsRequestFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Dialects.request(new CompletionsCodec(), bytes);
    }
}
