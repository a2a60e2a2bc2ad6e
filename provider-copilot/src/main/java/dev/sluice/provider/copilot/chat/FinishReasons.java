package dev.sluice.provider.copilot.chat;

import java.util.List;

/** Why a message ended that came in several choices. */
final class FinishReasons {
    static final String STOP = "stop";
    static final String TOOL_CALLS = "tool_calls";

    private FinishReasons() {}

    /**
     * Finds the one reason. A part that was cut short counts for the whole: its text or its calls may be
     * incomplete. Calls count for more than the end of the text beside them.
     *
     * @param reasons those of the parts, possibly none
     * @param toolCalls whether a part has tool calls
     */
    static String merged(List<String> reasons, boolean toolCalls) {
        for (String cut : List.of("content_filter", "length")) {
            if (reasons.contains(cut)) {
                return cut;
            }
        }
        if (toolCalls || reasons.contains(TOOL_CALLS)) {
            return TOOL_CALLS;
        }
        return reasons.isEmpty() ? STOP : reasons.getLast();
    }
}
