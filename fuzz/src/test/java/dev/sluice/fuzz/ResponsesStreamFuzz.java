package dev.sluice.fuzz;

import dev.sluice.dialects.responses.ResponsesCodec;

/** Streams of Responses. */
public final class ResponsesStreamFuzz {
    private ResponsesStreamFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Dialects.stream(new ResponsesCodec(), bytes);
    }
}
