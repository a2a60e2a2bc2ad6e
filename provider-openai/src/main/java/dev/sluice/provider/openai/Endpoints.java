package dev.sluice.provider.openai;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.support.PathSegment;

/** Maps a request to its path below the address of the API. */
@FunctionalInterface
interface Endpoints {
    /** OpenAI's. */
    Endpoints PLAIN = (dialect, _) -> "/" + operation(dialect);

    String path(Dialect dialect, String model);

    /** Azure's of a dated API version: with the deployment in the path. */
    static Endpoints deployments(String apiVersion) {
        return (dialect, model) -> "/openai/deployments/" + PathSegment.encode(model) + "/" + operation(dialect)
                + "?api-version=" + PathSegment.encode(apiVersion);
    }

    private static String operation(Dialect dialect) {
        return dialect.equals(Dialect.CHAT_COMPLETIONS) ? "chat/completions" : dialect.name();
    }
}
