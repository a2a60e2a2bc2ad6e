package dev.sluice.fuzz;

import dev.sluice.dialects.responses.ResponsesCodec;

/** Requests of Responses. */
public final class ResponsesRequestFuzz {
    private ResponsesRequestFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Dialects.request(new ResponsesCodec(), bytes);
    }
}
