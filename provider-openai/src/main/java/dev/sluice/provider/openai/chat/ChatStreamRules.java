package dev.sluice.provider.openai.chat;

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
 * When a stream of a chat completion is complete: after {@code [DONE]}, or where every choice that began has ended.
 * Some upstreams send no {@code [DONE]}; it is added.
 *
 * <p>Chunks without a choice are left out, for strict clients fail on them: what Azure's filter thinks of the prompt,
 * and the tokens used where the caller did not ask for them.
 */
public final class ChatStreamRules implements StreamRules {
    private static final String PATH = "/chat/completions";
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final UpstreamErrors errors;
    private final boolean usageWanted;
    private final Map<Integer, String> choices = new HashMap<>();
    private volatile @Nullable TokenUsage usage;

    /**
     * Makes the rules of one stream.
     *
     * @param errors say what went wrong
     * @param usageWanted whether the caller asked for the tokens used
     */
    public ChatStreamRules(UpstreamErrors errors, boolean usageWanted) {
        this.errors = errors;
        this.usageWanted = usageWanted;
    }

    @Override
    public boolean see(ServerSentEvent event, Consumer<ServerSentEvent> out) {
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
        ChatChunk chunk = ChatChunk.of(data);
        if (chunk.error() || event.type().equals("error")) {
            throw errors.reported(PATH, data);
        }
        if (chunk.usage()) {
            TokenCounts.in(data).ifPresent(counted -> usage = counted);
        }
        chunk.choices().forEach(this::took);
        // LiteLLM has a choice with nothing in it beside the usage.
        boolean usageAlone = chunk.usage() && !chunk.words();
        if (usageAlone ? usageWanted : !chunk.choices().isEmpty()) {
            out.accept(event);
        }
        return false;
    }

    private void took(int index, String reason) {
        if (reason.equals("error")) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_UNAVAILABLE, "The answer ended with the finish reason 'error'. Try again.");
        }
        choices.merge(index, reason, (known, next) -> next.isEmpty() ? known : next);
    }

    @Override
    public void finish(Consumer<ServerSentEvent> out) {
        boolean complete = !choices.isEmpty() && choices.values().stream().noneMatch(String::isEmpty);
        if (!complete) {
            throw errors.brokeOff(PATH);
        }
        out.accept(ServerSentEvent.of(DONE));
    }

    @Override
    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }
}
