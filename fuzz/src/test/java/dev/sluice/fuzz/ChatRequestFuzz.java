package dev.sluice.fuzz;

import dev.sluice.dialects.chat.ChatCodec;

/** Requests of Chat. */
public final class ChatRequestFuzz {
    private ChatRequestFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Dialects.request(new ChatCodec(), bytes);
    }
}
