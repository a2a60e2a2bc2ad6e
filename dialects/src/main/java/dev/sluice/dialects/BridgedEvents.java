package dev.sluice.dialects;

import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.StreamReader;
import dev.sluice.dialects.form.StreamWriter;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A stream of one dialect as one of another, event by event: nothing is read ahead of what is asked for. */
final class BridgedEvents implements EventStream {
    private final EventStream upstream;
    private final StreamReader reader;
    private final StreamWriter writer;
    private final Consumer<Delta> deltas;
    private final Queue<ServerSentEvent> written = new ArrayDeque<>();
    private boolean ended;

    BridgedEvents(
            EventStream upstream, StreamReader reader, StreamWriter writer, UnaryOperator<Consumer<Delta>> change) {
        this.upstream = upstream;
        this.reader = reader;
        this.writer = writer;
        this.deltas = change.apply(delta -> writer.write(delta, written::add));
    }

    @Override
    public @Nullable ServerSentEvent next() {
        while (written.isEmpty() && !ended) {
            ServerSentEvent event = upstream.next();
            if (event != null) {
                reader.read(event, deltas);
            } else {
                reader.end(deltas);
                writer.end(written::add);
                ended = true;
            }
        }
        return written.poll();
    }

    @Override
    public boolean ready() {
        return !written.isEmpty() || (!ended && upstream.ready());
    }

    @Override
    public Optional<TokenUsage> usage() {
        return upstream.usage();
    }

    @Override
    public void close() {
        upstream.close();
    }
}
