package dev.sluice.gateway.api;

/** JSON on one line, as an event's data has to be: between tokens, a line break is as good as a space. */
final class OneLine {
    private OneLine() {}

    /** Returns the same array if there is no line break in it. */
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
