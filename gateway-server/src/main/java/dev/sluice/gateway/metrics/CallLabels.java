package dev.sluice.gateway.metrics;

/**
 * The labels of a model call, after OpenTelemetry's conventions for generative AI.
 *
 * @param operation {@code chat}, {@code text_completion} or {@code embeddings}
 * @param provider the provider's id; {@link #UNKNOWN} if none was found
 * @param requestModel the listed id of the requested model; {@link #UNKNOWN} if there is none
 * @param responseModel the upstream's id of the model that answered; {@link #UNKNOWN} if none did
 * @param errorType the kind of failure, in lower case; empty on success
 */
public record CallLabels(
        String operation, String provider, String requestModel, String responseModel, String errorType) {
    /** Stands for values that are not the gateway's own. */
    public static final String UNKNOWN = "unknown";
}
