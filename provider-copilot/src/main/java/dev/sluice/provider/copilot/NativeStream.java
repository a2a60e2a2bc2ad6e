package dev.sluice.provider.copilot;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import dev.sluice.provider.support.StreamRules;
import dev.sluice.provider.support.TokenCounts;
import dev.sluice.provider.support.TopLevel;
import dev.sluice.provider.support.WatchedStream;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a stream of Responses or Messages events, which are passed on as they come, but for what Responses lack.
 * It ends well only after the dialect's own end.
 */
final class NativeStream implements StreamRules {
    private static final Set<String> RESPONSES_END =
            Set.of("response.completed", "response.incomplete", "response.failed", "error");
    private static final Set<String> MESSAGES_END = Set.of("message_stop", "error");
    private static final Set<String> WITH_USAGE =
            Set.of("message_start", "message_delta", "response.completed", "response.incomplete", "response.failed");

    private final Set<String> end;
    private final @Nullable ResponsesNormalizer normalizer;
    private volatile @Nullable TokenUsage usage;

    private NativeStream(boolean messages) {
        this.end = messages ? MESSAGES_END : RESPONSES_END;
        this.normalizer = messages ? null : new ResponsesNormalizer();
    }

    /** Wraps an upstream's stream. */
    static EventStream of(EventStream upstream, boolean messages) {
        return WatchedStream.of(upstream, new NativeStream(messages));
    }

    @Override
    public boolean onEvent(ServerSentEvent event, Consumer<ServerSentEvent> out) {
        String type = event.type().isEmpty() ? TopLevel.text(event.data(), "type") : event.type();
        if (WITH_USAGE.contains(type)) {
            TokenCounts.in(event.data()).ifPresent(counted -> usage = TokenCounts.merged(usage, counted));
        }
        out.accept(normalizer == null ? event : normalizer.normalize(type, event));
        return end.contains(type);
    }

    @Override
    public void onEnd(Consumer<ServerSentEvent> out) {
        throw new ProviderException(ErrorKind.UPSTREAM_UNAVAILABLE, "GitHub Copilot's stream broke off before its end");
    }

    @Override
    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }
}
