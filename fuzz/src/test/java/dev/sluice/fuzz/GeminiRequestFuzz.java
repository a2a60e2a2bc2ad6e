package dev.sluice.fuzz;

import dev.sluice.dialects.gemini.GeminiCodec;

/** Requests of Gemini. */
public final class GeminiRequestFuzz {
    private GeminiRequestFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Dialects.request(new GeminiCodec(), bytes);
    }
}
