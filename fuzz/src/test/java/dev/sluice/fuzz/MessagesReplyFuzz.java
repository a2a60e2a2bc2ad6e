package dev.sluice.fuzz;

import dev.sluice.dialects.messages.MessagesCodec;

/** Replies of Messages. */
public final class MessagesReplyFuzz {
    private MessagesReplyFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Dialects.reply(new MessagesCodec(), bytes);
    }
}
