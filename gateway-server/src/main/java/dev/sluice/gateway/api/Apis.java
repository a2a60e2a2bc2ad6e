package dev.sluice.gateway.api;

import dev.sluice.gateway.http.ApiFormats;
import dev.sluice.provider.Dialect;
import java.util.List;

/** The APIs that the gateway serves: adding one is adding its class here. */
public final class Apis {
    /** All APIs; the first is for clients that no other one claims. */
    public static final List<Api> ALL = List.of(
            new ChatApi(),
            new ResponsesApi(),
            new MessagesApi(),
            new GeminiApi(),
            new CompletionsApi(),
            new EmbeddingsApi());

    public static final ApiFormats FORMATS = new ApiFormats(ALL);

    private Apis() {}

    /** Returns the path of a dialect's API, for messages; the name of a dialect without an API. */
    public static String path(Dialect dialect) {
        return ALL.stream()
                .filter(api -> api.dialect().equals(dialect))
                .findFirst()
                .map(Api::path)
                .orElse(dialect.name());
    }
}
