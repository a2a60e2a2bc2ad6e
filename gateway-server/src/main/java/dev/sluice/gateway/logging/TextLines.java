package dev.sluice.gateway.logging;

import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** Formats a record as a line of text; a stack trace follows on further lines. */
final class TextLines extends Formatter {
    @Override
    public String format(LogRecord record) {
        String message = escaped(formatMessage(record));
        String line = "%s %-5s %s %s"
                .formatted(record.getInstant(), Records.level(record), shortName(record.getLoggerName()), message);
        return Records.stackTrace(record).map(trace -> line + '\n' + trace).orElse(line);
    }

    /** Protects against log forging: a message may quote what a client sent. */
    private static String escaped(String message) {
        return message == null ? "" : message.replace("\r", "\\r").replace("\n", "\\n");
    }

    private static String shortName(String logger) {
        return logger == null ? "-" : logger.substring(logger.lastIndexOf('.') + 1);
    }
}
