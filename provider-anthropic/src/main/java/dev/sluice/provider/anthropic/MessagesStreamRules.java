package dev.sluice.provider.anthropic;

import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import dev.sluice.provider.support.StreamRules;
import dev.sluice.provider.support.TokenCounts;
import dev.sluice.provider.support.TopLevel;
import dev.sluice.provider.support.UpstreamErrors;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a stream of Messages: it is complete after {@code message_stop}.
 *
 * @see <a href="https://docs.anthropic.com/en/docs/build-with-claude/streaming">its reference</a>
 */
final class MessagesStreamRules implements StreamRules {
    private final UpstreamErrors errors;
    private volatile @Nullable TokenUsage usage;

    MessagesStreamRules(UpstreamErrors errors) {
        this.errors = errors;
    }

    @Override
    public boolean onEvent(ServerSentEvent event, Consumer<ServerSentEvent> out) {
        String type = event.type().isEmpty() ? TopLevel.text(event.data(), "type") : event.type();
        switch (type) {
            case "error" -> throw errors.reported(AnthropicProvider.MESSAGES, event.data());
            case "message_start", "message_delta" ->
                TokenCounts.in(event.data()).ifPresent(counted -> usage = TokenCounts.merged(usage, counted));
            default -> {
                // Passed on without being read.
            }
        }
        out.accept(event);
        return type.equals("message_stop");
    }

    @Override
    public void onEnd(Consumer<ServerSentEvent> out) {
        throw errors.cutOff(AnthropicProvider.MESSAGES);
    }

    @Override
    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }
}
