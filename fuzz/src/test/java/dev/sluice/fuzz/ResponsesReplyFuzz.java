package dev.sluice.fuzz;

import dev.sluice.dialects.responses.ResponsesCodec;

/** Replies of Responses. */
public final class ResponsesReplyFuzz {
    private ResponsesReplyFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Dialects.reply(new ResponsesCodec(), bytes);
    }
}
