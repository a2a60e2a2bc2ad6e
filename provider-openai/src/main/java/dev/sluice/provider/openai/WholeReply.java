package dev.sluice.provider.openai;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Reply;
import dev.sluice.provider.support.ErrorReports;
import dev.sluice.provider.support.TokenCounts;
import dev.sluice.provider.support.TopLevel;
import dev.sluice.provider.support.UpstreamErrors;
import java.util.Map;

/** Checks complete replies and passes them on unchanged. */
final class WholeReply {
    private static final Map<Dialect, String> CONTENTS = Map.of(
            Dialect.CHAT_COMPLETIONS, "choices",
            Dialect.RESPONSES, "output",
            Dialect.EMBEDDINGS, "data");

    private final UpstreamErrors errors;
    private final String path;

    WholeReply(UpstreamErrors errors, String path) {
        this.errors = errors;
        this.path = path;
    }

    /** Throws if the body reports an error, or is no reply of the dialect. */
    Reply.Complete of(Headers headers, byte[] body, Dialect dialect) {
        if (dialect.equals(Dialect.RESPONSES)
                ? !TopLevel.hasArray(body, "output") && ErrorReports.in(body)
                : ErrorReports.in(body)) {
            throw errors.reported(path, body);
        }
        String wanted = CONTENTS.getOrDefault(dialect, "");
        if (!TopLevel.hasArray(body, wanted)) {
            throw errors.protocol(path, "has no " + wanted + ", or is not JSON");
        }
        return TokenCounts.counted(headers, body);
    }
}
