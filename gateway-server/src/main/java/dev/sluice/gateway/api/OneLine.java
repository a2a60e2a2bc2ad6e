package dev.sluice.gateway.api;

/** Joins JSON to one line, as an event's data requires: between tokens, a line break is equivalent to a space. */
final class OneLine {
    private OneLine() {}

    /** Returns the same array if it has no line break. */
    static byte[] of(byte[] json) {
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '\n' || json[i] == '\r') {
                return joined(json);
            }
        }
        return json;
    }

    private static byte[] joined(byte[] json) {
        byte[] line = json.clone();
        for (int i = 0; i < line.length; i++) {
            if (line[i] == '\n' || line[i] == '\r') {
                line[i] = ' ';
            }
        }
        return line;
    }
}
