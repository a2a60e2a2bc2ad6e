package dev.sluice.gateway.api;

import dev.sluice.gateway.http.ApiFormats;
import dev.sluice.provider.Dialect;
import java.util.List;

/** The APIs that the gateway answers by: to add one is to add its class, and to name it here. */
public final class Apis {
    /** All of them; the first speaks for callers whom no other one claims. */
    public static final List<Api> ALL = List.of(
            new ChatApi(),
            new ResponsesApi(),
            new MessagesApi(),
            new GeminiApi(),
            new CompletionsApi(),
            new EmbeddingsApi());

    /** Their formats. */
    public static final ApiFormats FORMATS = new ApiFormats(ALL);

    private Apis() {}

    /** Returns the path that a dialect is asked by, for messages to people; a foreign dialect's own name. */
    public static String path(Dialect dialect) {
        return ALL.stream()
                .filter(api -> api.dialect().equals(dialect))
                .findFirst()
                .map(Api::path)
                .orElse(dialect.name());
    }
}
