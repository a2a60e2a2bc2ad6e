package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.StreamReader;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.json.RawText;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a stream. */
final class EventReader implements StreamReader {
    private static final RawText NOTHING = RawText.of("");

    private final TokenCounts counts = new TokenCounts();
    private Optional<OpenBlock> open = Optional.empty();
    private long lastIndex = -1;
    private boolean started;
    private boolean called;
    private Optional<Stop> stop = Optional.empty();
    private boolean ended;

    @Override
    public void read(ServerSentEvent event, Consumer<Delta> out) {
        if (ended) {
            return;
        }
        if (event.type().equals("ping")) {
            return;
        }
        Fields fields = Fields.ofReply(JsonNodes.read(event.data())
                .orElseThrow(() -> UpstreamFailures.protocol("an event is no JSON object.")));
        String type = event.type().isEmpty() ? fields.requiredText("type") : event.type();
        switch (type) {
            case "message_start" -> begin(fields, out);
            case "content_block_start" -> start(fields, out);
            case "content_block_delta" -> delta(fields, out);
            case "content_block_stop" -> close(fields, out);
            case "message_delta" -> stop(fields, out);
            case "message_stop" -> finish(out);
            case "error" -> throw UpstreamFailures.of(fields);
            default -> {
                // "ping", and what a later version may know.
            }
        }
    }

    @Override
    public void end(Consumer<Delta> out) {
        if (!ended) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_UNAVAILABLE, "The upstream's stream broke off before its end.");
        }
    }

    private void begin(Fields event, Consumer<Delta> out) {
        if (started) {
            throw UpstreamFailures.protocol("it begins twice.");
        }
        started = true;
        Fields message = event.requiredFields("message");
        Optional<Fields> usage = message.fields("usage");
        usage.ifPresent(counts::read);
        out.accept(new Delta.Begin(message.text("id").orElse(""), usage.map(fields -> counts.usage())));
    }

    private void start(Fields event, Consumer<Delta> out) {
        requireBegun();
        closeOpen(out);
        long index = index(event);
        if (index <= lastIndex) {
            throw UpstreamFailures.protocol("its blocks are out of order.");
        }
        lastIndex = index;
        OpenBlock block = OpenBlock.of(event.requiredFields("content_block"));
        called |= block.call();
        block.begin(out);
        open = Optional.of(block);
    }

    private void delta(Fields event, Consumer<Delta> out) {
        requireBegun();
        Fields delta = event.requiredFields("delta");
        String type = delta.text("type").orElse("");
        String field = switch (type) {
            case "input_json_delta" -> "partial_json";
            case "thinking_delta" -> "thinking";
            case "signature_delta" -> "signature";
            default -> "text";
        };
        requireOpen(index(event)).add(type, delta.raw(field).orElse(NOTHING), out);
    }

    private void close(Fields event, Consumer<Delta> out) {
        requireBegun();
        requireOpen(index(event));
        closeOpen(out);
    }

    private void stop(Fields event, Consumer<Delta> out) {
        requireBegun();
        closeOpen(out);
        event.fields("usage").ifPresent(usage -> {
            counts.read(usage);
            out.accept(new Delta.Spent(counts.usage()));
        });
        event.fields("delta")
                .ifPresent(delta -> delta.text("stop_reason")
                        .ifPresent(
                                reason -> stop = Optional.of(StopReasons.read(reason, delta.text("stop_sequence")))));
    }

    private void finish(Consumer<Delta> out) {
        requireBegun();
        closeOpen(out);
        ended = true;
        // The end alone counts; an upstream that forgets to say why has said all the same what it had to say.
        out.accept(new Delta.End(stop.orElse(Stop.of(called ? Stop.Reason.TOOL_CALLS : Stop.Reason.END))));
    }

    private void closeOpen(Consumer<Delta> out) {
        open.ifPresent(block -> block.end(out));
        open = Optional.empty();
    }

    private void requireBegun() {
        if (!started) {
            throw UpstreamFailures.protocol("it does not begin with 'message_start'.");
        }
    }

    private OpenBlock requireOpen(long index) {
        return open.filter(block -> index == lastIndex)
                .orElseThrow(() -> UpstreamFailures.protocol("an event belongs to no open block."));
    }

    private static long index(Fields event) {
        return event.whole("index").orElseThrow(() -> event.missing("index"));
    }
}
