package dev.sluice.provider.google;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import dev.sluice.provider.support.StreamRules;
import dev.sluice.provider.support.UpstreamErrors;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a Gemini stream. It has no last event: it is complete at the end of its body if a candidate has a finish
 * reason or the prompt was blocked.
 */
final class GeminiStreamRules implements StreamRules {
    private final UpstreamErrors errors;
    private final String path;
    private boolean complete;
    private volatile @Nullable TokenUsage usage;

    GeminiStreamRules(UpstreamErrors errors, String path) {
        this.errors = errors;
        this.path = path;
    }

    @Override
    public boolean onEvent(ServerSentEvent event, Consumer<ServerSentEvent> out) {
        GeminiPart part = part(event.data());
        if (part.error()) {
            throw errors.reported(path, event.data());
        }
        complete |= part.blocked() || part.finished() > 0;
        part.usage().ifPresent(counted -> usage = counted);
        out.accept(event);
        return false;
    }

    private GeminiPart part(byte[] data) {
        try {
            return GeminiPart.of(JsonDocument.parse(data).root().require(JsonNode.Kind.OBJECT));
        } catch (JsonException e) {
            throw errors.malformedEvent(path, e);
        }
    }

    @Override
    public void onEnd(Consumer<ServerSentEvent> out) {
        if (!complete) {
            throw errors.cutOff(path);
        }
    }

    @Override
    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }
}
