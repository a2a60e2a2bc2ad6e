package dev.sluice.gateway.models;

import dev.sluice.gateway.http.Endpoint;
import dev.sluice.gateway.http.ErrorReply;
import dev.sluice.gateway.http.ErrorReplyException;
import java.util.Map;
import java.util.TreeSet;

/** Answers {@code POST /models/{model}:{method}}. */
public final class GeminiMethods {
    private GeminiMethods() {}

    /**
     * Answers the methods of all models.
     *
     * @param prefix what stands in front of the model in the path; the model may have slashes of its own
     * @param wiring what they use
     * @return the endpoint
     */
    public static Endpoint of(String prefix, ModelEndpoint.Wiring wiring) {
        Map<String, Endpoint> methods = Map.of(
                "batchEmbedContents", ModelEndpoint.embed(prefix, true, wiring),
                "embedContent", ModelEndpoint.embed(prefix, false, wiring),
                "countTokens", TokenCountEndpoint.gemini(prefix, wiring),
                "generateContent", ModelEndpoint.gemini(prefix, false, wiring),
                "streamGenerateContent", ModelEndpoint.gemini(prefix, true, wiring));
        return (request, response, exchange) -> {
            String path = exchange.path();
            int colon = path.lastIndexOf(':');
            Endpoint method = colon <= prefix.length() ? null : methods.get(path.substring(colon + 1));
            if (method == null) {
                throw new ErrorReplyException(ErrorReply.of(
                        404,
                        ErrorReply.INVALID_REQUEST,
                        "unknown_method",
                        "A model is asked by POST " + prefix + "{model}:{method}; the methods are "
                                + String.join(", ", new TreeSet<>(methods.keySet())) + "."));
            }
            method.handle(request, response, exchange);
        };
    }
}
