package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.StreamWriter;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.provider.ServerSentEvent;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes a stream. Why it ended is told with what it cost, so that is held back until both are known. */
final class EventWriter implements StreamWriter {
    private static final JsonObject TEXT =
            JsonTree.object().add("type", "text").add("text", "").build();
    private static final JsonObject THOUGHT = JsonTree.object()
            .add("type", "thinking")
            .add("thinking", "")
            .add("signature", "")
            .build();

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
            case Delta.Text text when text.text().isEmpty() -> {
                // It carries probabilities alone, which the dialect has no place for.
            }
            case Delta.Text text -> {
                open(Kind.TEXT, TEXT, out);
                out.accept(EventText.delta(index, "text_delta", "text", text.text()));
            }
            case Delta.Refusal refusal -> {
                open(Kind.REFUSAL, TEXT, out);
                out.accept(EventText.delta(index, "text_delta", "text", refusal.text()));
            }
            case Delta.Reasoning reasoning -> {
                open(Kind.THOUGHT, THOUGHT, out);
                out.accept(EventText.delta(index, "thinking_delta", "thinking", reasoning.text()));
            }
            case Delta.Signed(Opaque opaque) -> sign(opaque, out);
            case Delta.CallBegin call -> {
                close(out);
                called = true;
                open(Kind.CALL, ReplyWriter.call(call.id(), call.name(), JsonValue.EMPTY_JSON_OBJECT), out);
            }
            case Delta.CallInput input ->
                out.accept(EventText.delta(index, "input_json_delta", "partial_json", input.text()));
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
        JsonObjectBuilder delta = JsonTree.object();
        ReplyWriter.stop(delta, StopReasons.write(stop, called, refused), stop.sequence());
        out.accept(EventText.of(
                "message_delta",
                JsonTree.object()
                        .add("type", "message_delta")
                        .add("delta", delta.addNull("container"))
                        .add("usage", TokenCounts.atEnd(usage))
                        .build()));
        out.accept(EventText.of("message_stop", "{\"type\":\"message_stop\"}"));
    }

    private void begin(Delta.Begin begin, Consumer<ServerSentEvent> out) {
        usage = begin.usage();
        out.accept(EventText.of(
                "message_start",
                JsonTree.object()
                        .add("type", "message_start")
                        .add("message", ReplyWriter.started(begin.id(), caller.model(), usage))
                        .build()));
        out.accept(EventText.of("ping", "{\"type\":\"ping\"}"));
    }

    private void sign(Opaque opaque, Consumer<ServerSentEvent> out) {
        if (open != Kind.THOUGHT && Signatures.redacted(opaque)) {
            close(out);
            start(
                    JsonTree.object()
                            .add("type", Signatures.REDACTED)
                            .add("data", opaque.data())
                            .build(),
                    out);
            stopBlock(out);
            return;
        }
        open(Kind.THOUGHT, THOUGHT, out);
        sign(Signatures.write(opaque), out);
        close(out);
    }

    private void sign(String signature, Consumer<ServerSentEvent> out) {
        out.accept(EventText.delta(index, "signature_delta", "signature", signature));
        signed = true;
    }

    private void open(Kind kind, JsonObject block, Consumer<ServerSentEvent> out) {
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

    private void start(JsonObject block, Consumer<ServerSentEvent> out) {
        index++;
        out.accept(EventText.of(
                "content_block_start",
                JsonTree.object()
                        .add("type", "content_block_start")
                        .add("index", index)
                        .add("content_block", block)
                        .build()));
    }

    private void stopBlock(Consumer<ServerSentEvent> out) {
        out.accept(EventText.of("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":" + index + "}"));
    }
}
