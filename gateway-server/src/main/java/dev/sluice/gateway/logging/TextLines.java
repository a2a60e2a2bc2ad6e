package dev.sluice.gateway.logging;

import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** A line for people; a stack trace follows on lines of its own. */
final class TextLines extends Formatter {
    @Override
    public String format(LogRecord record) {
        String message = escaped(formatMessage(record));
        String line = "%s %-5s %s %s"
                .formatted(record.getInstant(), Records.level(record), shortName(record.getLoggerName()), message);
        return Records.stackTrace(record).map(trace -> line + '\n' + trace).orElse(line);
    }

    /** A message that quotes what somebody sent must not look like two. */
    private static String escaped(String message) {
        return message == null ? "" : message.replace("\r", "\\r").replace("\n", "\\n");
    }

    private static String shortName(String logger) {
        return logger == null ? "-" : logger.substring(logger.lastIndexOf('.') + 1);
    }
}
