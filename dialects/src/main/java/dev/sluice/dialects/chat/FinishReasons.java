package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Stop;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;

/** The words for why an answer ended. */
final class FinishReasons {
    private FinishReasons() {}

    /**
     * Reads a word. Upstreams say {@code stop} for calls, too, and have words of their own, of which nothing more is
     * known than that the answer ended.
     *
     * @param called whether the answer has calls
     * @param refused whether the answer has a refusal
     */
    static Stop read(String word, boolean called, boolean refused) {
        return Stop.of(
                switch (word) {
                    case "length" -> Stop.Reason.LENGTH;
                    case "content_filter" -> Stop.Reason.CONTENT_FILTER;
                    case "error" ->
                        throw new ProviderException(
                                ErrorKind.UPSTREAM_UNAVAILABLE,
                                "The upstream ended the answer with the finish reason 'error'. Try again.");
                    default -> {
                        if (called) {
                            yield Stop.Reason.TOOL_CALLS;
                        }
                        yield refused ? Stop.Reason.REFUSAL : Stop.Reason.END;
                    }
                });
    }

    /**
     * Writes a word.
     *
     * @param refused whether the answer has a refusal, which tells by itself that the model refused
     * @param legacy whether the caller knows one {@code function_call} only
     */
    static String write(Stop stop, boolean refused, boolean legacy) {
        return switch (stop.reason()) {
            case END, STOP_SEQUENCE -> "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> legacy ? "function_call" : "tool_calls";
            case CONTENT_FILTER -> "content_filter";
            case REFUSAL -> refused ? "stop" : "content_filter";
        };
    }
}
