package dev.sluice.gateway.metrics;

/**
 * What a call to a model is known by, in OpenTelemetry's words for generative AI.
 *
 * @param operation {@code chat}, {@code text_completion} or {@code embeddings}
 * @param provider the provider's id; {@link #UNKNOWN} if none was found
 * @param requestModel the listed id of the model asked for; {@link #UNKNOWN} if there is none such
 * @param responseModel the upstream's id of the model that answered; {@link #UNKNOWN} if none did
 * @param errorType what failed, in lower case; empty if nothing did
 */
public record CallLabels(
        String operation, String provider, String requestModel, String responseModel, String errorType) {
    /** Stands for what is not one of the gateway's own names. */
    public static final String UNKNOWN = "unknown";
}
