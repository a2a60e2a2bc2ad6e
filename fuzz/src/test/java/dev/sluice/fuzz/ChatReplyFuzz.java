package dev.sluice.fuzz;

import dev.sluice.dialects.chat.ChatCodec;

/** Replies of Chat. */
public final class ChatReplyFuzz {
    private ChatReplyFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Dialects.reply(new ChatCodec(), bytes);
    }
}
