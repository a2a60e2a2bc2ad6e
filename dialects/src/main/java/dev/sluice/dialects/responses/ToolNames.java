package dev.sluice.dialects.responses;

import dev.sluice.dialects.json.Fields;

/** What tools may be called. */
final class ToolNames {
    private static final int LONGEST = 128;

    private ToolNames() {}

    static String read(Fields tool) {
        String name = tool.requiredText("name");
        if (!allowed(name)) {
            throw tool.wrong("name", "must be 1 to 128 letters, digits, underscores and dashes");
        }
        return name;
    }

    static boolean allowed(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST
                && name.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-'));
    }
}
