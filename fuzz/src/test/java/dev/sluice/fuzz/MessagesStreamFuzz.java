package dev.sluice.fuzz;

import dev.sluice.dialects.messages.MessagesCodec;

/** Streams of Messages. */
public final class MessagesStreamFuzz {
    private MessagesStreamFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Dialects.stream(new MessagesCodec(), bytes);
    }
}
