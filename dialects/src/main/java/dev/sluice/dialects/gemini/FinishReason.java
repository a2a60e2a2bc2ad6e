package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Stop;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.util.Optional;

/** Why a candidate ended, in Google's words. */
final class FinishReason {
    static final String MALFORMED_CALL = "MALFORMED_FUNCTION_CALL";

    private FinishReason() {}

    /**
     * Reads a reason.
     *
     * @param calls whether there were calls, which Google does not say here
     * @throws ProviderException if the model did not write what it should have
     */
    static Stop read(String reason, boolean calls, Optional<String> message) {
        return switch (reason) {
            case "STOP" -> Stop.of(calls ? Stop.Reason.TOOL_CALLS : Stop.Reason.END);
            case "MAX_TOKENS" -> Stop.of(Stop.Reason.LENGTH);
            case MALFORMED_CALL,
                    "UNEXPECTED_TOOL_CALL",
                    "TOO_MANY_TOOL_CALLS",
                    "MISSING_THOUGHT_SIGNATURE",
                    "MALFORMED_RESPONSE" ->
                throw new ProviderException(
                        ErrorKind.UPSTREAM_PROTOCOL,
                        "The model wrote what its own side could not use (" + reason + "); ask again."
                                + message.map(text -> " It says: " + ReplyErrors.shortened(text))
                                        .orElse(""));
            // SAFETY, RECITATION, OTHER and more to come: whatever it was, the answer was cut, not finished.
            default -> Stop.of(Stop.Reason.CONTENT_FILTER);
        };
    }

    static String write(Stop stop, boolean malformedCall) {
        return switch (stop.reason()) {
            case LENGTH -> "MAX_TOKENS";
            case CONTENT_FILTER, REFUSAL -> "SAFETY";
            case END, STOP_SEQUENCE, TOOL_CALLS -> malformedCall ? MALFORMED_CALL : "STOP";
        };
    }
}
