package dev.sluice.fuzz;

import dev.sluice.dialects.gemini.GeminiCodec;

/** Replies of Gemini. */
public final class GeminiReplyFuzz {
    private GeminiReplyFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Dialects.reply(new GeminiCodec(), bytes);
    }
}
