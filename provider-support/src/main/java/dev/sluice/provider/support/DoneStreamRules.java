package dev.sluice.provider.support;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** See {@link StreamRules#untilDone}. */
final class DoneStreamRules implements StreamRules {
    private final UpstreamErrors errors;
    private final String path;
    private volatile @Nullable TokenUsage usage;

    DoneStreamRules(UpstreamErrors errors, String path) {
        this.errors = errors;
        this.path = path;
    }

    @Override
    public boolean onEvent(ServerSentEvent event, Consumer<ServerSentEvent> out) {
        boolean done = event.text().strip().equals("[DONE]");
        if (!done) {
            JsonNode root = root(event.data());
            if (ErrorReports.isError(root.get("error"))) {
                throw errors.reported(path, event.data());
            }
            TokenCounts.in(root).ifPresent(counted -> usage = counted);
        }
        out.accept(event);
        return done;
    }

    private JsonNode root(byte[] data) {
        try {
            return JsonDocument.parse(data).root();
        } catch (JsonException e) {
            throw errors.malformedEvent(path, e);
        }
    }

    @Override
    public void onEnd(Consumer<ServerSentEvent> out) {
        throw errors.cutOff(path);
    }

    @Override
    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }
}
