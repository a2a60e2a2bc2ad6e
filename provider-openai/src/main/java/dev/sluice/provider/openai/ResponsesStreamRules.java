package dev.sluice.provider.openai;

import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import dev.sluice.provider.support.ErrorReports;
import dev.sluice.provider.support.StreamRules;
import dev.sluice.provider.support.TokenCounts;
import dev.sluice.provider.support.TopLevel;
import dev.sluice.provider.support.UpstreamErrors;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rules of a stream of Responses: it is complete after the event that reports the end of the response. */
final class ResponsesStreamRules implements StreamRules {
    private static final String PATH = "/responses";
    private static final Set<String> END =
            Set.of("response.completed", "response.incomplete", "response.failed", "error");

    private final UpstreamErrors errors;
    private volatile @Nullable TokenUsage usage;

    ResponsesStreamRules(UpstreamErrors errors) {
        this.errors = errors;
    }

    @Override
    public boolean onEvent(ServerSentEvent event, Consumer<ServerSentEvent> out) {
        String type = event.type().isEmpty() ? TopLevel.text(event.data(), "type") : event.type();
        if (type.isEmpty()) {
            if (ErrorReports.in(event.data())) {
                throw errors.reported(PATH, event.data());
            }
            // Such as [DONE], which is not part of this dialect.
            return false;
        }
        boolean end = END.contains(type);
        if (end) {
            TokenCounts.in(event.data()).ifPresent(counted -> usage = counted);
        }
        out.accept(event);
        return end;
    }

    @Override
    public void onEnd(Consumer<ServerSentEvent> out) {
        throw errors.cutOff(PATH);
    }

    @Override
    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }
}
