package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.StreamWriter;
import dev.sluice.dialects.form.Usage;
import dev.sluice.json.JsonOutput;
import dev.sluice.json.RawText;
import dev.sluice.provider.ServerSentEvent;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes a stream. Why it ended is told with what it cost, so that is held back until both are known. */
final class EventWriter implements StreamWriter {
    private final Caller caller;
    private Kind open = Kind.NONE;
    private int index = -1;
    private boolean signed;
    private boolean called;
    private boolean refused;
    private Stop stop = Stop.of(Stop.Reason.END);
    private Optional<Usage> usage = Optional.empty();

    private enum Kind {
        NONE,
        TEXT,
        REFUSAL,
        THOUGHT,
        CALL
    }

    EventWriter(Caller caller) {
        this.caller = caller;
    }

    @Override
    public void write(Delta delta, Consumer<ServerSentEvent> out) {
        switch (delta) {
            case Delta.Begin begin -> begin(begin, out);
            case Delta.Text text when text.raw().isEmpty() -> {
                // It carries probabilities alone, which the dialect has no place for.
            }
            case Delta.Text text -> {
                open(Kind.TEXT, EventWriter::emptyText, out);
                out.accept(EventText.delta(index, EventText.Piece.TEXT, text.raw()));
            }
            case Delta.Refusal refusal -> {
                open(Kind.REFUSAL, EventWriter::emptyText, out);
                out.accept(EventText.delta(index, EventText.Piece.TEXT, RawText.of(refusal.text())));
            }
            case Delta.Reasoning reasoning -> {
                open(Kind.THOUGHT, EventWriter::emptyThought, out);
                out.accept(EventText.delta(index, EventText.Piece.THINKING, RawText.of(reasoning.text())));
            }
            case Delta.Signed(Opaque opaque) -> sign(opaque, out);
            case Delta.CallBegin call -> {
                close(out);
                called = true;
                open(Kind.CALL, json -> ReplyWriter.call(call.id(), call.name(), RawText.of(""), json), out);
            }
            case Delta.CallInput input ->
                out.accept(EventText.delta(index, EventText.Piece.INPUT, RawText.of(input.text())));
            case Delta.Spent spent -> usage = Optional.of(spent.usage());
            case Delta.End end -> {
                refused = open == Kind.REFUSAL;
                close(out);
                stop = end.stop();
            }
        }
    }

    @Override
    public void end(Consumer<ServerSentEvent> out) {
        out.accept(EventText.of("message_delta", json -> {
            ReplyWriter.stop(
                    StopReasons.write(stop, called, refused),
                    stop.sequence(),
                    json.name("delta").object());
            json.addNull("container").endObject();
            TokenCounts.writeAtEnd(usage, json.name("usage"));
        }));
        out.accept(EventText.of("message_stop", "{\"type\":\"message_stop\"}"));
    }

    private void begin(Delta.Begin begin, Consumer<ServerSentEvent> out) {
        usage = begin.usage();
        out.accept(EventText.of(
                "message_start", json -> ReplyWriter.started(begin.id(), caller.model(), usage, json.name("message"))));
        out.accept(EventText.of("ping", "{\"type\":\"ping\"}"));
    }

    private void sign(Opaque opaque, Consumer<ServerSentEvent> out) {
        if (open != Kind.THOUGHT && Signatures.redacted(opaque)) {
            close(out);
            start(
                    json -> json.object()
                            .add("type", Signatures.REDACTED)
                            .add("data", opaque.data())
                            .endObject(),
                    out);
            stopBlock(out);
            return;
        }
        open(Kind.THOUGHT, EventWriter::emptyThought, out);
        sign(Signatures.write(opaque), out);
        close(out);
    }

    private void sign(String signature, Consumer<ServerSentEvent> out) {
        out.accept(EventText.delta(index, EventText.Piece.SIGNATURE, RawText.of(signature)));
        signed = true;
    }

    private static void emptyText(JsonOutput out) {
        out.object().add("type", "text").add("text", "").endObject();
    }

    private static void emptyThought(JsonOutput out) {
        out.object()
                .add("type", "thinking")
                .add("thinking", "")
                .add("signature", "")
                .endObject();
    }

    private void open(Kind kind, Consumer<JsonOutput> block, Consumer<ServerSentEvent> out) {
        if (open != kind) {
            close(out);
            start(block, out);
            open = kind;
            signed = false;
        }
    }

    private void close(Consumer<ServerSentEvent> out) {
        if (open == Kind.THOUGHT && !signed) {
            sign(Signatures.NONE, out);
        }
        if (open != Kind.NONE) {
            stopBlock(out);
            open = Kind.NONE;
        }
    }

    private void start(Consumer<JsonOutput> block, Consumer<ServerSentEvent> out) {
        index++;
        out.accept(EventText.of(
                "content_block_start", json -> json.add("index", index).add("content_block", block)));
    }

    private void stopBlock(Consumer<ServerSentEvent> out) {
        out.accept(EventText.of("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":" + index + "}"));
    }
}
