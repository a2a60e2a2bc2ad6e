package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.StreamWriter;
import dev.sluice.dialects.form.Usage;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes a stream: each event a reply of its own, with what is new. Used by one thread. */
final class EventWriter implements StreamWriter {
    private final ReplyWriter reply;
    private String id = "";
    private Optional<Usage> usage = Optional.empty();
    private Optional<Stop> stop = Optional.empty();

    EventWriter(ReplyWriter reply) {
        this.reply = reply;
    }

    @Override
    public void write(Delta delta, Consumer<ServerSentEvent> out) {
        switch (delta) {
            case Delta.Begin begin -> {
                id = begin.id();
                usage = begin.usage();
            }
            case Delta.Spent spent -> usage = Optional.of(spent.usage());
            case Delta.End end -> {
                // Its parts, if any are left, go with the reason and the cost, which may still come.
                stop = Optional.of(end.stop());
                reply.add(end);
            }
            default -> {
                reply.add(delta);
                if (reply.hasParts()) {
                    out.accept(ServerSentEvent.of(reply.reply(id, Optional.empty(), Optional.empty())));
                }
            }
        }
    }

    @Override
    public void end(Consumer<ServerSentEvent> out) {
        if (stop.isEmpty()) {
            throw new ProviderException(ErrorKind.UPSTREAM_UNAVAILABLE, "The upstream broke off.");
        }
        out.accept(ServerSentEvent.of(reply.reply(id, stop, usage)));
    }
}
