package dev.sluice.fuzz;

import dev.sluice.dialects.gemini.GeminiCodec;

/** Streams of Gemini. */
public final class GeminiStreamFuzz {
    private GeminiStreamFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Dialects.stream(new GeminiCodec(), bytes);
    }
}
