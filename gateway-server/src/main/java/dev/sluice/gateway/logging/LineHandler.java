package dev.sluice.gateway.logging;

import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/** Writes formatted records to the {@link ConsoleLog}. */
final class LineHandler extends Handler {
    private final ConsoleLog console;

    LineHandler(ConsoleLog console, Formatter formatter) {
        this.console = console;
        setFormatter(formatter);
    }

    @Override
    public void publish(LogRecord record) {
        if (isLoggable(record)) {
            console.line(getFormatter().format(record));
        }
    }

    @Override
    public void flush() {
        // Every line is written at once.
    }

    @Override
    public void close() {
        // The console outlives the log.
    }
}
