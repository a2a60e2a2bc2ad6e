package dev.sluice.dialects.completions;

import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.StreamWriter;
import dev.sluice.dialects.form.Usage;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes a stream of chunks, one for each piece of text. Used by one thread. */
final class ChunkWriter implements StreamWriter {
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final Caller caller;
    private final boolean usageWanted;
    private Completion completion;
    private Optional<Usage> usage = Optional.empty();

    ChunkWriter(Caller caller) {
        this.caller = caller;
        this.completion = Completion.of("", caller);
        this.usageWanted =
                caller.request().get("stream_options").get("include_usage").isTrue();
    }

    @Override
    public void write(Delta delta, Consumer<ServerSentEvent> out) {
        switch (delta) {
            case Delta.Begin begin -> {
                completion = Completion.of(begin.id(), caller);
                usage = begin.usage();
            }
            case Delta.Text text -> out.accept(chunk(text.text(), Optional.empty()));
            case Delta.Refusal refusal -> out.accept(chunk(refusal.text(), Optional.empty()));
            case Delta.Reasoning _, Delta.Signed _, Delta.CallBegin _, Delta.CallInput _ -> {
                // Not part of the text.
            }
            case Delta.Spent spent -> usage = Optional.of(spent.usage());
            case Delta.End end -> out.accept(chunk("", Optional.of(end.stop())));
        }
    }

    @Override
    public void end(Consumer<ServerSentEvent> out) {
        if (usageWanted) {
            usage.ifPresent(counts -> {
                JsonOutput chunk = completion.begin(0).endArray();
                Completion.usage(counts, chunk);
                out.accept(ServerSentEvent.of(chunk.endObject().toBytes()));
            });
        }
        out.accept(ServerSentEvent.of(DONE));
    }

    private ServerSentEvent chunk(String text, Optional<Stop> stop) {
        JsonOutput chunk = completion.begin(text.length());
        Completion.choice(text, stop, chunk);
        chunk.endArray();
        // OpenAI says it in all chunks but the last as soon as it is wanted in that.
        return ServerSentEvent.of(
                (usageWanted ? chunk.addNull("usage") : chunk).endObject().toBytes());
    }
}
