package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.StreamReader;
import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.json.JsonNode;
import dev.sluice.json.RawText;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a stream of chunks. Used by one thread. */
final class ChatStreamReader implements StreamReader {
    private final StreamedCalls calls = new StreamedCalls();
    private String id = "";
    private Optional<Usage> usage = Optional.empty();
    private boolean started;
    private boolean refused;
    private boolean ended;
    private boolean done;

    @Override
    public void read(ServerSentEvent event, Consumer<Delta> out) {
        byte[] data = event.data();
        boolean object = data.length > 0 && data[0] == '{';
        if (done || (!object && isNoChunk(event))) {
            return;
        }
        JsonNode chunk = JsonNodes.read(data)
                .orElseThrow(() -> new ProviderException(
                        ErrorKind.UPSTREAM_PROTOCOL, "The upstream sent an event that is not a JSON object."));
        UpstreamFailure.check(chunk, event.type().equals("error"));
        Fields fields = Fields.ofReply(chunk);
        if (id.isEmpty()) {
            id = fields.text("id").orElse("");
        }
        Optional<Usage> reported = UsageFields.read(fields);
        for (Fields choice : fields.list("choices")) {
            choice(choice, out);
        }
        reported.ifPresent(counts -> spent(counts, out));
    }

    @Override
    public void end(Consumer<Delta> out) {
        if (!ended) {
            throw brokeOff();
        }
    }

    /** Tells whether it is the end, or nothing. */
    private boolean isNoChunk(ServerSentEvent event) {
        String text = event.text().strip();
        if (text.equals("[DONE]")) {
            if (!ended) {
                throw brokeOff();
            }
            done = true;
        }
        return done || text.isEmpty();
    }

    private static ProviderException brokeOff() {
        return new ProviderException(
                ErrorKind.UPSTREAM_UNAVAILABLE,
                "The upstream broke off: its stream ended without a finish reason. Try again.");
    }

    private void choice(Fields choice, Consumer<Delta> out) {
        if (choice.whole("index").orElse(0L) != 0) {
            throw choice.wrong("index", "must be 0, as one answer was asked for");
        }
        if (!started) {
            started = true;
            out.accept(new Delta.Begin(id, usage));
        }
        choice.fields("delta").ifPresent(delta -> delta(delta, choice, out));
        String reason = choice.text("finish_reason").orElse("");
        if (!reason.isEmpty() && !ended) {
            calls.close(out);
            out.accept(new Delta.End(FinishReasons.read(reason, calls.any(), refused)));
            ended = true;
        }
    }

    private void delta(Fields delta, Fields choice, Consumer<Delta> out) {
        delta.refuse("function_call", "is of 'functions', which were not asked for");
        thoughts(Thoughts.of(delta), out);
        content(delta, choice, out);
        delta.text("refusal").filter(text -> !text.isEmpty()).ifPresent(text -> {
            refused = true;
            part(new Delta.Refusal(text), out);
        });
        for (Fields piece : delta.list("tool_calls")) {
            requireOpen();
            calls.read(piece, out);
        }
    }

    private void thoughts(Thoughts thoughts, Consumer<Delta> out) {
        if (!thoughts.text().isEmpty()) {
            part(new Delta.Reasoning(thoughts.text()), out);
        }
        if (thoughts.opaque().isPresent() && !ended) {
            if (calls.isOpen()) {
                calls.keep(ReplyReader.own(thoughts.opaque().get()));
            } else {
                out.accept(new Delta.Signed(ReplyReader.own(thoughts.opaque().get())));
            }
        }
    }

    private void content(Fields delta, Fields choice, Consumer<Delta> out) {
        Optional<RawText> content = delta.raw("content");
        if (content.isEmpty()) {
            return;
        }
        List<TokenLogProb> logProbs = LogProbs.read(choice);
        boolean says = !content.get().isEmpty() || (!logProbs.isEmpty() && !calls.isOpen());
        if (says) {
            part(new Delta.Text(content.get(), logProbs), out);
        }
    }

    private void part(Delta delta, Consumer<Delta> out) {
        requireOpen();
        calls.close(out);
        out.accept(delta);
    }

    private void requireOpen() {
        if (ended) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_PROTOCOL, "The upstream went on with an answer after its finish reason.");
        }
    }

    private void spent(Usage counts, Consumer<Delta> out) {
        if (usage.isPresent() && usage.get().equals(counts)) {
            return;
        }
        usage = Optional.of(counts);
        if (started) {
            out.accept(new Delta.Spent(counts));
        }
    }
}
