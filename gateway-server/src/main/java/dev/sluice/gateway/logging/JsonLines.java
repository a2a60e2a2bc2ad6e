package dev.sluice.gateway.logging;

import dev.sluice.json.JsonText;
import java.util.Objects;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** Formats a record as a line of JSON. */
final class JsonLines extends Formatter {
    @Override
    public String format(LogRecord record) {
        StringBuilder line = new StringBuilder(200);
        line.append("{\"time\":").append(JsonText.quote(record.getInstant().toString()));
        put(line, "level", Records.level(record));
        put(line, "logger", Objects.requireNonNullElse(record.getLoggerName(), ""));
        put(line, "message", Objects.requireNonNullElse(formatMessage(record), ""));
        Records.stackTrace(record).ifPresent(trace -> put(line, "exception", trace));
        return line.append('}').toString();
    }

    private static void put(StringBuilder line, String name, String value) {
        line.append(",\"").append(name).append("\":").append(JsonText.quote(value));
    }
}
