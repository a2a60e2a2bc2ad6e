package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.json.Fields;
import java.util.List;
import java.util.Optional;

/** Why answers end: the API says only what cut them short, and leaves the rest to be seen from the items. */
final class Stops {
    private static final String FILTERED = "content_filter";
    private static final String TOO_LONG = "max_output_tokens";

    private Stops() {}

    static Stop read(Fields response, boolean cut, boolean called, boolean refused) {
        if (cut) {
            String reason = response.fields("incomplete_details")
                    .flatMap(details -> details.text("reason"))
                    .orElse(TOO_LONG);
            return Stop.of(reason.equals(FILTERED) ? Stop.Reason.CONTENT_FILTER : Stop.Reason.LENGTH);
        }
        if (called) {
            return Stop.of(Stop.Reason.TOOL_CALLS);
        }
        return Stop.of(refused ? Stop.Reason.REFUSAL : Stop.Reason.END);
    }

    static Stop read(Fields response, List<Part> parts) {
        return read(
                response,
                response.text("status").filter("incomplete"::equals).isPresent(),
                parts.stream().anyMatch(Part.ToolCall.class::isInstance),
                parts.stream().anyMatch(Part.Refusal.class::isInstance));
    }

    /**
     * Returns what {@code incomplete_details} gives as the reason; nothing if the answer is complete. A refusal that no
     * part tells of would else look like an answer.
     */
    static Optional<String> incomplete(Stop stop, boolean refused) {
        return switch (stop.reason()) {
            case LENGTH -> Optional.of(TOO_LONG);
            case CONTENT_FILTER -> Optional.of(FILTERED);
            case REFUSAL -> refused ? Optional.empty() : Optional.of(FILTERED);
            case END, STOP_SEQUENCE, TOOL_CALLS -> Optional.empty();
        };
    }
}
