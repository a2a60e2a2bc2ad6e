package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.Stop.Reason;
import java.util.Optional;

/** Why an answer ended, in the dialect's words. */
final class StopReasons {
    private StopReasons() {}

    static Stop read(String reason, Optional<String> sequence) {
        return switch (reason) {
            case "max_tokens", "model_context_window_exceeded" -> Stop.of(Reason.LENGTH);
            case "stop_sequence" -> new Stop(Reason.STOP_SEQUENCE, sequence);
            case "tool_use" -> Stop.of(Reason.TOOL_CALLS);
            case "refusal" -> Stop.of(Reason.REFUSAL);
            // The model would go on if asked to, as after a limit.
            case "pause_turn" -> Stop.of(Reason.LENGTH);
            // "end_turn", and what a later version may know: it ended, whatever for.
            default -> Stop.of(Reason.END);
        };
    }

    /**
     * Writes a reason.
     *
     * @param stop why, as the model's side says
     * @param called whether the answer calls tools: callers go by the reason alone
     * @param refused whether the answer ends with a refusal
     */
    static String write(Stop stop, boolean called, boolean refused) {
        return switch (stop.reason()) {
            case END -> {
                if (refused) {
                    yield "refusal";
                }
                yield called ? "tool_use" : "end_turn";
            }
            case STOP_SEQUENCE -> "stop_sequence";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_FILTER, REFUSAL -> "refusal";
        };
    }
}
