package dev.sluice.dialects.chat;

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

/**
 * Writes a stream of chunks. What the model wants back comes at the end, in one: there is one field for all of it, and
 * clients do not join its pieces. Used by one thread.
 */
final class ChatStreamWriter implements StreamWriter {
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final Caller caller;
    private final boolean legacy;
    private final boolean usageWanted;
    private final CallPieces calls;
    private final PartOrder order = new PartOrder();
    private ChunkFrame frame;
    private Optional<Usage> usage = Optional.empty();
    private boolean refused;

    ChatStreamWriter(Caller caller) {
        this.caller = caller;
        this.legacy = ReplyFacts.legacy(caller);
        this.usageWanted = ReplyFacts.usageWanted(caller);
        this.calls = new CallPieces(legacy);
        this.frame = new ChunkFrame(ReplyFacts.id(""), caller, usageWanted);
    }

    @Override
    public void write(Delta delta, Consumer<ServerSentEvent> out) {
        switch (delta) {
            case Delta.Begin begin -> begin(begin, out);
            case Delta.Text text -> {
                endCall(out);
                order.text(text.text());
                out.accept(text(text));
            }
            case Delta.Refusal refusal -> {
                endCall(out);
                refused = true;
                order.refusal(refusal.text());
                out.accept(frame.delta(json -> json.add("refusal", refusal.text())));
            }
            case Delta.Reasoning reasoning -> {
                endCall(out);
                order.reasoning(reasoning.text());
                out.accept(frame.delta(json -> json.add(Thoughts.SHOWN_FIELD, reasoning.text())));
            }
            case Delta.Signed signed -> {
                endCall(out);
                order.signed(signed.opaque());
            }
            case Delta.CallBegin call -> {
                endCall(out);
                report(calls.begin(call), out);
                if (calls.isReported()) {
                    order.call();
                }
            }
            case Delta.CallInput input -> report(calls.input(input.text()), out);
            case Delta.Spent spent -> usage = Optional.of(spent.usage());
            case Delta.End end -> finish(end.stop(), out);
        }
    }

    @Override
    public void end(Consumer<ServerSentEvent> out) {
        if (usageWanted) {
            usage.ifPresent(counts -> out.accept(frame.usage(counts)));
        }
        out.accept(ServerSentEvent.of(DONE));
    }

    private void begin(Delta.Begin begin, Consumer<ServerSentEvent> out) {
        usage = begin.usage();
        frame = new ChunkFrame(ReplyFacts.id(begin.id()), caller, usageWanted);
        out.accept(frame.delta(
                json -> json.add("role", "assistant").add("content", "").addNull("refusal")));
    }

    private ServerSentEvent text(Delta.Text text) {
        return frame.delta(json -> json.add("content", text.raw()), text.logProbs());
    }

    private void finish(Stop stop, Consumer<ServerSentEvent> out) {
        endCall(out);
        order.opaqueText()
                .ifPresent(opaque -> out.accept(frame.delta(json -> json.add(Thoughts.OPAQUE_FIELD, opaque))));
        out.accept(frame.finish(FinishReasons.write(stop, refused, legacy)));
    }

    private void endCall(Consumer<ServerSentEvent> out) {
        report(calls.end(), out);
    }

    private void report(Optional<Consumer<JsonOutput>> delta, Consumer<ServerSentEvent> out) {
        delta.ifPresent(json -> out.accept(frame.delta(json)));
    }
}
