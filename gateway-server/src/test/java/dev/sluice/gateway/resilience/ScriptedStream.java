package dev.sluice.gateway.resilience;

import dev.sluice.provider.EventStream;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream of texts that may end in a failure. */
final class ScriptedStream implements EventStream {
    private final Deque<Object> script;
    private volatile boolean closed;

    ScriptedStream(Object... script) {
        this.script = new ArrayDeque<>(List.of(script));
    }

    @Override
    public @Nullable ServerSentEvent next() {
        Object next = script.poll();
        if (next instanceof ProviderException failure) {
            throw failure;
        }
        return next == null ? null : ServerSentEvent.of(next.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        closed = true;
    }

    boolean closed() {
        return closed;
    }
}
