package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.StreamReader;
import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.json.JsonNode;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a reply, which is a stream's event as well: each holds what is new. Used by one thread. */
final class ReplyReader implements StreamReader {
    private static final List<String> UNREPORTED =
            List.of("inlineData", "fileData", "executableCode", "codeExecutionResult", "toolCall", "toolResponse");

    private String id = "";
    private int calls;
    private boolean started;
    private @Nullable String reason;
    private Optional<String> message = Optional.empty();
    private final ModelPartReader parts = new ModelPartReader((reported, _, _) -> callId(reported));

    @Override
    public void read(ServerSentEvent event, Consumer<Delta> out) {
        read(
                JsonNodes.read(event.data())
                        .orElseThrow(() -> protocol("An event of the upstream's stream is not a JSON object.")),
                out);
    }

    /** The reason may stand in several events, and nothing marks the last one: only the stream's end tells. */
    @Override
    public void end(Consumer<Delta> out) {
        if (reason == null) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_UNAVAILABLE, "The upstream broke off: its stream ended without a finishReason.");
        }
        out.accept(new Delta.End(FinishReason.read(reason, calls > 0, message)));
    }

    /** Reads a reply that is no stream. */
    void readWhole(JsonNode reply, Consumer<Delta> out) {
        read(reply, out);
        if (reason == null) {
            throw protocol("The upstream's reply holds no candidate that was finished.");
        }
        end(out);
    }

    private void read(JsonNode reply, Consumer<Delta> out) {
        Fields fields = Fields.ofReply(reply);
        ReplyErrors.check(fields);
        Optional<Usage> usage = fields.fields("usageMetadata").map(UsageMetadata::read);
        if (!started) {
            started = true;
            id = fields.text("responseId").orElse("");
            out.accept(new Delta.Begin(id, usage));
        }
        List<Fields> candidates = fields.list("candidates");
        if (!candidates.isEmpty()) {
            candidate(candidates.getFirst(), out);
        }
        if (reason != null) {
            usage.map(Delta.Spent::new).ifPresent(out);
        }
    }

    private void candidate(Fields candidate, Consumer<Delta> out) {
        List<TokenLogProb> logProbs =
                candidate.fields("logprobsResult").map(LogProbs::read).orElse(List.of());
        List<Fields> said = candidate
                .fields("content")
                .map(content -> content.list("parts"))
                .orElse(List.of());
        for (Fields part : said) {
            for (String kind : UNREPORTED) {
                if (part.has(kind)) {
                    throw part.wrong(kind, "was not asked for, and has no place in the answer");
                }
            }
            boolean text = part.has("text") && !part.flag("thought").orElse(false);
            parts.read(part, text ? logProbs : List.of(), out);
            if (text) {
                logProbs = List.of();
            }
        }
        candidate
                .text("finishReason")
                .filter(reported -> !reported.equals("FINISH_REASON_UNSPECIFIED"))
                .ifPresent(reported -> reason = reported);
        message = candidate.text("finishMessage").or(() -> message);
    }

    /** Older models do not name their calls, and an id must not come again in another answer. */
    private String callId(Optional<String> reported) {
        calls++;
        if (reported.isEmpty() && id.isEmpty()) {
            id = UUID.randomUUID().toString();
        }
        return reported.orElse("call_" + id + "_" + calls);
    }

    private static ProviderException protocol(String what) {
        return new ProviderException(ErrorKind.UPSTREAM_PROTOCOL, what);
    }
}
