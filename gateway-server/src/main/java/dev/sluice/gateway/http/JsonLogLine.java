package dev.sluice.gateway.http;

import dev.sluice.json.JsonText;
import org.jspecify.annotations.Nullable;

/** A log line as a JSON object. */
final class JsonLogLine implements LogLine {
    private final StringBuilder line = new StringBuilder(384).append('{');

    @Override
    public void put(String name, @Nullable String value) {
        if (value != null) {
            name(name);
            line.append(JsonText.quote(LogLine.shortened(value)));
        }
    }

    @Override
    public void put(String name, long value) {
        name(name);
        line.append(value);
    }

    @Override
    public String finish() {
        return line.append('}').toString();
    }

    private void name(String name) {
        if (line.length() > 1) {
            line.append(',');
        }
        line.append('"').append(name).append("\":");
    }
}
