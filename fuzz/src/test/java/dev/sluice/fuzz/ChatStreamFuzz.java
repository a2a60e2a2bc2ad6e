package dev.sluice.fuzz;

import dev.sluice.dialects.chat.ChatCodec;

/** Streams of Chat. */
public final class ChatStreamFuzz {
    private ChatStreamFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Dialects.stream(new ChatCodec(), bytes);
    }
}
