package dev.sluice.provider.anthropic;

import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import dev.sluice.provider.support.StreamRules;
import dev.sluice.provider.support.TokenCounts;
import dev.sluice.provider.support.TopLevel;
import dev.sluice.provider.support.UpstreamErrors;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a stream of Messages is complete: after {@code message_stop}.
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
    public Verdict see(ServerSentEvent event) {
        String type = event.type().isEmpty() ? TopLevel.text(event.data(), "type") : event.type();
        return switch (type) {
            case "error" -> throw errors.reported(AnthropicProvider.MESSAGES, event.data());
            case "message_start", "message_delta" -> {
                TokenCounts.in(event.data()).ifPresent(counted -> usage = merged(usage, counted));
                yield Verdict.RELAY;
            }
            case "message_stop" -> Verdict.END;
            default -> Verdict.RELAY;
        };
    }

    @Override
    public List<ServerSentEvent> finish() {
        throw errors.brokeOff(AnthropicProvider.MESSAGES);
    }

    @Override
    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }

    /** What was read is told at the start, and by some upstreams again at the end; what was written at the end. */
    private static TokenUsage merged(@Nullable TokenUsage before, TokenUsage now) {
        return before == null
                ? now
                : new TokenUsage(
                        Math.max(before.input(), now.input()),
                        Math.max(before.output(), now.output()),
                        Math.max(before.cachedInput(), now.cachedInput()),
                        Math.max(before.reasoning(), now.reasoning()));
    }
}
