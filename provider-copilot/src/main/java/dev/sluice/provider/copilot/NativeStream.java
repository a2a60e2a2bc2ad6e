package dev.sluice.provider.copilot;

import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import dev.sluice.provider.copilot.api.Remainder;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stream of Responses or Messages events as they come, but for what Responses lack, which ends well only after the
 * dialect's own end. Behind that it reads the end of the upstream's body, so that the connection can be used again.
 */
final class NativeStream implements EventStream {
    private static final Set<String> RESPONSES_END =
            Set.of("response.completed", "response.incomplete", "response.failed", "error");
    private static final Set<String> MESSAGES_END = Set.of("message_stop", "error");
    private static final Set<String> WITH_USAGE =
            Set.of("message_start", "message_delta", "response.completed", "response.incomplete", "response.failed");

    private final EventStream upstream;
    private final Remainder remainder;
    private final Set<String> end;
    private final @Nullable ItemIds ids;
    private final CallNames names = new CallNames();
    private volatile @Nullable TokenUsage usage;
    private boolean ended;

    NativeStream(EventStream upstream, boolean messages) {
        this.upstream = upstream;
        this.remainder = new Remainder(upstream);
        this.end = messages ? MESSAGES_END : RESPONSES_END;
        this.ids = messages ? null : new ItemIds();
    }

    @Override
    public @Nullable ServerSentEvent next() {
        if (ended) {
            remainder.read();
            return null;
        }
        ServerSentEvent event = upstream.next();
        if (event == null) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_UNAVAILABLE, "GitHub Copilot's stream broke off before its end");
        }
        String type = event.type().isEmpty() ? typeIn(event.data()) : event.type();
        if (WITH_USAGE.contains(type)) {
            NativeUsage.of(event.data()).ifPresent(found -> usage = merged(usage, found.tokens()));
        }
        ended = end.contains(type);
        return ids == null ? event : ResponseFields.mend(type, names.mend(type, ids.mend(event)));
    }

    @Override
    public boolean ready() {
        return ended ? remainder.ready() : upstream.ready();
    }

    @Override
    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }

    @Override
    public void close() {
        upstream.close();
    }

    // Messages tells what was read at the start and what was written at the end.
    private static TokenUsage merged(@Nullable TokenUsage before, TokenUsage now) {
        return before == null
                ? now
                : new TokenUsage(
                        Math.max(before.input(), now.input()),
                        Math.max(before.output(), now.output()),
                        Math.max(before.cachedInput(), now.cachedInput()),
                        Math.max(before.reasoning(), now.reasoning()));
    }

    private static String typeIn(byte[] data) {
        try {
            JsonReader json = JsonReader.of(data);
            json.beginObject();
            while (json.hasNext()) {
                if (json.nextName().equals("type") && json.peek() == JsonReader.Kind.STRING) {
                    return json.nextString();
                }
                json.skipValue();
            }
        } catch (JsonException e) {
            // Passed on as it is; only its type is unknown.
            return "";
        }
        return "";
    }
}
