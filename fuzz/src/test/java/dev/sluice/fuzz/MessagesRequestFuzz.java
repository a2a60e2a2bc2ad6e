package dev.sluice.fuzz;

import dev.sluice.dialects.messages.MessagesCodec;

/** Requests of Messages. */
public final class MessagesRequestFuzz {
    private MessagesRequestFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Dialects.request(new MessagesCodec(), bytes);
    }
}
