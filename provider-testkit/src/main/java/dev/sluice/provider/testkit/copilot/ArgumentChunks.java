package dev.sluice.provider.testkit.copilot;

import java.util.ArrayList;
import java.util.List;

/** Splits the JSON of a tool call's arguments at arbitrary places, as streams do. */
final class ArgumentChunks {

    private static final int LENGTH = 7;

    private ArgumentChunks() {}

    static List<String> of(String text) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + LENGTH);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to++;
            }
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }
}
