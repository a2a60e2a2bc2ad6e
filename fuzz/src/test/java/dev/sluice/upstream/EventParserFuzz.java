package dev.sluice.upstream;

import dev.sluice.provider.ServerSentEvent;
import java.util.Arrays;
import java.util.List;

/** Server-sent events are the same wherever their bytes were cut. */
public final class EventParserFuzz {
    private EventParserFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        List<ServerSentEvent> whole = Events.whole(bytes);
        for (int size : new int[] {1, 2, 3, 7}) {
            if (!same(whole, Events.inPieces(bytes, size))) {
                throw new AssertionError("other events in pieces of " + size);
            }
        }
    }

    private static boolean same(List<ServerSentEvent> some, List<ServerSentEvent> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            ServerSentEvent one = some.get(i);
            ServerSentEvent other = others.get(i);
            if (!one.type().equals(other.type()) || !Arrays.equals(one.data(), other.data())) {
                return false;
            }
        }
        return true;
    }
}
