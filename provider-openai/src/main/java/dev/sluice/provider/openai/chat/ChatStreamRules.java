package dev.sluice.provider.openai.chat;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import dev.sluice.provider.support.StreamRules;
import dev.sluice.provider.support.TokenCounts;
import dev.sluice.provider.support.UpstreamErrors;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a chat completion's stream: it is complete after {@code [DONE]}, or at the end of a body in which every
 * choice has finished; {@code [DONE]} is then added.
 *
 * <p>Chunks without a choice are dropped, because strict clients fail on them: the results of Azure's content filter,
 * and the token usage if the client did not ask for it.
 */
public final class ChatStreamRules implements StreamRules {
    private static final String PATH = "/chat/completions";
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final UpstreamErrors errors;
    private final boolean usageWanted;
    private final Map<Integer, String> finishReasons = new HashMap<>();
    private volatile @Nullable TokenUsage usage;

    /** The usage is passed on only if the client asked for it. */
    public ChatStreamRules(UpstreamErrors errors, boolean usageWanted) {
        this.errors = errors;
        this.usageWanted = usageWanted;
    }

    @Override
    public boolean onEvent(ServerSentEvent event, Consumer<ServerSentEvent> out) {
        byte[] data = event.data();
        if (data.length == 0 || data[0] != '{') {
            String text = event.text().strip();
            if (text.equals("[DONE]")) {
                out.accept(event);
                return true;
            }
            if (text.isEmpty()) {
                return false;
            }
        }
        ChatChunk chunk = chunk(data);
        if (chunk.error() || event.type().equals("error")) {
            throw errors.reported(PATH, data);
        }
        if (chunk.usage()) {
            TokenCounts.in(data).ifPresent(counted -> usage = counted);
        }
        chunk.finishReasons().forEach(this::record);
        // LiteLLM sends an empty choice beside the usage.
        boolean usageOnly = chunk.usage() && !chunk.content();
        if (usageOnly ? usageWanted : !chunk.finishReasons().isEmpty()) {
            out.accept(event);
        }
        return false;
    }

    private ChatChunk chunk(byte[] data) {
        try {
            return ChatChunk.of(JsonDocument.parse(data).root().require(JsonNode.Kind.OBJECT));
        } catch (JsonException e) {
            throw errors.malformedEvent(PATH, e);
        }
    }

    private void record(int index, String reason) {
        if (reason.equals("error")) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_UNAVAILABLE, "The reply ended with the finish reason 'error'. Try again.");
        }
        finishReasons.merge(index, reason, (known, next) -> next.isEmpty() ? known : next);
    }

    @Override
    public void onEnd(Consumer<ServerSentEvent> out) {
        boolean complete =
                !finishReasons.isEmpty() && finishReasons.values().stream().noneMatch(String::isEmpty);
        if (!complete) {
            throw errors.cutOff(PATH);
        }
        out.accept(ServerSentEvent.of(DONE));
    }

    @Override
    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }
}
